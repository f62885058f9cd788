"""Confirmed orders: inputs suffice for what is planned, and as much of the plans is kept as can be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.clearing_program import Plant, Program
from allmende_rules.mechanisms.confirmed_orders import confirmed

parts = st.floats(0, 0.3)
plans_ = st.lists(st.sampled_from([0.0]) | st.floats(0.001, 100), min_size=3, max_size=3)
NEAR = 1e-9


def program(inputs: tuple[tuple[float, ...], ...], burden: float = 1.0) -> Program:
    """A plant for each good."""
    goods = tuple(f"good {i}" for i in range(len(inputs)))
    plants = tuple(Plant(good, i, 1.0, 100.0, burden=burden) for i, good in enumerate(goods))
    return Program(goods, inputs, plants, (), tuple(0.0 for _ in goods), 1000.0)


def used(case: Program, scales: list[float]) -> list[float]:
    """What the plants order of each good."""
    burdened = [plant.burden * x for plant, x in zip(case.plants, scales, strict=True)]
    return [sum(a * x for a, x in zip(row, burdened, strict=True)) for row in case.inputs]


@given(st.lists(parts, min_size=9, max_size=9), plans_, plans_, st.floats(1, 1.1))
def test_what_is_confirmed_can_be_made(
    table: list[float], plans: list[float], stock: list[float], burden: float
) -> None:
    """Of no good is more ordered than planned and in stock; nobody makes more than it planned."""
    case = program((tuple(table[:3]), tuple(table[3:6]), tuple(table[6:])), burden)
    kept = confirmed(case, plans, stock)
    assert all(0 <= x <= plan * (1 + NEAR) for x, plan in zip(kept, plans, strict=True))
    for order, x, there in zip(used(case, kept), kept, stock, strict=True):
        assert order <= (x + there) * (1 + NEAR) + NEAR
    rows = zip(used(case, plans), plans, stock, strict=True)
    if all(order <= x + there for order, x, there in rows):
        assert kept == plans


def test_where_two_goods_need_each_other_scarcity_halts_neither() -> None:
    """Ten of power for twenty that services order: by fixed shares both would come to a halt."""
    case = program(((0.0, 1.0), (0.2, 0.0)))
    power, services = confirmed(case, [10.0, 20.0], [0.0, 0.0])
    assert (power, services) == pytest.approx((10.0, 10.0))


def test_stock_serves_where_too_little_is_planned() -> None:
    """Five of power on the shelf let five more services be made."""
    case = program(((0.0, 1.0), (0.2, 0.0)))
    assert confirmed(case, [10.0, 20.0], [5.0, 0.0]) == pytest.approx([10.0, 15.0])


def test_who_does_not_need_what_is_short_is_left_alone() -> None:
    """Nobody makes coal: steel stands still, bread does not."""
    case = program(((0.0, 0.5, 0.0), (0.0, 0.0, 0.0), (0.0, 0.0, 0.1)))
    assert confirmed(case, [0.0, 8.0, 10.0], [0.0, 0.0, 0.0]) == pytest.approx([0.0, 0.0, 10.0])
