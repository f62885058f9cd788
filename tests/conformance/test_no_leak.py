"""Nothing leaks: whatever changes that a seat may not see, all that it receives stays byte-equal.

Two worlds are compared, one as it was played and one in which every hidden fact, every private fact of
others and every closed book was redrawn or torn out. Views, what is heard of events, questions,
previews and the answers of every bot must be the same in both.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_bots.registry import BOTS
from allmende_rules.questions import Question
from allmende_rules.record import Resolved
from allmende_rules.view import heard, view
from allmende_rules.world import World
from tests.conformance.disturbance import (
    Moment,
    bytes_of,
    disturbed,
    encode,
    moments,
    phase_of,
    rewritten,
    seats_of,
    secrets,
)
from tests.conformance.tables import TABLES, finished
from tests.headless import bots_of, mixed, new_game, play_on
from tests.scenarios_tiny import TINY
from tests.strategies import SECRET_WORDS, at_level

SEED = 73_519_246_807_353


@settings(max_examples=60)
@given(data=st.data())
def test_views_hold_nothing_that_a_seat_may_not_see(data: st.DataObject) -> None:
    """The view of a seat, or of a spectator, is byte-equal when secrets of others differ."""
    moment = data.draw(st.sampled_from(moments()))
    seat = data.draw(st.sampled_from((None, *seats_of(moment.world))))
    other = data.draw(disturbed(moment.world, seat))
    assert bytes_of(view(other, seat)) == bytes_of(view(moment.world, seat))


@settings(max_examples=60)
@given(data=st.data())
def test_nothing_is_heard_that_a_seat_may_not_hear(data: st.DataObject) -> None:
    """What a seat hears of events is byte-equal when their closed parts and the world's secrets differ."""
    moment = data.draw(st.sampled_from(moments()))
    seat = data.draw(st.sampled_from((None, *seats_of(moment.world))))
    other = data.draw(disturbed(moment.world, seat))
    events = rewritten(moment.events, moment.world, seat, data.draw(secrets))
    assert encode(heard(other, seat, events)) == encode(heard(moment.world, seat, moment.events))


def asking(moment: Moment, seat: str, other: World) -> tuple[Question, ...]:
    """A seat's questions, after asserting that they are the same in another world."""
    phase = phase_of(moment)
    asked = phase.ask(moment.world, seat)
    again = {question.id: encode(question) for question in phase.ask(other, seat)}
    changed = [question.id for question in asked if encode(question) != again.pop(question.id)]
    assert (changed, list(again)) == ([], [])
    return asked


@settings(max_examples=150)
@given(data=st.data())
def test_questions_and_previews_come_from_the_view_alone(data: st.DataObject) -> None:
    """Questions, their bounds and defaults, and previews of any draft are byte-equal."""
    moment = data.draw(st.sampled_from(moments()))
    seat = data.draw(st.sampled_from(seats_of(moment.world)))
    other = data.draw(disturbed(moment.world, seat))
    asked = asking(moment, seat, other)
    level = data.draw(st.floats(0, 1))
    draft = {question.id: at_level(question, level) for question in asked}
    preview = phase_of(moment).preview
    lines = preview(view(moment.world, seat), asked, draft)
    assert encode(preview(view(other, seat), asked, draft)) == encode(lines)


@pytest.mark.parametrize("bot", BOTS)
@settings(max_examples=40)
@given(data=st.data())
def test_bots_answer_from_their_view_alone(bot: str, data: st.DataObject) -> None:
    """Every bot's answers are byte-equal when secrets of others differ."""
    moment = data.draw(st.sampled_from(moments()))
    seat = data.draw(st.sampled_from(seats_of(moment.world)))
    asked = phase_of(moment).ask(moment.world, seat)
    other = data.draw(disturbed(moment.world, seat))
    answers = BOTS[bot].answer(view(moment.world, seat), asked)
    assert encode(BOTS[bot].answer(view(other, seat), asked)) == encode(answers)


@given(data=st.data())
def test_the_disturbance_reaches_what_others_see(data: st.DataObject) -> None:
    """The comparison can fail: what is changed for one seat shows in the view of another."""
    world = finished("open_access", "tiny").world
    other = data.draw(disturbed(world, "bo"))
    assert bytes_of(view(other, "ann")) != bytes_of(view(world, "ann"))


@pytest.mark.parametrize(("system", "scenario"), TABLES)
def test_secret_things_have_no_name_in_a_view(system: str, scenario: str) -> None:
    """No entity, fact or account of a view is called tape, orders, executed or seed."""
    game = finished(system, scenario)
    for _, (_, _, world) in sorted(game.snapshots.items()):
        for seat in (None, *game.seats):
            seen = view(world, seat)
            assert set(SECRET_WORDS) & set(_names((seen.public, seen.own, seen.books))) == set()


def _names(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        yield from data
        data = data.values()
    if not isinstance(data, str | int | float | None):
        for part in data:
            yield from _names(part)


@pytest.mark.parametrize("system", sorted({system for system, _ in TABLES}))
def test_the_seed_is_in_no_view(system: str) -> None:
    """Neither views, questions nor anything heard carry the seed of the game."""
    game = new_game(TINY, system, seed=SEED)
    play_on(game, bots_of(mixed(game)))
    for seat in (None, *game.seats):
        events = [e for b in game.entries if isinstance(b.body, Resolved) for e in b.body.events]
        received = encode(heard(game.world, seat, events)) + bytes_of(view(game.world, seat))
        assert str(SEED).encode() not in received


def test_the_land_of_a_view_is_no_secret() -> None:
    """The land names no shock: what awaits the players is in the hidden tape alone."""
    game = finished("open_access", "tiny")
    assert game.world.hidden["tape"]["shocks"]
    assert b"Ice:" not in encode(view(game.world, "ann").land)


def test_a_seat_sees_what_it_holds() -> None:
    """Its own facts and books are in its view, and those of others are not."""
    world = finished("open_access", "tiny").world
    seen = view(world, "ann")
    assert seen.secret("boat_shore", "theta") == world.secret("boat_shore", "theta")
    assert seen.secret("boat_cove", "theta") is None
    assert seen.amount("shore") == world.amount("shore") > 0
    assert seen.amount("cove") == 0
