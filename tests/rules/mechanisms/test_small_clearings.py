import pytest

from allmende_rules.mechanisms.joint_clearing import Buyer, Plant, Program, clear
from tests.rules.mechanisms.clearing_checks import close, money_error, violation

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
