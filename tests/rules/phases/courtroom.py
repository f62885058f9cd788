"""Rounds with over-cutting and a court: who goes beyond its lots, who complains, and what is then heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from allmende_rules.events import Event, Posted, Told
from allmende_rules.game import Game
from allmende_rules.phases.units import HUNDRED
from allmende_rules.questions import Answers, Question, Value
from allmende_rules.record import Resolved
from allmende_rules.scenario import Scenario
from tests.headless import VALLEY, Player, new_game, play_on

Says = Callable[[Game, str, Any], Value]
"""What a seat says to a question; None leaves it to its silence."""
ALL = {"overcut": 1.0, "inspection": 0.0, "court_accuracy": 1.0}
"""Lots can be passed, nobody inspects, and jurors see the truth."""
NORTH, SOUTH = "sawmill_north", "sawmill_south"
"""The valley's harvesters under licence, held by Ben and by Cem."""


def opened(scenario: Scenario = VALLEY, *, seed: int = 1, rounds: int = 4, **dials: float) -> Game:
    """A game with a court."""
    return new_game(scenario, "dmnc", seed=seed, rounds=rounds, dials={**ALL, **dials})


def saying(**by_topic: Says) -> Player:
    """All seats are silent but on these topics."""

    def play(game: Game, seat: str, asked: tuple[Question, ...]) -> Answers:
        said = {q.id: by_topic[q.topic](game, seat, q) for q in asked if q.topic in by_topic}
        return {name: value for name, value in said.items() if value is not None}

    return play


def over(*sites: str) -> Says:
    """These sites go beyond their lots as far as they can."""
    return lambda _game, _seat, question: HUNDRED if question.about in sites else 0


def against(site: str, *seats: str) -> Says:
    """These seats name a site, if they may."""
    return lambda _game, seat, question: (
        site if seat in seats and site in [o.value for o in question.options] else None
    )


def yes(_game: Game, _seat: str, _question: Question) -> Value:
    """To every question of the kind."""
    return True


def played(game: Game, player: Player, *, rounds: int) -> Game:
    """The game after so many rounds."""
    return play_on(game, player, before=rounds + 1)


def court(game: Game, name: str) -> Any:
    """A fact of the court."""
    return game.world.fact("court", name, {})


def penalties(game: Game, name: str) -> Any:
    """A part of the last penalties."""
    return court(game, "penalties")[name]


def happened(game: Game, phase: str, round_: int) -> Iterator[Event]:
    """What a phase of a round brought."""
    for entry in game.entries:
        body = entry.body
        if isinstance(body, Resolved) and (body.phase, body.round) == (phase, round_):
            yield from body.events


def told(game: Game, phase: str, round_: int, to: str = "all") -> list[str]:
    """The sentences of a phase for a seat, or for all."""
    return [
        one.text.format(**one.facts)
        for one in happened(game, phase, round_)
        if isinstance(one, Told) and one.to == to
    ]


def paid(game: Game, cause: str) -> int:
    """All money that the Commons got for a cause."""
    return sum(
        move.amount
        for entry in game.entries
        if isinstance(entry.body, Resolved)
        for event in entry.body.events
        if isinstance(event, Posted) and event.cause == cause
        for move in event.moves
        if move.asset == "money" and move.target == "commons"
    )
