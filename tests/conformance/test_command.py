"""What a command economy claims, as laws that could fail: where lies come from, who queues, where money goes.

Each claim is measured over paired seeds, with the dial on and off; `pytest -s` prints the numbers with
their intervals, whatever comes out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from math import sqrt
from statistics import fmean, stdev

import pytest

from allmende_lab.candour import distortion
from allmende_lab.rounds import rounds
from allmende_rules.game import Game
from allmende_rules.phases.assembly.office import OFFICES, PLANNER
from allmende_rules.phases.command.facts import MINISTRY, STATE, TREASURY
from allmende_rules.phases.command.wishes import RECALL
from allmende_rules.phases.units import HUNDRED
from allmende_rules.questions import Ballot
from allmende_rules.system import preset_dials
from allmende_rules.systems.registry import find_system
from tests.headless import (
    SCENARIOS,
    VALLEY,
    all_played_by,
    answer_all,
    bots_of,
    fork,
    mixed,
    new_game,
    play_on,
    step,
)

SEEDS = [pytest.param(8, id="8"), pytest.param(50, id="50", marks=pytest.mark.deep)]
over_seeds = pytest.mark.parametrize("seeds", SEEDS)
STEPS = (1.0, 1.05, 1.1, 1.15)
"""Tautness from targets that can be met to targets at which directors begin to give up."""
FIRST, ALL = 3, 6
NORMAL = 1.96


def preset(*names: str) -> dict[str, float]:
    """The dials of presets of the system."""
    return preset_dials(find_system("command"), names)


@cache
def played(
    scenario: str, bot: str, seed: int, length: int, dials: tuple[tuple[str, float], ...]
) -> Game:
    """A game with the same bot everywhere, or with three by turns."""
    game = new_game(SCENARIOS[scenario], "command", seed=seed, rounds=length, dials=dict(dials))
    cast = mixed(game, seed) if bot == "mixed" else all_played_by(game, bot)
    return play_on(game, bots_of(cast))


def lies(game: Game) -> float:
    """How far norms are stated from truth, on average over the rounds."""
    return fmean(distortion(one)["labour"] for one in rounds(game.entries))


def lies_at(bot: str, seeds: int, length: int, dials: Mapping[str, float]) -> list[float]:
    """The same for each seed, in the valley."""
    return [
        lies(played("valley", bot, seed, length, tuple(dials.items()))) for seed in range(seeds)
    ]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The mean and the half-width of its 95 % interval."""
    return fmean(values), NORMAL * stdev(values) / sqrt(len(values))


def show(title: str, values: Sequence[float]) -> None:
    """One line of the table that pytest -s prints."""
    mean, half = interval(values)
    print(f"\n  {title:60} {mean:8.4f} +- {half:.4f}", end="")  # noqa: T201


@over_seeds
@pytest.mark.parametrize("bot", ["greedy", "mixed"])
def test_padding_grows_with_tautness(seeds: int, bot: str) -> None:
    """The tauter the plan the more is padded, seed by seed, in the first rounds and beyond noise."""
    found = {taut: lies_at(bot, seeds, FIRST, {"tautness": taut}) for taut in STEPS}
    for taut, values in found.items():
        show(f"{bot}, tautness {taut:g}: distortion of norms", values)
    for slack, taut in pairwise(STEPS):
        more = [b - a for a, b in zip(found[slack], found[taut], strict=True)]
        mean, half = interval(more)
        assert mean > half, (slack, taut)


@over_seeds
@pytest.mark.parametrize("taut", [1.0, 1.1, 1.3])
def test_padding_is_gone_where_bonuses_are_truthful(seeds: int, taut: float) -> None:
    """The same minds under the variant `honest` state the truth, however taut the plan."""
    honest = {**preset("honest"), "tautness": taut}
    for bot in ("greedy", "mixed"):
        assert lies_at(bot, seeds, ALL, honest) == [0.0] * seeds


@over_seeds
def test_no_bonus_no_lie(seeds: int) -> None:
    """Where nothing hangs on a report greed has no reason to lie."""
    assert lies_at("greedy", seeds, ALL, {"bonus_scheme": 0}) == [0.0] * seeds


@over_seeds
def test_sure_and_harsh_inspection_deters(seeds: int) -> None:
    """With every site inspected and fines ten times as high there is less padding than by default."""
    usual = lies_at("greedy", seeds, FIRST, {})
    watched = lies_at("greedy", seeds, FIRST, {"audit_rate": 1, "penalty": 10})
    show("greedy: distortion of norms", usual)
    show("greedy, every site inspected, tenfold fines", watched)
    assert all(a > b for a, b in zip(usual, watched, strict=True))


def test_the_cooperative_and_the_cautious_tell_the_truth() -> None:
    """Lies come from minds that look for gain, not from the system alone."""
    for bot in ("cooperative", "cautious"):
        assert lies_at(bot, 3, ALL, {"tautness": 1.3}) == [0.0] * 3


@over_seeds
def test_people_queue_at_list_prices_and_not_at_clearing_ones(seeds: int) -> None:
    """Under list prices people stand in line, but for few seeds; where markets clear jointly nobody does."""
    for scenario in ("valley", "nation"):
        listed = [_queue(played(scenario, "mixed", seed, ALL, ())) for seed in range(seeds)]
        clear = [
            _queue(play_on(game, bots_of(mixed(game, seed))))
            for seed in range(min(seeds, 3))
            for game in [new_game(SCENARIOS[scenario], "open_access", seed=seed, rounds=ALL)]
        ]
        show(f"{scenario}, list prices: hours in line a head and round", listed)
        assert sum(queue > 1e-3 for queue in listed) >= 0.9 * seeds
        assert max(clear) < 1e-4


def _queue(game: Game) -> float:
    return fmean(game.world.public[f"round {n}"]["queue_hours"] for n in range(1, ALL + 1))


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("presets", [(), ("honest",), ("hostile",), ("democratic", "charitable")])
def test_new_money_is_the_states_debt(scenario: str, presets: tuple[str, ...]) -> None:
    """All money beyond the opening's is what the state owes its bank, to the last micro-unit."""
    game = played(scenario, "mixed", 1, ALL, tuple(preset(*presets).items()))
    opening = _money(game, 0)
    for number in range(1, ALL + 1):
        world = game.snapshots[number][2]
        assert _money(game, number) - opening == world.fact(STATE, "debt")
        assert world.fact(STATE, "line") == 0
        assert world.amount(MINISTRY) == world.amount(TREASURY) == 0


def _money(game: Game, number: int) -> int:
    ledger = game.snapshots[number][2].ledger
    return sum(book.get("money", 0) for name, book in ledger.items() if not name.startswith("@"))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_true_and_slack_plan_is_carried_out_as_it_stands(scenario: str) -> None:
    """With true reports, targets that can be met and enough passes, nothing that was asked is short."""
    dials = {"padding": 0.0, "tautness": 1.0, "ratchet": 0.0, "ratchet_drift": 0.0, "passes": 60.0}
    game = played(scenario, "cautious", 1, ALL, tuple(dials.items()))
    for number in range(1, ALL + 1):
        assert game.world.public[f"round {number}"]["shortage"] < 1e-3
        assert game.world.public[f"round {number}"]["idle"] < 1e-3


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_hard_budgets_leave_wages_unpaid_and_soft_ones_do_not(scenario: str) -> None:
    """With soft budgets nobody goes unpaid; with hard ones no site's loss is covered."""
    for soft in (0.0, 1.0):
        game = played(scenario, "mixed", 2, ALL, (("soft_budget", soft), ("tautness", 1.3)))
        unpaid = [
            one
            for number in range(1, ALL + 1)
            for one in game.snapshots[number][2].fact("debts", "unpaid")
        ]
        if soft:
            assert unpaid == []
        else:
            covered = [e for e in game.entries if "losses covered" in repr(e.body)]
            assert covered == []


def test_ends_are_the_planners_or_the_delegates() -> None:
    """A planner who wants tools gets them; where delegates set the ends the planner is not asked."""
    game = new_game(VALLEY, "command", rounds=2)
    cast = bots_of(all_played_by(game, "cautious"))
    step(game, cast)
    usual, wanted = fork(game), fork(game)
    goods = [good.id for good in VALLEY.land.wanted]
    wanted.submit("hana", {"ends": {good: 100 * (good == "tools") for good in goods}})
    for one in (usual, wanted):
        step(one, lambda g, s, q: {} if s in g.given else cast(g, s, q))
        play_on(one, cast)
    assert _made(wanted, "tools") > _made(usual, "tools")
    assert _made(wanted, "care") < _made(usual, "care")

    voted = new_game(VALLEY, "command", rounds=2, dials=preset("democratic"))
    votes = [q for q in voted.asked["eli"] if q.topic == "ends"]
    assert [q.about for q in votes] == goods
    for seat in ("eli", "fay", "gus"):
        voted.submit(seat, {q.id: HUNDRED if q.about == "tools" else 0 for q in votes})
    step(voted, lambda g, s, q: {} if s in g.given else cast(g, s, q))
    assert "ends" not in {q.id for q in voted.asked["hana"]}
    play_on(voted, cast)
    assert _made(voted, "tools") > _made(usual, "tools")


def _made(game: Game, good: str) -> float:
    made: float = game.world.public["round 1"][f"output.{good}"]
    return made


def test_delegates_recall_the_planner_by_a_majority() -> None:
    """More than half of the votes cast put another into office, with plants and plan; fewer do not."""
    for voters, recalled in ((("eli", "fay"), True), (("eli",), False)):
        game = new_game(VALLEY, "command", rounds=2, dials=preset("democratic"))
        cast = bots_of(all_played_by(game, "cautious"))
        ballot = next(q for q in game.asked["eli"] if q.id == RECALL)
        assert isinstance(ballot, Ballot)
        answer_all(game, cast)
        for seat in ("eli", "fay", "gus"):
            game.submit(seat, {RECALL: "eli" if seat in voters else "stay"})
        game.close()
        world = game.world
        assert world.fact(OFFICES, PLANNER) == ("eli" if recalled else "hana")
        assert ("clinic" in world.held("eli")) == recalled
        assert game.phase.id == "plan"
        assert set(game.asked) == {"eli" if recalled else "hana"}


def test_nobody_can_make_anything_up_where_padding_is_off() -> None:
    """The only thing left to say about a site is which machines it claims."""
    game = new_game(VALLEY, "command", rounds=2, dials={"padding": 0})
    assert {q.topic for q in game.asked["ada"]} == {"claim"}
