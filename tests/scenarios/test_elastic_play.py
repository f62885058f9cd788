"""The same physics gives about the same valley, however many hands it is split among."""

from statistics import mean

import pytest
from msgspec.structs import replace

from allmende_lab.simulate import GameResult, play_game
from allmende_rules.scenario import Scenario
from allmende_scenarios.catalogue import load_scenario
from allmende_scenarios.elastic import for_people
from allmende_scenarios.goals import TOTALS

VALLEY = load_scenario("valley")
CAUTIOUS = {"rest": "cautious"}
ROUNDS = 8
BAND = 0.02
"""Shares by which a table of 40 may differ from one of 8, on average over a game."""


def calm(scenario: Scenario) -> Scenario:
    """Without private luck and private tastes, which are drawn for each site and group."""
    even = replace(scenario.land.frictions, productivity_noise=0.0, taste_spread=0.0)
    return replace(scenario, land=replace(scenario.land, frictions=even))


def average(game: GameResult, indicator: str) -> float:
    """Over the rounds."""
    return mean(one.indicators[indicator] for one in game.rounds)


@pytest.mark.parametrize("system", ["dmnc", "open_access"])
@pytest.mark.parametrize("seed", range(1, 6))
def test_forty_live_as_eight_do(system: str, seed: int) -> None:
    """With the bots of the file: the ledger is exact, people live and the forest stands as before."""
    eight, forty = (
        play_game(for_people(VALLEY, people), system=system, seed=seed, rounds=ROUNDS)
        for people in (8, 40)
    )
    assert all(line.exact for one in forty.rounds for line in one.ledger.values())
    for indicator in ("needs_met", "stock.forest"):
        assert average(forty, indicator) == pytest.approx(average(eight, indicator), abs=BAND)
    before, after = (game.rounds[-1].indicators["stock.forest"] for game in (eight, forty))
    assert after == pytest.approx(before, abs=BAND)


@pytest.mark.parametrize("people", [13, 40])
def test_without_private_luck_a_split_changes_nothing(people: int) -> None:
    """Where nobody bids against another, every indicator of the valley is what it was."""
    eight, more = (
        play_game(scenario, system="open_access", seed=3, rounds=ROUNDS, bots=CAUTIOUS)
        for scenario in (calm(VALLEY), for_people(calm(VALLEY), people))
    )
    for before, after in zip(eight.rounds, more.rounds, strict=True):
        assert after.indicators == pytest.approx(before.indicators, rel=0.01, abs=0.001)


def test_without_private_luck_a_part_earns_its_share() -> None:
    """What a mandate counts of a part is the part's share, so its smaller bound is as hard."""
    eight, forty = (
        play_game(scenario, system="open_access", seed=3, rounds=ROUNDS, bots=CAUTIOUS)
        for scenario in (calm(VALLEY), for_people(calm(VALLEY), 40))
    )
    for whole in ("ada", "ben", "cem", "dora", "fay"):
        for part, heads in enumerate((3, 3, 2, 2, 2), start=1):
            for before, after in zip(eight.rounds, forty.rounds, strict=True):
                for total in TOTALS:
                    share = before.seats[whole][total] * heads / 12
                    found = after.seats[f"{whole}_{part}"][total]
                    assert found == pytest.approx(share, rel=0.02, abs=0.02)
