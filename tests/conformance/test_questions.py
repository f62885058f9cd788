"""What any question of any system must be: complete, answerable at its bounds, closed outside them."""

from collections import Counter
from collections.abc import Mapping

import pytest

from allmende_rules.answers import read
from allmende_rules.game import Game
from allmende_rules.questions import Motion, Question, Text, stands
from allmende_rules.refusals import KINDS, Refused
from allmende_rules.view import View, view
from tests.conformance.tables import each_table, fresh
from tests.headless import (
    answer_all,
    bots_of,
    fork,
    mixed,
    step,
)
from tests.illegal import outside
from tests.strategies import legal_corners

DECISIONS = 4


@each_table
def test_every_corner_of_a_question_is_accepted(system: str, scenario: str) -> None:
    """Each legal answer to each question is taken on its own, and so is the default."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        for seat, asked in game.asked.items():
            trial = fork(game)
            for question in asked:
                for value in (*legal_corners(question), question.default):
                    assert trial.submit(seat, {question.id: value})[question.id] == value
        step(game, cast)


@each_table
def test_what_is_not_legal_is_refused_without_a_trace(system: str, scenario: str) -> None:
    """A sample outside every question's bounds is refused with its code, and nothing has changed."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        answer_all(game, cast)
        for seat, asked in game.asked.items():
            for question in asked:
                for raw, code in outside(question):
                    refused(game, seat, {question.id: raw}, code)
            refused(game, seat, {"no such question": 1}, "no_such_question")
        refused(game, "nobody", {}, "no_such_seat")
        game.close()
    refused(game, game.seats[0], {}, "game_over")


def refused(game: Game, seat: str, raw: Mapping[str, object], code: str) -> None:
    """Assert that a submission is refused with this code, says so, and leaves the game as it was."""
    world, entries, given = game.world, len(game.entries), dict(game.given)
    with pytest.raises(Refused) as caught:
        game.submit(seat, raw)
    assert caught.value.refusal.code == code, (raw, caught.value.refusal)
    assert code in KINDS
    assert str(caught.value)
    assert game.world is world
    assert len(game.entries) == entries
    assert game.given == given


@each_table
def test_a_legal_answer_beside_an_illegal_one_is_not_taken(system: str, scenario: str) -> None:
    """A submission stands whole or not at all."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not any(len(asked) > 1 for asked in game.asked.values()):
        step(game, cast)
    seat, asked = next((seat, asked) for seat, asked in game.asked.items() if len(asked) > 1)
    good, bad = asked[0], asked[1]
    raw, code = next(outside(bad))
    refused(game, seat, {good.id: good.default, bad.id: raw}, code)


@each_table
def test_a_round_asks_for_at_most_four_decisions(system: str, scenario: str) -> None:
    """No person must decide more than four things in a round, whichever bots sit around."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    required: Counter[tuple[int, str]] = Counter()
    while not game.finished:
        for seat in game.header.seats:
            asked = game.asked.get(seat, ())
            required[game.world.round, seat] += sum(question.required for question in asked)
        step(game, cast)
    assert {who: many for who, many in required.items() if many > DECISIONS} == {}


@each_table
def test_every_question_is_complete(system: str, scenario: str) -> None:
    """A title, a help, effects, a legal default, and an id that is unique for seat and phase."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        for asked in game.asked.values():
            assert len({question.id for question in asked}) == len(asked)
            for question in asked:
                complete(question)
        step(game, cast)


def complete(question: Question) -> None:
    """Assert that a question says what it asks, and that its default answers it."""
    assert question.title
    assert question.help.endswith(".")
    assert question.topic
    assert question.about
    assert read(question, question.default) == question.default
    assert bool(question.effects) != isinstance(question, Motion | Text)
    if isinstance(question, Motion | Text):
        assert not stands(question)


@each_table
def test_effects_name_indicators_that_are_measured(system: str, scenario: str) -> None:
    """What a question says it moves is measured in the round's report, for that seat or for all."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    promised: set[tuple[int, str, str]] = set()
    while not game.finished:
        for seat in game.header.seats:
            for question in game.asked.get(seat, ()):
                promised |= {(game.world.round, seat, e.indicator) for e in question.effects}
        step(game, cast)
    missing = {
        (number, seat, name)
        for number, seat, name in promised
        if name not in game.world.secret(seat, f"round {number}", {})
        and name not in game.world.public[f"round {number}"]
    }
    assert {m for m in missing if not _lost_since(game, m)} == set()


def _lost_since(game: Game, missing: tuple[int, str, str]) -> bool:
    """Whether the indicator is of a site that the seat no longer held when the round ended."""
    number, seat, name = missing
    held = game.snapshots[number][2].held(seat)
    return "." in name and name.partition(".")[2] not in held


@each_table
def test_previews_speak_of_open_questions(system: str, scenario: str) -> None:
    """A preview is a pure function of view, questions and draft; each line reads as a sentence."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        for seat, asked in game.asked.items():
            _previewed(game.phase.preview, view(game.world, seat), asked)
        step(game, cast)


def _previewed(preview: object, seen: View, asked: tuple[Question, ...]) -> None:
    assert callable(preview)
    for draft in ({}, *({q.id: legal_corners(q)[turn] for q in asked} for turn in (0, -1))):
        lines = preview(seen, asked, draft)
        assert lines == preview(seen, asked, draft)
        for said in lines:
            assert said.question in {question.id for question in asked}
            assert said.text.format(**said.facts)
