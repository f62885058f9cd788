"""Distortion, plan error, innovation and coercion, against what players are known to have said."""

from collections.abc import Iterator, Mapping
from math import log

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_lab.candour import coercion, distortion, innovation, knowledge, plan_error
from allmende_lab.rounds import Round, rounds
from allmende_rules.events import Stated
from allmende_rules.phases.market.clearing import ORDERS
from allmende_rules.questions import Amount, Estimate
from allmende_rules.world import fold
from tests.headless import all_played_by, bots_of, new_game, play_on
from tests.scenarios_tiny import TINY

PERCENT = 1_000_000
JOINT: Mapping[str, Mapping[str, float]] = {
    "open_access": {},
    "dmnc": {},
    "ostrom": {},
    "capitalism": {"clearing": 0.0},
}
"""The systems whose markets can clear jointly, with the dials for it: a plan hears other statements."""
systems = st.sampled_from(list(JOINT))


def said(system: str, norm: int, offer: int, *, seed: int = 1) -> Iterator[Round]:
    """Rounds in which every site states `norm` percent of its labour and offers `offer` percent."""
    game = new_game(TINY, system, seed=seed, rounds=2, dials=JOINT[system])
    bots = bots_of(all_played_by(game, "cautious"))
    play_on(
        game,
        lambda game, seat, asked: {
            **bots(game, seat, asked),
            **{q.id: norm * PERCENT for q in asked if isinstance(q, Estimate)},
            **{
                q.id: offer * PERCENT for q in asked if isinstance(q, Amount) and q.topic == "offer"
            },
        },
    )
    return rounds(game.entries)


@settings(max_examples=20, deadline=None)
@given(systems, st.integers(50, 200), st.integers(0, 100), st.integers(0, 2**32))
def test_distortion_is_how_far_words_are_from_truth(
    system: str, norm: int, offer: int, seed: int
) -> None:
    """All pad by h: h; all hide a part of their capacity: that part."""
    for one in said(system, norm, offer, seed=seed):
        assert distortion(one) == pytest.approx(
            {"labour": abs(norm / 100 - 1), "capacity": 1 - offer / 100}, abs=1e-6
        )


@pytest.mark.parametrize("system", JOINT)
def test_a_truthful_clearing_is_carried_out_as_planned(system: str) -> None:
    """No plan error but roundings; where norms are understated by half, plans fail."""
    assert all(plan_error(one) < 1e-5 for one in said(system, 100, 100))
    assert all(plan_error(one) > 0.1 for one in said(system, 50, 100))


@settings(max_examples=10, deadline=None)
@given(systems, st.integers(50, 200), st.integers(0, 100))
def test_nothing_is_imposed_where_people_state_and_markets_clear(
    system: str, norm: int, offer: int
) -> None:
    """Nobody works longer, spends more or runs harder than stated in either of today's systems."""
    assert [coercion(one) for one in said(system, norm, offer)] == [0, 0]


def test_orders_beyond_what_was_offered_are_imposed() -> None:
    """One site of a round told to make more than it offered is one of all its allocations."""
    one = next(said("open_access", 100, 50))
    orders = one.at_table.hidden[ORDERS]["orders"]
    site = max(orders["scales"], key=orders["scales"].get)
    told = {**orders, "scales": {**orders["scales"], site: 3 * orders["scales"][site]}}
    doctored = fold(one.at_table, [Stated("nobody", ORDERS, {"orders": told})])
    harder = Round(one.number, one.opening, one.at_work, doctored, one.end, one.phases)
    deliveries = [one for one in orders["deliveries"] if one[0] == one[1]]
    homes, sites = len(TINY.land.households), len(TINY.land.enterprises)
    assert coercion(harder) == pytest.approx(1 / (homes + sites + len(deliveries)))


@given(st.floats(0.5, 2), st.floats(0.5, 2))
def test_innovation_is_growth_of_knowledge_alone(first: float, second: float) -> None:
    """All levels up by a factor: its logarithm, however the sites are split; weather counts for nothing."""
    world = new_game(TINY, "open_access").world
    sites = [site.id for site in TINY.land.enterprises]
    levels = {site: world.secret(site, "level") for site in sites}

    def after(factor: float, weather: float) -> float:
        facts = [
            Stated("holder", site, {"level": levels[site] * factor, "theta": weather})
            for site in sites
        ]
        return knowledge(fold(world, facts)) - knowledge(world)

    assert after(first, second) == pytest.approx(log(first), abs=1e-9)
    assert after(first * second, 1) == pytest.approx(log(first) + log(second), abs=1e-9)


def test_nothing_is_learned_without_research() -> None:
    """A land without research keeps its levels."""
    assert msgspec.structs.asdict(TINY.land).get("research") is None
    assert [innovation(one) for one in said("dmnc", 100, 100)] == [0, 0]
