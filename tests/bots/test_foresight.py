"""Previews of motions: what they rest on, what they say, and that they know no more than everybody."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from allmende_bots.foresight import Scene, foresee
from allmende_bots.surmise import issued, surmise, unforetold
from allmende_rules.amounts import MICRO
from allmende_rules.ledger import holdings, overdrawn
from allmende_rules.outlook import Foresight
from allmende_rules.view import View, view
from allmende_rules.world import World
from tests.bots.motions import MOTIONS, opened_at, scene_of
from tests.conformance.disturbance import disturbed

ROUND = 3


@cache
def opening() -> World:
    """The valley as round 3 opens."""
    return opened_at(ROUND, seed=11).world


def spectator(scene: Scene) -> View:
    """What a scene says that a spectator sees."""
    return View(None, scene.scenario.land, scene.public, {}, scene.books)


def few(scene: Scene, dial: str = "dividend_share", value: int = 900_000) -> Foresight:
    """A preview over few seeds."""
    return foresee(scene, dial, value, seeds=3, horizon=2)


@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_a_preview_reads_nothing_private(data: st.DataObject) -> None:
    """Two games that differ only in what is private have one preview."""
    other = data.draw(disturbed(opening(), None))
    assert few(scene_of(other)) == few(scene_of(opening()))


@pytest.mark.parametrize("seed", range(4))
def test_a_surmised_world_agrees_with_all_that_is_public(seed: int) -> None:
    """Public facts and open books are as they are seen; only the rest is drawn."""
    world, scene = opening(), scene_of(opening())
    drawn = surmise(scene.scenario, spectator(scene), seed)
    assert drawn.public == world.public
    assert view(drawn, None).books == view(world, None).books
    assert drawn.private.keys() <= world.private.keys()
    assert all(drawn.private[site] != world.private[site] for site in drawn.private)


@pytest.mark.parametrize("number", [1, ROUND])
def test_all_surmised_money_is_what_was_issued(number: int) -> None:
    """And no account is below zero; machines are those that everybody sees."""
    world = opened_at(number, seed=12).world
    scene = scene_of(world)
    drawn = surmise(scene.scenario, spectator(scene), 5)
    assert holdings(drawn.ledger)["money"] == issued(world.land) == holdings(world.ledger)["money"]
    assert overdrawn(drawn.ledger) == []
    for site in world.land.enterprises:
        assert drawn.amount(site.id, "capital") == world.amount(site.id, "capital")


def test_households_together_hold_what_the_last_report_said() -> None:
    """Their part of all money is public, so it is no guess."""
    world, scene = opening(), scene_of(opening())
    drawn = surmise(scene.scenario, spectator(scene), 1)

    def purses(of: World) -> int:
        return sum(of.amount(group.id) for group in world.land.households)

    assert purses(drawn) == pytest.approx(purses(world), abs=issued(world.land) / 1e6)


def test_another_seed_draws_another_world() -> None:
    """Tastes, productivities, purses and what is to come."""
    scene = scene_of(opening())
    one, two = (surmise(scene.scenario, spectator(scene), seed) for seed in (1, 2))
    assert one.private["east_end"] != two.private["east_end"]
    assert one.private["clinic"] != two.private["clinic"]
    assert one.amount("east_end") != two.amount("east_end")
    assert one == surmise(scene.scenario, spectator(scene), 1)


def test_a_stated_shock_is_foretold_to_nobody() -> None:
    """A preview knows that it may come, and not when."""
    scenario = scene_of(opening()).scenario
    blind = unforetold(scenario, scenario.rounds)
    assert blind.shocks == ()
    assert len(blind.hazards) == len(scenario.hazards) + len(scenario.shocks)


def test_a_preview_says_ranges_and_begins_where_the_game_stands() -> None:
    """Each range is in order; the change can be no other than what both runs allow."""
    seen = few(scene_of(opening()))
    assert (seen.begins, seen.ends, seen.seeds) == (ROUND, ROUND + 1, 3)
    assert (seen.now, seen.value) == (500_000, 900_000)
    assert {"needs_met", "gini", "consumption", "capital", "stock.forest", "basics", "wage"} <= {
        one.indicator for one in seen.outlooks
    }
    for one in seen.outlooks:
        for span in (one.without, one.with_motion, one.change):
            assert span.low <= span.high
        assert one.change.low >= one.with_motion.low - one.without.high - 2e-6
        assert one.change.high <= one.with_motion.high - one.without.low + 2e-6


def test_a_motion_that_changes_nothing_is_foreseen_to_change_nothing() -> None:
    """Both runs go through the same draws."""
    seen = few(scene_of(opening()), "dividend_share", 500_000)
    assert all(one.without == one.with_motion for one in seen.outlooks)
    assert all((one.change.low, one.change.high) == (0, 0) for one in seen.outlooks)


def test_a_higher_dividend_is_foreseen_to_cut_the_basics() -> None:
    """What is paid out to all cannot buy goods for all: in every seed."""
    seen = {one.indicator: one for one in few(scene_of(opening())).outlooks}
    assert seen["basics"].change.high < 0


def test_a_preview_ends_with_the_game() -> None:
    """The last round has none after it to look at."""
    world = opened_at(8, seed=3).world
    assert foresee(scene_of(world), *MOTIONS[0], seeds=1).ends == 8


def test_another_system_is_played_forward() -> None:
    """The rounds after the vote are those of the other system: no dividend, and less of the forest."""
    scene = scene_of(opening())
    places = [one["act"]["system"] for one in scene.public["table"]["systems"]]
    found = few(scene, "system", places.index("open_access") * MICRO)
    told = {one.indicator: one for one in found.outlooks}
    assert found.now == places.index("dmnc") * MICRO
    assert told["stock.forest"].change.high < 0
    assert "basics" in told
    same = foresee(scene, "system", found.now, seeds=2, horizon=1)
    assert all(one.change.low == one.change.high == 0 for one in same.outlooks)


def test_an_act_of_the_agenda_is_played_forward() -> None:
    """What the agenda will bring comes with the motion and without it."""
    scene = scene_of(opening())
    acts = [{"system": "dmnc", "rounds": ROUND}, {"system": "open_access", "rounds": 5}]
    table = {**scene.public["table"], "agenda": acts}
    planned = structs.replace(scene, public={**scene.public, "table": table})
    with_agenda, without = few(planned, "threshold", 100_000), few(scene, "threshold", 100_000)
    forest = [
        next(one.without for one in found.outlooks if one.indicator == "stock.forest")
        for found in (with_agenda, without)
    ]
    assert forest[0].high < forest[1].low
