"""The income levy: who pays it, how much, and where it goes."""

from __future__ import annotations

from statistics import fmean

import pytest

from allmende_lab.simulate import play_game
from allmende_rules.amounts import MICRO
from allmende_rules.events import Posted
from allmende_rules.game import Game
from allmende_rules.phases.commons.sectors import COMMONS
from allmende_rules.record import Resolved
from tests.headless import VALLEY
from tests.rules.phases.nation import NATION, played

RATE, FREE = 0.3, 2.0


def moves(game: Game) -> dict[str, int]:
    """What each household paid, by the record."""
    return {
        move.source: move.amount
        for entry in game.entries
        if isinstance(entry.body, Resolved)
        for event in entry.body.events
        if isinstance(event, Posted) and event.cause == "income levy"
        for move in event.moves
        if move.target == COMMONS
    }


def test_each_pays_its_rate_above_the_free_amount() -> None:
    """Wages and profits of a round, above the free amount a head, at one rate."""
    game = played(1, {"income_levy": RATE, "levy_free": FREE})
    paid = moves(game)
    assert sum(paid.values()) > 0
    for home in NATION.land.households:
        flows = game.world.secret(home.id, "flows")
        income = sum(amount for cause, amount in flows.items() if cause != "final use") / MICRO
        due = RATE * max(0.0, income - FREE * home.people)
        assert paid.get(home.id, 0) / MICRO == pytest.approx(due, abs=2e-6)


def test_nothing_is_levied_at_rate_zero() -> None:
    """The dial's off value is no levy at all."""
    assert moves(played(1, {"income_levy": 0.0})) == {}


def test_the_levy_makes_dividends_larger_and_consumption_more_even() -> None:
    """Over four seeds of the valley: more is paid to all alike, and the Gini is lower."""
    without, levied = (
        [
            game.rounds[-1].indicators
            for seed in range(4)
            for game in [play_game(VALLEY, system="dmnc", seed=seed, rounds=8, dials=dials)]
        ]
        for dials in ({"income_levy": 0.0}, {"income_levy": 0.5, "levy_free": 0.2})
    )
    assert fmean(one["gini"] for one in levied) < fmean(one["gini"] for one in without)
