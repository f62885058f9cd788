"""The plan: from public reports and ends to targets, and from targets to what is handed out."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Stated, Told
from allmende_rules.game import Game
from allmende_rules.phases.command.balance import Choices, make_plan, usual_caps
from allmende_rules.phases.command.facts import PLAN, STATE, hours_to_inspect
from allmende_rules.phases.command.inspectors import most_inspected
from allmende_rules.phases.command.needs import FULL, usual_ends
from allmende_rules.phases.command.prices import set_prices
from allmende_rules.phases.physical import BUILD
from allmende_rules.questions import Amount
from allmende_rules.view import view
from allmende_rules.world import World, fold
from tests.headless import NATION, VALLEY, all_played_by, bots_of, new_game, play_on, step


def reported(scenario: Any = VALLEY, **dials: float) -> Game:
    """A game in which truthful reports are in and the planner is to decide."""
    game = new_game(scenario, "command", rounds=3, dials=dials)
    step(game, bots_of(all_played_by(game, "cautious")))
    assert game.phase.id == "plan"
    return game


def chosen(world: World, **given_: Any) -> Choices:
    """The published choices, but for those given."""
    return Choices(usual_ends(world), 1.1, 1.0, usual_caps(world), 0.2)._replace(**given_)


WORLD = reported().world
parts = st.lists(st.integers(0, 100), min_size=4, max_size=4).filter(any)


@given(ends=parts, taut=st.floats(1, 1.3), machines=st.floats(0, 2))
def test_any_plan_keeps_within_what_is_reported(
    ends: list[int], taut: float, machines: float
) -> None:
    """No site makes more than it reports, no stock is planned beyond its cap, inputs are covered."""
    goods = [good.id for good in VALLEY.land.wanted]
    choices = chosen(
        WORLD, ends=dict(zip(goods, ends, strict=True)), tautness=taut, machines=machines
    )
    plan = make_plan(WORLD, choices)
    for site, scale in plan.scales.items():
        assert 0 <= scale <= units(WORLD.fact(site, "reported_capacity")) * (1 + 1e-9)
        assert plan.targets[site] == pytest.approx(taut * scale)
    assert plan.outputs["timber"] <= choices.caps["forest"] + 1e-6
    for good in VALLEY.land.goods:
        made = sum(plan.targets[site.id] for site in VALLEY.land.makers[good.id])
        used = sum(
            VALLEY.land.uses[site.good].get(good.id, 0.0) * plan.targets[site.id]
            for site in VALLEY.land.enterprises
        )
        assert used <= made * (1 + 1e-6) + 1e-6
    assert plan.hours <= units(WORLD.fact("labour", "offered", 96 * MICRO)) * (1 + 1e-6)


def test_the_planner_sees_the_plan_that_is_made() -> None:
    """From the planner's view alone the same plan comes out as from the world: it rests on public facts."""
    seen = view(WORLD, "hana")
    assert make_plan(seen, chosen(WORLD)) == make_plan(WORLD, chosen(WORLD))


def test_padded_norms_shrink_the_plan_and_stated_capacity_shares_it() -> None:
    """More hours a unit make less of everything; who promises less is asked for less."""
    plan = make_plan(WORLD, chosen(WORLD))
    padded = fold(
        WORLD,
        [
            Stated(
                "all",
                site.id,
                {"reported_labour": 2 * WORLD.fact(site.id, "reported_labour")},
            )
            for site in VALLEY.land.enterprises
        ],
    )
    half = make_plan(padded, chosen(WORLD))
    assert sum(half.people.values()) < 0.7 * sum(plan.people.values())
    modest = WORLD.fact("field_east", "reported_capacity") // 2
    shy = fold(WORLD, [Stated("all", "field_east", {"reported_capacity": modest})])
    assert make_plan(shy, chosen(WORLD)).targets["field_east"] < plan.targets["field_east"]


def test_what_has_more_than_its_usual_share_is_served_first() -> None:
    """Ranks follow the lift over what is usual; what people do not want goes before all."""
    usual = usual_ends(WORLD)
    more = {**usual, "care": usual["care"] + 5, "grain": usual["grain"] - 5}
    ranks = make_plan(WORLD, chosen(WORLD, ends=more)).ranks
    assert ranks["care"] < ranks["tools"] == ranks["timber"] < ranks["grain"]
    assert set(make_plan(WORLD, chosen(WORLD)).ranks.values()) == {0}


def test_usual_ends_are_whole_and_cover_needs_first() -> None:
    """They add up to a hundred; a good that is only needed has its cost, one only liked its taste."""
    assert sum(usual_ends(WORLD).values()) == FULL
    dear = fold(WORLD, [Stated("all", "grain", {"wholesale": 4_000_000})])
    assert usual_ends(dear)["grain"] > 2 * usual_ends(WORLD)["grain"]
    assert usual_ends(dear)["tools"] == 0


def test_machines_follow_claims_as_far_as_the_dial_says() -> None:
    """Within a trade a claim of twice the wear brings more, unless claims are not heeded; the sum stays."""
    for heed, more in ((0.0, False), (1.0, True)):
        world = reported(claims=heed).world
        plan = make_plan(world, chosen(world))
        keen = fold(world, [Stated("all", "field_east", {"claim": 2.0})])
        pushed = make_plan(keen, chosen(world))
        assert (pushed.machines["field_east"] > plan.machines["field_east"]) == more
        fields = [site.id for site in VALLEY.land.makers["grain"]]
        assert sum(pushed.machines[f] for f in fields) == pytest.approx(
            sum(plan.machines[f] for f in fields)
        )


def test_hours_and_goods_are_handed_out_as_planned() -> None:
    """Hours go by reported norms for balanced scales; orders ask for targets; machines come first."""
    game = reported()
    cast = bots_of(all_played_by(game, "cautious"))
    step(game, cast)
    planned = game.world
    before = len(game.entries)
    step(game, cast)
    world = game.snapshots[1][2]
    orders = world.hidden["orders"]["orders"]
    for site in VALLEY.land.enterprises:
        target, scale = planned.fact(site.id, "target"), planned.fact(site.id, "planned")
        norm = planned.fact(site.id, "reported_labour")
        assert orders["scales"][site.id] == target > scale
        assert orders["labour"][site.id] <= scale * norm // MICRO
    assert sum(orders["labour"].values()) <= sum(world.hidden["orders"]["supply"].values())
    yards = {BUILD + site.id for site in VALLEY.land.enterprises}
    assert set(orders["contracts"]) <= yards
    delivered = world.hidden["executed"]["executed"]["delivered"]
    for (_, taker, _, wanted, _), got in zip(orders["deliveries"], delivered, strict=True):
        if taker in yards:
            assert got == wanted
    assert len(game.entries) > before


def test_short_hours_are_cut_by_rank() -> None:
    """If people work less than expected, what serves the planner's wish keeps its hours."""
    game = reported()
    cast = bots_of(all_played_by(game, "cautious"))
    usual = usual_ends(game.world)
    ends = {**usual, "care": usual["care"] + 1, "grain": usual["grain"] - 1}
    game.submit("hana", {"ends": ends})
    step(game, lambda g, s, q: {} if s in g.given else cast(g, s, q))
    for seat, asked in game.asked.items():
        game.submit(
            seat, {q.id: q.low for q in asked if isinstance(q, Amount) and q.topic == "hours"}
        )
    world = game.world
    game.close()
    orders = game.snapshots[1][2].hidden["orders"]["orders"]["labour"]
    claims = {
        site: world.fact(site, "planned") * world.fact(site, "reported_labour") // MICRO
        for site in orders
    }
    care, grain = VALLEY.land.makers["care"], VALLEY.land.makers["grain"]
    served = sum(orders[e.id] for e in care) / sum(claims[e.id] for e in care)
    left = sum(orders[e.id] for e in grain) / max(1, sum(claims[e.id] for e in grain))
    assert served > left


def test_the_wage_begins_at_what_the_plan_can_be_bought_with() -> None:
    """Where wages would buy more than the plan makes they are cut; where they do not they stay."""
    nation = new_game(NATION, "command", rounds=1).world
    assert nation.fact("labour", "wage") < NATION.land.wage * MICRO
    assert new_game(VALLEY, "command", rounds=1).world.fact("labour", "wage") == MICRO


def test_list_prices_move_by_decision_or_with_queues() -> None:
    """The planner's word moves a price, and so does excess demand where the dial lets it; else nothing."""
    game = reported()
    game.submit("hana", {"list:grain": 120_000_000, "list:wage": 90_000_000})
    cast = bots_of(all_played_by(game, "cautious"))
    step(game, lambda g, s, q: {} if s in g.given else cast(g, s, q))
    assert game.world.fact("grain", "price") == 480_000
    assert game.world.fact("labour", "wage") == 900_000
    still = play_on(reported(), cast)
    moving = play_on(reported(price_adjustment=1.0), cast)
    opening = {good.id: round(good.price * MICRO) for good in VALLEY.land.goods}
    assert {good: still.world.fact(good, "price") for good in opening} == opening
    queued = moving.snapshots[1][2]
    for good, price in opening.items():
        after = moving.snapshots[2][2].fact(good, "price")
        assert (after > price) == (queued.fact(good, "excess") > 1e-6), good


def test_a_tax_on_what_is_queued_for_stays_in_bounds_and_out_of_the_plan() -> None:
    """However long a queue lasts, a price stays within thrice and a third of its wholesale price.

    What the plan makes for people does not follow the tax: dearer goods are not made less of.
    """
    game = reported(price_adjustment=1.0)
    before = game.world
    usual = make_plan(before, chosen(before))
    for sign, bound in ((1.0, 3.0), (-1.0, 1 / 3)):
        world = before
        for _ in range(12):
            world = fold(world, [Stated("all", "care", {"excess": sign})])
            world = fold(world, set_prices(world, {}))
        assert world.fact("care", "wholesale") == before.fact("care", "price")
        assert world.fact("care", "price") == round(bound * before.fact("care", "price"))
        assert make_plan(world, chosen(world)) == usual


def test_the_planner_moves_the_wholesale_price_and_the_tax_stays_on_it() -> None:
    """Without a rule the list price is the wholesale price; a tax in force is carried along."""
    world = reported().world
    taxed = fold(world, [Stated("all", "grain", {"price": world.fact("grain", "price") * 3 // 2})])
    for now, times in ((world, 1.0), (taxed, 1.5)):
        after = fold(now, set_prices(now, {"list:grain": 120_000_000}))
        assert after.fact("grain", "wholesale") == 480_000
        assert after.fact("grain", "price") == round(times * 480_000)


def test_people_are_told_what_is_tax_and_what_is_subsidy() -> None:
    """The news of a price says what of it is wholesale price, and how the state adds or takes."""
    world = reported(price_adjustment=1.0).world

    def news(excess: float) -> tuple[str, dict[str, Any]]:
        queued = fold(world, [Stated("all", "care", {"excess": excess})])
        (told,) = [one for one in set_prices(queued, {}) if isinstance(one, Told)]
        return told.text, dict(told.facts)

    text, facts = news(0.1)
    assert "turnover tax" in text
    assert facts["tax"] == 10
    text, facts = news(-0.1)
    assert "subsidy" in text
    assert facts["subsidy"] == 10


def test_hours_of_inspectors_are_missing_at_work_and_paid_by_the_state() -> None:
    """Every site inspected for half an hour each takes just these hours, and wages stay what they were.

    With inspections that take no time the planner's decision takes nothing.
    """

    def played(each: float) -> Game:
        game = reported(audit_hours=each, bonus=0.0)
        game.submit("hana", {"audit": 100_000_000})
        cast = bots_of(all_played_by(game, "cautious"))
        step(game, lambda g, s, q: {} if s in g.given else cast(g, s, q))
        return play_on(game, cast, before=2)

    idle, busy = played(0.0).world, played(0.5).world
    needed = micro(0.5 * len(VALLEY.land.enterprises))
    missing = idle.fact("labour", "offered") - busy.fact("labour", "offered")
    assert missing == pytest.approx(needed, abs=100)
    assert idle.fact(STATE, "inspectors") == 0
    assert busy.fact(STATE, "inspectors") == needed * busy.fact("labour", "wage") // MICRO
    wages = [
        sum([world.secret(one.id, "flows")["wages"] for one in VALLEY.land.households])
        for world in (idle, busy)
    ]
    assert wages[0] == pytest.approx(wages[1], abs=100)


def test_no_more_sites_are_inspected_than_there_are_hours_for() -> None:
    """Where a fifth of all hours does not inspect every site the planner may decide on fewer."""
    few = msgspec.structs.replace
    land = VALLEY.land
    small = few(land, households=tuple([few(one, people=1) for one in land.households]))
    world = replace(reported(audit_hours=1.0).world, land=small)
    there = sum([one.hours * one.skill for one in small.households]) / 5
    assert most_inspected(world) == pytest.approx(there / len(land.enterprises))
    assert hours_to_inspect(world, most_inspected(world)) == pytest.approx(there)
    assert most_inspected(reported(audit_hours=1.0).world) == 1.0


def test_a_plan_tells_its_numbers() -> None:
    """The plan in force is public: ends, tautness, inspection, what is made for people and where."""
    game = reported()
    step(game, bots_of(all_played_by(game, "cautious")))
    plan = game.world.public[PLAN]
    assert plan["tautness"] == 1.1
    assert plan["audit"] == 0.2
    assert set(plan["people"]) == set(plan["outputs"]) == {good.id for good in VALLEY.land.goods}
    assert set(plan["machines"]) == {site.id for site in VALLEY.land.enterprises}
