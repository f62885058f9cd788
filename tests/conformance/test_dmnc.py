"""The institutions of the Commons: rent is split once, guards hold for seats, sites go home."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean

import msgspec
import pytest

from allmende_rules.amounts import MICRO
from allmende_rules.events import Posted
from allmende_rules.game import Game
from allmende_rules.phases.assembly.decision import MOTION
from allmende_rules.questions import Answers, Proposal, Question
from allmende_rules.record import Resolved
from allmende_rules.scenario import Scenario
from tests.headless import VALLEY, all_played_by, bots_of, new_game, play, play_on
from tests.scenarios_tiny import TINY

replace = msgspec.structs.replace


def posted(game: Game, cause: str) -> int:
    """Money posted for a cause over the whole game, in micro-units."""
    return sum(
        move.amount
        for entry in game.entries
        if isinstance(entry.body, Resolved)
        for event in entry.body.events
        if isinstance(event, Posted) and event.cause == cause
        for move in event.moves
        if move.asset == "money"
    )


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_the_dividend_is_the_voted_part_of_the_rent(share: float) -> None:
    """With renewal voted to nothing, the dividend gets its part of all that came in, and no more."""
    game = new_game(VALLEY, "dmnc", rounds=6, dials={"dividend_share": share})

    def vote(game: Game, seat: str, asked: tuple[Question, ...]) -> Answers:
        answers = bots_of(all_played_by(game, "cautious"))(game, seat, asked)
        fixed: Mapping[str, int] = {"renewal_share": 0, "dividend": round(share * MICRO)}
        return answers | {one.id: fixed[one.id] for one in asked if one.id in fixed}

    play_on(game, vote)
    came_in = sum(posted(game, cause) for cause in ("dividend", "funds"))
    assert came_in > 0
    assert posted(game, "dividend") == pytest.approx(share * came_in, abs=100)


def test_a_licensee_who_sends_what_is_proposed_keeps_its_site_more_often_than_not() -> None:
    """Ada, by silence, among the valley's own bots: ten seeds, all rounds."""
    kept = []
    for seed in range(10):
        game = new_game(VALLEY, "dmnc", seed=seed, rounds=8)
        bots = bots_of({**VALLEY.bots, "house": "cautious"})

        def silent_ada(game: Game, seat: str, asked: tuple[Question, ...]) -> Answers:
            return {} if seat == "ada" else bots(game, seat, asked)  # noqa: B023

        play_on(game, silent_ada)
        kept += [
            game.snapshots[number][2].secret("ada", f"round {number}")["sites"] >= 1
            for number in range(1, 9)
        ]
    assert fmean(kept) > 0.5


def two_boats_for_ann() -> Scenario:
    """The tiny lake with both boats in one seat's hands."""
    seats = tuple(
        replace(seat, enterprises=("boat_shore", "boat_cove")) if seat.id == "ann" else seat
        for seat in TINY.land.seats
    )
    return replace(TINY, land=replace(TINY.land, seats=seats))


def test_the_share_guard_holds_for_a_seat_over_all_its_sites() -> None:
    """Two boats of one seat get no more lots together than the guard allows one holder."""
    game = play(two_boats_for_ann(), "dmnc", "greedy", rounds=1, dials={"share_guard": 0.4})
    lots = game.world.public["lots"]["lake"]
    won = {site: lot["quantity"] for site, lot in lots["lots"].items()}
    offered = sum(won.values()) + lots["unsold"]
    ann = sum(won.get(site, 0) for site in ("boat_shore", "boat_cove"))
    assert 0 < ann <= 0.4 * offered


def test_a_site_that_falls_below_the_threshold_goes_home() -> None:
    """Holder and profit go to the people who live off it, and its licence ends."""
    game = new_game(VALLEY, "dmnc", rounds=7, dials={"threshold": 0.0, "seconds": 0})
    bots = bots_of(all_played_by(game, "greedy"))

    def motion(game: Game, seat: str, asked: tuple[Question, ...]) -> Answers:
        answers = bots(game, seat, asked)
        if game.world.round == 4 and any(one.id == "motion" for one in asked):
            answers["motion"] = Proposal("threshold", 200_000)
        return answers | {name: MOTION for name in answers if name.startswith("vote:")}

    play_on(game, motion)
    world = game.world
    assert world.dial("threshold") == 0.2
    small = [s for s in world.land.enterprises if world.fact(s.id, "sector") == "autonomous"]
    assert small
    for site in small:
        assert world.fact(site.id, "holder") == world.fact(site.household, "holder")
        assert site.id in world.held(world.fact(site.id, "holder"))
        assert site.id not in {row[1] for row in world.fact("licences", "held")}


@pytest.mark.parametrize("system", ["dmnc", "open_access"])
def test_a_price_is_what_somebody_could_pay(system: str) -> None:
    """Twenty greedy rounds: what is traded costs no more than all money there is."""
    game = play(VALLEY, system, "greedy", rounds=20)
    money = -game.world.amount("@issued") / MICRO
    for number in range(1, 21):
        measured = game.world.public[f"round {number}"]
        for good in VALLEY.land.goods:
            assert measured[f"price.{good.id}"] * measured[f"output.{good.id}"] <= 2 * money


@pytest.mark.parametrize("change", [{"growth": 1.5, "stock": 20.0}, {"growth": 0.6, "stock": 5.0}])
@pytest.mark.parametrize("system", ["dmnc", "open_access"])
def test_a_small_stock_that_grows_fast_can_be_played(system: str, change: dict[str, float]) -> None:
    """Expected growth above the stock: every default is still a legal answer."""
    resources = tuple(replace(one, **change) for one in VALLEY.land.resources)
    scenario = replace(VALLEY, land=replace(VALLEY.land, resources=resources))
    assert play(scenario, system, "greedy", rounds=3, dials=BOLD.get(system)).finished


BOLD = {"dmnc": {"cap_share": 2.0}}


@pytest.mark.parametrize("system", ["dmnc", "open_access"])
def test_people_without_a_coin_can_be_played(system: str) -> None:
    """Households that open with nothing: a hungry game, and not a broken one."""
    homes = tuple(replace(home, cash=0.0) for home in VALLEY.land.households)
    scenario = replace(VALLEY, land=replace(VALLEY.land, households=homes))
    assert play(scenario, system, "cautious", rounds=3).finished
