"""From worth to votes: whatever a ballot takes, a mind's vote is legal and says what it wants."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_bots.ballots import directions, vote
from allmende_bots.registry import BOTS
from allmende_rules.answers import read
from allmende_rules.mechanisms.voting.quadratic import CREDITS, cost
from allmende_rules.phases.assembly.floor import MOTION_METHODS
from allmende_rules.questions import Ballot, Effect, Option, Takes, Value
from allmende_rules.view import view
from tests.rules.assembly.sittings import FAY, GUS, debate, motion, move, opened

NAMES = ("keep", "motion", "amendment_1")
worths = st.fixed_dictionaries({name: st.integers(-5, 5).map(float) for name in NAMES})


def ballot(takes: Takes) -> Ballot:
    """A ballot of three options that move a dial not at all, up, and down."""
    return Ballot(
        id="vote:term",
        topic="vote",
        about="term",
        title="Term",
        help="What wins holds.",
        method="any",
        takes=takes,
        options=tuple(Option(name, name) for name in NAMES),
        credits=CREDITS,
        high=9,
        effects=(Effect("dial.term", 1, "motion"), Effect("dial.term", -1, "amendment_1")),
    )


@pytest.mark.parametrize("takes", get_args(Takes))
@given(worth=worths)
def test_every_vote_is_legal(takes: Takes, worth: dict[str, float]) -> None:
    """Of any kind of ballot, and for any wishes; who does not care abstains."""
    said = vote(ballot(takes), worth)
    assert read(ballot(takes), said) == said
    if len(set(worth.values())) == 1:
        assert said is None


@given(worths.filter(lambda worth: len(set(worth.values())) > 1))
def test_votes_go_to_what_is_worth_most(worth: dict[str, float]) -> None:
    """The best is named, ranked first, approved of, and gets most points; the worst gets none of that."""
    best = [name for name in NAMES if worth[name] == max(worth.values())]
    worst = [name for name in NAMES if worth[name] == min(worth.values())]
    assert vote(ballot("choice"), worth) in best
    ranked = vote(ballot("ranking"), worth)
    assert isinstance(ranked, tuple)
    assert sorted(ranked, key=lambda name: -worth[name]) == list(ranked)
    approved = vote(ballot("approvals"), worth)
    assert isinstance(approved, tuple)
    assert set(best) <= set(approved) <= set(NAMES) - set(worst)
    points = vote(ballot("points"), worth)
    assert isinstance(points, dict)
    assert all(points[name] == max(points.values()) > 0 for name in best)
    assert all(points[name] < 0 for name in worst)
    assert cost(points) <= CREDITS


def test_directions_are_read_off_the_effects() -> None:
    """Up, down, and nothing for what is now."""
    assert directions(ballot("choice")) == {"keep": 0, "motion": 1, "amendment_1": -1}


def said(bot: str, dial: str, value: float, method: str) -> tuple[Value, Value]:
    """What a bot seconds and votes, of a motion that a neighbour moves against what is 0.5 lower."""
    game = opened(3, method=MOTION_METHODS.index(method), **{dial: value - 0.5})
    move(game, eli=motion(dial, value))
    (second, *_) = game.asked[FAY]
    seconded = BOTS[bot].answer(view(game.world, FAY), (second,)).get("second")
    debate(game, gus={"second": (dial,)})
    answers = BOTS[bot].answer(view(game.world, FAY), game.asked[FAY])
    assert game.asked[GUS] == game.asked[FAY]
    return seconded, answers[f"vote:{dial}"]


@pytest.mark.parametrize("method", MOTION_METHODS)
@pytest.mark.parametrize(
    ("bot", "dial", "seconds", "wants"),
    [
        ("greedy", "cap_share", True, "motion"),
        ("greedy", "dividend_share", True, "motion"),
        ("greedy", "reserve", False, "keep"),
        ("cooperative", "reserve", True, "motion"),
        ("cooperative", "cap_share", True, "keep"),
        ("cautious", "cap_share", False, "keep"),
        ("cautious", "reserve", False, "keep"),
    ],
)
def test_minds_keep_to_their_rule_by_any_method(
    method: str, bot: str, dial: str, seconds: bool, wants: str
) -> None:
    """Greed wants money now, cooperation what neighbours move unless it takes more from nature."""
    seconded, voted = said(bot, dial, 1.0, method)
    assert bool(seconded) == seconds
    if isinstance(voted, dict):
        assert voted[wants] == max(voted.values()) > 0
    else:
        assert voted == wants or (isinstance(voted, tuple) and voted[0] == wants)
