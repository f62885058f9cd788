"""The planner's board at a table: who may have it, of which targets, and how often."""

from __future__ import annotations

from allmende_protocol.messages import AskPlan
from allmende_rules.answers import read, refuse
from allmende_rules.phases.commons.basics import ask_targets, plans_basics
from allmende_rules.phases.commons.basics_board import board
from allmende_rules.phases.units import share
from allmende_rules.planboard import Board
from allmende_rules.questions import Answers
from allmende_rules.view import view
from allmende_rules.world import World
from allmende_server.desk import Desk

PAUSE = 0.2
"""Seconds between two plans of a seat: one can take a sixth of that, and the table waits meanwhile."""


class Planning:
    """The plans of one table: each from its planner's view, one at a time."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: dict[str, float] = {}

    def plan(self, seat: str, wish: AskPlan, now: float) -> Board:
        """The board of a seat that plans. Raises Refused for others, and for targets that cannot be set."""
        world = self._desk.game.world
        if self._desk.game.finished:
            raise refuse("game_over", "The game is over; its record stands.")
        if not plans_basics(world, seat):
            raise refuse("not_planner", "Only a seat that plans the basics has a planner's board.")
        if now - self._last.get(seat, -PAUSE) < PAUSE:
            raise refuse("too_fast", "Wait a moment between two plans.")
        said = self._desk.intends(seat)
        targets = _targets(world, wish, said)
        self._last[seat] = now
        try:
            return board(view(world, seat), targets, said, wish.rounds)
        except ArithmeticError as error:
            raise refuse(
                "look_failed", "This plan could not be worked out ({error}).", error=str(error)
            ) from error


def _targets(world: World, wish: AskPlan, said: Answers) -> dict[str, float]:
    """The share of each need that is asked: as wished, else as the seat has answered."""
    questions = {question.about: question for question in ask_targets(world)}
    for good in wish.targets:
        if good not in questions:
            raise refuse(
                "not_an_option",
                "The basics have no target for {found}; they have for {allowed}.",
                found=good[:80],
                allowed=", ".join(questions),
            )
    targets: dict[str, float] = {}
    for good, question in questions.items():
        value = wish.targets.get(good, said.get(question.id, question.default))
        number = read(question, value)
        targets[good] = share(number if isinstance(number, int) else question.default)
    return targets
