"""The plan of the basics and the planner's board, in the valley and the nation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_bots.registry import BOTS
from allmende_rules.amounts import MICRO, units
from allmende_rules.phases.commons.basics_board import board, preview_basics
from allmende_rules.phases.commons.basics_plan import (
    basics_plan,
    labour_at_hand,
    renewed,
    reports,
    table_labour,
)
from allmende_rules.phases.commons.rent import ask_planner
from allmende_rules.phases.commons.sectors import BASICS, RENEWAL
from allmende_rules.phases.market.enterprise import true_labour
from allmende_rules.phases.units import percent
from allmende_rules.planboard import Board
from allmende_rules.questions import Amount, Answers, Question
from allmende_rules.view import View, view
from allmende_rules.world import World
from allmende_scenarios.catalogue import load_scenario
from tests.headless import new_game

NEAR = 1e-4


@cache
def world_of(scenario: str, round_: int) -> World:
    """The world in which the planner is asked in a round."""
    game = new_game(load_scenario(scenario), "dmnc", rounds=3)
    while not (game.world.round == round_ and game.phase.id == "allocate"):
        for seat, questions in game.asked.items():
            game.submit(seat, BOTS["cautious"].answer(view(game.world, seat), questions))
        game.close()
    return game.world


def planner_of(world: World) -> str:
    """The seat that plans."""
    return next(seat for seat, facts in world.public.items() if facts.get("role") == "planner")


def view_of(scenario: str, round_: int) -> View:
    """What the planner sees when asked."""
    world = world_of(scenario, round_)
    return view(world, planner_of(world))


def alike(seen: View, target: float) -> Mapping[str, float]:
    """The same share of every need."""
    return {good.id: target for good in seen.land.goods if good.need}


def with_money(seen: View, money: float) -> View:
    """The same view with another sum in the basics fund."""
    return replace(seen, books={**seen.books, BASICS: {"money": round(money * MICRO)}})


def read(found: Board) -> list[str]:
    """Every sentence of a board."""
    return [line.text.format(**line.facts) for line in (found.summary, *found.why, *found.worth)]


scenes = st.tuples(st.sampled_from(["valley", "nation"]), st.sampled_from([1, 2]))
targets = st.integers(1, 40).map(lambda n: n / 40)


@given(scenes, targets, st.floats(0, 200), st.integers(1, 3))
def test_the_board_adds_up(
    scene: tuple[str, int], target: float, money: float, rounds: int
) -> None:
    """Of every good no more is used than made, bought and in store, and no more of anything scarce."""
    seen = with_money(view_of(*scene), money)
    found = board(seen, alike(seen, target), rounds=rounds)
    store = basics_plan(seen, alike(seen, target), {}).plan.supply[0]
    for row, stored in zip(found.rows, store, strict=True):
        used = sum(row.uses.values()) + row.machines + row.people
        assert used <= row.made + row.bought + stored + NEAR
        assert row.people == pytest.approx(found.covered[0] * row.asked, abs=NEAR)
    assert all(plant.scale <= plant.capacity + NEAR for plant in found.plants)
    assert all(limit.used <= limit.there + NEAR for limit in found.limits)
    assert len(found.covered) == rounds
    assert msgspec.convert(msgspec.to_builtins(found), Board) == found
    assert msgspec.json.decode(msgspec.json.encode(found), type=Board).covered == found.covered
    assert all(0 <= share <= 1 + NEAR for share in found.covered)


@given(scenes, targets, targets)
def test_who_asks_less_gets_more_of_it(scene: tuple[str, int], one: float, other: float) -> None:
    """The share of what is asked that can be delivered falls with what is asked."""
    seen = view_of(*scene)
    low, high = sorted((one, other))
    less, more = board(seen, alike(seen, low)), board(seen, alike(seen, high))
    assert less.covered[0] >= more.covered[0] - NEAR


@given(scenes, targets)
def test_money_that_the_board_asks_for_is_enough(scene: tuple[str, int], target: float) -> None:
    """Where the way out is money, with that sum everything that was asked can be delivered."""
    seen = view_of(*scene)
    for line in board(seen, alike(seen, target)).why:
        if line.text.startswith("Find") and "money" in line.facts["name"]:
            richer = with_money(seen, line.facts["needed"])
            assert board(richer, alike(seen, target)).covered[0] == pytest.approx(1, abs=NEAR)


@pytest.mark.parametrize("scenario", ["valley", "nation"])
def test_a_plan_that_falls_short_says_what_contradicts_and_what_to_do(scenario: str) -> None:
    """The sentences name how much can be had, the money there is, and how much more it would take."""
    said = read(board(view_of(scenario, 1), alike(view_of(scenario, 1), 1.0)))
    assert "of what is asked can be delivered" in said[0]
    assert said[1] == "These cannot all hold:"
    assert any("units of money in the basics fund in round 1." in one for one in said)
    assert any(one.startswith("Find ") for one in said)
    assert any(one.startswith("One more unit of money in the basics fund") for one in said)


def test_an_empty_fund_is_named_before_anything_else() -> None:
    """Without money nothing can be had, and the board says first where money would come from."""
    found = board(with_money(view_of("valley", 2), 0), alike(view_of("valley", 2), 1.0))
    assert found.covered == (0,)
    assert read(found)[1].startswith("The basics fund is empty")


def test_a_plan_that_can_be_met_says_what_is_left() -> None:
    """With money enough nothing contradicts, and the hours that nobody needs are named."""
    seen = with_money(view_of("valley", 2), 500.0)
    found = board(seen, alike(seen, 0.2))
    said = read(found)
    assert said[0].startswith("All that is asked can be delivered")
    assert found.why == ()
    assert any("hours of labour for planned plants are left over" in one for one in said)
    assert msgspec.json.encode(found)


def test_where_nothing_is_asked_nothing_is_done() -> None:
    """A target of nothing takes nothing, and the board says so."""
    found = board(view_of("valley", 1), {})
    assert read(found)[0] == "Nothing is asked of the plan."
    assert found.why == ()
    assert all(plant.scale == 0 for plant in found.plants)


def test_plants_are_planned_by_their_reports() -> None:
    """Half the capacity offered and twice the labour stated are what the plan counts with."""
    seen = view_of("valley", 2)
    clinic = seen.land.enterprise("clinic")
    draft: Answers = {"offer:clinic": percent(0.5), "norm:clinic": percent(2.0)}
    plain, bent = (
        {one.site.id: one for one in reports(seen, said)}["clinic"] for said in ({}, draft)
    )
    assert plain.labour == true_labour(seen, clinic)
    assert bent.capacity == pytest.approx(0.5 * plain.capacity)
    assert bent.labour == pytest.approx(2 * plain.labour)
    lean: Answers = {"norm:clinic": percent(0.5)}
    honest, understated = (board(seen, alike(seen, 1.0), said) for said in ({}, lean))
    assert understated.covered[0] > honest.covered[0]


def test_who_does_not_run_the_plants_plans_by_the_public_table() -> None:
    """A spectator's board counts with the land's technology, and says that these are no reports."""
    world = world_of("valley", 2)
    seen = view(world, None)
    found = board(seen, alike(seen, 0.5))
    clinic = next(plant for plant in found.plants if plant.site == "clinic")
    assert not clinic.reported
    assert clinic.labour == table_labour(seen, world.land.enterprise("clinic"))
    own = board(view_of("valley", 2), alike(seen, 0.5))
    assert all(plant.reported for plant in own.plants)


def test_before_the_first_round_all_plants_are_staffed_alike() -> None:
    """Planned plants get the part of all hours that their machines are of all machines' hours."""
    seen = view_of("valley", 1)
    told = reports(seen, {})
    hours = labour_at_hand(seen, told)
    everyone = sum(group.people * group.hours * group.skill for group in seen.land.households)
    assert 0 < hours < everyone
    assert labour_at_hand(seen, ()) == 0


def test_later_the_planned_plants_keep_their_hours_and_those_nobody_worked() -> None:
    """Hours at hand are for last round's output, and what was offered and not worked."""
    seen = view_of("valley", 2)
    told = reports(seen, {})
    again = sum(units(seen.fact(one.site.id, "output")) * one.labour for one in told)
    idle = units(seen.fact("labour", "offered") - seen.fact("labour", "worked"))
    assert labour_at_hand(seen, told) == pytest.approx(again + idle)


def test_machines_wear_as_far_as_they_are_not_renewed() -> None:
    """With an empty renewal fund plants lose the land's whole wear, with a full one nothing."""
    seen = view_of("valley", 2)
    for money, part in ((0, 0.0), (10**12, 1.0)):
        funded = replace(seen, books={**seen.books, RENEWAL: {"money": money}})
        assert renewed(funded) == part
        plan = basics_plan(funded, alike(seen, 1.0), {}, rounds=2).plan
        wear = seen.land.frictions.depreciation * (1 - part)
        assert plan.processes[0].wear == pytest.approx(wear)


def asked_of_the_planner() -> tuple[Question, ...]:
    """The planner's questions."""
    world = world_of("valley", 2)
    return ask_planner(world, planner_of(world))


def test_the_preview_stands_under_the_target() -> None:
    """It says the share of the drafted targets that the board can deliver; silence is the default."""
    seen = view_of("valley", 2)
    questions = asked_of_the_planner()
    tenth: Answers = {question.id: percent(0.1) for question in questions}
    drafts: tuple[tuple[Answers, float], ...] = ((tenth, 0.1), ({}, 1.0))
    for draft, target in drafts:
        (line,) = preview_basics(seen, questions, draft)
        assert line.question == questions[0].id
        covered = board(seen, alike(seen, target)).covered[0]
        assert line.facts["percent"] == pytest.approx(100 * covered, abs=0.1)
        assert "money in the basics fund" in line.text.format(**line.facts)


def test_who_is_not_asked_has_no_preview() -> None:
    """Nothing is said to a seat without the question."""
    seen = view_of("valley", 2)
    assert preview_basics(seen, (), {}) == ()
    assert any(isinstance(question, Amount) for question in asked_of_the_planner())
