"""Shortage, waste and investment are what the record says of orders, work, ledger and machines."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from allmende_rules.amounts import MICRO
from allmende_rules.events import LOST, MADE, Posted
from allmende_rules.game import Game
from allmende_rules.measures import PALMA_MOST, Living, lorenz, valley
from allmende_rules.phases.market.dials import CLEARING
from allmende_rules.record import Resolved
from allmende_rules.systems.registry import SYSTEMS
from allmende_rules.world import World
from tests.headless import Player, all_played_by, bots_of, new_game, play_on
from tests.scenarios_tiny import FISH, NETS, TINY
from tests.strategies import at_level

GOODS = (FISH, replace(NETS, spoilage=0.5))
SPOILING = replace(TINY, land=replace(TINY.land, goods=GOODS))
"""The small land, with nets that rot: of fish hardly any is ever left."""
levels = st.lists(st.sampled_from([0.0, 0.2, 1 / 3, 0.6, 1.0]), min_size=1, max_size=5)
systems = st.sampled_from(list(SYSTEMS))
MARKETS = [one.id for one in SYSTEMS.values() if any(dial.id == CLEARING for dial in one.dials)]
"""Systems whose orders come from what a market clears: a plan may order what cannot be made."""


def stating(game: Game, said: list[float]) -> Player:
    """Greedy bots whose labour norms go through `said`, from the lowest (0) to the highest (1)."""
    bots, count = bots_of(all_played_by(game, "greedy")), iter(range(10**6))

    def player(game: Game, seat: str, asked: Any) -> Any:
        answers = dict(bots(game, seat, asked))
        for question in asked:
            if question.topic == "norm":
                answers[question.id] = at_level(question, said[next(count) % len(said)])
        return answers

    return player


class Ended(NamedTuple):
    """A round: its state at the end, its public indicators, and what was posted in it."""

    world: World
    told: Mapping[str, float]
    posted: Mapping[tuple[str, str], Mapping[str, int]]


def rounds(system: str, said: list[float], seed: int) -> Iterator[Ended]:
    """The rounds of a short game."""
    game = new_game(SPOILING, system, seed=seed, rounds=2)
    play_on(game, stating(game, said))
    for number in (1, 2):
        world = game.snapshots[number][2]
        yield Ended(world, world.public[f"round {number}"], moved(game, number))


def moved(game: Game, number: int) -> dict[tuple[str, str], dict[str, int]]:
    """What each cause took from or gave to each account in a round, by cause and asset."""
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for entry in game.entries:
        if isinstance(entry.body, Resolved) and entry.body.round == number:
            for event in entry.body.events:
                if not isinstance(event, Posted):
                    continue
                for move in event.moves:
                    book = sums.setdefault((event.cause, move.asset), {})
                    for account, sign in ((move.source, -1), (move.target, 1)):
                        book[account] = book.get(account, 0) + sign * move.amount
    return sums


def price(world: World, good: str) -> float:
    """Money for a unit of a good."""
    return float(world.public[good]["price"]) / MICRO


@settings(max_examples=25, deadline=None)
@given(systems, levels, st.integers(0, 2**32))
def test_shortage_is_what_was_ordered_and_not_made(
    system: str, said: list[float], seed: int
) -> None:
    """The worth of orders less the worth of outputs, over the former: none in a market that keeps norms."""
    for world, told, _ in rounds(system, said, seed):
        planned = world.hidden["orders"]["orders"]["scales"]
        whole = missing = 0.0
        for site in world.land.enterprises:
            ordered, made = planned[site.id], world.public[site.id]["output"]
            whole += price(world, site.good) * ordered
            missing += price(world, site.good) * max(0, ordered - made)
        assert told["shortage"] == pytest.approx(missing / whole if whole else 0, abs=2e-6)
        if min(said) >= 1 / 3 and system in MARKETS:
            assert told["shortage"] == 0


@settings(max_examples=25, deadline=None)
@given(systems, levels, st.integers(0, 2**32))
def test_idle_hours_are_those_beyond_what_output_took(
    system: str, said: list[float], seed: int
) -> None:
    """Over all hours hired; none where all in a market tell the truth."""
    for world, told, _ in rounds(system, said, seed):
        hired = world.public["labour"]["worked"]
        idle = sum(world.private[site.id].get("idle_hours", 0) for site in world.land.enterprises)
        assert told["idle"] == pytest.approx(idle / hired if hired else 0, abs=2e-6)
        if set(said) == {1 / 3} and system in MARKETS:
            assert told["idle"] <= 1e-5


@settings(max_examples=25, deadline=None)
@given(systems, levels, st.integers(0, 2**32))
def test_waste_is_what_spoiled(system: str, said: list[float], seed: int) -> None:
    """What the ledger lost to spoilage, over what was sold and what was left, at prices."""
    for world, told, posted in rounds(system, said, seed):
        spoiled = sum(
            price(world, good.id) * posted.get(("spoilage", f"good:{good.id}"), {}).get(LOST, 0)
            for good in world.land.goods
        )
        whole = spoiled + sum(
            price(world, site.good)
            * (
                world.amount(site.id, f"good:{site.good}")
                - posted.get(("goods sold", f"good:{site.good}"), {}).get(site.id, 0)
            )
            for site in world.land.enterprises
        )
        assert told["waste"] == pytest.approx(spoiled / whole if whole else 0, abs=2e-6)


def test_what_a_shortage_leaves_unused_rots() -> None:
    """Where some pad and others fall short something is left over; where all tell the truth, nothing."""
    for said, wasteful in ([0.0, 1.0], True), ([1 / 3], False):
        waste = [one.told["waste"] for one in rounds("dmnc", said, 1)]
        assert any(one > 1e-5 for one in waste) == wasteful


def test_padding_idles_and_understating_falls_short() -> None:
    """The highest norms hire idle hands and the lowest ones leave orders unfilled, in every market."""
    for system in MARKETS:
        padded = [one.told for one in rounds(system, [1.0], 1)]
        short = [one.told for one in rounds(system, [0.0], 1)]
        assert [told["idle"] for told in padded] == pytest.approx([0.5, 0.5], abs=1e-3)
        assert [told["shortage"] for told in padded] == [0, 0]
        assert min(told["shortage"] for told in short) > 0.1


@settings(max_examples=15, deadline=None)
@given(systems, st.integers(0, 2**32))
def test_investment_is_new_machines_in_final_use(system: str, seed: int) -> None:
    """Their worth over theirs and consumption's, with machines as the ledger built them."""
    people = sum(group.people for group in SPOILING.land.households)
    for world, told, posted in rounds(system, [1 / 3], seed):
        built = posted.get(("new machines", "capital"), {})
        assert -built.get(MADE, 0) == sum(v for account, v in built.items() if account != MADE)
        worth = sum(
            built.get(site.id, 0)
            / MICRO
            * sum(a * price(world, part) for part, a in world.land.machines[site.good].items())
            for site in world.land.enterprises
        )
        final = worth + told["consumption"] * people
        assert told["investment"] == pytest.approx(worth / final if final else 0, abs=2e-6)


def test_the_palma_ratio_has_a_number_where_the_poor_have_nothing() -> None:
    """A number that says so, for an indicator is a number; the curve in tenths then starts flat."""
    lives = {
        name: Living(people, {}, worth, 0, 0.0)
        for name, people, worth in (("many", 9, 0.0), ("one", 1, 5.0))
    }
    world = next(rounds("open_access", [1 / 3], 1)).world
    assert lorenz(lives) == pytest.approx([0.0] * 10 + [1.0])
    assert valley(world, lives, lorenz(lives))["palma"] == PALMA_MOST


@pytest.mark.parametrize("system", SYSTEMS)
def test_each_round_states_its_lorenz_curve(system: str) -> None:
    """Eleven shares from 0 to 1 that bend upwards, kept for every round, in sight of all."""
    for number, (world, told, _) in enumerate(rounds(system, [1 / 3], 3), start=1):
        curve = world.public["lorenz"][f"round {number}"]
        assert (len(curve), curve[0], curve[-1]) == (11, 0, 1)
        steps = [after - before for before, after in pairwise(curve)]
        assert all(b >= a - 2e-6 for a, b in pairwise(steps))
        palma = (1 - curve[9]) / curve[4] if curve[4] else PALMA_MOST
        assert told["palma"] == pytest.approx(min(palma, PALMA_MOST), rel=1e-4)
