"""What a change of system does: who leaves with what, what is struck, and what is an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from allmende_rules.events import ISSUED, LOST, MADE, Event, Move, Stated, Struck, Told
from allmende_rules.game import CHANGE, Game
from allmende_rules.inventory import holding, inventory, strays, struck, totals
from allmende_rules.ledger import overdrawn, post
from allmende_rules.migration import change_of_system
from allmende_rules.phases.commons.dissolving import dissolve
from allmende_rules.phases.leaving import to_everyone, voided
from allmende_rules.record import Resolved
from allmende_rules.scenario import Act
from allmende_rules.systems import registry
from allmende_rules.world import World, fold
from tests.headless import VALLEY, all_played_by, bots_of, mixed, new_game, play_on, step
from tests.rules.assembly.sittings import HANA, debate, favour, motion, move, opened, vote
from tests.rules.phases.courtroom import NORTH, over, saying
from tests.scenarios_tiny import TINY

OPEN = Act(system="open_access", rounds=1)


def after_two_rounds(system: str = "dmnc") -> World:
    """The small lake as round 3 begins."""
    game = new_game(TINY, system, rounds=3)
    return play_on(game, bots_of(mixed(game)), before=3).snapshots[2][2]


def receipts(events: list[Event], seat: str) -> list[str]:
    """What a seat is told."""
    return [e.text.format(**e.facts) for e in events if isinstance(e, Told) and e.to == seat]


def test_everybody_gets_as_much_a_head_of_what_was_held_for_all() -> None:
    """The Commons' purses are empty after; each group has gained by its heads, to the micro-unit."""
    before = after_two_rounds()
    shared = sum(before.amount(name) for name in before.ledger if name.startswith("commons"))
    assert shared > 0
    after = fold(before, change_of_system(before, OPEN))
    gained = {
        group.id: after.amount(group.id) - before.amount(group.id) for group in TINY.land.households
    }
    assert sum(gained.values()) == shared
    people = sum(group.people for group in TINY.land.households)
    for group in TINY.land.households:
        assert abs(gained[group.id] - shared * group.people / people) <= 1


def test_a_site_comes_home_with_clean_books() -> None:
    """Who ran it keeps nothing of it; who runs it now does not find another's mark-up."""
    before = after_two_rounds()
    strangers = [
        site.id
        for site in TINY.land.enterprises
        if before.public[site.id]["holder"] != before.public[site.household]["holder"]
    ]
    assert strangers
    after = fold(before, change_of_system(before, OPEN))
    for site in strangers:
        home = after.public[TINY.land.enterprise(site).household]["holder"]
        assert after.fact(site, "holder") == home
        assert site in after.held(home)
        assert "markup" not in after.private[site]
        assert after.private[site]["theta"] == before.private[site]["theta"]


def test_offices_end_with_the_system() -> None:
    """A member who was elected planner is a member again, without the planned plants."""
    game = opened(rounds=3)
    move(game, eli=motion("planner", 0))
    debate(game, fay={"second": ("planner",)})
    vote(game, fay=favour(game, "planner", "motion"), gus=favour(game, "planner", "motion"))
    world = game.world
    assert world.fact("eli", "role") == "planner"
    after = fold(world, change_of_system(world, OPEN))
    assert (after.fact("eli", "role"), after.fact(HANA, "role")) == ("member", "planner")
    assert len(after.held("eli")) == 1
    planned = {site.id for site in world.land.enterprises if site.planned}
    assert planned <= set(after.held(HANA))
    assert "offices" not in after.public


def test_facts_of_the_old_system_are_gone_and_those_of_the_world_stay() -> None:
    """No licence, law, cap or open book is left; prices, stocks, people and rounds are."""
    before = after_two_rounds()
    after = fold(before, change_of_system(before, OPEN))
    assert not {"licences", "lots", "commons", "basics", "dividend"} & after.public.keys()
    assert "open_books" not in after.public["table"]
    assert "cap" not in after.public["lake"]
    kept = ("fish", "labour", "round 1", "round 2", "lorenz")
    assert {name: after.public[name] for name in kept} == {
        name: before.public[name] for name in kept
    }
    assert after.private["ann"]["mandate"] == before.private["ann"]["mandate"]
    assert after.hidden == {"tape": before.hidden["tape"]}


def test_standing_answers_stay_where_the_same_is_asked() -> None:
    """Hours that were chosen under one market stand under the next."""
    game = new_game(TINY, "open_access", rounds=4, then=[Act(system="dmnc", rounds=2)])
    while game.phase.id != "allocate":
        game.close()
    hours = next(one for one in game.asked["bo"] if one.topic == "hours")
    game.submit("bo", {hours.id: 50_000_000})
    play_on(game, lambda _game, _seat, _asked: {}, before=3)
    assert game.system.id == "dmnc"
    assert game.world.secret("bo", "standing") == {hours.id: 50_000_000}
    unasked = fold(game.world, [Stated("holder", "bo", {"standing": {"tribute": 1}})])
    assert "standing" not in fold(unasked, change_of_system(unasked, OPEN)).private["bo"]


def test_each_seat_reads_what_it_held_what_it_became_and_why() -> None:
    """By name: sites that come and go, and money with its sign."""
    before = after_two_rounds()
    events = change_of_system(before, OPEN)
    bo = receipts(events, "bo")
    assert bo[0].startswith("Under Democratic market neo-communism you held Cove")
    assert "under Open access you hold Cove" in bo[0]
    assert any("your people live off it" in sentence for sentence in bo)
    assert any(sentence.startswith("+") and "was settled" in sentence for sentence in bo)
    again = change_of_system(fold(before, events), OPEN)
    assert receipts(again, "bo")[0].startswith("You hold Cove")
    assert receipts(again, "bo")[1:] == [
        "Raft, Boat Cove: yours now, machines and all, and nobody else has a say in it."
    ]


def test_what_is_pending_under_a_commons_is_void_and_told() -> None:
    """Licences with their terms, findings that no court will hear, breaches, and laws."""
    dials = {"overcut": 1.0, "inspection": 1.0, "inspection_error": 0.0}
    game = new_game(VALLEY, "dmnc", rounds=3, dials=dials)
    play_on(game, saying(overcut=over(NORTH)), before=3)
    world = game.snapshots[2][2]
    law = {"id": "1.term", "label": "Term", "text": "9 rounds", "dial": "term"}
    begun = [Stated("all", "table", {"round": 3}), Stated("all", "laws", {"in_force": [law]})]
    world = fold(world, begun)
    events = dissolve(world)
    ben = receipts(events, "ben")
    assert any(said.startswith("Sawmill North: your licence, at ") for said in ben)
    assert any("what an inspection found" in said for said in ben)
    assert "Your record before the court is void; it remembered 1 of your breaches." in ben
    assert receipts(events, "eli") == []
    assert receipts(events, "all")[1] == "Laws that end with it: Term: 9 rounds."


def test_posted_prices_end_with_the_market_that_posted_them() -> None:
    """A site's price is struck; the price of its good stays, as what it last sold at."""
    game = new_game(TINY, "dmnc", rounds=3, dials={"clearing": 1})
    before = play_on(game, bots_of(mixed(game)), before=3).snapshots[2][2]
    after = fold(before, change_of_system(before, OPEN))
    posted = [site.id for site in TINY.land.enterprises if "price" in before.public[site.id]]
    assert posted
    assert not any("price" in after.public[site] for site in posted)
    for good in TINY.land.goods:
        assert after.fact(good.id, "price") == before.fact(good.id, "price")


def test_each_seat_reads_the_terms_of_its_licences() -> None:
    """A site that was one's own is the Commons', for a fee and a term; openings tell nobody."""
    world = after_two_rounds("open_access")
    world = fold(world, [Stated("all", "table", {"round": 3})])
    told = receipts(change_of_system(world, Act(system="dmnc", rounds=1)), "ann")
    terms = [sentence for sentence in told if "belong to the Commons now" in sentence]
    assert len(terms) == len(world.held("ann")) - 1
    assert all("for 0." in sentence and "in round " in sentence for sentence in terms)
    opening = new_game(TINY, "dmnc").entries[2].body
    assert isinstance(opening, Resolved)
    assert not any(isinstance(event, Told) for event in opening.events)


def leaving(monkeypatch: pytest.MonkeyPatch, leave: Callable[[World], list[Event]]) -> None:
    """Have open access leave like this."""
    system = replace(registry.SYSTEMS["open_access"], leave=leave)
    monkeypatch.setitem(registry.SYSTEMS, "open_access", system)


def test_a_system_that_keeps_something_cannot_leave(monkeypatch: pytest.MonkeyPatch) -> None:
    """The error names the account, the amount and the asset."""
    world = after_two_rounds("open_access")
    leaving(monkeypatch, lambda _world: post("tithe", [Move("shore", "church", "money", 5)]))
    with pytest.raises(ValueError, match="The account church holds 5 of money"):
        change_of_system(world, Act(system="dmnc", rounds=1))
    leaving(monkeypatch, lambda _world: post("shares", [Move(ISSUED, "shore", "share:mill", 5)]))
    with pytest.raises(ValueError, match="The account shore holds 5 of share:mill"):
        change_of_system(world, Act(system="dmnc", rounds=1))


@pytest.mark.parametrize(("asset", "source"), [("money", ISSUED), ("capital", MADE)])
def test_nothing_is_made_on_the_way(
    monkeypatch: pytest.MonkeyPatch, asset: str, source: str
) -> None:
    """A system that issues money or makes machines as it leaves is an error."""
    world = after_two_rounds("open_access")
    leaving(monkeypatch, lambda _world: post("gift", [Move(source, "raft", asset, 7)]))
    with pytest.raises(ValueError, match=f"what there is changes: {asset}"):
        change_of_system(world, Act(system="dmnc", rounds=1))


def test_ways_out_are_exact() -> None:
    """What nobody owns is shared to the last unit, and a right is void for whoever holds it."""
    world = after_two_rounds("open_access")
    assert to_everyone(world, ["nowhere"], "nothing") == []
    with_rights = fold(
        world,
        [
            *post("tithe", [Move("shore", "church", "money", 7)]),
            *post("rights", [Move(ISSUED, "raft", "permit:lake", 3)]),
        ],
    )
    out = to_everyone(with_rights, ["church"], "alms") + voided(with_rights, "permit:", "void")
    after = fold(with_rights, out)
    assert totals(after) == totals(world)
    assert after.amount("church") == after.amount("raft", "permit:lake") == 0
    assert after.amount(LOST, "permit:lake") == 3
    assert overdrawn(after.ledger) == []


def test_the_inventory_is_all_there_is() -> None:
    """Of a neutral world: money, machines and goods of all units are those of the ledger."""
    world = after_two_rounds("open_access")
    world = fold(world, struck(world))
    found = inventory(world)
    everything = totals(world)
    assert sum(one.money for one in found.units.values()) == everything["money"]
    assert sum(one.machines for one in found.units.values()) == everything["capital"]
    goods = [amount for one in found.units.values() for amount in one.goods.values()]
    assert sum(goods) == sum(n for asset, n in everything.items() if asset.startswith("good:"))
    assert {unit for units in found.seats.values() for unit in units} == found.units.keys()
    assert holding(world, "raft") == found.units["raft"]
    assert all("is held by" in sentence for sentence in strays(world))


def test_a_change_is_one_entry_of_the_round_that_it_opens() -> None:
    """After the step that begins the round, before its news; struck facts are in the record."""
    game = new_game(TINY, "dmnc", rounds=2, then=[OPEN])
    play_on(game, bots_of(all_played_by(game, "cautious")))
    steps = [(e.body.round, e.body.phase) for e in game.entries if isinstance(e.body, Resolved)]
    at = steps.index((2, CHANGE))
    assert steps[at - 1][1] == "round"
    assert steps[at + 1] == (2, "observe")
    assert steps.count((2, CHANGE)) == 1
    entry = next(e for e in game.entries if isinstance(e.body, Resolved) and e.body.phase == CHANGE)
    assert isinstance(entry.body, Resolved)
    assert any(isinstance(event, Struck) for event in entry.body.events)


def test_an_act_of_the_same_system_begins_it_anew() -> None:
    """Other dials, fresh titles: licences run from the round of the change."""
    then = [Act(system="dmnc", rounds=2, dials={"term": 2})]
    game: Game = new_game(TINY, "dmnc", rounds=4, then=then)
    cast = bots_of(all_played_by(game, "cautious"))
    play_on(game, cast, before=3)
    assert game.world.dial("term") == 2
    held = game.world.fact("licences", "held")
    assert {row[4] for row in held} == {3}
    assert {row[5] for row in held} <= {4, 5}
    step(game, cast)
    assert game.system.id == "dmnc"
