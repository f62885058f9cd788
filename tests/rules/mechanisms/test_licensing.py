import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.call_auction import Bid
from allmende_rules.mechanisms.licensing import (
    Conditions,
    Grants,
    Lapse,
    Licence,
    Lot,
    auction_site,
    auction_units,
    eligible,
    expiring,
    guarded,
    lapse,
)

HARVEST = Lot("harvest:forest", 40 * MICRO, term=1, reserve=MICRO)
MILL = Lot("site:sawmill_north", 10 * MICRO, term=3, reserve=2 * MICRO)
GUARD = Conditions()
OPEN = Conditions(share_guard=MICRO)


def test_a_licence_runs_for_its_term() -> None:
    """Granted in round 4 for 3 rounds, it holds in 4, 5 and 6 and is over when 7 opens."""
    licence = auction_site(MILL, {"ada": 5 * MICRO}, GUARD, 4, sector=40 * MICRO).licences[0]
    assert [round for round in range(4, 9) if not expiring([licence], round)] == [4, 5, 6]


def test_harvest_units_sell_at_the_highest_losing_bid() -> None:
    """All pay the same a unit; the fee of a licence is for its whole quantity."""
    bids = [
        Bid("ada", 25 * MICRO, 5 * MICRO),
        Bid("ben", 15 * MICRO, 4 * MICRO),
        Bid("cem", 9 * MICRO, 3 * MICRO),
    ]
    grants = auction_units(HARVEST, bids, OPEN, 2)
    assert grants.price == 3 * MICRO
    assert grants.licences == (
        Licence("ada", "harvest:forest", 25 * MICRO, 75 * MICRO, 2, 3),
        Licence("ben", "harvest:forest", 15 * MICRO, 45 * MICRO, 2, 3),
    )
    assert grants.unsold == 0


def test_the_share_guard_cuts_the_largest_holder() -> None:
    """Nobody gets more than 40 % of the cap, counting what he holds; the rest stays unsold."""
    bids = [Bid("ada", 40 * MICRO, 5 * MICRO), Bid("ben", 40 * MICRO, 4 * MICRO)]
    grants = auction_units(HARVEST, bids, GUARD, 1, held={"ben": 10 * MICRO})
    assert {g.holder: g.quantity for g in grants.licences} == {"ada": 16 * MICRO, "ben": 6 * MICRO}
    assert grants.price == HARVEST.reserve
    assert grants.unsold == 18 * MICRO


def test_the_guard_is_a_share_of_the_whole_cap() -> None:
    """Where only part of a cap is offered, the guard still counts from all of it."""
    bids = [Bid("ada", 40 * MICRO, 5 * MICRO)]
    grants = auction_units(HARVEST, bids, GUARD, 1, cap=100 * MICRO)
    assert grants.licences[0].quantity == 40 * MICRO


def test_no_bid_at_the_reserve_leaves_the_lot_with_the_commons() -> None:
    """Unsold lots show the reserve as their price."""
    low = [Bid("ada", MICRO, MICRO // 2)]
    assert auction_units(HARVEST, low, GUARD, 1) == Grants((), MICRO, 40 * MICRO)
    assert auction_site(MILL, {"ada": MICRO}, GUARD, 1, sector=20 * MICRO) == Grants(
        (), 2 * MICRO, 10 * MICRO
    )


@pytest.mark.parametrize(
    ("offers", "holder", "fee"),
    [
        ({"ada": 9, "ben": 7, "cem": 5}, "ada", 7),
        ({"ada": 9}, "ada", 2),
        ({"ada": 9, "ben": 1}, "ada", 2),
        ({"ben": 7, "ada": 7}, "ada", 7),
        ({"ben": 7, "ada": 7, "dora": 7}, "dora", 7),
    ],
)
def test_a_site_is_let_at_the_second_price(offers: dict[str, int], holder: str, fee: int) -> None:
    """The winner pays the highest losing offer or the reserve; ties: incumbent, then by name."""
    stated = {name: offer * MICRO for name, offer in offers.items()}
    grants = auction_site(MILL, stated, GUARD, 1, sector=40 * MICRO, incumbent="dora")
    assert [(g.holder, g.fee, g.quantity) for g in grants.licences] == [
        (holder, fee * MICRO, 10 * MICRO)
    ]
    assert grants.unsold == 0


def test_the_guard_keeps_a_large_holder_from_another_site() -> None:
    """Whoever would hold over 40 % of a sector does not count, not even as losing bid."""
    offers = {"ada": 9 * MICRO, "ben": 3 * MICRO}
    grants = auction_site(MILL, offers, GUARD, 1, sector=40 * MICRO, held={"ada": 8 * MICRO})
    assert [(g.holder, g.fee) for g in grants.licences] == [("ben", 2 * MICRO)]


def test_who_holds_nothing_may_take_a_site_of_any_size() -> None:
    """A site over the guard's share still finds a licensee, but not one with another site."""
    assert eligible(MILL, 0, 15 * MICRO, GUARD)
    assert not eligible(MILL, 1, 15 * MICRO, GUARD)


def test_arrears_and_breaches_end_licences() -> None:
    """Arrears beyond what is allowed end all of a holder's licences; a breach the one concerned."""
    ada = Licence("ada", "site:a", 1, 1, 0, 3)
    ben = Licence("ben", "site:b", 1, 1, 0, 3)
    also_ben = ben._replace(kind="site:c")
    kept, ended = lapse(
        [ada, ben, also_ben], Conditions(arrears=1), {"ada": 2}, {("ben", "site:c")}
    )
    assert kept == (ben,)
    assert ended == (Lapse(ada, "arrears"), Lapse(also_ben, "condition"))
    assert lapse([ada], Conditions(arrears=2), {"ada": 2}) == ((ada,), ())


bids_of = st.lists(
    st.builds(
        Bid,
        st.sampled_from(["ada", "ben", "cem"]),
        st.integers(0, 60 * MICRO),
        st.integers(0, 9 * MICRO),
        budget=st.none() | st.integers(0, 90 * MICRO),
    ),
    max_size=8,
)


@given(bids_of, st.integers(0, MICRO))
def test_no_holder_passes_the_guard_and_no_unit_is_lost(bids: list[Bid], guard: int) -> None:
    """Licences plus what is unsold are the lot, each holder within the guard, each fee paid."""
    conditions = Conditions(share_guard=guard)
    grants = auction_units(HARVEST, bids, conditions, 1)
    quantities = [licence.quantity for licence in grants.licences]
    assert sum(quantities) + grants.unsold == HARVEST.quantity
    assert all(0 < quantity <= guarded(HARVEST.quantity, conditions) for quantity in quantities)
    assert grants.price >= HARVEST.reserve
    total = sum(licence.fee for licence in grants.licences)
    assert total == sum(quantities) * grants.price // MICRO


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 20 * MICRO)))
def test_no_winner_pays_more_than_offered(offers: dict[str, int]) -> None:
    """The fee lies between the reserve and the winner's offer, which is the highest."""
    for licence in auction_site(MILL, offers, GUARD, 1, sector=MICRO).licences:
        assert MILL.reserve <= licence.fee <= offers[licence.holder] == max(offers.values())
