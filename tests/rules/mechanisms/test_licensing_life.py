"""A licence after its grant: renewal, return, and passing on under the share guard."""

from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.licensing import Conditions, Licence, guarded
from allmende_rules.mechanisms.licensing_life import (
    Transfer,
    good_standing,
    obstacle,
    passed_on,
    renewed,
    returned,
)

MILL = Licence("ada", "mill", 10 * MICRO, 3 * MICRO, 2, 6)
BARN = Licence("ben", "barn", 20 * MICRO, 5 * MICRO, 1, 4)
BOTH = (MILL, BARN)
OFFER = Transfer("mill", "ada", "ben")
GUARD = Conditions()


def test_a_renewed_licence_keeps_its_fee_but_not_under_the_reserve() -> None:
    """Another term from this round; the reserve of today is the least."""
    assert renewed(MILL, 6, 4, MICRO) == Licence("ada", "mill", 10 * MICRO, 3 * MICRO, 6, 10)
    assert renewed(MILL, 6, 4, 7 * MICRO).fee == 7 * MICRO


def test_what_is_returned_is_gone_and_nothing_else() -> None:
    """Other licences stand."""
    assert returned(BOTH, ["mill"]) == (BARN,)
    assert returned(BOTH, []) == BOTH


def test_a_licence_is_passed_on_as_it_stands() -> None:
    """Fee, quantity and term stay; the holder changes."""
    assert passed_on(BOTH, OFFER) == (MILL._replace(holder="ben"), BARN)
    assert passed_on(BOTH, Transfer("mill", "cem", "ben")) == BOTH


@given(held=st.integers(0, 60 * MICRO), sector=st.integers(1, 60 * MICRO))
def test_nobody_gathers_more_than_the_guard_allows(held: int, sector: int) -> None:
    """Who holds something in the trade ends within the guard's share, or gets nothing."""
    why = obstacle(BOTH, OFFER, GUARD, sector=sector, held=held)
    if held:
        within = held + MILL.quantity <= guarded(sector, GUARD)
        assert why == (None if within else "guard")
    else:
        assert why is None


def test_only_the_holder_passes_a_licence_on() -> None:
    """An offer of what one does not hold comes to nothing."""
    offer = Transfer("barn", "ada", "ben")
    assert obstacle(BOTH, offer, GUARD, sector=MICRO, held=0) == "not held"


def test_who_is_under_a_sanction_neither_gives_nor_takes() -> None:
    """Else a breach could be passed on with the licence."""
    for name in ("ada", "ben"):
        why = obstacle(BOTH, OFFER, GUARD, sector=MICRO, held=0, sanctioned=[name])
        assert why == "sanction"


def test_good_standing_is_a_record_without_breaches() -> None:
    """Nothing remembered, or nothing ever entered."""
    assert good_standing("ada", {})
    assert good_standing("ada", {"ada": 0, "ben": 2})
    assert not good_standing("ben", {"ben": 2})
