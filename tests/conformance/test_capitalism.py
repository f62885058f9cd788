"""Capitalism: what private ownership must do to nature, money and people, as laws that could fail.

Laws over seeds pair the same seed with a dial on and off; `pytest -s` prints the numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec
import pytest
from scipy.stats import ttest_rel

from allmende_lab.simulate import GameResult, play_game
from allmende_rules.game import Game
from allmende_rules.phases.units import HUNDRED
from allmende_rules.questions import Amount, Answers, Question
from allmende_rules.scenario import Scenario
from allmende_rules.system import preset_dials
from allmende_rules.systems.capitalism import CAPITALISM
from tests.conformance.test_outcomes import NEARLY_ALL, ends, means, over_seeds, share_of, show
from tests.headless import (
    SCENARIOS,
    VALLEY,
    Player,
    all_played_by,
    bots_of,
    mixed,
    new_game,
    play_on,
)
from tests.scenarios_tiny import TINY

replace = msgspec.structs.replace
GREEDY = {"rest": "greedy", "house": "greedy"}
JOINT, POSTED = 0.0, 1.0
ROOM = 200.0
"""Machines for more nets than anybody wants."""
each_clearing = pytest.mark.parametrize("clearing", [JOINT, POSTED], ids=["joint", "posted"])


@cache
def greedy_games(scenario: str, preset: str, clearing: float, seeds: int) -> tuple[GameResult, ...]:
    """Twelve rounds of greed under a preset, one game a seed."""
    dials = {**preset_dials(CAPITALISM, [preset]), "clearing": clearing}
    return tuple(
        play_game(
            SCENARIOS[scenario],
            system="capitalism",
            seed=seed,
            rounds=12,
            bots=GREEDY,
            dials=dials,
        )
        for seed in range(seeds)
    )


@over_seeds
@each_clearing
def test_an_unpriced_stock_is_run_down_and_a_capped_one_is_held(
    seeds: int, clearing: float
) -> None:
    """Greedy owners: below a quarter under laissez-faire, above two fifths under cap and dividend."""
    free = ends(greedy_games("valley", "laissez_faire", clearing, seeds), "stock.forest")
    capped = ends(greedy_games("valley", "cap_and_dividend", clearing, seeds), "stock.forest")
    show(f"laissez-faire, clearing {clearing:g}: forest at the end", free)
    show(f"cap and dividend, clearing {clearing:g}: forest at the end", capped)
    assert share_of(free, below=0.25) >= NEARLY_ALL
    assert share_of(capped, above=0.4) >= NEARLY_ALL


@over_seeds
@each_clearing
def test_an_unpriced_sky_warms_more_than_a_capped_one(seeds: int, clearing: float) -> None:
    """The nation in pairs of games with the same seed: warmer at the end under laissez-faire."""
    free = ends(greedy_games("nation", "laissez_faire", clearing, seeds // 2), "temperature")
    capped = ends(greedy_games("nation", "cap_and_dividend", clearing, seeds // 2), "temperature")
    show(f"laissez-faire, clearing {clearing:g}: degrees at the end", free)
    show(f"cap and dividend, clearing {clearing:g}: degrees at the end", capped)
    assert ttest_rel(free, capped, alternative="greater").pvalue < 0.05


def test_a_transfer_evens_out() -> None:
    """Tax and transfer against laissez-faire, paired: a lower Gini of consumption in the mean."""
    free = means(greedy_games("valley", "laissez_faire", JOINT, 8), "gini")
    shared = means(greedy_games("valley", "tax_and_transfer", JOINT, 8), "gini")
    show("laissez-faire: gini", free)
    show("tax and transfer: gini", shared)
    assert ttest_rel(free, shared, alternative="greater").pvalue < 0.05


def test_leverage_fails_more_often() -> None:
    """Greedy owners over eight seeds: more enterprises are sold up with high leverage than without any."""
    sold = {
        ltv: sum([_sold_up({"ltv": ltv, "clearing": JOINT}, seed) for seed in range(8)])
        for ltv in (0.0, 0.95)
    }
    print(f"\n  enterprises that failed, by what is lent on machines: {sold}", end="")  # noqa: T201
    assert sold[0.95] > sold[0.0]


def _sold_up(dials: Mapping[str, float], seed: int) -> int:
    """How often an enterprise went up for sale."""
    game = new_game(VALLEY, "capitalism", seed=seed, rounds=10, dials=dials)
    play_on(game, bots_of(all_played_by(game, "greedy")))
    sites = [site.id for site in game.world.land.enterprises]
    worlds = [game.snapshots[number][2] for number in range(1, 11)]
    return sum([bool(world.fact(site, "for_sale")) for world in worlds for site in sites])


def makers_of_nets(many: int) -> Scenario:
    """The lake with one or two makers of nets, who have machines for more than anybody wants."""
    sites = [site for site in TINY.land.enterprises if site.good != "nets"]
    nets = [site for site in TINY.land.enterprises if site.good == "nets"][:many]
    ample = [replace(site, capacity=ROOM / many) for site in nets]
    return replace(
        TINY, land=replace(TINY.land, enterprises=(*sites, *ample)), shocks=(), hazards=()
    )


def asking(site: str, markup: int) -> Player:
    """Everybody asks nothing over cost, but one site so much."""

    def answer(game: Game, seat: str, asked: tuple[Question, ...]) -> Answers:
        said = bots_of(mixed(game))(game, seat, asked)
        topics = {question.id: question.topic for question in asked}
        return {
            name: value for name, value in said.items() if topics[name] not in ("ask", "borrow")
        } | {
            question.id: min(question.high, markup if question.about == site else 0)
            for question in asked
            if isinstance(question, Amount) and question.topic == "ask"
        }

    return answer


def profit_at(scenario: Scenario, markup: int, **dials: float) -> int:
    """What a maker of nets earns in the first round with a mark-up."""
    game = new_game(scenario, "capitalism", rounds=1, dials={"clearing": JOINT, **dials})
    play_on(game, asking("loft_shore", markup))
    profit: int = game.world.fact("loft_shore", "profit")
    return profit


def test_a_sole_seller_gains_by_its_mark_up() -> None:
    """Alone in its trade it earns more at the full mark-up than at none; with a rival it earns less."""
    sole, rivals = makers_of_nets(1), makers_of_nets(2)
    assert profit_at(sole, HUNDRED) > 1.2 * profit_at(sole, 0)
    assert profit_at(rivals, HUNDRED) <= profit_at(rivals, 0)


def test_without_market_power_nobody_gains_by_a_mark_up() -> None:
    """With the dial off the highest mark-up is none."""
    full, none = (profit_at(makers_of_nets(1), ask, market_power=0.0) for ask in (HUNDRED, 0))
    assert full == none


def test_unions_hold_out_for_more_and_fewer_work() -> None:
    """Paired over six seeds: with bargaining power wages are higher in hours' worth and more are idle."""
    idle = {
        power: [
            play_game(
                VALLEY,
                system="capitalism",
                seed=seed,
                rounds=8,
                bots={"rest": "cautious", "house": "cautious"},
                dials={"clearing": JOINT, "rigidity": 0.0, "bargaining": power},
            )
            for seed in range(6)
        ]
        for power in (0.0, 0.8)
    }
    weak, strong = (means(idle[power], "unemployment") for power in (0.0, 0.8))
    show("no union: unemployment", weak)
    show("a strong union: unemployment", strong)
    assert ttest_rel(strong, weak, alternative="greater").pvalue < 0.05
