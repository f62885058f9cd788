"""A round played again with one thing put back to what it was in the round before.

The rules, the draws of chance and, unless they are what is put back, the holdings that people and
firms came with are those of the round itself, so that the difference between the two ends is the
effect of what was put back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from allmende_rules.events import Audience, Event, Stated
from allmende_rules.questions import Question
from allmende_rules.rounds import Given, Round, Step, again
from allmende_rules.system import Cause, Phase
from allmende_rules.world import NO_FACTS, SHELVES, World, fold

AnswersOf = Callable[[Phase, str], bool]
"""Whether a seat's answers to a phase are put back."""
Shelf = tuple[Audience, str]
"""Facts of one entity that one audience may see."""


def nobody(_phase: Phase, _seat: str) -> bool:
    """All answers stay as they were given."""
    return False


def replay(
    now: Round,
    last: Round,
    answers_of: AnswersOf = nobody,
    cause: Cause | None = None,
    opening: World | None = None,
) -> World:
    """How `now` would have ended with answers, or what phases of a `cause` bring, as in `last`.

    Silence then counts as silence now: an answer that was not given then, to the same question, or
    that would not stand now, is filled in by the published rule. A phase of `cause` brings nothing;
    the facts that such phases state stand as they stood after it in `last`. The round begins at
    `opening`, if there is one, instead of its own. Phases that `last` did not have stay as they were.
    """
    before = last.step_of
    back = stated_by(cause, now, last)
    world = opening or now.opening
    for step in now.steps:
        if step.phase.cause == cause and step.phase.id in before:
            world = fold(world, _as_it_stood(world, before[step.phase.id].after, back))
        else:
            given = dict(_given(step, before.get(step.phase.id), world, answers_of))
            world = _played(now, step, world, given)
    return world


def without_change(now: Round, last: Round, unchanged: World) -> World:
    """How `now` would have ended if the system of `last` had gone on from the state `unchanged`.

    Seats answer as they did now where they were asked the same, elsewhere as in `last`.
    """
    asked = {
        seat: {question.id: question for step in now.steps for question in step.asked.get(seat, ())}
        for seat in now.steps[0].seats
    }
    said = {
        seat: {
            name: value for step in now.steps for name, value in step.given.get(seat, {}).items()
        }
        for seat in asked
    }
    world = unchanged
    for was in last.steps:
        given = {
            seat: {
                question.id: source[question.id]
                for question in was.phase.ask(world, seat)
                for source in (_source(question, asked[seat], said[seat], was.given.get(seat)),)
                if question.id in source
            }
            for seat in was.seats
        }
        world = fold(world, again(was, world, given, now.chance))
    return world


def _source(
    question: Question,
    asked: Mapping[str, Question],
    said: Mapping[str, Any],
    before: Mapping[str, Any] | None,
) -> Mapping[str, Any]:
    """The answers that count for a question: those of now if it was asked, else those of before."""
    return said if _same(question, asked.get(question.id)) else before or NO_FACTS


def held_before(now: Round, last: Round) -> World:
    """The opening of `now` with all accounts as they stood at the opening of `last`.

    What is public of machines needs no putting back: the news of the round count them in the ledger.
    """
    return replace(now.opening, ledger=last.opening.ledger)


def _played(now: Round, step: Step, world: World, given: Given) -> World:
    """The state after a phase; where nothing has been changed yet, it is known."""
    if world is step.before and given == step.given:
        return step.after
    return fold(world, again(step, world, given, now.chance))


def _given(
    step: Step, was: Step | None, world: World, answers_of: AnswersOf
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What each seat answers, in the order in which answers came in, then those put back."""
    if was is None:
        yield from step.given.items()
        return
    seats = [*step.given, *(seat for seat in was.given if seat not in step.given)]
    for seat in seats:
        if not answers_of(step.phase, seat):
            if seat in step.given:
                yield seat, step.given[seat]
        elif (said := said_before(step, was, world, seat)) or seat in step.given:
            yield seat, said


def said_before(step: Step, was: Step, world: World, seat: str) -> dict[str, Any]:
    """A seat's last answers to the questions that it has now."""
    said = was.given.get(seat, NO_FACTS)
    then = {question.id: question for question in was.asked.get(seat, ())}
    asked = step.asked.get(seat, ()) if world is step.before else step.phase.ask(world, seat)
    return {q.id: said[q.id] for q in asked if q.id in said and _same(q, then.get(q.id))}


def _same(question: Question, other: Question | None) -> bool:
    """Whether both ask for the same thing, whatever their bounds."""
    return (
        other is not None
        and type(question) is type(other)
        and (question.topic, question.about) == (other.topic, other.about)
    )


def stated_by(cause: Cause | None, *rounds: Round) -> dict[Shelf, set[str]]:
    """The names of the facts that phases of a cause stated in these rounds."""
    names: dict[Shelf, set[str]] = {}
    for step in (step for one in rounds for step in one.steps if step.phase.cause == cause):
        for event in step.events:
            if isinstance(event, Stated):
                names.setdefault((event.audience, event.entity), set()).update(event.facts)
    return names


def _as_it_stood(world: World, then: World, back: Mapping[Shelf, set[str]]) -> list[Event]:
    """Those facts as they stood then. Machines are held, whatever befell: they are counted anew."""
    events: list[Event] = []
    for (audience, entity), names in back.items():
        shelf = getattr(then, SHELVES[audience]).get(entity, NO_FACTS)
        facts = {name: shelf[name] for name in sorted(names) if name in shelf}
        if "capacity" in facts:
            facts["capacity"] = world.amount(entity, "capital")
        events.append(Stated(audience, entity, facts))
    return events
