"""What becomes of the valley: laws of the long run that must come from institutions and greed alone.

Each law is measured over fifty seeds in the deep run, and over eight in the normal one with the same
share required. `pytest -s` prints the numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from statistics import fmean

import msgspec
import pytest
from scipy.stats import ttest_ind

from allmende_lab.simulate import GameResult, play_game
from allmende_rules.phases.commons.sectors import AUTONOMOUS
from allmende_rules.scenario import Scenario
from tests.conformance.tables import each_system
from tests.headless import SCENARIOS, VALLEY, play

ROUNDS, LONG = 12, 50
SEEDS = [pytest.param(8, id="8"), pytest.param(50, id="50", marks=pytest.mark.deep)]
FEW = [pytest.param(2, id="2"), pytest.param(10, id="10", marks=pytest.mark.deep)]
NEARLY_ALL = 0.9
STATUTORY = {"cap_vote": 0.0, "cap_share": 0.9, "cap_drawdown": 0.0}
"""The cap is nine tenths of what is expected to grow at the observed stock."""

Measure = Callable[[Sequence[GameResult]], list[float]]
over_seeds = pytest.mark.parametrize("seeds", SEEDS)


@cache
def games(
    system: str,
    bot: str,
    house: str,
    seeds: int,
    rounds: int = ROUNDS,
    dials: tuple[tuple[str, float], ...] = (),
) -> tuple[GameResult, ...]:
    """Games of the valley, one a seed, with the same bot in every seat."""
    bots = {"rest": bot, "house": house}
    return tuple(played(VALLEY, system, bots, seed, rounds, dict(dials)) for seed in range(seeds))


def played(
    scenario: Scenario,
    system: str,
    bots: Mapping[str, str],
    seed: int,
    rounds: int,
    dials: Mapping[str, float],
) -> GameResult:
    """One game."""
    return play_game(
        scenario, system=system, seed=seed, rounds=rounds, bots=dict(bots), dials=dict(dials)
    )


def ends(results: Sequence[GameResult], indicator: str) -> list[float]:
    """An indicator after the last round of each game."""
    return [game.rounds[-1].indicators[indicator] for game in results]


def means(results: Sequence[GameResult], indicator: str) -> list[float]:
    """An indicator on average over the rounds of each game."""
    return [fmean(one.indicators[indicator] for one in game.rounds) for game in results]


def show(title: str, values: Sequence[float]) -> None:
    """One line of the table that pytest -s prints."""
    low, high = min(values), max(values)
    print(f"\n  {title:60} mean {fmean(values):7.3f}  {low:7.3f} to {high:7.3f}", end="")  # noqa: T201


def share_of(values: Sequence[float], *, below: float = 9e9, above: float = -9e9) -> float:
    """The share of values within the bounds."""
    return sum(above < value < below for value in values) / len(values)


@over_seeds
@pytest.mark.parametrize("house", ["greedy", "cautious"])
def test_greed_in_open_access_empties_the_forest(seeds: int, house: str) -> None:
    """Open access, greedy users: below a tenth of what the land carries after twelve rounds."""
    left = ends(games("open_access", "greedy", house, seeds), "stock.forest")
    show(f"open_access, greedy, house {house}: forest at the end", left)
    assert share_of(left, below=0.1) >= NEARLY_ALL


@over_seeds
@pytest.mark.parametrize("house", ["cooperative", "cautious"])
def test_restraint_in_open_access_keeps_the_forest(seeds: int, house: str) -> None:
    """Open access, cooperative users: above two fifths after twelve rounds."""
    left = ends(games("open_access", "cooperative", house, seeds), "stock.forest")
    show(f"open_access, cooperative, house {house}: forest at the end", left)
    assert share_of(left, above=0.4) >= NEARLY_ALL


@over_seeds
@pytest.mark.parametrize("bot", ["cautious", "greedy"])
def test_a_cap_below_growth_keeps_the_forest(seeds: int, bot: str) -> None:
    """DMNC with the statutory cap: above two fifths, whoever the licensees are."""
    results = games("dmnc", bot, "cautious", seeds, dials=tuple(STATUTORY.items()))
    left = ends(results, "stock.forest")
    show(f"dmnc, cap .9 of growth, {bot}: forest at the end", left)
    assert share_of(left, above=0.4) >= NEARLY_ALL


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_cap_binds_all_above_the_threshold(scenario: str) -> None:
    """DMNC: planned and licensed plants together harvest no more than the cap leaves them."""
    game = play(SCENARIOS[scenario], "dmnc", "greedy", rounds=4, dials=STATUTORY)
    land = game.world.land
    for number in range(1, 5):
        before, after = game.snapshots[number - 1][2], game.snapshots[number][2]
        for stock in land.resources:
            users = [site for site in land.enterprises if stock.id in land.good(site.good).harvest]
            small = [e.id for e in users if after.fact(e.id, "sector") == AUTONOMOUS]
            taken = sum(after.fact(e.id, "harvest") for e in users if e.id not in small)
            theirs = sum(before.fact(site, "harvest", 0) for site in small)
            assert taken <= max(0, after.fact(stock.id, "cap") - theirs) + 1, (number, stock.id)


def harmless(scenario: Scenario) -> Scenario:
    """The valley with a forest that grows evenly and a timber that needs no forest."""
    replace = msgspec.structs.replace
    land = scenario.land
    return replace(
        scenario,
        land=replace(
            land,
            goods=tuple(replace(good, harvest={}) for good in land.goods),
            resources=tuple(replace(resource, growth_noise=0.0) for resource in land.resources),
        ),
    )


@over_seeds
def test_without_harvest_there_is_no_collapse(seeds: int) -> None:
    """The collapse is caused by the harvest alone: greed cannot empty a forest that nobody needs."""
    bots = {"rest": "greedy", "house": "greedy"}
    results = [
        played(harmless(VALLEY), "open_access", bots, seed, ROUNDS, {}) for seed in range(seeds)
    ]
    left = ends(results, "stock.forest")
    show("open_access, greedy, no harvest, no noise: forest at the end", left)
    assert share_of(left, above=0.4) == 1.0


MIXES: dict[str, dict[str, str]] = {
    "cautious": {"rest": "cautious", "house": "cautious"},
    "cooperative": {"rest": "cooperative", "house": "cooperative"},
    "default": {},
}
PEACEFUL = [("dmnc", mix) for mix in MIXES] + [("open_access", mix) for mix in list(MIXES)[:2]]
"""Greed in open access is a mandate for ruin, and the scenario's own mix has a greedy sawyer in it."""


@pytest.mark.parametrize("seeds", FEW)
@pytest.mark.parametrize(("system", "mix"), PEACEFUL)
def test_a_valley_of_bots_lives(system: str, mix: str, seeds: int) -> None:
    """Fifty rounds: households hold half of the money, 95 % are fed on average, machines stay at 60 %."""
    results = [played(VALLEY, system, MIXES[mix], seed, LONG, {}) for seed in range(seeds)]
    money = means(results, "money_of_households")
    fed = means(results, "needs_met")
    machines = means(results, "capital")
    title = f"{system}, {mix}, {LONG} rounds: "
    show(title + "money of households", money)
    show(title + "people fed", fed)
    show(title + "machines", machines)
    show(title + "machines at the end", ends(results, "capital"))
    assert min(money) >= 0.5
    assert min(fed) >= 0.95
    assert min(machines) >= 0.6
    assert min(ends(results, "capital")) >= 0.6


LICENSEES = tuple(seat.id for seat in VALLEY.land.seats if seat.role == "licensee")
GREEDY_CASTS = {
    "everyone": {"rest": "greedy", "house": "greedy"},
    "licensees alone": {**dict.fromkeys(LICENSEES, "greedy"), "house": "cautious"},
}


@over_seeds
@pytest.mark.parametrize("greedy", GREEDY_CASTS)
def test_greedy_licensees_cannot_take_the_money(seeds: int, greedy: str) -> None:
    """DMNC, statutory cap: greedy licensees' people end with less than half of all money.

    All households together hold at least half of it, as a mean over rounds.
    """
    cast = GREEDY_CASTS[greedy]
    results = [played(VALLEY, "dmnc", cast, seed, ROUNDS, STATUTORY) for seed in range(seeds)]
    purses = [_cash(game) / _money(game) for game in results]
    households = means(results, "money_of_households")
    show(f"dmnc, greedy {greedy}: money of households", households)
    show(f"dmnc, greedy {greedy}: part of licensees' people, end", purses)
    assert max(purses) < 0.5
    assert min(households) >= 0.5


def _cash(game: GameResult) -> float:
    return sum(game.rounds[-1].seats[seat]["cash"] for seat in LICENSEES)


def _money(game: GameResult) -> float:
    return game.rounds[-1].ledger["money"].closing / 1_000_000


def grain_in_hours(results: Sequence[GameResult]) -> list[float]:
    """What a sack of grain costs in hours of work, as a mean over rounds, one number a game."""
    return [
        fmean(one.indicators["price.grain"] for one in game.rounds)
        / fmean(one.indicators["wage"] for one in game.rounds)
        for game in results
    ]


def stocks(results: Sequence[GameResult]) -> list[float]:
    """The forest at the end."""
    return ends(results, "stock.forest")


def ginis(results: Sequence[GameResult]) -> list[float]:
    """The Gini of consumption, as a mean over rounds."""
    return means(results, "gini")


DECREED: Mapping[str, tuple[Measure, ...]] = {
    "command": (stocks, grain_in_hours),
    "capitalism": (grain_in_hours, ginis),
}
"""What no bot decides: a plan sets the harvest, and a list the prices; where sellers post prices, demand
moves them beyond any mark-up while machines are full, and with them what owners gain."""


@pytest.mark.parametrize("measure", [stocks, grain_in_hours, ginis])
@each_system
def test_bots_differ_beyond_noise(system: str, measure: Measure) -> None:
    """Over eight seeds, greedy and cooperative games differ beyond noise (Welch's t, 5 %)."""
    if measure in DECREED.get(system, ()):
        pytest.skip("no bot decides this")
    greedy = measure(games(system, "greedy", "greedy", 8))
    cooperative = measure(games(system, "cooperative", "cooperative", 8))
    show(f"{system}, greedy: {measure.__name__}", greedy)
    show(f"{system}, cooperative: {measure.__name__}", cooperative)
    assert ttest_ind(greedy, cooperative, equal_var=False).pvalue < 0.05
