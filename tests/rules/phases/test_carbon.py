"""The carbon cap: what binds, what a permit costs, and where that goes."""

from __future__ import annotations

import pytest

from allmende_rules.amounts import MICRO
from allmende_rules.events import Posted
from allmende_rules.phases.commons.carbon import free_carbon, permitted, statutory_carbon_cap
from allmende_rules.phases.commons.sectors import COMMONS, is_autonomous
from allmende_rules.questions import Answers
from allmende_rules.record import Resolved
from allmende_rules.sky import SKY
from allmende_rules.world import World
from tests.headless import new_game
from tests.rules.phases.nation import CLIMATE, NATION, played

TIGHT = {"cap_vote": 0.0, "carbon_cap": 0.7, "carbon_cut": 0.0}
MEMBERS = [seat.id for seat in NATION.land.seats if seat.role == "member"]


@pytest.fixture(scope="module")
def tight() -> World:
    """A round under seven tenths of the opening's emissions."""
    return played(1, TIGHT).world


def test_the_cap_holds(tight: World) -> None:
    """All who need permits together emit what the cap leaves them, not more."""
    emitted = sum(tight.fact(site, "emissions", 0.0) for site in permitted(tight))
    cap = 0.7 * CLIMATE.baseline
    assert tight.fact(SKY, "cap") == round(cap * MICRO)
    assert emitted <= cap
    assert emitted > 0.9 * cap


def test_permits_have_one_price_which_the_commons_gets() -> None:
    """The Commons gets that price for all that was emitted under permits, and only for that."""
    game = played(1, TIGHT)
    world = game.world
    price = world.fact(SKY, "price") / MICRO
    assert price > 0
    due = price * sum(world.fact(site, "emissions", 0.0) for site in permitted(world))
    moves = [
        move
        for entry in game.entries
        if isinstance(entry.body, Resolved)
        for event in entry.body.events
        if isinstance(event, Posted) and event.cause == "permits"
        for move in event.moves
    ]
    got = sum(move.amount for move in moves if move.target == COMMONS) / MICRO
    assert got == pytest.approx(due, rel=1e-3)
    assert not {move.source for move in moves} & autonomous(world)


def autonomous(world: World) -> set[str]:
    """The sites that are left alone."""
    return {site.id for site in NATION.land.enterprises if is_autonomous(world, site)}


def test_a_slack_cap_costs_nothing() -> None:
    """Where the cap does not bind, permits are free."""
    world = played(1, {"cap_vote": 0.0, "carbon_cap": 1.9}).world
    assert world.fact(SKY, "price") == 0


def test_no_cap_is_no_cap() -> None:
    """At its highest the dial switches the cap off."""
    world = played(1, {"cap_vote": 0.0, "carbon_cap": 2.0}).world
    assert statutory_carbon_cap(world) is None
    assert free_carbon(world) is None
    assert world.fact(SKY, "price") == 0


def test_congress_votes_the_cap() -> None:
    """The middle vote holds."""
    votes: dict[str, Answers] = {
        seat: {"carbon:sky": (20 + index) * MICRO} for index, seat in enumerate(MEMBERS)
    }
    world = played(1, said=votes).world
    assert world.fact(SKY, "cap") == (20 + (len(MEMBERS) - 1) // 2) * MICRO


def test_the_statutes_cut_the_cap_each_round() -> None:
    """Without a vote it falls by the same part every round."""
    dials = {"cap_vote": 0.0, "carbon_cap": 1.0, "carbon_cut": 0.1}
    world = new_game(NATION, "dmnc", dials=dials).world
    base = CLIMATE.baseline
    assert statutory_carbon_cap(world) == round(base * MICRO)
    later = played(3, dials).world
    assert later.fact(SKY, "cap") == pytest.approx(base * 0.81 * MICRO, rel=1e-9)
