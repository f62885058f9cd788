"""A mandate follows the system in force: what counts for it, from when, and what a seat is told."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from allmende_bots.constituency import missed
from allmende_lab.simulate import play_game
from allmende_rules.events import Stated, Struck, Told
from allmende_rules.game import Game
from allmende_rules.land import Goal, Mandate, mandate_under
from allmende_rules.mandates import mandate_of, rounds_followed
from allmende_rules.migration import change_of_system
from allmende_rules.scenario import Act, Scenario
from allmende_rules.view import view
from allmende_rules.world import World, fold
from tests.headless import bots_of, mixed, new_game, play_on
from tests.scenarios_tiny import MANDATE, TINY

PLANNED = Mandate(
    text="Let the cove live well by the plan.",
    goals=(
        Goal(text="A good life on average", indicator="consumption", over="mean", at_least=0.1),
        Goal(text="Fed in every round", indicator="needs_met", over="worst", at_least=1.0),
        Goal(text="Wages of 1 in all", indicator="wages", over="sum", at_least=1.0),
    ),
)


def with_under(scenario: Scenario, **under: Mandate) -> Scenario:
    """The scenario with other mandates of Bo's under some systems."""
    seats = tuple(
        replace(seat, under=under) if seat.id == "bo" else seat for seat in scenario.land.seats
    )
    return replace(scenario, land=replace(scenario.land, seats=seats))


LAKE = with_under(TINY, command=PLANNED)
BO = LAKE.land.seats[1]


def played(scenario: Scenario, *acts: tuple[str, int], before: int | None = None) -> Game:
    """The small lake under these systems, for so many rounds each, up to a round or to the end."""
    (first, _), *later = acts
    then = [Act(system=system, rounds=rounds) for system, rounds in later]
    rounds = sum(length for _, length in acts)
    game = new_game(scenario, first, rounds=rounds, then=then)
    return play_on(game, bots_of(mixed(game)), before=before)


def goals(world: World, seat: str = "bo") -> list[dict[str, Any]]:
    """How far the goals of a seat have come."""
    found: list[dict[str, Any]] = world.secret(seat, "mandate")
    return found


def test_a_mandate_is_the_systems_if_the_scenario_says_so() -> None:
    """Under every other system, and for a seat with nothing of the kind, it is the ordinary one."""
    assert mandate_under(BO, "command") is PLANNED
    assert mandate_under(BO, "dmnc") is mandate_under(TINY.land.seats[1], "command") is MANDATE


@pytest.mark.parametrize(
    ("system", "wanted"), [("command", PLANNED), ("open_access", MANDATE)], ids=str
)
def test_the_mandate_in_force_is_followed_and_judged(system: str, wanted: Mandate) -> None:
    """Each round and at the end by its own goals; others at the table have theirs as before."""
    world = played(LAKE, (system, 2)).world
    texts = [goal.text for goal in wanted.goals]
    assert [goal["text"] for goal in goals(world)] == texts
    assert [goal["text"] for goal in world.public["mandates"]["bo"]] == texts
    assert len(world.public["mandates"]["ann"]) == len(MANDATE.goals)


def test_a_world_with_one_mandate_a_seat_says_nothing_of_it() -> None:
    """Facts of games that have only ordinary mandates are what they were, a change or not."""
    world = played(TINY, ("open_access", 2), ("command", 2)).world
    assert not any("mandate_since" in world.private[seat] for seat in ("ann", "bo", "cy"))
    assert rounds_followed(world, "bo") == 4


def test_progress_begins_anew_with_another_mandate() -> None:
    """Means, sums and worst rounds are of the rounds since; who keeps a mandate keeps its progress."""
    world = played(LAKE, ("open_access", 2), ("command", 2)).world
    known = [world.secret("bo", f"round {number}") for number in (3, 4)]
    mean, worst, total = (goal["value"] for goal in goals(world))
    assert mean == pytest.approx(sum(one["consumption"] for one in known) / 2, abs=1e-6)
    assert worst == min(one["needs_met"] for one in known)
    assert total == pytest.approx(sum(one["wages"] for one in known), abs=1e-6)
    income = sum(world.secret("ann", f"round {number}")["income"] for number in range(1, 5))
    assert goals(world, "ann")[0]["value"] == pytest.approx(income / 4, abs=1e-6)


def test_a_mandate_that_comes_back_begins_anew() -> None:
    """What counted before the other one does not count again."""
    acts = ("open_access", 1), ("command", 1), ("open_access", 2)
    world = played(LAKE, *acts).world
    income = [world.secret("bo", f"round {number}")["income"] for number in (3, 4)]
    assert rounds_followed(world, "bo") == 2
    assert goals(world)[0]["value"] == pytest.approx(sum(income) / 2, abs=1e-6)


def test_each_seat_reads_its_new_mandate_in_a_sentence() -> None:
    """Only who has another one; what was followed is struck, so that no screen shows it."""
    game = played(LAKE, ("open_access", 3), before=3)
    world = fold(game.world, [Stated("all", "table", {"round": 3})])
    events = change_of_system(world, Act(system="command", rounds=1))
    said = [e.text.format(**e.facts) for e in events if isinstance(e, Told) and "mandate" in e.text]
    opening = "Your mandate under Command economy is another from now on, for the same people: "
    assert said == [opening + PLANNED.text]
    assert Struck("holder", "bo", ("mandate",)) in events
    after = fold(world, events)
    assert "mandate" not in after.private["bo"]
    assert after.private["ann"]["mandate"] == world.private["ann"]["mandate"]
    assert (mandate_of(after, BO), rounds_followed(after, "bo")) == (PLANNED, 1)


def test_two_systems_with_one_mandate_carry_progress_on() -> None:
    """A change between systems that ask the same of a seat is no new beginning."""
    lake = with_under(TINY, command=PLANNED, capitalism=PLANNED)
    world = played(lake, ("command", 1), ("capitalism", 1)).world
    assert rounds_followed(world, "bo") == 2
    wages = sum(world.secret("bo", f"round {number}")["wages"] for number in (1, 2))
    assert goals(world)[2]["value"] == pytest.approx(wages, abs=1e-6)


def test_a_bot_votes_by_the_mandate_in_force() -> None:
    """What it misses is of the goals that its office has now."""
    for system, kinds in (("command", {"consumption", "needs_met", "wages"}),
                          ("open_access", {"income", "price"})):  # fmt: skip
        seen = view(new_game(LAKE, system, rounds=2).world, "bo")
        assert set(missed(seen)) == kinds


def test_the_same_game_whatever_a_cautious_seat_is_asked() -> None:
    """Goods, money and people know nothing of mandates: only what a person wants may differ."""
    bots = {"rest": "cautious"}
    games = [play_game(one, system="command", seed=4, rounds=2, bots=bots) for one in (TINY, LAKE)]
    first, second = ([one.indicators for one in game.rounds] for game in games)
    assert first == second
