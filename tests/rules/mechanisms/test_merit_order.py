"""The solver by merit order finds what the general solvers find, by hand and for any program."""

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from allmende_rules.mechanisms import joint_clearing
from allmende_rules.mechanisms.clearing_tables import Answer, gather, tabulate, technology
from allmende_rules.mechanisms.joint_clearing import Buyer, Clearing, Plant, Program, clear
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
        GRAIN._replace(emission_cap=0.0),
        GRAIN._replace(labour=0.0),
        GRAIN._replace(plants=()),
        GRAIN._replace(buyers=()),
        GRAIN._replace(
            goods=("grain", "straw"), inputs=((0.0, 0.0),) * 2, warehouse=(0.0, 1.0),
            buyers=(Buyer("ada", 12.0, (1.0, 0.0)),),
        ),
    ],
    ids=["no emissions", "no hours", "no source", "no demand", "a good nobody wants"],
)  # fmt: skip
def test_what_it_cannot_say_is_left_to_others(program: Program) -> None:
    """Where the method does not apply, it gives no answer rather than a wrong one."""
    assert by_merit(program) is None


def income(found: Clearing) -> float:
    """All that is paid to people, plants, Commons and stocks."""
    return found.wages + found.rents + found.asks + found.permits + found.stock_value


CLEAN = GRAIN._replace(
    plants=(Plant("near", 0, 1.0, 4.0, emission=1.0), Plant("far", 0, 2.0, 4.0)), emission_cap=2.0
)
"""The near field may make two; the far one makes two more of the four hours that are left."""


def test_two_limits_decide_how_much_two_plants_of_a_good_make() -> None:
    """Two plants share the margin where labour and emissions are both scarce: that is left to others."""
    assert by_merit(CLEAN) is None
    found = clear(CLEAN)
    assert found.scales == pytest.approx([2.0, 2.0])
    assert found.wage == pytest.approx(1.5)
    assert found.permit_value == pytest.approx(1.5)


def test_a_cap_has_a_price_beside_the_wage() -> None:
    """Of grain, cash of 12 buys what two units of emission allow, six hours leave eight of straw."""
    plants = (Plant("near", 0, 1.0, 9.0, emission=1.0), Plant("barn", 1, 0.5, 99.0))
    buyers = (Buyer("ada", 12.0, (1.0, 0.0)), Buyer("ben", 4.0, (0.0, 1.0)))
    found = by_merit(
        Program(
            ("grain", "straw"), ((0.0,) * 2,) * 2, plants, buyers, (0.0,) * 2, 6.0, emission_cap=2.0
        )
    )
    assert found is not None
    assert found.scales == pytest.approx([2.0, 8.0])
    assert found.prices == pytest.approx([6.0, 0.5])
    assert found.values == pytest.approx([1.0, 5.0])


def test_a_slack_cap_has_no_price() -> None:
    """Where fewer emissions are wanted than are allowed, all is as if there were no cap."""
    plants = tuple([field._replace(emission=1.0) for field in FIELDS])
    found = by_merit(GRAIN._replace(plants=plants, emission_cap=7.0))
    assert found is not None
    assert found.prices == pytest.approx([2.4])
    assert found.values == pytest.approx([1.2, 0.0])


def test_a_burden_on_inputs_makes_a_plant_dear() -> None:
    """Of two plants with the same hours that which uses twice the seed is called last."""
    plants = (Plant("wasteful", 0, 1.0, 4.0, burden=2.0), Plant("thrifty", 0, 1.0, 4.0))
    found = by_merit(GRAIN._replace(inputs=((0.25,),), plants=plants))
    assert found is not None
    assert found.scales == pytest.approx([2.0, 4.0])
    assert found.amounts == pytest.approx([0.75 * 4.0 + 0.5 * 2.0])
    assert found.prices == pytest.approx([3.0])
    assert found.rents == pytest.approx([0.0, 0.75])


@settings(max_examples=150, deadline=None)
@given(programs(), st.booleans(), st.sampled_from([(1.0,), (1.1,), (1.0, 1.05, 1.2)]))
def test_it_agrees_with_the_general_solvers(
    program: Program, capped: bool, burdens: tuple[float, ...]
) -> None:
    """Where it answers, prices of what is bought, bundles, wage and refunds are the same."""
    goods = range(len(program.goods))
    program = program._replace(
        inputs=tuple([tuple([amount / max(burdens) for amount in row]) for row in program.inputs]),
        emission_cap=program.emission_cap if capped else None,
        harvest_caps=program.harvest_caps if capped else (None,),
        labour=program.labour + 1.0,
        plants=tuple(
            plant._replace(burden=burdens[f % len(burdens)])
            for f, plant in enumerate(
                [*program.plants, *[Plant("more", i, 1.0 + i, 5.0) for i in goods]]
            )
        ),
        buyers=(*program.buyers, *[Buyer("all", 5.0 + i, unit(i, len(goods))) for i in goods]),
    )
    answer = by_merit(program)
    event("by merit" if answer else "left to others")
    assume(answer is not None)
    ours = clear(program)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joint_clearing, "clear_by_merit", lambda *_given: None)
        theirs = clear(program)
    assert violation(program, ours) < 1e-8
    assert ours.bundles == pytest.approx(theirs.bundles, rel=1e-5, abs=1e-7)
    cash = sum(buyer.cash for buyer in program.buyers)
    assert ours.spending == pytest.approx(theirs.spending, rel=1e-5, abs=1e-6 * cash)
    assert income(ours) == pytest.approx(income(theirs), rel=1e-5, abs=1e-6 * cash)
