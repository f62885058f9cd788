"""The self-governed commons: what each principle does, and what is left when none holds.

The laws over seeds are measured in fifty pairs in the deep run, in eight in the normal one; `pytest -s`
prints the numbers, whatever they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allmende_rules.amounts import units
from allmende_rules.game import Game
from allmende_rules.opening import HOUSE
from allmende_rules.phases.market.effort import effort_limits
from allmende_rules.phases.self_government.group import (
    FUND,
    GROUP,
    PRINCIPLES,
    excluded,
    insiders,
    users,
)
from allmende_rules.phases.self_government.group_fund import DUES, FINES
from allmende_rules.phases.self_government.meeting import given as votes_given
from allmende_rules.phases.units import HUNDRED
from allmende_rules.questions import Answers
from allmende_rules.record import Resolved
from allmende_rules.replay import at_round
from allmende_rules.system import preset_dials
from allmende_rules.systems.registry import find_system
from allmende_rules.world import World
from tests.headless import (
    FISHERY,
    SCENARIOS,
    VALLEY,
    all_played_by,
    answer_all,
    at_levels,
    bots_of,
    mixed,
    new_game,
    play,
    play_on,
    step,
)
from tests.scenarios_tiny import TINY
from tests.strategies import levels

OSTROM = find_system("ostrom")
OFF = preset_dials(OSTROM, ["principles_off"])
SURE = {"right_to_organise": 1.0}
STATUTE = {**SURE, "collective_choice": 0.0, "watch": 2.0, "fine": 2.0}
"""A quota and a watch that nobody can vote away, so that one friction differs at a time."""
SEEDS = [pytest.param(8, id="8"), pytest.param(50, id="50", marks=pytest.mark.deep)]
over_seeds = pytest.mark.parametrize("seeds", SEEDS)
each_scenario = pytest.mark.parametrize("scenario", SCENARIOS)
NEARLY_ALL = 0.9


def allocation(game: Game) -> list[tuple[object, ...]]:
    """What became of land and people in each round: the ledger and the sites, prices and stocks."""
    land = game.world.land
    named = [good.id for good in land.goods] + [resource.id for resource in land.resources]
    return [
        (
            {a: book for a, book in world.ledger.items() if any(book.values())},
            {one: world.public[one] for one in named},
            {site.id: world.fact(site.id, "output") for site in land.enterprises},
        )
        for _, (_, _, world) in sorted(game.snapshots.items())
    ]


@each_scenario
@pytest.mark.parametrize("bot", ["greedy", "conditional", "cooperative", "mixed"])
def test_without_principles_it_is_open_access(scenario: str, bot: str) -> None:
    """All principles and talk off: round by round the same ledger, prices, outputs and stocks."""
    games = [
        new_game(SCENARIOS[scenario], "open_access", rounds=4),
        new_game(SCENARIOS[scenario], "ostrom", rounds=4, dials=OFF),
    ]
    for game in games:
        play_on(game, bots_of(mixed(game) if bot == "mixed" else all_played_by(game, bot)))
    one, other = map(allocation, games)
    assert len(one) == 5  # the opening and four rounds
    assert one == other


@each_scenario
def test_rules_that_are_never_recognised_are_no_rules(scenario: str) -> None:
    """No right to organise and no talk: as open access, however the other principles are set."""
    void = play(
        SCENARIOS[scenario], "ostrom", "greedy", dials={"right_to_organise": 0.0, "talk": 0.0}
    )
    assert allocation(void) == allocation(play(SCENARIOS[scenario], "open_access", "greedy"))


@pytest.mark.parametrize("principle", PRINCIPLES)
def test_each_principle_makes_a_difference(principle: str) -> None:
    """Turned off alone it changes what becomes of a fishery with a mind of each kind in it."""
    dials = {**SURE, "boundaries": 0.8, "false_alarm": 0.3}
    games = [
        new_game(FISHERY, "ostrom", rounds=8, dials=chosen)
        for chosen in (dials, {**dials, principle: 0.0})
    ]
    for game in games:
        play_on(game, bots_of({**FISHERY.bots, HOUSE: "conditional"}))
    one, other = map(allocation, games)
    assert one != other


def stocks_at_the_end(
    dials: Mapping[str, float], bot: str, seeds: int, *, house: str = "cautious"
) -> list[float]:
    """The cod that is left after ten rounds of the fishery, one number a seed."""
    left = []
    for seed in range(seeds):
        game = new_game(FISHERY, "ostrom", seed=seed, rounds=10, dials=dials)
        play_on(game, bots_of(all_played_by(game, bot, house)))
        left.append(game.world.public["round 10"]["stock.cod_banks"])
    return left


def compare(title: str, one: list[float], other: list[float]) -> float:
    """Print both means and ranges; return the share of pairs in which the first is higher."""
    for name, values in (("with", one), ("without", other)):
        low, high = min(values), max(values)
        print(f"\n  {title}, {name}: {fmean(values):.3f}  {low:.3f} to {high:.3f}", end="")  # noqa: T201
    return fmean(a > b for a, b in zip(one, other, strict=True))


@over_seeds
def test_a_watch_without_sanctions_does_not_hold_the_greedy(seeds: int) -> None:
    """The same quota, watch and seeds: with sanctions more cod is left than without, in nearly all pairs."""
    held = stocks_at_the_end(STATUTE, "greedy", seeds)
    watched = stocks_at_the_end({**STATUTE, "sanctions": 0.0}, "greedy", seeds)
    assert compare("greedy under a statute, sanctions", held, watched) >= NEARLY_ALL
    assert fmean(watched) < 0.2


@over_seeds
def test_small_late_sanctions_that_seldom_come_hold_less(seeds: int) -> None:
    """A thin watch, half the worth, two rounds late: less is left than with a firm one."""
    weak = {**STATUTE, "watch": 0.2, "fine": 0.5, "delay": 2.0}
    firm = stocks_at_the_end(STATUTE, "greedy", seeds)
    assert compare("firm sanctions", firm, stocks_at_the_end(weak, "greedy", seeds)) >= NEARLY_ALL


@over_seeds
def test_talk_alone_moves_those_who_answer_in_kind(seeds: int) -> None:
    """Pledges without rules: conditional cooperators leave more; nothing changes among the greedy."""
    talk = preset_dials(OSTROM, ["talk_alone"])
    kind, silent = (stocks_at_the_end(dials, "conditional", seeds) for dials in (talk, OFF))
    assert compare("conditional, talk alone", kind, silent) >= NEARLY_ALL
    assert stocks_at_the_end(talk, "greedy", 2) == stocks_at_the_end(OFF, "greedy", 2)


@over_seeds
def test_outsiders_undo_what_members_keep(seeds: int) -> None:
    """Cooperative members among greedy outsiders: with a fence more herring is left than without."""
    ends: dict[float, list[float]] = {0.0: [], 1.0: []}
    for fence, left in ends.items():
        for seed in range(seeds):
            dials = {**SURE, "boundaries": fence}
            game = new_game(FISHERY, "ostrom", seed=seed, rounds=8, dials=dials)
            play_on(game, bots_of(all_played_by(game, "cooperative", "greedy")))
            left.append(game.world.public["round 8"]["stock.herring_shoals"])
    assert compare("a fence around the herring", ends[1.0], ends[0.0]) >= NEARLY_ALL


def ended(game: Game) -> list[World]:
    """The states at the end of each round."""
    return [world for number, (_, _, world) in sorted(game.snapshots.items()) if number]


@each_scenario
def test_quotas_add_up_to_what_was_set(scenario: str) -> None:
    """Members' quotas of a stock come to the whole, less only what the excluded may not take."""
    game = play(SCENARIOS[scenario], "ostrom", "greedy", rounds=5, dials=STATUTE)
    for world in ended(game):
        for resource in world.land.resources:
            sites = users(world, resource.id)
            per_unit = {e.id: world.land.good(e.good).harvest[resource.id] for e in sites}
            whole = {e.id: sum(world.land.good(e.good).harvest.values()) for e in sites}
            held = sum(world.fact(e, "quota") * per_unit[e] / whole[e] for e in per_unit)
            total = world.fact(resource.id, "quota")
            assert held <= total + len(sites)
            if not any(excluded(world, site) for site in per_unit):
                assert held >= total - len(sites)


@pytest.mark.parametrize("nesting", [0.0, 1.0])
def test_the_quota_is_the_lower_of_two_medians(nesting: float) -> None:
    """Nested: the users' median or the federation's, whichever is less; in one meeting the median of all."""
    game = new_game(VALLEY, "ostrom", dials={**SURE, "nesting": nesting})
    cast = bots_of(mixed(game))
    while not game.finished:
        answer_all(game, cast)
        said = {
            seat: {q.id: game.given[seat].get(q.id, q.default) for q in asked}
            for seat, asked in game.asked.items()
        }
        meeting = game.phase.id == "meeting"
        game.close()
        if meeting:
            votes = [votes_given(said, f"{topic}:forest") for topic in ("quota", "bound")]
            numbers = [sorted(cast_.values()) for cast_ in votes if cast_]
            assert len(numbers) == 1 + nesting
            medians = [one[(len(one) - 1) // 2] for one in numbers]
            assert game.world.fact("forest", "quota") == min(medians)


@each_scenario
def test_the_fund_keeps_nothing(scenario: str) -> None:
    """Dues and fines that were paid went out again: to the watch, then to everyone alike."""
    game = play(SCENARIOS[scenario], "ostrom", "greedy", rounds=5, dials=STATUTE)
    paid_in = 0
    for entry in game.entries:
        for event in entry.body.events if isinstance(entry.body, Resolved) else ():
            moves = getattr(event, "moves", ())
            paid_in += sum(move.amount for move in moves if move.target == FUND)
            assert all(move.amount > 0 for move in moves)
    assert all(world.amount(FUND) == 0 for world in ended(game))
    owed = sum(sum(world.fact(GROUP, c).values()) for world in ended(game) for c in (DUES, FINES))
    unpaid = sum(
        debt["amount"]
        for world in ended(game)
        for debt in world.fact("debts", "unpaid", ())
        if debt["cause"] in (DUES, FINES)
    )
    assert paid_in == owed - unpaid > 0


@settings(max_examples=25)
@given(seed=st.integers(0, 99), chosen=levels)
def test_a_watch_that_does_not_err_accuses_nobody_wrongly(seed: int, chosen: list[float]) -> None:
    """Without error or false alarm every finding is of a site that took more than its quota."""
    dials = {**SURE, "error": 0.0, "false_alarm": 0.0, "watch": 3.0}
    game = play_on(new_game(TINY, "ostrom", seed=seed, dials=dials), at_levels(chosen))
    for world in ended(game):
        for one in world.fact(GROUP, "findings", ()):
            assert world.fact(one["site"], "harvest") > one["allowed"]
            assert one["seen"] == world.fact(one["site"], "harvest")


def test_an_honest_meeting_clears_the_innocent() -> None:
    """Half of those inspected are accused wrongly: heard by honest members nobody has a record."""
    records = {}
    for hearing in (0.0, 1.0):
        dials = {**STATUTE, "false_alarm": 0.5, "conflict_resolution": hearing}
        game = play(FISHERY, "ostrom", "cooperative", rounds=5, dials=dials)
        records[hearing] = [site for site, past in marks(game).items() if past]
    assert records[0.0]
    assert not records[1.0]


def marks(game: Game) -> Mapping[str, list[int]]:
    """The offences on record at the end."""
    found: Mapping[str, list[int]] = game.world.fact(GROUP, "offences", {})
    return found


def test_the_excluded_take_only_what_slips_through() -> None:
    """Greedy all along, sanctions that do not deter: a site shut out has the fence's leak and no more."""
    dials = {**STATUTE, "fine": 0.0, "boundaries": 0.9, "watch": 3.0, "memory": 12.0}
    game = new_game(VALLEY, "ostrom", rounds=8, dials=dials)
    play_on(game, bots_of(all_played_by(game, "greedy")))
    shut = [(w, e) for w in ended(game) for e in insiders(w) if excluded(w, e.id)]
    assert shut
    for world, site in shut:
        before = at_round(game.entries, world.round - 1)
        reach = units(before.amount(site.id, "capital"))
        assert units(world.fact(site.id, "output")) <= 0.1 * reach + 1e-6
        assert world.fact(site.id, "quota") == 0


def test_who_is_on_watch_does_not_work() -> None:
    """The hours of the watch are missing from the hours offered, and are paid at the last wage."""
    games = {}
    for each in (0.0, 1.0):
        game = new_game(VALLEY, "ostrom", rounds=1, dials={**STATUTE, "inspection_hours": each})
        wage = game.world.fact("labour", "wage")
        play_on(game, bots_of(all_played_by(game, "cooperative")))
        games[each] = game.world
    needed = 2.0 * len(insiders(games[1.0]))
    offered = [units(world.fact("labour", "offered")) for world in games.values()]
    assert offered[0] - offered[1] == pytest.approx(needed, abs=1e-3)
    assert games[1.0].fact(GROUP, "pay") == pytest.approx(needed * wage, rel=1e-6)


def test_a_pledge_binds_nobody() -> None:
    """Whoever pledges nothing may still take all, and everyone has heard the pledge."""
    game = new_game(VALLEY, "ostrom", rounds=1, dials=SURE)
    while not game.finished:
        for seat, asked in game.asked.items():
            said: Answers = {q.id: 0 for q in asked if q.topic == "pledge"}
            said |= {q.id: HUNDRED for q in asked if q.topic == "effort"}
            game.submit(seat, said)
        step(game, lambda _game, _seat, _asked: {})
    for site in insiders(game.world):
        assert game.world.fact(site.id, "pledge") == 0
        limit = effort_limits(game.world)[site.id]
        assert limit > 0
        assert units(game.world.fact(site.id, "harvest")) > units(game.world.fact(site.id, "quota"))


def test_the_settings_are_what_their_names_say() -> None:
    """Conditional members among greedy outsiders: more cod is left in the kind setting."""
    kind, hostile = (
        stocks_at_the_end(preset_dials(OSTROM, [name]), "conditional", 4, house="greedy")
        for name in ("charitable", "hostile")
    )
    assert fmean(kind) > fmean(hostile)
