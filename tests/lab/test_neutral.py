"""The planner of D1, the price taker, and what frictions cost in the neutral limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from allmende_lab.neutral.cost import CAP, Cost, costs
from allmende_lab.neutral.entries import Limit
from allmende_lab.neutral.frictions import Friction, frictions
from allmende_lab.neutral.land import frictionless
from allmende_lab.neutral.limit import EXACT, Tie, gap, measured, playable, ties
from allmende_lab.neutral.mind import PRICE_TAKER
from allmende_lab.neutral.planner import by_optimum, by_prices, emissions, loss, rent_share, tax
from allmende_lab.neutral.play import play
from allmende_lab.neutral.subject import TIED, at_cap, dials_off, gap_rows, tie_rows
from allmende_lab.neutral.subject import costs as cost_table
from allmende_lab.neutral.table import BASKET, CAPS, GOODS, OPENING, PRINTED
from allmende_lab.simulate import open_game
from allmende_rules.view import view

DMNC = next(one for one in playable() if one.name == "dmnc")


@pytest.mark.parametrize("cap", CAPS)
def test_the_planner_finds_the_printed_row(cap: float) -> None:
    """Consumption, tax, loss and rent share of D1, to the digits that are printed."""
    row, had, tau = PRINTED[cap], by_prices(BASKET, cap * OPENING), tax(BASKET, cap * OPENING)
    assert tuple(had.values()) == pytest.approx(row.consumption, abs=6e-4)
    assert tau == pytest.approx(row.tau, abs=1e-5)
    assert 100 * loss(had, BASKET) == pytest.approx(row.loss, abs=1e-3)
    assert 100 * rent_share(had, tau) == pytest.approx(row.rent, abs=0.1)


@given(
    changed=st.lists(st.floats(0.7, 1.4), min_size=len(GOODS), max_size=len(GOODS)),
    share=st.floats(0.65, 1.2),
)
def test_both_routes_to_the_optimum_agree(changed: list[float], share: float) -> None:
    """What a program and a search for prices find is the same, and keeps the cap."""
    basket = {good: part * BASKET[good] for good, part in zip(GOODS, changed, strict=True)}
    cap = share * emissions(by_prices(basket, float("inf")))
    had = by_prices(basket, cap)
    assert gap(by_optimum(basket, cap), had) < 10 * EXACT
    assert emissions(had) <= cap * (1 + 1e-9)


def test_groups_alike_together_spend_as_their_tastes_say() -> None:
    """Whole percents of each group add up to all, and over all groups to the basket."""
    game = open_game(frictionless(), system="open_access", seed=1, rounds=1)
    splits = [
        split
        for seat, questions in game.asked.items()
        for split in PRICE_TAKER.answer(view(game.world, seat), questions).values()
        if isinstance(split, dict)
    ]
    assert all(sum(split.values()) == 100 for split in splits)
    whole = sum(BASKET.values())
    for good, part in BASKET.items():
        mean = sum(split[good] for split in splits) / len(splits)
        assert mean == pytest.approx(100 * part / whole, abs=1 / len(splits))


def test_a_friction_makes_the_limit_miss() -> None:
    """The comparison can fail: a cap that falls leaves the printed row."""
    falling = Limit("falling", "dmnc", {**DMNC.off, "carbon_cut": 0.2}, DMNC.cap)
    assert not measured(falling, 0.9).passes


def test_the_market_is_watched_without_changing_it() -> None:
    """One clearing a round is seen, and afterwards nothing watches any more."""
    assert len(play("dmnc", DMNC.dials(1.0), 2).solved) == 2
    assert len(play("dmnc", DMNC.dials(1.0), 1).solved) == 1


@pytest.mark.parametrize(("first", "second"), TIED)
def test_equal_institutions_tie_at_every_cap(first: str, second: str) -> None:
    """Under two names, with equal owners, a cap and a dividend, people have the same."""
    both = [one for one in playable() if one.name in (first, second)]
    rows = [measured(one, cap) for one in both for cap in one.caps]
    found = list(ties(rows, first, second))
    assert [tie.cap for tie in found] == list(CAPS)
    assert max(max(tie.allocation, tie.gini) for tie in found) < 1e-5


def test_systems_tie_where_both_apply() -> None:
    """One that cannot cap the sky is compared where no cap binds."""
    rows = [measured(one, 1.0) for one in playable() if one.name in ("dmnc", "open_access")]
    assert [tie.cap for tie in ties(rows, "open_access", "dmnc") if tie.passes] == [1.0]


def test_a_gap_outside_its_tolerance_is_a_miss() -> None:
    """Both gaps of a row, and both of a tie, have verdicts of their own."""
    row = replace(measured(DMNC, 0.9), solved=1e-5)
    assert [one.passed for one in gap_rows(row)] == [False, True]
    assert not row.passes
    assert [one.passed for one in gap_rows(replace(row, solved=None, played=0.02))] == [False]
    assert [one.passed for one in tie_rows(Tie("a", "b", 0.9, 0.02, 0.0))] == [False, True]


def test_each_cap_has_a_table_with_the_printed_row_first() -> None:
    """Below it the planner's, to the printed digits, and then every system."""
    rows = at_cap(0.9, [measured(DMNC, 0.9), measured(DMNC, 0.8)]).rows
    assert [row[0] for row in rows] == ["as printed", "planner", "dmnc"]
    assert rows[0][1:] == rows[1][1:]


def test_dials_are_told_by_system() -> None:
    """A dial that a system does not turn off has a dash."""
    told = dials_off(playable())
    auction = next(row for row in told.rows if row[0] == "auction")
    assert dict(zip(told.headings, auction, strict=True))["dmnc"] == "0"
    assert dict(zip(told.headings, auction, strict=True))["open_access"] == "–"


def of(system: str, name: str) -> tuple[Limit, Friction]:
    """A friction in the neutral limit of a system."""
    one = next(one for one in playable() if one.name == system)
    return one, next(friction for friction in frictions(one) if friction.name == name)


def test_overstated_labour_costs_what_the_table_says() -> None:
    """Padding all labour norms by h costs h / (1 + h) where labour is all that is scarce (D1)."""
    (found,) = costs([of("open_access", "labour norms overstated")], workers=1)
    assert found.cost == pytest.approx(0.1 / 1.1, abs=1e-4)
    assert found.seeds == 1


def test_private_luck_costs_a_market_nothing() -> None:
    """Whoever draws is told to nobody, and yet prices find the best: over many seeds, with an interval."""
    (found,) = costs([of("open_access", "productivity_noise")], workers=1)
    assert found.seeds > 2
    assert found.low <= found.cost <= found.high
    assert abs(found.cost) < 1e-5
    assert found.change > 0.01


def test_other_processes_find_the_same_cost() -> None:
    """What travels to another process is tried there at the same cap, and a cap that falls costs."""
    tried = [of("dmnc", "carbon_cut")]
    alone = list(costs(tried, workers=1))
    assert alone[0].cap == CAP
    assert alone[0].cost > 0.001
    assert list(costs(tried, workers=2)) == alone


def test_costs_are_printed_with_what_they_rest_on() -> None:
    """System, cap, friction, setting, cost, interval where there is one, and change."""
    found = [
        Cost("a", 0.8, "b", "c", 20, 0.01, 0.005, 0.015, 0.3),
        Cost("a", 1, "d", "e", 1, 0, 0, 0, 0),
    ]
    assert cost_table(found).rows == (
        ("a", "0.8", "b", "c", "1.000", "0.500", "1.500", "30.00"),
        ("a", "1", "d", "e", "0.000", "–", "–", "0.00"),
    )
