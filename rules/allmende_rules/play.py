"""One step of a game as pure functions: who is asked what, what silence means, what follows (DESIGN 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from allmende_rules.answers import read
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.questions import Answers, Question, Value, stands
from allmende_rules.refusals import Refused
from allmende_rules.system import Phase, nobody
from allmende_rules.world import NO_FACTS, World

Asked = Mapping[str, tuple[Question, ...]]
"""Open questions by seat; seats that wait are absent."""


def ask(world: World, phase: Phase, seats: Sequence[str]) -> Asked:
    """The questions that a phase opens."""
    if phase.ask is nobody:
        return {}
    asked = {seat: phase.ask(world, seat) for seat in seats}
    return {seat: questions for seat, questions in asked.items() if questions}


def standing(world: World, seat: str, question: Question) -> Value:
    """What silence means: the answer that stands if it is still legal, else the default."""
    kept = world.secret(seat, "standing", NO_FACTS)
    if question.id in kept and stands(question):
        try:
            return read(question, kept[question.id])
        except Refused:
            return question.default
    return question.default


def complete(
    world: World, seat: str, questions: Sequence[Question], given: Answers | None
) -> Answers:
    """A seat's answers with every silence filled by the published rule."""
    given = given or {}
    if not given and not world.secret(seat, "standing"):
        return {question.id: question.default for question in questions}
    return {
        question.id: given[question.id] if question.id in given else standing(world, seat, question)
        for question in questions
    }


def resolve(
    world: World, phase: Phase, asked: Asked, given: Mapping[str, Answers], chance: Chance
) -> list[Event]:
    """All that follows from closing a phase: the rule's events, and the answers that now stand."""
    replies = {
        seat: complete(world, seat, questions, given.get(seat)) for seat, questions in asked.items()
    }
    return [*_standing_events(world, asked, given), *phase.resolve(world, replies, chance)]


def _standing_events(world: World, asked: Asked, given: Mapping[str, Answers]) -> list[Event]:
    """Answers to standing questions that seats gave; saying what silence means makes nothing stand."""
    events: list[Event] = []
    for seat, answers in given.items():
        kept = world.secret(seat, "standing", NO_FACTS)
        fresh = {
            question.id: msgspec.to_builtins(answers[question.id])
            for question in asked.get(seat, ())
            if question.id in answers
            and stands(question)
            and answers[question.id] != standing(world, seat, question)
        }
        if any(kept.get(name) != value for name, value in fresh.items()):
            events.append(Stated("holder", seat, {"standing": {**kept, **fresh}}))
    return events
