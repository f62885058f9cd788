"""Laws: in force until repealed, replaced or overtaken; history keeps every motion and its fate."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_rules.amounts import micro
from allmende_rules.events import plain
from allmende_rules.game import Game
from allmende_rules.record import line, parse_all
from allmende_rules.replay import restore, verify
from allmende_rules.scenario import Act
from allmende_rules.world import World
from tests.headless import VALLEY, new_game
from tests.rules.assembly.sittings import (
    ELI,
    MEMBERS,
    answer,
    debate,
    favour,
    laws,
    motion,
    move,
    next_sitting,
    opened,
    pass_motion,
    past,
    vote,
)


def fates(game: Game) -> list[str]:
    """What became of all motions, first to last."""
    return [entry["fate"] for entry in game.world.fact("laws", "history", ())]


def test_a_law_says_what_holds_since_when_and_how_it_came_about() -> None:
    """The facts of a badge."""
    game = opened(cap_share=0.75)
    pass_motion(game, "cap_share", 0.5)
    (law,) = game.world.fact("laws", "in_force")
    about: dict[str, Any] = {name: law[name] for name in law if name != "count"}
    assert about == {
        "id": "1.cap_share",
        "dial": "cap_share",
        "label": "Statutory cap, of expected growth",
        "text": "50 %",
        "value": 500_000,
        "before": 750_000,
        "by": ELI,
        "round": 1,
    }
    assert law["count"]["rounds"] == [{"keep": 0, "motion": 3}]
    assert past(game, "cap_share")["id"] == law["id"]


def test_a_law_stays_until_it_is_repealed() -> None:
    """It outlives the round; a motion back to what held before leaves no law, and both are kept."""
    game = opened()
    pass_motion(game, "term", 6)
    next_sitting(game)
    assert laws(game) == {"term": 6_000_000}
    pass_motion(game, "term", 4)
    assert (laws(game), game.world.dial("term")) == ({}, 4.0)
    assert fates(game) == ["repealed", "passed"]
    assert game.world.fact("laws", "history")[0]["until"] == 2


def test_a_later_law_replaces_an_earlier() -> None:
    """One law for each rule; what held before any law is what a repeal goes back to."""
    game = opened(rounds=5)
    for value in (6, 8):
        pass_motion(game, "term", value)
        next_sitting(game)
    (law,) = game.world.fact("laws", "in_force")
    assert (law["value"], law["before"]) == (8_000_000, 4_000_000)
    pass_motion(game, "term", 6)
    assert laws(game) == {"term": 6_000_000}
    assert fates(game) == ["replaced", "replaced", "passed"]
    next_sitting(game)
    pass_motion(game, "term", 4)
    assert laws(game) == {}
    assert fates(game) == ["replaced", "replaced", "repealed", "passed"]


def test_an_amendment_that_wins_is_the_law() -> None:
    """Not the value that was moved."""
    game = opened()
    move(game, eli=motion("term", 6))
    debate(game, fay={"second": ("term",), "amend:term": motion("term", 2)})
    vote(game, **{seat: favour(game, "term", "amendment_1") for seat in MEMBERS})
    assert laws(game) == {"term": 2_000_000}
    assert past(game, "term")["adopted"] == 2_000_000
    assert past(game, "term")["motion"]["value"] == 6_000_000


def test_a_number_voted_each_round_overtakes_a_law_on_it() -> None:
    """The dividend's share is set by the median every sitting: a law holds until another number is."""
    game = opened(rounds=4)
    pass_motion(game, "dividend_share", 0.9)
    next_sitting(game)
    answer(game, {})
    assert laws(game) == {"dividend_share": 900_000}
    next_sitting(game)
    answer(game, {seat: {"dividend": 200_000} for seat in MEMBERS})
    assert laws(game) == {}
    assert fates(game) == ["overtaken"]
    assert game.world.dial("dividend_share") == 0.2


@pytest.mark.parametrize("value", [0, 1])
@pytest.mark.parametrize("dial", ["auction", "cap_vote", "cap_drawdown"])
def test_institutions_can_be_switched_by_law_and_back(dial: str, value: int) -> None:
    """Two sittings, there and back, and the game plays on: nothing is stranded between two rules."""
    game = opened(rounds=4, **{dial: 1 - value})
    for wanted in (value, 1 - value):
        pass_motion(game, dial, wanted)
        assert game.world.dial(dial) == wanted
        next_sitting(game)
    next_sitting(game)
    assert fates(game) == ["repealed", "passed"]


steps = st.lists(
    st.tuples(st.sampled_from(["term", "grace"]), st.integers(1, 4), st.booleans()), max_size=3
)


@settings(max_examples=15)
@given(steps)
def test_laws_are_what_differs_from_before(course: list[tuple[str, int, bool]]) -> None:
    """After any course of motions a rule has a law exactly if it is not what it was without any."""
    game = opened(rounds=4)
    before = dict(game.world.public["dials"])
    for dial, value, wanted in course:
        if game.world.dial(dial) == value:
            continue
        move(game, eli=motion(dial, value))
        debate(game, gus={"second": (dial,)})
        option = "motion" if wanted else "keep"
        vote(game, **{seat: favour(game, dial, option) for seat in MEMBERS})
        next_sitting(game)
    now = game.world.public["dials"]
    assert laws(game) == {d: micro(now[d]) for d in ("term", "grace") if now[d] != before[d]}
    held = {e["id"] for e in game.world.fact("laws", "history", ()) if e["fate"] == "passed"}
    assert {law["id"] for law in game.world.fact("laws", "in_force", ())} <= held


def test_what_was_decided_is_known_when_the_system_is_no_more() -> None:
    """A law ends with its system, a motion that was lost stays lost, and what comes back adds to both."""
    acts = [Act(system="open_access", rounds=1), Act(system="dmnc", rounds=1)]
    game = new_game(VALLEY, "dmnc", rounds=3, then=acts)
    move(game, eli=motion("term", 6), gus=motion("grace", 2))
    debate(game, fay={"second": ("term", "grace")})
    vote(game, **{s: {"vote:term": "motion", "vote:grace": "keep"} for s in MEMBERS})
    next_sitting(game)
    assert (game.system.id, game.world.round) == ("open_access", 2)
    assert "in_force" not in game.world.public["laws"]
    assert fates(game) == ["lapsed", "lost"]
    assert past(game, "term")["until"] == 2
    next_sitting(game)
    assert (game.system.id, game.world.dial("term")) == ("dmnc", 4.0)
    assert laws(game) == {}
    pass_motion(game, "term", 8)
    assert fates(game) == ["lapsed", "lost", "passed"]
    assert laws(game) == {"term": 8_000_000}
    assert verify(game.entries).same


def test_what_is_kept_is_plain_data() -> None:
    """The facts come back from a record as they were stated."""
    game = opened()
    pass_motion(game, "term", 6)
    assert plain(game.world.public["laws"]) == game.world.public["laws"]


def test_a_record_of_sittings_replays() -> None:
    """Amendments, a recall and a change of method come back from the record as they were."""
    game = opened(rounds=3)
    move(game, eli=motion("term", 6), gus=motion("method", 3))
    debate(game, fay={"second": ("term", "method"), "amend:term": motion("term", 2)})
    vote(game, **{s: {"vote:term": "amendment_1", "vote:method": "motion"} for s in MEMBERS})
    next_sitting(game)
    pass_motion(game, "planner", 0)
    next_sitting(game)
    entries, damage = parse_all([line(entry) for entry in game.entries])
    assert damage is None
    assert verify(entries).same
    assert plain(restore(entries).world.public) == plain(game.world.public)


def test_sittings_read_nothing_private() -> None:
    """Debate and vote ask the same of a member in a world of which only the public side is known."""
    game = opened()
    move(game, eli=motion("term", 6))
    bare = World(land=game.world.land, public=game.world.public)
    assert {s: game.phase.ask(bare, s) for s in game.asked} == game.asked
    debate(game, fay={"second": ("term",)})
    bare = World(land=game.world.land, public=game.world.public)
    assert {s: game.phase.ask(bare, s) for s in game.asked} == game.asked
