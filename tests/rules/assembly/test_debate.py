"""From a member's idea to the agenda: motions are tabled, seconded, amended, and put."""

from __future__ import annotations

import pytest

from allmende_rules.events import Told
from allmende_rules.game import Game
from allmende_rules.phases.assembly.debate import MOST_AMENDMENTS
from allmende_rules.phases.courts.dials import JUDGED
from allmende_rules.questions import Ballot, Motion
from allmende_rules.record import Resolved
from allmende_rules.refusals import Refused
from allmende_rules.system import at_work
from tests.headless import new_game
from tests.rules.assembly.sittings import (
    ELI,
    FAY,
    GUS,
    MEMBERS,
    answer,
    debate,
    floor_of,
    motion,
    move,
    opened,
    past,
    with_members,
)
from tests.scenarios_tiny import TINY


def test_without_a_motion_nobody_debates_or_votes() -> None:
    """The sitting passes on at once to the licences, and nothing is kept."""
    game = opened()
    move(game)
    assert game.phase.id == "licences"
    assert "laws" not in game.world.public


def test_only_members_debate_and_vote() -> None:
    """Licensees, the planner and the house wait."""
    game = opened()
    move(game, eli=motion("term", 6))
    assert set(game.asked) == set(MEMBERS)
    debate(game, fay={"second": ("term",)})
    assert set(game.asked) == set(MEMBERS)


def test_a_motion_keeps_within_the_constitution() -> None:
    """What the facilitator may set and the assembly may not is outside the motion's range."""
    game = opened(share_guard=1.0)
    asked = next(q for q in game.asked[ELI] if isinstance(q, Motion))
    guard = next(one for one in asked.dials if one.dial == "share_guard")
    assert (guard.low, guard.high, guard.now) == (250_000, 800_000, 1_000_000)


def test_every_rule_of_the_assembly_can_be_moved() -> None:
    """All dials that are the assembly's, the planner's office and the system; a choice shows its names."""
    game = opened()
    asked = next(q for q in game.asked[ELI] if isinstance(q, Motion))
    of_use = at_work(game.system.dials, game.world.land, game.world.public["dials"])
    dials = [dial for dial in of_use if dial.amended_by == "assembly"]
    assert [one.dial for one in asked.dials] == [*(d.id for d in dials), "planner", "system"]
    for one in asked.dials:
        assert not one.names or (one.whole and one.high == 1_000_000 * (len(one.names) - 1))


def test_a_rule_on_what_the_land_lacks_is_not_moved() -> None:
    """Where there is no sky to warm, no motion is about carbon."""
    game = opened()
    asked = next(q for q in game.asked[ELI] if isinstance(q, Motion))
    idle = {d.id for d in game.system.dials if not d.applies(game.world.land)}
    assert "carbon_cap" in idle
    assert not idle & {one.dial for one in asked.dials}


def test_rules_of_the_court_are_moved_where_lots_can_be_passed() -> None:
    """While lots bind physically there is nothing to judge, so no motion is about juries or fines."""
    movable = {}
    for overcut in (0.0, 0.5):
        game = opened(overcut=overcut)
        while not any(isinstance(q, Motion) for q in game.asked.get(ELI, ())):
            game.close()
        asked = next(q for q in game.asked[ELI] if isinstance(q, Motion))
        movable[overcut] = {one.dial for one in asked.dials}
    assert movable[0.5] - movable[0.0] == set(JUDGED) - {"inspection_error", "court_accuracy"}
    assert "science_bound" in movable[0.0]


def test_what_is_so_already_is_no_motion() -> None:
    """The refusal says what holds and what may be moved, and nothing is tabled."""
    game = opened()
    with pytest.raises(Refused) as refused:
        move(game, eli=motion("term", 4))
    refusal = refused.value.refusal
    assert refusal.code == "not_an_option"
    facts = {name: refusal.facts[name] for name in ("now", "low", "high")}
    assert facts == {"now": 4_000_000, "low": 1_000_000, "high": 12_000_000}
    assert "is 4000000 already" in str(refusal)
    assert not game.given


def test_a_motion_for_what_the_same_sitting_votes_falls() -> None:
    """It is told, kept, and asks nobody anything."""
    game = opened()
    for seat in MEMBERS:
        game.submit(seat, {"dividend": 900_000})
    move(game, eli=motion("dividend_share", 0.9))
    assert game.phase.id == "licences"
    assert past(game, "dividend_share")["fate"] == "idle"


def test_a_second_mover_of_the_same_seconds_it_and_of_another_value_amends_it() -> None:
    """One motion for each matter, whoever moves it."""
    game = opened()
    move(game, eli=motion("term", 6), fay=motion("term", 6), gus=motion("term", 8))
    (one,) = game.world.fact("motions", "floor")
    assert (one["by"], one["value"], one["seconds"]) == (ELI, 6_000_000, [FAY])
    assert one["amendments"] == [{"value": 8_000_000, "text": "8 rounds", "by": [GUS]}]


@pytest.mark.parametrize(("seconds", "fate"), [(0, None), (1, None), (2, "unseconded")])
def test_a_motion_needs_as_many_seconds_as_the_dial_says(seconds: int, fate: str | None) -> None:
    """With one second it is put if one is enough, and falls if two are needed."""
    game = opened(seconds=seconds)
    move(game, eli=motion("term", 6))
    debate(game, fay={"second": ("term",)})
    assert floor_of(game) == ([] if fate else ["term"])
    assert game.phase.id == ("licences" if fate else "vote")
    if fate:
        assert past(game, "term")["fate"] == fate


def test_a_motion_without_a_second_falls() -> None:
    """Silence seconds nothing."""
    game = opened()
    move(game, eli=motion("term", 6))
    debate(game)
    assert game.phase.id == "licences"
    assert past(game, "term")["fate"] == "unseconded"


def test_nobody_is_asked_to_second_what_they_moved() -> None:
    """The mover counts as one already."""
    game = opened()
    move(game, eli=motion("term", 6), fay=motion("grace", 2))
    seconds = {
        seat: [option.value for option in question.options]
        for seat, asked in game.asked.items()
        for question in asked
        if isinstance(question, Ballot)
    }
    assert seconds == {ELI: ["grace"], FAY: ["term"], GUS: ["term", "grace"]}


def test_a_lone_member_needs_no_second() -> None:
    """Where there is nobody else a second cannot be asked for."""
    game = new_game(TINY, "dmnc", dials={"seconds": 5})
    move(game, bo=motion("term", 6))
    assert [question.id for question in game.asked["bo"]] == ["amend:term"]
    debate(game)
    assert game.phase.id == "vote"


def test_the_questions_of_a_debate_are_shared() -> None:
    """Members in the same position are asked the very same things, so a round stays cheap."""
    game = opened()
    move(game, eli=motion("term", 6))
    assert all(a is b for a, b in zip(game.asked[FAY], game.asked[GUS], strict=True))


def test_amendments_stand_on_the_ballot() -> None:
    """One of each member; the same from two stands once; a later one takes the place of an earlier."""
    game = opened()
    move(game, eli=motion("term", 6), gus=motion("term", 8))
    debate(
        game,
        fay={"second": ("term",), "amend:term": motion("term", 2)},
        gus={"amend:term": motion("term", 2)},
    )
    (ballot,) = game.asked[ELI]
    assert isinstance(ballot, Ballot)
    read = {option.value: option.label for option in ballot.options}
    assert read == {"keep": "Keep 4 rounds", "motion": "6 rounds", "amendment_1": "2 rounds"}


def test_who_seconds_a_motion_may_have_amended_it() -> None:
    """To want a motion put is not to withdraw one's own amendment to it."""
    game = opened()
    move(game, eli=motion("term", 6), gus=motion("term", 8))
    debate(game, gus={"second": ("term",)})
    (ballot,) = game.asked[ELI]
    assert isinstance(ballot, Ballot)
    assert [option.label for option in ballot.options] == ["Keep 4 rounds", "6 rounds", "8 rounds"]


def test_what_is_now_and_what_is_moved_are_no_amendments() -> None:
    """They are on the ballot anyway; to move the motion's own value seconds it."""
    game = opened()
    move(game, eli=motion("term", 6))
    with pytest.raises(Refused, match="is 4000000 already"):
        game.submit(GUS, {"amend:term": motion("term", 4)})
    debate(game, fay={"amend:term": motion("term", 6)})
    (ballot,) = game.asked[ELI]
    assert isinstance(ballot, Ballot)
    assert [option.value for option in ballot.options] == ["keep", "motion"]


def test_a_ballot_stays_short() -> None:
    """Of more amendments than fit, those with most movers are put, and the others are told of."""
    game = with_members(opened(rounds=1), "ada", "ben", "cem", "dora")
    move(game, eli=motion("term", 6))
    wishes = {"ada": 1, "ben": 2, "cem": 3, "dora": 5, "fay": 5, "gus": 3}
    said = {seat: {"amend:term": motion("term", value)} for seat, value in wishes.items()}
    answer(game, {**said, "ada": {**said["ada"], "second": ("term",)}})
    (ballot,) = game.asked[ELI]
    assert isinstance(ballot, Ballot)
    put = [option.label for option in ballot.options][2:]
    assert put == ["1 rounds", "3 rounds", "5 rounds"]
    assert len(put) == MOST_AMENDMENTS
    assert any("2 rounds, which finds no place" in said for said in told(game))


def told(game: Game) -> list[str]:
    """What all were told, as sentences."""
    return [
        event.text.format(**event.facts)
        for entry in game.entries
        if isinstance(entry.body, Resolved)
        for event in entry.body.events
        if isinstance(event, Told) and event.to == "all"
    ]


def test_amendments_are_within_the_range_of_the_motion() -> None:
    """An amendment offers the one dial, and its lawful range."""
    game = opened()
    move(game, eli=motion("share_guard", 0.5))
    amend = next(q for q in game.asked[FAY] if isinstance(q, Motion))
    (range_,) = amend.dials
    assert (range_.dial, range_.low, range_.high) == ("share_guard", 250_000, 800_000)
