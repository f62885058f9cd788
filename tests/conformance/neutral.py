"""A nation without frictions: what ECONOMICS D1 computes, as a land that can be played."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from allmende_lab.simulate import open_game
from allmende_rules.game import Game
from allmende_rules.land import Enterprise, Frictions, Good, Household, Land
from allmende_rules.opening import HOUSE
from allmende_rules.questions import Answers
from allmende_rules.scenario import Scenario
from allmende_scenarios.catalogue import load_scenario

LABOUR = {"food": 0.125, "energy": 0.087, "goods": 0.201}
LABOUR |= {"shelter": 0.141, "care": 0.537, "services": 0.335}
EMBODIED = {"food": 4.78, "energy": 9.76, "goods": 1.72}
EMBODIED |= {"shelter": 0.41, "care": 0.07, "services": 0.37}
BASKET = {"food": 49, "energy": 29, "goods": 76, "shelter": 153, "care": 219, "services": 474}
"""Shares of spending in thousandths (the printed ones add up to 1,001)."""
OPENING = 250.168
"""Emissions of the table where no cap binds, for 52.86 hours."""
GROUPS, HOURS = 10, 80.0
"""Households alike in all but the whole percents that they spend, so that these add up to the basket."""


def frictionless() -> Scenario:
    """The nation's technology with one round's labour for all, no need, noise, wear, soil or damage."""
    scenario = load_scenario("nation")
    land = scenario.land
    climate = land.climate
    assert climate is not None
    seat = land.seats[0]
    quiet = replace(
        land,
        goods=tuple(_good(good) for good in land.goods),
        resources=(),
        climate=replace(climate, damage=0.0, decline=0.0, baseline=OPENING * HOURS / 52.86),
        research=None,
        households=tuple(_group(number) for number in range(GROUPS)),
        enterprises=tuple(_site(good.id) for good in land.goods),
        seats=(replace(seat, household="group_0", enterprises=()),),
        frictions=Frictions(
            productivity_noise=0.0, productivity_persistence=0.0, taste_spread=0.0, depreciation=0.0
        ),
    )
    return replace(scenario, land=quiet, shocks=(), hazards=(), dials={}, bots={})


def _good(good: Good) -> Good:
    emission = EMBODIED[good.id]
    return replace(good, labour=LABOUR[good.id], harvest={}, need=0.0, emission=emission)


def _group(number: int) -> Household:
    return Household(id=f"group_{number}", name=f"Group {number}", people=10, cash=50.0)


def _site(good: str) -> Enterprise:
    return Enterprise(
        id=f"{good}_works",
        name=f"{good.title()} works",
        good=good,
        capacity=1000.0,
        household="group_0",
        cash=100.0,
    )


def spending() -> list[dict[str, int]]:
    """Whole percents for each group, which together come to the basket."""
    splits = [{good: share // GROUPS for good, share in BASKET.items()} for _ in range(GROUPS)]
    for good, share in BASKET.items():
        for _ in range(share % GROUPS):
            poorest = min(splits, key=lambda split: sum(split.values()))
            poorest[good] += 1
    return splits


def play_round(dials: Mapping[str, float]) -> Game:
    """The first round of the frictionless nation; nobody asks a mark-up, everybody works as usual."""
    header_dials = {"threshold": 0.0, "reserve": 0.0, "share_guard": 1.0, "cap_vote": 0, **dials}
    game = open_game(frictionless(), system="dmnc", seed=1, rounds=1, dials=header_dials)
    while not game.finished:
        for seat, questions in game.asked.items():
            said: Answers = {q.id: 0 for q in questions if q.topic in ("ask", "invest", "cleaner")}
            for question in questions:
                if question.topic == "budget":
                    split = spending()[int(question.about.removeprefix("group_"))]
                    said[question.id] = {**split, "keep": 0}
            game.submit(seat, said, by="test" if seat != HOUSE else "house")
        game.close()
    return game


def consumption(game: Game) -> dict[str, float]:
    """What is left of output after inputs, for 52.86 hours of work."""
    land: Land = game.world.land
    seen = game.world.public["round 1"]
    hours = seen_hours(game)
    made = {good.id: seen[f"output.{good.id}"] for good in land.goods}
    return {
        good.id: (
            made[good.id]
            - sum(user.inputs.get(good.id, 0.0) * made[user.id] for user in land.goods)
        )
        * 52.86
        / hours
        for good in land.goods
    }


def seen_hours(game: Game) -> float:
    """All the hours that were worked."""
    worked: int = game.world.public["labour"]["worked"]
    return worked / 1_000_000
