"""The basics of a round: targets for each need, the plan of them, what the fund buys, what all are told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from allmende_bots.registry import BOTS
from allmende_rules.amounts import units
from allmende_rules.events import Stated, Told
from allmende_rules.game import Game
from allmende_rules.mechanisms.plan_money import by_money
from allmende_rules.phases.commons.basics import (
    TOPIC,
    ask_targets,
    hand_out_basics,
    plan_basics,
)
from allmende_rules.phases.commons.basics_delivery import delivery_by_program, planned_delivery
from allmende_rules.phases.commons.basics_plan import CASH, basics_plan
from allmende_rules.phases.commons.sectors import BASICS
from allmende_rules.phases.market.booking import ORDERS
from allmende_rules.phases.physical import EXECUTED
from allmende_rules.phases.units import percent
from allmende_rules.questions import Answers
from allmende_rules.record import Resolved
from allmende_rules.system import Replies
from allmende_rules.view import view
from allmende_rules.world import World, fold
from allmende_scenarios.catalogue import load_scenario
from tests.headless import new_game
from tests.rules.phases.test_basics_plan import planner_of, world_of

NEAR = 2e-6
RICH = 10**9

scenes = st.tuples(st.sampled_from(["valley", "nation"]), st.sampled_from([1, 2]))
part = st.integers(0, 20).map(lambda n: n / 20)


def paid(world: World, money: int) -> World:
    """The same world with another sum in the basics fund."""
    return replace(world, ledger={**world.ledger, BASICS: {"money": money}})


def asked(world: World, parts: list[float]) -> dict[str, float]:
    """Targets for the land's needs, from some numbers."""
    needs = [good.id for good in world.land.goods if good.need]
    return {good: parts[n % len(parts)] for n, good in enumerate(needs)}


@given(scenes, st.lists(part, min_size=4, max_size=4), st.integers(0, 300).map(lambda n: n * 10**6))
def test_no_target_is_passed_and_all_have_the_common_share(
    scene: tuple[str, int], parts: list[float], money: int
) -> None:
    """Each need is covered by at least the common share of its target, and by no more than all of it."""
    world = paid(world_of(*scene), money)
    targets = asked(world, parts)
    found = planned_delivery(world, targets, {})
    assert 0 <= found.common <= 1
    assert found.shares.keys() == targets.keys()
    for good, target in targets.items():
        assert found.common * target - NEAR <= found.shares[good] <= target + NEAR


@given(scenes, st.lists(part, min_size=4, max_size=4), st.integers(1, 300).map(lambda n: n * 10**6))
def test_arithmetic_and_programs_plan_the_same(
    scene: tuple[str, int], parts: list[float], money: int
) -> None:
    """Where only money is scarce the fund's shares are those of the two linear programs."""
    world = paid(world_of(*scene), money)
    targets = asked(world, parts)
    basics = basics_plan(world, targets, {})
    if not any(basics.plan.basket) or by_money(basics.plan, CASH) is None:
        return
    plain = planned_delivery(world, targets, {})
    program = delivery_by_program(world.land, basics, targets, world.round)
    assert plain.common == pytest.approx(program.common, abs=NEAR)
    assert plain.shares == pytest.approx(program.shares, abs=1e-5)


def test_what_one_need_cannot_use_covers_more_of_the_others() -> None:
    """Where the makers of care stop the common share, money that is left buys the rest of the others."""
    world = paid(world_of("valley", 2), RICH)
    targets = asked(world, [1.0])
    told: Answers = {"offer:clinic": percent(0.1)}
    public = {**world.public}
    for site in world.land.makers["care"]:
        if not site.planned:
            public[site.id] = {**public[site.id], "output": 1}
    scarce = replace(world, public=public)
    found = planned_delivery(scarce, targets, told)
    assert found.shares["care"] == pytest.approx(found.common, abs=NEAR)
    assert found.shares["care"] < 0.5
    assert all(found.shares[good] > found.common + 0.1 for good in targets if good != "care")
    assert found.short[0].facts["name"] != "money in the basics fund"


def test_plants_are_planned_by_what_they_say() -> None:
    """A plant that states half of the hours a unit takes makes the plan promise more."""
    world = paid(world_of("valley", 2), 5_000_000)
    targets = asked(world, [1.0])
    plants = [site.id for site in world.land.enterprises if site.planned]
    honest = planned_delivery(world, targets, {})
    rosy = planned_delivery(world, targets, {f"norm:{site}": percent(0.5) for site in plants})
    assert rosy.common > honest.common


def test_silence_asks_for_everything_and_the_first_planner_counts() -> None:
    """Without an answer all of each need is asked; of two planners the first is heard."""
    world = world_of("valley", 2)
    questions = ask_targets(world)
    one: Answers = {question.id: percent(0.5) for question in questions}
    other: Answers = {question.id: percent(0.1) for question in questions}
    cases: list[tuple[Replies, float]] = [({}, 1.0), ({"a": one, "b": other}, 0.5)]
    for replies, target in cases:
        _, events = plan_basics(world, replies)
        (stated,) = [event for event in events if isinstance(event, Stated)]
        assert set(stated.facts["asked"].values()) == {target}


def after_a_round(scenario: str, answers: Mapping[str, Any]) -> Game:
    """A game whose planner answers so in the first round, all else by cautious bots."""
    game = new_game(load_scenario(scenario), "dmnc", rounds=2)
    while game.world.round == 1:
        for seat, questions in game.asked.items():
            said = BOTS["cautious"].answer(view(game.world, seat), questions)
            mine = {q.id: answers[q.id] for q in questions if q.id in answers}
            game.submit(seat, {**said, **mine})
        game.close()
    return game


@pytest.mark.parametrize("scenario", ["valley", "nation"])
def test_all_are_told_what_was_planned_and_what_came_of_it(scenario: str) -> None:
    """Targets, plan and delivery are public, and told in words."""
    game = after_a_round(scenario, {})
    world = game.world
    facts = world.public[TOPIC]
    needs = {good.id for good in world.land.goods if good.need}
    assert facts["asked"].keys() == facts["planned"].keys() == facts["delivered"].keys() == needs
    assert facts["coverage"] == min(facts["delivered"].values())
    assert facts["scales"].keys() == {s.id for s in world.land.enterprises if s.planned}
    said = [
        event.text.format(**event.facts)
        for entry in game.entries
        for event in getattr(entry.body, "events", ())
        if isinstance(event, Told) and event.to == "all"
    ]
    (plan,) = [one for one in said if one.startswith("The plan of the basics:")]
    assert "of money in the basics fund" in plan
    assert any("was planned" in one for one in said)
    for good in needs:
        assert world.public["round 1"][f"basics.{good}"] == facts["delivered"][good]


@pytest.mark.parametrize("scenario", ["valley", "nation"])
def test_what_came_between_plan_and_delivery_is_told(scenario: str) -> None:
    """What was planned, at the prices of the market, and the money there was: their ratio is what came."""
    game = after_a_round(scenario, {})
    facts = game.world.public[TOPIC]
    (told,) = [one for one in heard(game) if one.text.startswith("The basics covered")]
    assert "planned plants at their cost" in told.text
    people = sum(group.people for group in game.world.land.households)
    paid = sum(
        part * game.world.land.good(good).need * people * units(game.world.fact(good, "price"))
        for good, part in facts["planned"].items()
    )
    assert told.facts["price"] == round(paid, 1)
    assert told.facts["cash"] == round(units(facts["cash"]), 1)
    assert facts["cost"] == pytest.approx(units(facts["cash"]), rel=1e-3)
    for good, part in facts["planned"].items():
        assert facts["delivered"][good] == pytest.approx(
            part * units(facts["cash"]) / paid, rel=0.01
        )


def test_what_makers_could_not_deliver_is_told_with_what_they_lacked() -> None:
    """Of an order that comes in half the sentence says so, and names what ran out."""
    world = at_phase(after_a_round("valley", {}), "basics")
    orders, done = world.hidden[ORDERS]["orders"], dict(world.hidden[EXECUTED]["executed"])
    ordered = [(one[0], one[2]) for one in orders["deliveries"]]
    place, served = ordered.index((BASICS, "grain")), list(done["delivered"])
    served[place] //= 2
    book = {**world.ledger[BASICS], "good:grain": world.amount(BASICS, "good:grain") // 2}
    halved = replace(world, ledger={**world.ledger, BASICS: book})
    lack = [[world.land.makers["grain"][0].id, "tools", 10**6]]
    for shortages, reason in ((lack, "Tools ran out."), ([], "others bought the rest.")):
        half = {"executed": {**done, "delivered": served, "shortages": shortages}}
        events = hand_out_basics(fold(halved, [Stated("nobody", EXECUTED, half)]))
        (told,) = [event for event in events if isinstance(event, Told)]
        said = told.text.format(**told.facts)
        assert said.endswith(f"Of the Grain that the fund ordered 50.0 % came: {reason}")


def at_phase(game: Game, phase: str) -> World:
    """The world as this phase of the first round resolves."""
    world = World(land=game.world.land)
    for entry in game.entries:
        if isinstance(entry.body, Resolved):
            if entry.body.phase == phase:
                return world
            world = fold(world, entry.body.events)
    raise LookupError(phase)


def heard(game: Game) -> list[Told]:
    """What all were told."""
    return [
        event
        for entry in game.entries
        if isinstance(entry.body, Resolved)
        for event in entry.body.events
        if isinstance(event, Told) and event.to == "all"
    ]


def test_a_need_with_a_lower_target_gets_less() -> None:
    """Who asks a tenth of the care and all of the rest has about a tenth as much care as of the rest."""
    some = after_a_round("valley", {"basics:care": percent(0.1)}).world.public[TOPIC]["delivered"]
    assert 0 < some["care"] < 0.2 * some["grain"]
    none = after_a_round("valley", {"basics:care": 0}).world.public[TOPIC]["delivered"]
    assert none["care"] == 0 < none["grain"]


def test_the_planner_sets_a_target_for_each_need() -> None:
    """The first must be decided, the others stand; each moves the coverage of its own good."""
    world = world_of("valley", 1)
    questions = ask_targets(world)
    assert [question.about for question in questions] == [
        good.id for good in world.land.goods if good.need
    ]
    assert [question.required for question in questions] == [True, *[False] * (len(questions) - 1)]
    assert all(q.effects[0].indicator == f"basics.{q.about}" for q in questions)
    assert planner_of(world)
