"""A finished round taken apart again: each phase with the state it met, its answers, and what followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from allmende_rules.answers import read
from allmende_rules.chance import Chance
from allmende_rules.events import Event
from allmende_rules.game import CHANGE, DECREE, Game
from allmende_rules.play import Asked, ask, complete, resolve
from allmende_rules.questions import Answers, Question
from allmende_rules.record import Answered, Entry, Resolved, Withdrawn
from allmende_rules.refusals import Refused
from allmende_rules.system import Phase, System
from allmende_rules.systems.registry import find_system
from allmende_rules.world import TABLE, World, fold

Given = Mapping[str, Mapping[str, Any]]
"""The answers of seats to a phase as the record holds them: plain data."""


@dataclass(frozen=True)
class Step:
    """A phase as it was played. `given` has no silent seats, nor what silence meant for them."""

    phase: Phase
    seats: tuple[str, ...]
    before: World
    given: Given
    events: tuple[Event, ...]
    after: World

    @cached_property
    def asked(self) -> Asked:
        """The questions that the phase opened."""
        return ask(self.before, self.phase, self.seats)


@dataclass(frozen=True)
class Round:
    """A round that has ended, phase by phase, under its system.

    `unchanged` is the state before the system changed, if it did as the round began.
    """

    number: int
    system: System
    steps: tuple[Step, ...]
    chance: Chance
    unchanged: World | None = None

    @cached_property
    def step_of(self) -> Mapping[str, Step]:
        """Its steps by phase."""
        return {step.phase.id: step for step in self.steps}

    @property
    def opening(self) -> World:
        """The state in which its first phase found the table."""
        return self.steps[0].before

    @property
    def end(self) -> World:
        """The state that it led to."""
        return self.steps[-1].after


def finished_round(game: Game, number: int) -> Round:
    """A round of the game as its record now stands. Raises LookupError if it has no end in it."""
    if number < 1 or number not in game.snapshots or number - 1 not in game.snapshots:
        raise LookupError(f"Round {number} has no end in this record.")
    system = find_system(game.snapshots[number][2].fact(TABLE, "system"))
    phases = {phase.id: phase for phase in system.phases}
    world, given = game.snapshots[number - 1][2], dict[str, dict[str, Any]]()
    unchanged: World | None = None
    steps: list[Step] = []
    for entry in _entries(game, number):
        match entry.body:
            case Answered() as body:
                given[body.seat] = {**given.get(body.seat, {}), **body.answers}
            case Withdrawn() as body:
                given.pop(body.seat, None)
            case Resolved() as body if body.phase == DECREE:
                world = fold(world, body.events)
            case Resolved() as body:
                before, world = world, fold(world, body.events)
                if body.phase == CHANGE:
                    unchanged = before
                elif body.phase in phases:
                    phase = phases[body.phase]
                    steps.append(Step(phase, game.seats, before, given, body.events, world))
                given = {}
    return Round(number, system, tuple(steps), game.chance, unchanged)


def _entries(game: Game, number: int) -> Iterator[Entry]:
    """The entries of the game's present thread from the end of one round to the end of the next."""
    chain: list[Entry] = []
    head = game.snapshots[number][0]
    while head != game.snapshots[number - 1][0]:
        chain.append(game.entries[head])
        head = game.entries[head].parent
    return reversed(chain)


def again(step: Step, world: World, given: Given, chance: Chance) -> list[Event]:
    """What the phase brings if it meets `world` and is given `given`.

    An answer that does not stand there counts as silence.
    """
    asked = step.asked if world is step.before else ask(world, step.phase, step.seats)
    read_ = {seat: _legal(asked[seat], said) for seat, said in given.items() if seat in asked}
    return resolve(world, step.phase, asked, read_, chance)


def counted(step: Step, seat: str, said: Mapping[str, Any]) -> Answers:
    """What a seat's answers to a phase come to as it was played, with silence filled in."""
    questions = step.asked.get(seat, ())
    return complete(step.before, seat, questions, _legal(questions, said))


def _legal(questions: tuple[Question, ...], said: Mapping[str, Any]) -> Answers:
    answers: Answers = {}
    for question in questions:
        if question.id in said:
            try:
                answers[question.id] = read(question, said[question.id])
            except Refused:
                continue
    return answers
