import json
from itertools import starmap
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike, NDArray

from allmende_rules.mechanisms.joint_clearing import Buyer, Clearing, Plant, Program, clear

Amounts = NDArray[np.float64]

ORACLE = Path(__file__).parents[2] / "oracles" / "joint_clearing.json"
CASES: list[dict[str, Any]] = json.loads(ORACLE.read_text(encoding="utf-8"))["cases"]
UNIQUE = [case for case in CASES if "x" in case["solution"]]
SIX = {case["cap_over_E0"]: case for case in CASES if case["id"].startswith("six")}

# ECONOMICS D1: consumption of the six goods and tax over wage at five caps, printed to 4 digits.
D1 = {
    1.0: ((5.612, 4.747, 8.040, 26.376, 16.307, 46.441), 0.0),
    0.9: ((4.870, 3.394, 7.803, 26.474, 16.781, 47.423), 0.01046),
    0.8: ((3.905, 2.236, 7.323, 26.301, 17.451, 48.602), 0.03114),
    0.7: ((2.756, 1.313, 6.402, 25.436, 18.541, 50.042), 0.08139),
    0.6: ((1.586, 0.651, 4.783, 22.735, 20.763, 51.548), 0.26921),
}


def unit(good: int, goods: int) -> tuple[float, ...]:
    """Return the recipe of one unit of one good."""
    return tuple(float(i == good) for i in range(goods))


def program_of(case: dict[str, Any]) -> Program:
    """Return an oracle case as a program: own caps and joint cap as stated, one buyer a good."""
    count, goods = len(case["sector"]), case["G"]
    emission_caps = case["Ecap"] or [None] * count
    harvest_caps = case["Hcap"] or [None] * count
    plants = tuple(
        Plant(
            name=f"plant {f}",
            good=good,
            labour=case["l"][good] / case["theta"][f],
            capacity=case["K"][f],
            ask=case["a"][f],
            harvest=case["h"][good],
            emission=case["e"][f],
            own_emission_cap=emission_caps[f],
            own_harvest_cap=harvest_caps[f],
        )
        for f, good in enumerate(case["sector"])
    )
    buyers = tuple(Buyer(f"buyer {i}", cash, unit(i, goods)) for i, cash in enumerate(case["B"]))
    return Program(
        goods=tuple(f"good {i}" for i in range(goods)),
        inputs=tuple(map(tuple, case["A"])),
        plants=plants,
        buyers=buyers,
        warehouse=tuple(case["W"]),
        labour=case["L"],
        wage_floor=case["w0"],
        emission_cap=case["E"],
    )


def money_error(program: Program, found: Clearing) -> float:
    """Return how far spending is from asks, wages, permits, rents and stock, relative to cash."""
    income = found.asks + found.wages + found.permits + found.rents + found.stock_value
    cash = sum(buyer.cash for buyer in program.buyers)
    return abs(sum(found.spending) - income) / cash if cash else abs(income)


def violation(program: Program, found: Clearing) -> float:
    """Return the largest violation of feasibility, optimality and slackness, scaled to money.

    Written from the statement of the program, not from the solvers' form.
    """
    prices, x = np.array(found.prices), np.array(found.scales)
    inputs, stock = np.array(program.inputs), np.array(program.warehouse)
    cash = sum(buyer.cash for buyer in program.buyers) or 1.0
    made = np.zeros(len(prices))
    labour, emission, harvest = 0.0, 0.0, np.zeros(len(program.harvest_caps))
    worst = []
    for f, plant in enumerate(program.plants):
        made[plant.good] += x[f]
        labour, emission = labour + plant.labour * x[f], emission + plant.emission * x[f]
        if plant.resource is not None:
            harvest[plant.resource] += plant.harvest * x[f]
        worst += plant_violations(program, found, f, cash)
    left = made + stock - inputs @ made - final_use(program, found)
    worst += [*(-left / (made + stock + 1e-300)), *(np.abs(left * prices) / cash)]
    joint: list[tuple[float, float | None, float]] = [
        (labour, program.labour, found.labour_value),
        (emission, program.emission_cap, found.permit_value),
        *zip(harvest.tolist(), program.harvest_caps, found.harvest_values, strict=True),
    ]
    for used, cap, value in joint:
        worst += over(used, cap, value, cash)
    return float(max(worst, default=0.0))


def plant_violations(program: Program, found: Clearing, f: int, cash: float) -> list[float]:
    """Return how far a plant is from running only at cost, and from its own three limits."""
    plant, x = program.plants[f], found.scales[f]
    rents = (found.capacity_rents[f], found.emission_cap_rents[f], found.harvest_cap_rents[f])
    column = np.array(program.inputs)[:, plant.good]
    cost = plant.ask + found.wage * plant.labour + float(np.array(found.prices) @ column)
    cost += found.permit_value * plant.emission + sum(rents)
    if plant.resource is not None:
        cost += found.harvest_values[plant.resource] * plant.harvest
    own = (
        (x, plant.capacity),
        (plant.emission * x, plant.own_emission_cap),
        (plant.harvest * x, plant.own_harvest_cap),
    )
    margin = found.prices[plant.good] - cost
    worst = [abs(margin * x) / cash, margin * what_could_run(program, f) / cash]
    for rent, (used, cap) in zip(rents, own, strict=True):
        worst += over(used, cap, rent * x / (used or 1.0), cash)
    return worst


def what_could_run(program: Program, f: int) -> float:
    """Return a plant's greatest output alone, 0 where an input has no source at all."""
    plant = program.plants[f]
    draws = [
        (1.0, plant.capacity),
        (plant.labour, program.labour),
        (plant.emission, program.emission_cap),
        (plant.emission, plant.own_emission_cap),
        (plant.harvest, plant.own_harvest_cap),
        (plant.harvest, None if plant.resource is None else program.harvest_caps[plant.resource]),
    ]
    least = min(cap / draw for draw, cap in draws if cap is not None and draw > 0)
    made = {p.good for p in program.plants if p.capacity > 0}
    column = [row[plant.good] for row in program.inputs]
    sourced = all(program.warehouse[i] or i in made for i, draw in enumerate(column) if draw)
    return least if sourced else 0.0


def over(used: float, cap: float | None, value: float, cash: float) -> list[float]:
    """Return a limit's excess relative to it, and the value put on what it leaves unused."""
    if cap is None:
        return [value]
    return [(used - cap) / cap if cap else used, abs(value * (cap - used)) / cash]


def final_use(program: Program, found: Clearing) -> Amounts:
    """Return what buyers get of each good."""
    pairs = zip(program.buyers, found.bundles, strict=True)
    return sum((np.array(b.recipe) * y for b, y in pairs), np.zeros(len(program.goods)))


def close(found: ArrayLike, expected: ArrayLike, tolerance: float, scale: float = 0.0) -> bool:
    """Compare relative to each expected number, or to one scale."""
    expected = np.array(expected, dtype=float)
    size = scale or np.abs(expected)
    return bool((np.abs(np.array(found) - expected) <= tolerance * size).all())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_consumption_and_prices_are_those_of_the_oracle(case: dict[str, Any]) -> None:
    """Consumption, prices, objective and output by sector agree, also where the plan is free."""
    program, expected = program_of(case), case["solution"]
    found = clear(program)
    assert close(found.bundles, expected["C"], 1e-5)
    assert close(found.prices, expected["p"], 1e-5)
    logs = float(np.array(case["B"]) @ np.log(found.bundles))
    objective = logs - found.asks - program.wage_floor * found.labour
    assert close(objective, expected["objective"], 1e-5)
    made = np.bincount(case["sector"], found.scales, case["G"])
    used = np.array(case["A"]) @ made + found.bundles - program.warehouse
    assert close(made, used, 1e-6, max(made))
    assert money_error(program, found) < 1e-6


@pytest.mark.parametrize("case", UNIQUE, ids=lambda case: case["id"])
def test_scales_and_multipliers_are_those_of_the_oracle(case: dict[str, Any]) -> None:
    """Where everything is unique, scales, wage, permit value and all three rents agree."""
    found, expected = clear(program_of(case)), case["solution"]
    price = max(expected["p"])
    zeros = [0.0] * len(found.scales)
    assert close(found.scales, expected["x"], 1e-4, max(expected["x"]))
    assert close(found.wage, expected["wage"], 1e-4, price)
    assert close(found.permit_value, expected["permit_value"], 1e-4, price)
    assert close(found.capacity_rents, expected["capacity_rent"], 1e-4, price)
    for name, rents in (
        ("own_emission_cap_rent", found.emission_cap_rents),
        ("own_harvest_cap_rent", found.harvest_cap_rents),
    ):
        assert close(rents, expected.get(name, zeros), 1e-4, price)
    money = expected["money"]
    total = sum(found.spending)
    assert close([found.asks, found.wages], [money["asks"], money["wages"]], 1e-4, total)
    assert close([found.permits, found.rents], [money["permits"], money["rents"]], 1e-4, total)
    assert close(found.stock_value, money["stock"], 1e-4, total)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_identities_hold(case: dict[str, Any]) -> None:
    """Money, p C = B and complementary slackness hold to 1e-6 or better."""
    program = program_of(case)
    found = clear(program)
    assert money_error(program, found) < 1e-8
    assert violation(program, found) < 1e-6
    assert close(np.array(found.prices) * found.bundles, case["B"], 1e-8)


@pytest.mark.parametrize("cap", D1)
def test_the_neutral_limit_is_the_printed_table(cap: float) -> None:
    """The six-sector economy gives the printed consumption and tax at each of five caps."""
    consumption, tax_over_wage = D1[cap]
    found = clear(program_of(SIX[cap]))
    assert close(found.bundles, consumption, 1e-3)
    assert close(found.permit_value / found.wage, tax_over_wage, 1e-5, 1.0)


# A small economy: grain and tools, two plants each, one forest-like resource behind grain.
VALLEY = Program(
    goods=("grain", "tools"),
    inputs=((0.1, 0.0), (0.2, 0.1)),
    plants=(
        Plant("north", 0, 0.5, 10.0, ask=0.1, harvest=1.0, resource=0),
        Plant("south", 0, 0.7, 10.0, harvest=1.0, resource=0),
        Plant("forge", 1, 0.6, 8.0),
        Plant("smith", 1, 0.9, 8.0, emission=0.5),
    ),
    buyers=(
        Buyer("ada grain", 6.0, (1.0, 0.0)),
        Buyer("ben grain", 4.0, (2.0, 0.0)),
        Buyer("ada tools", 5.0, (0.0, 1.0)),
        Buyer("basics", 8.0, (1.0, 0.5), most=2.0),
        Buyer("invest", 3.0, (0.5, 2.0)),
    ),
    warehouse=(1.0, 0.0),
    labour=9.0,
    harvest_caps=(12.0,),
)


def test_a_buyer_with_all_he_wants_gets_the_rest_back() -> None:
    """A bounded buyer pays p R ȳ for exactly ȳ bundles and the rest of his cash is refunded."""
    found = clear(VALLEY)
    assert found.bundles[3] == pytest.approx(2.0, rel=1e-9)
    assert found.spending[3] == pytest.approx(2 * (found.prices[0] + found.prices[1] / 2), rel=1e-9)
    assert found.refunds[3] == pytest.approx(8.0 - found.spending[3], rel=1e-12)
    assert found.refunds[3] > 1.0
    assert violation(VALLEY, found) < 1e-9


def test_a_recipe_is_bought_at_the_price_of_its_parts() -> None:
    """A buyer of mixes without a bound spends all cash on bundles at Σ p R."""
    found = clear(VALLEY)
    price = 0.5 * found.prices[0] + 2 * found.prices[1]
    assert found.bundles[4] == pytest.approx(3.0 / price, rel=1e-9)
    assert found.refunds[4] == 0


def test_buyers_added_up_get_what_each_would_get_alone() -> None:
    """Splitting a buyer in two, or stating the bundle twice as large, changes no price."""
    ada, ben, *others = VALLEY.buyers
    split = (ada._replace(cash=2.5), ada._replace(cash=3.5), ben._replace(recipe=(1.0, 0.0)))
    whole, parts = clear(VALLEY), clear(VALLEY._replace(buyers=(*split, *others)))
    assert close(parts.prices, whole.prices, 1e-9)
    assert parts.bundles[0] + parts.bundles[1] == pytest.approx(whole.bundles[0], rel=1e-9)
    assert parts.bundles[2] == pytest.approx(2 * whole.bundles[1], rel=1e-9)


def test_equal_unit_costs_share_in_proportion_to_capacity() -> None:
    """Two plants that state the same costs run at the same share of what they can make."""
    plants = (Plant("big", 0, 1.0, 9.0), Plant("small", 0, 1.0, 3.0), Plant("dear", 0, 2.0, 3.0))
    buyer = (Buyer("ada", 1.0, (1.0,)),)
    found = clear(Program(("grain",), ((0.0,),), plants, buyer, (0.0,), labour=4.0))
    assert found.scales == pytest.approx((3.0, 1.0, 0.0), abs=1e-9)


def test_sharing_equally_stops_at_a_free_limit() -> None:
    """Labour without a price does not tell plants apart, but there is not more of it for that."""
    plants = (Plant("lean", 0, 0.1, 5.0), Plant("heavy", 0, 4.0, 5.0), Plant("timber", 1, 0.0, 2.0))
    buyers = (Buyer("ada", 1.0, (1.0, 0.0), most=4.0), Buyer("ben", 1.0, (0.0, 1.0)))
    free = ((0.0, 0.0), (0.0, 0.0))
    found = clear(Program(("grain", "timber"), free, plants, buyers, (0.0, 0.0), labour=3.0))
    assert found.wage == 0
    assert found.labour <= 3.0 + 1e-9
    assert sum(found.scales[:2]) == pytest.approx(4.0)


def test_nobody_makes_for_free_what_nobody_uses() -> None:
    """Where output costs nothing, only as much is made as is used."""
    plants = (Plant("spring", 0, 0.0, 100.0),)
    buyers = (Buyer("ada", 5.0, (1.0,), most=3.0),)
    found = clear(Program(("water",), ((0.0,),), plants, buyers, (1.0,), labour=0.0))
    assert found.bundles == pytest.approx((3.0,))
    assert found.scales == pytest.approx((2.0,))
    assert found.prices == (0.0,)
    assert found.refunds == pytest.approx((5.0,))


def test_a_wage_floor_leaves_labour_idle() -> None:
    """Labour whose worth falls under the floor is not all hired, and nobody is paid less."""
    plants = (Plant("field", 0, 1.0, 100.0),)
    program = Program(
        ("grain",), ((0.0,),), plants, (Buyer("ada", 6.0, (1.0,)),), (0.0,), 10.0, 2.0
    )
    found = clear(program)
    assert (found.wage, found.labour_value) == (2.0, 0.0)
    assert found.labour == pytest.approx(3.0, rel=1e-9)


EMPTY = Program(("grain",), ((0.0,),), (), (), (0.0,), labour=0.0)
NO_SOURCE = [
    VALLEY._replace(plants=VALLEY.plants[2:], warehouse=(0.0, 0.0)),
    VALLEY._replace(labour=0.0, warehouse=(0.0, 0.0)),
    VALLEY._replace(
        plants=tuple(plant._replace(capacity=0.0) for plant in VALLEY.plants),
        warehouse=(0.0, 0.0),
    ),
    VALLEY._replace(harvest_caps=(0.0,), warehouse=(0.0, 0.0)),
]


@pytest.mark.parametrize("program", NO_SOURCE)
def test_buyers_of_a_good_without_source_are_refunded(program: Program) -> None:
    """With no plant that can run and nothing in stock, grain buyers get nothing and pay nothing."""
    found = clear(program)
    for buyer in (0, 1, 3, 4):
        assert found.bundles[buyer] == 0
        assert found.refunds[buyer] == program.buyers[buyer].cash
    assert found.prices[0] == 0
    assert violation(program, found) < 1e-9


DEGENERATE = {
    "nothing at all": EMPTY,
    "a buyer without plants": EMPTY._replace(buyers=(Buyer("ada", 1.0, (1.0,)),)),
    "no cash": VALLEY._replace(buyers=tuple(b._replace(cash=0.0) for b in VALLEY.buyers)),
    "no labour but stock": VALLEY._replace(labour=0.0, warehouse=(3.0, 2.0)),
    "no buyer of tools": VALLEY._replace(buyers=VALLEY.buyers[:2]),
    "an empty recipe": VALLEY._replace(buyers=(*VALLEY.buyers, Buyer("cem", 1.0, (0.0, 0.0)))),
    "a bound of 0": VALLEY._replace(buyers=(*VALLEY.buyers, Buyer("cem", 1.0, (1.0, 0.0), 0.0))),
    "no emissions allowed": VALLEY._replace(emission_cap=0.0),
    "tiny cash": VALLEY._replace(buyers=tuple(b._replace(cash=1e-3) for b in VALLEY.buyers)),
    "huge cash": VALLEY._replace(buyers=tuple(b._replace(cash=1e6) for b in VALLEY.buyers)),
    "mixed cash": VALLEY._replace(
        buyers=tuple(b._replace(cash=10.0 ** (3 * k - 4)) for k, b in enumerate(VALLEY.buyers))
    ),
    "huge capacity": VALLEY._replace(
        plants=tuple(plant._replace(capacity=1e9) for plant in VALLEY.plants)
    ),
    "tiny stock": VALLEY._replace(warehouse=(1e-9, 1e-9)),
}


@pytest.mark.parametrize("name", DEGENERATE)
def test_extreme_programs_clear(name: str) -> None:
    """Empty, tiny, huge and lopsided programs have a clearing with all identities."""
    program = DEGENERATE[name]
    found = clear(program)
    assert violation(program, found) < 1e-8
    assert money_error(program, found) < 1e-8
    paid = zip(program.buyers, found.spending, found.refunds, strict=True)
    assert all(buyer.cash == pytest.approx(spent + back) for buyer, spent, back in paid)


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (VALLEY._replace(inputs=((0.9, 0.5), (0.5, 0.9))), "not productive"),
        (VALLEY._replace(inputs=((0.1, 0.2),)), "square table"),
        (VALLEY._replace(labour=-1.0), "Labour, caps, warehouse"),
        (VALLEY._replace(plants=(VALLEY.plants[0]._replace(ask=-1.0),)), "north"),
        (VALLEY._replace(plants=(VALLEY.plants[0]._replace(capacity=float("nan")),)), "north"),
        (VALLEY._replace(buyers=(Buyer("ada", -1.0, (1.0, 0.0)),)), "ada"),
        (VALLEY._replace(buyers=(Buyer("ada", 1.0, (1.0, -1.0)),)), "recipe"),
    ],
)
def test_impossible_figures_are_named(program: Program, message: str) -> None:
    """What cannot be cleared is refused with the figure at fault."""
    with pytest.raises(ValueError, match=message):
        clear(program)


def amounts(low: float, high: float) -> st.SearchStrategy[float]:
    """Draw amounts of at most four decimals."""
    return st.floats(low, high, allow_nan=False).map(lambda value: round(value, 4))


@st.composite
def programs(draw: st.DrawFn) -> Program:
    """Programs of 1 to 4 goods with a productive technology; anything else may be 0 or absent."""
    goods = draw(st.integers(1, 4))
    inputs = draw(
        st.lists(
            st.lists(amounts(0, 0.9 / goods), min_size=goods, max_size=goods).map(tuple),
            min_size=goods,
            max_size=goods,
        ).map(tuple)
    )
    good, maybe = st.integers(0, goods - 1), st.one_of(st.none(), amounts(0, 20))
    zero_or = st.one_of(st.just(0.0), amounts(0.01, 5))
    plant = st.tuples(
        st.just("plant"), good, zero_or, amounts(0, 10), zero_or, zero_or, zero_or, maybe, maybe,
        st.sampled_from([None, 0]),
    )  # fmt: skip
    recipe = st.one_of(
        good.map(lambda i: unit(i, goods)),
        st.lists(st.one_of(st.just(0.0), amounts(0.1, 3)), min_size=goods, max_size=goods).map(
            tuple
        ),
    )
    buyer = st.tuples(st.just("buyer"), amounts(0, 100), recipe, maybe)
    stock = st.lists(zero_or, min_size=goods, max_size=goods)
    return Program(
        goods=tuple(f"good {i}" for i in range(goods)),
        inputs=inputs,
        plants=tuple(starmap(Plant, draw(st.lists(plant, max_size=8)))),
        buyers=tuple(starmap(Buyer, draw(st.lists(buyer, max_size=8)))),
        warehouse=tuple(draw(stock)),
        labour=draw(amounts(0, 50)),
        wage_floor=draw(zero_or),
        harvest_caps=(draw(maybe),),
        emission_cap=draw(maybe),
    )


@settings(max_examples=300, deadline=None)
@given(programs())
def test_any_program_clears(program: Program) -> None:
    """Feasibility, optimality, slackness and the money identity hold for any program."""
    found = clear(program)
    assert violation(program, found) < 1e-6
    assert money_error(program, found) < 1e-6
    for buyer, bundles, spent in zip(program.buyers, found.bundles, found.spending, strict=True):
        assert buyer.most is None or bundles <= buyer.most
        assert 0 <= spent <= buyer.cash
        cost = float(np.array(found.prices) @ buyer.recipe) * bundles
        assert abs(cost - spent) <= 1e-6 * sum(b.cash for b in program.buyers)


@settings(max_examples=60, deadline=None)
@given(programs(), st.sampled_from([1e-4, 0.5, 3.0, 1e5]))
def test_money_is_only_a_unit(program: Program, unit_of_money: float) -> None:
    """All money times c: prices, wage and values times c, and the same consumption."""
    rich = program._replace(
        wage_floor=program.wage_floor * unit_of_money,
        plants=tuple(p._replace(ask=p.ask * unit_of_money) for p in program.plants),
        buyers=tuple(b._replace(cash=b.cash * unit_of_money) for b in program.buyers),
    )
    before, after = clear(program), clear(rich)
    uncapped = [k for k, buyer in enumerate(program.buyers) if buyer.most is None]
    spent = sum(before.spending) or 1.0
    for k in uncapped:
        assert after.bundles[k] == pytest.approx(before.bundles[k], rel=1e-5, abs=1e-9)
    worth_before = np.array(before.prices) @ final_use(program, before)
    worth_after = np.array(after.prices) @ final_use(program, after)
    assert worth_after / unit_of_money == pytest.approx(worth_before, abs=1e-6 * spent)


@settings(max_examples=40, deadline=None)
@given(programs())
def test_clearing_is_a_function(program: Program) -> None:
    """The same program clears to the same bits."""
    assert clear(program) == clear(program)
