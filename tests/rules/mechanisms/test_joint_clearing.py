import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_rules.mechanisms.joint_clearing import Buyer, Plant, Program, clear
from tests.rules.mechanisms.clearing_checks import (
    close,
    final_use,
    money_error,
    programs,
    unit,
    violation,
)

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


def test_an_answer_that_makes_none_of_what_it_uses_is_not_taken() -> None:
    """Three goods need each other and a store of the last: whoever answers, all that is used is made."""
    makers = [Plant("plant", good, 0.0, 1.0) for good in range(3)]
    program = Program(
        goods=("a", "b", "c", "d"),
        inputs=((0, 0, 0.125, 0.125), (0, 0, 0, 0.125), (0, 0.125, 0, 0), (0.125, 0, 0, 0)),
        plants=(*makers, Plant("plant", 3, 2.0, 1.0)),
        buyers=(Buyer("buyer", 1e-4, (0.0, 0.0, 0.0, 1.0)),),
        warehouse=(0.0, 0.0, 1.0, 0.0),
        labour=1.0,
        wage_floor=0.0,
        harvest_caps=(None,),
        emission_cap=None,
    )
    assert violation(program, clear(program)) < 1e-6


@settings(max_examples=40, deadline=None)
@given(programs())
def test_clearing_is_a_function(program: Program) -> None:
    """The same program clears to the same bits."""
    assert clear(program) == clear(program)
