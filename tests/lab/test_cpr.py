"""The common-pool resource game: replies, equilibria and optima, by trying what else there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_lab.cpr import Commons, best_reply, nash, open_access, optimal_fee, optimum

games = st.builds(
    Commons,
    people=st.integers(2, 12),
    endowment=st.floats(5, 40),
    safe=st.floats(0, 10),
    slope=st.floats(11, 40),
    bend=st.floats(0.1, 2),
)


@given(games, st.floats(0, 100), st.floats(0, 10), st.floats(0, 1))
def test_nothing_pays_more_than_a_best_reply(
    game: Commons, others: float, fee: float, part: float
) -> None:
    """No other use of the endowment does."""
    reply = best_reply(game, others, fee)
    assert 0 <= reply <= game.endowment
    other = game.payoff(part * game.endowment, others, fee)
    assert game.payoff(reply, others, fee) >= other - 1e-9 * abs(other)


@given(games)
def test_at_an_equilibrium_nobody_moves(game: Commons) -> None:
    """Each plays his best reply to the others, and all alike."""
    played = nash(game)
    for own in played:
        assert own == pytest.approx(best_reply(game, sum(played) - own), abs=1e-9)
        assert own == pytest.approx(played[0], abs=1e-9)


@given(games)
def test_each_for_himself_takes_too_much(game: Commons) -> None:
    """Optimum, equilibrium and open access follow one another, and rent falls."""
    best, equal, free = optimum(game), sum(nash(game)), open_access(game)
    assert best <= equal + 1e-6
    assert equal <= free + 1e-6
    assert game.rent(best) >= game.rent(equal) - 1e-6
    assert game.rent(equal) >= game.rent(free) - 1e-6


@given(games, st.floats(0, 1))
def test_no_total_has_more_rent_than_the_optimum(game: Commons, part: float) -> None:
    """Of all that there are tokens for."""
    total = part * game.people * game.endowment
    assert game.rent(optimum(game)) >= game.rent(total) - 1e-9


def test_open_access_leaves_no_rent() -> None:
    """Entry goes on until a token is worth as much elsewhere, or no token is left."""
    assert Commons().rent(open_access(Commons())) == pytest.approx(0, abs=1e-6)
    assert open_access(Commons(endowment=5.0)) == pytest.approx(40)


def test_the_optimal_fee_makes_the_equilibrium_the_optimum() -> None:
    """It is what a token costs the others."""
    game = Commons()
    fee = optimal_fee(game)
    share = optimum(game) / game.people
    assert fee == pytest.approx(game.bend * (game.people - 1) * share)
    assert sum(nash(game, fee)) == pytest.approx(optimum(game))
