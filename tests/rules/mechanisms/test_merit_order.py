"""The solver by merit order finds what the general solvers find, by hand and for any program."""

import pytest
from hypothesis import assume, given, settings

from allmende_rules.mechanisms import joint_clearing
from allmende_rules.mechanisms.clearing_tables import Answer, gather, tabulate, technology
from allmende_rules.mechanisms.joint_clearing import Buyer, Plant, Program, clear
from allmende_rules.mechanisms.merit_clearing import clear_by_merit
from tests.rules.mechanisms.clearing_checks import programs, unit, violation

FIELDS = (Plant("near", 0, 1.0, 4.0), Plant("far", 0, 2.0, 4.0), Plant("steep", 0, 4.0, 4.0))
GRAIN = Program(("grain",), ((0.0,),), FIELDS, (Buyer("ada", 12.0, (1.0,)),), (0.0,), labour=6.0)
"""All six hours go to the near field and a quarter of the far one: grain 5, price 12/5, wage 6/5."""


def by_merit(program: Program) -> Answer | None:
    """What merit order alone says."""
    offers, tech = tabulate(program), technology(program.inputs)
    demands = gather(program.buyers, frozenset())
    return clear_by_merit(offers, demands, tech, program.warehouse, program.wage_floor)


def test_the_last_plant_called_sets_the_price() -> None:
    """The far field is marginal and earns its wage only; the near one has its advantage as rent."""
    found = by_merit(GRAIN)
    assert found is not None
    assert found.scales == pytest.approx([4.0, 1.0, 0.0])
    assert found.prices == pytest.approx([2.4])
    assert found.values == pytest.approx([1.2])
    assert found.rents == pytest.approx([1.2, 0.0, 0.0])


def test_between_two_plants_demand_sets_the_price() -> None:
    """With a floor that the far field cannot pay, the near one sells all it can at what it fetches."""
    found = by_merit(GRAIN._replace(wage_floor=2.0))
    assert found is not None
    assert found.scales == pytest.approx([4.0, 0.0, 0.0])
    assert found.prices == pytest.approx([3.0])
    assert found.values == [0.0]
    assert found.rents == pytest.approx([1.0, 0.0, 0.0])


def test_old_stock_comes_before_all_plants() -> None:
    """Three units in stock leave two less dear ones to be grown with what hours there are."""
    found = by_merit(GRAIN._replace(warehouse=(3.0,), labour=3.0))
    assert found is not None
    assert found.scales == pytest.approx([3.0, 0.0, 0.0])
    assert found.prices == pytest.approx([2.0])


@pytest.mark.parametrize(
    "program",
    [
        GRAIN._replace(emission_cap=5.0),
        GRAIN._replace(labour=0.0),
        GRAIN._replace(plants=()),
        GRAIN._replace(buyers=()),
        GRAIN._replace(
            goods=("grain", "straw"), inputs=((0.0, 0.0),) * 2, warehouse=(0.0, 1.0),
            buyers=(Buyer("ada", 12.0, (1.0, 0.0)),),
        ),
    ],
    ids=["a second shared limit", "no hours", "no source", "no demand", "a good nobody wants"],
)  # fmt: skip
def test_what_it_cannot_say_is_left_to_others(program: Program) -> None:
    """Where the method does not apply, it gives no answer rather than a wrong one."""
    assert by_merit(program) is None


@settings(max_examples=80, deadline=None)
@given(programs())
def test_it_agrees_with_the_general_solvers(program: Program) -> None:
    """Where it answers, prices of what is bought, bundles, wage and refunds are the same."""
    goods = range(len(program.goods))
    program = program._replace(
        emission_cap=None,
        harvest_caps=(None,),
        labour=program.labour + 1.0,
        plants=(*program.plants, *[Plant("more", i, 1.0 + i, 5.0) for i in goods]),
        buyers=(*program.buyers, *[Buyer("all", 5.0 + i, unit(i, len(goods))) for i in goods]),
    )
    assume(by_merit(program) is not None)
    ours = clear(program)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joint_clearing, "clear_by_merit", lambda *_given: None)
        theirs = clear(program)
    assert violation(program, ours) < 1e-8
    assert ours.bundles == pytest.approx(theirs.bundles, rel=1e-5, abs=1e-7)
    cash = sum(buyer.cash for buyer in program.buyers)
    assert ours.spending == pytest.approx(theirs.spending, rel=1e-5, abs=1e-6 * cash)
    assert ours.wages + ours.rents + ours.asks + ours.stock_value == pytest.approx(
        theirs.wages + theirs.rents + theirs.asks + theirs.stock_value, rel=1e-5, abs=1e-6 * cash
    )
