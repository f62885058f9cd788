"""The vote on motions: any method in force, ties and silence keep what is, and each count can be followed."""

from __future__ import annotations

import pytest

from allmende_rules.game import Game
from allmende_rules.mechanisms.voting.quadratic import CREDITS
from allmende_rules.mechanisms.voting.registry import METHODS
from allmende_rules.phases.assembly.floor import MOTION_METHODS
from allmende_rules.questions import Ballot
from tests.rules.assembly.sittings import (
    ELI,
    FAY,
    GUS,
    MEMBERS,
    debate,
    favour,
    floor_of,
    laws,
    motion,
    move,
    next_sitting,
    opened,
    pass_motion,
    past,
    vote,
    with_members,
)

each_method = pytest.mark.parametrize("method", MOTION_METHODS)
FIVE = (ELI, FAY, GUS, "ada", "ben")


def at_the_vote(method: str, *more: str) -> Game:
    """A sitting, with more seats if wanted, at the vote on a term of 6 rounds, or of 2, in place of 4."""
    game = with_members(opened(method=MOTION_METHODS.index(method)), *more)
    move(game, eli=motion("term", 6))
    debate(game, fay={"second": ("term",), "amend:term": motion("term", 2)})
    return game


@each_method
def test_a_ballot_says_how_it_counts(method: str) -> None:
    """Method, what it takes and a one-line account are the registry's; all but the mover share it."""
    game = at_the_vote(method)
    (ballot,) = game.asked[FAY]
    found = METHODS[method]
    assert isinstance(ballot, Ballot)
    assert (ballot.method, ballot.takes, ballot.account) == (found.id, found.takes, found.account)
    assert ballot.credits == (CREDITS if found.takes == "points" else 0)
    assert game.asked[GUS][0] is ballot
    assert (ballot.default, "You moved this" in ballot.help) == (None, False)


@each_method
@pytest.mark.parametrize(("option", "term"), [("keep", 4), ("motion", 6), ("amendment_1", 2)])
def test_what_all_want_holds_at_once(method: str, option: str, term: float) -> None:
    """By every method what is now, the motion and an amendment can win."""
    game = at_the_vote(method)
    vote(game, **{seat: favour(game, "term", option) for seat in MEMBERS})
    assert game.world.dial("term") == term
    assert past(game, "term")["fate"] == ("lost" if option == "keep" else "passed")
    assert past(game, "term")["vote"]["elected"] == [option]
    assert floor_of(game) == []


@each_method
def test_who_abstains_keeps_what_is(method: str) -> None:
    """The mover says so and the others are silent: the motion is lost, and three abstentions are counted."""
    game = at_the_vote(method)
    vote(game, eli={"vote:term": None})
    assert game.world.dial("term") == 4
    assert past(game, "term")["vote"]["abstained"] == 3
    assert past(game, "term")["vote"]["ballots"] == 0


@each_method
def test_the_movers_silence_is_a_vote_for_the_motion(method: str) -> None:
    """It counts as that vote does, by every method, and the ballot says so; nobody else's silence counts."""
    silent, said = at_the_vote(method), at_the_vote(method)
    (ballot,) = silent.asked[ELI]
    assert "your silence is a vote for it" in ballot.help
    vote(silent)
    vote(said, eli={ballot.id: favour(said, "term", "motion")[ballot.id]})
    assert past(silent, "term")["vote"] == past(said, "term")["vote"]
    assert past(silent, "term")["vote"]["ballots"] == 1
    assert past(silent, "term")["vote"]["abstained"] == 2
    assert silent.world.dial("term") == 6


@each_method
def test_a_tie_keeps_what_is(method: str) -> None:
    """One vote for, one against, and no amendment."""
    game = opened(method=MOTION_METHODS.index(method))
    move(game, eli=motion("term", 6))
    debate(game, fay={"second": ("term",)})
    vote(game, eli=favour(game, "term", "motion"), gus=favour(game, "term", "keep"))
    assert game.world.dial("term") == 4
    assert past(game, "term")["vote"]["tied"] == ["keep", "motion"]


KEPT, MOVED, OTHER = ("keep",), ("motion",), ("amendment_1",)
SPLITS: dict[str, tuple[list[tuple[str, ...]], dict[str, str]]] = {
    "a change without a majority": (
        [MOVED, MOVED, OTHER, KEPT],
        {"majority": "keep", "plurality": "motion"},
    ),
    "second choice of all": (
        [KEPT + OTHER, KEPT + OTHER, MOVED + OTHER, MOVED + OTHER, OTHER + KEPT],
        {
            "plurality": "keep",
            "instant_runoff": "keep",
            "schulze": "amendment_1",
            "borda": "amendment_1",
            "approval": "amendment_1",
        },
    ),
    "a majority against a compromise": (
        [MOVED + OTHER, MOVED + OTHER, MOVED + OTHER, OTHER + KEPT, OTHER + KEPT],
        {
            "majority": "motion",
            "instant_runoff": "motion",
            "schulze": "motion",
            "borda": "amendment_1",
            "approval": "amendment_1",
        },
    ),
}
CASES = [(name, method) for name, (_, winners) in SPLITS.items() for method in winners]


@pytest.mark.parametrize(("split", "method"), CASES)
def test_the_method_in_force_decides(split: str, method: str) -> None:
    """The same wishes come to different laws by different methods."""
    wishes, winners = SPLITS[split]
    game = at_the_vote(method, "ada", "ben")
    voters = zip(FIVE, wishes, strict=False)
    vote(game, **{seat: favour(game, "term", *first) for seat, first in voters})
    assert past(game, "term")["vote"]["elected"] == [winners[method]]


def test_under_quadratic_voting_one_who_cares_outvotes_two_who_hardly_do() -> None:
    """Ten votes to keep what is against three and three for the motion."""
    game = at_the_vote("quadratic")
    mild = {"vote:term": {"motion": 3}}
    vote(game, eli=mild, fay=mild, gus={"vote:term": {"keep": 10}})
    assert game.world.dial("term") == 4
    assert past(game, "term")["vote"]["rounds"] == [{"keep": 10, "motion": 6, "amendment_1": 0}]


def test_a_method_is_changed_by_the_method_in_force() -> None:
    """It counts from the next sitting: a majority brings in approval, then approval decides."""
    game = opened(rounds=2)
    move(game, eli=motion("method", 2), gus=motion("term", 6))
    debate(game, fay={"second": ("method", "term")})
    ballots = [question for question in game.asked[FAY] if isinstance(question, Ballot)]
    assert {ballot.method for ballot in ballots} == {"majority"}
    vote(game, **{seat: {q.id: "motion" for q in ballots} for seat in (ELI, FAY)})
    assert {past(game, dial)["vote"]["method"] for dial in ("method", "term")} == {"majority"}
    next_sitting(game)
    pass_motion(game, "term", 8)
    assert past(game, "term")["vote"]["method"] == "approval"
    assert laws(game) == {"method": 2_000_000, "term": 8_000_000}


def test_a_runoff_can_be_followed_step_by_step() -> None:
    """History keeps one tally a step, in plain numbers, beside how each option reads."""
    game = at_the_vote("instant_runoff", "ada", "ben")
    voters = zip(FIVE, [KEPT, KEPT, MOVED, MOVED, OTHER + MOVED], strict=True)
    vote(game, **{seat: favour(game, "term", *first) for seat, first in voters})
    count = past(game, "term")["vote"]
    assert count["rounds"] == [{"keep": 2, "motion": 2, "amendment_1": 1}, {"keep": 2, "motion": 3}]
    assert count["options"] == [
        ["keep", "Keep 4 rounds"],
        ["motion", "6 rounds"],
        ["amendment_1", "2 rounds"],
    ]


def test_one_ballot_of_a_sitting_has_to_be_answered() -> None:
    """The first; a round asks for few decisions, however many motions there are."""
    game = opened()
    move(game, eli=motion("term", 6), fay=motion("grace", 2), gus=motion("reserve", 1))
    debate(game, eli={"second": ("grace", "reserve")}, fay={"second": ("term",)})
    assert [question.required for question in game.asked[ELI]] == [True, False, False]
