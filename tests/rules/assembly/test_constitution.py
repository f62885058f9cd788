"""A motion on the system: a supermajority of all members, from the next round on, or never."""

from __future__ import annotations

import pytest

from allmende_rules.game import Game
from allmende_rules.phases.assembly.constitution import needed
from allmende_rules.phases.assembly.floor import MOTION_METHODS
from allmende_rules.questions import Ballot, Motion
from allmende_rules.refusals import Refused
from allmende_rules.replay import verify
from allmende_rules.scenario import Act
from allmende_rules.world import TABLE
from tests.headless import VALLEY, all_played_by, bots_of, new_game, play_on
from tests.rules.assembly.sittings import (
    ELI,
    FAY,
    MEMBERS,
    debate,
    laws,
    motion,
    move,
    next_sitting,
    opened,
    past,
    vote,
    with_members,
)

SYSTEM = "system"


def place(game: Game, system: str) -> int:
    """The place of a system among those that may be chosen."""
    found = [one["act"]["system"] for one in game.world.fact(TABLE, "systems")]
    return found.index(system)


def at_the_vote(game: Game) -> Game:
    """A sitting at the vote on open access in place of DMNC."""
    move(game, eli=motion(SYSTEM, place(game, "open_access")))
    debate(game, fay={"second": (SYSTEM,)})
    return game


def matter(game: Game) -> list[str]:
    """What a member may move now."""
    (asked,) = [one for one in game.asked[FAY] if isinstance(one, Motion)]
    return [dial.dial for dial in asked.dials]


@pytest.mark.parametrize(("votes", "passes"), [(0, False), (1, False), (2, True), (3, True)])
def test_two_of_three_members_end_the_system(votes: int, passes: bool) -> None:
    """Whoever is silent counts against; it begins with the next round, not at once."""
    game = at_the_vote(opened())
    vote(game, **{seat: {"vote:system": "motion"} for seat in MEMBERS[:votes]})
    assert game.system.id == "dmnc"
    assert past(game, SYSTEM)["fate"] == ("passed" if passes else "lost")
    assert laws(game) == {}
    next_sitting(game)
    assert game.system.id == ("open_access" if passes else "dmnc")
    assert game.world.fact(TABLE, "next") is None
    assert verify(game.entries).same


@pytest.mark.parametrize("method", MOTION_METHODS)
def test_no_other_method_decides_the_system(method: str) -> None:
    """One option a ballot, and the account says how many of how many members must agree."""
    game = at_the_vote(opened(method=MOTION_METHODS.index(method)))
    (ballot,) = game.asked[FAY]
    assert isinstance(ballot, Ballot)
    assert (ballot.method, ballot.takes) == ("supermajority", "choice")
    assert "2 of all 3 members" in ballot.account
    assert ballot.effects == ()
    assert all(game.asked[seat] == (ballot,) for seat in game.asked if seat != ELI)


@pytest.mark.parametrize(
    ("share", "members", "least"),
    [(2 / 3, 3, 2), (2 / 3, 5, 4), (0.5, 4, 3), (0.5, 5, 3), (0.75, 4, 3), (0.99, 5, 5)],
)
def test_the_share_is_of_all_members(share: float, members: int, least: int) -> None:
    """Rounded up, and always more than half."""
    game = with_members(opened(supermajority=share), *("ada", "ben")[: members - 3])
    assert needed(game.world) == least


def test_at_one_nobody_may_move_it() -> None:
    """The system is then no matter of motions; else it is the last of them."""
    assert SYSTEM not in matter(opened(supermajority=1))
    assert matter(opened())[-1] == SYSTEM


def test_what_is_so_already_is_no_motion() -> None:
    """The system in force cannot be moved; the refusal names it, and those that can."""
    game = opened()
    with pytest.raises(Refused) as refused:
        move(game, eli=motion(SYSTEM, place(game, "dmnc")))
    refusal = refused.value.refusal
    assert refusal.code == "not_an_option"
    assert refusal.facts["now"] == game.system.name
    assert game.system.name not in refusal.facts["allowed"]
    assert "Open access" in refusal.facts["allowed"]


def test_the_agenda_goes_before_a_vote() -> None:
    """Where an act begins with the round after the vote, it begins; the vote is void."""
    then = [Act(system="dmnc", rounds=1)]
    game = at_the_vote(new_game(VALLEY, "dmnc", rounds=2, then=then))
    vote(game, **{seat: {"vote:system": "motion"} for seat in MEMBERS})
    next_sitting(game)
    assert game.system.id == "dmnc"
    assert game.world.fact(TABLE, "next") is None
    assert game.world.fact(TABLE, "since") == 2


def test_a_vote_is_undone_by_rollback() -> None:
    """Back before the change, the system that was is there, and nothing is left of the vote."""
    game = at_the_vote(opened(rounds=3))
    vote(game, **{seat: {"vote:system": "motion"} for seat in MEMBERS})
    play_on(game, bots_of(all_played_by(game, "cautious")))
    assert game.system.id == "open_access"
    game.roll_back(0, "host")
    assert game.system.id == "dmnc"
    play_on(game, bots_of(all_played_by(game, "cautious")))
    assert game.system.id == "dmnc"
    assert verify(game.entries).same
