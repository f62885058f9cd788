"""The nation's technology with several sellers of each good: where posted prices are put to the test."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from msgspec.structs import replace

from allmende_lab.neutral.land import frictionless
from allmende_rules.game import Game
from allmende_rules.land import Enterprise, Good, Household
from allmende_rules.questions import Answers, Question
from allmende_rules.scenario import Scenario
from tests.headless import Player, new_game, play_on

HOURS = 80.0
"""Hours that all people together work if they do as usual; there is as much money."""
SKEWED = (1.6, 0.6, 1.3, 0.7, 1.5, 0.65)
"""Opening prices of the goods, as multiples of those at which the economy would rest."""
SPREAD = 0.3
"""By what share of the mean the largest seller of a good is above it, and the smallest below."""


@cache
def shops(*, sellers: int = 3, slack: float = 1.2, noise: float = 0.0, owners: int = 1) -> Scenario:
    """An economy that rests at labour values: `slack` times the capacity that it needs, skewed prices.

    `noise` is the spread of productivities, in a round that is new to everybody but the seller. Sites
    belong to the `owners` households by turns; with one household all incomes are everybody's.
    """
    scenario = frictionless()
    land = scenario.land
    inputs, labour = np.array(land.input_table), np.array([good.labour for good in land.goods])
    requirements = np.linalg.inv(np.eye(len(labour)) - inputs)
    values, taste = requirements.T @ labour, np.array([good.taste for good in land.goods])
    output = requirements @ (taste / taste.sum() * HOURS / values)
    goods = [
        replace(good, price=float(value * skew), emission=0.0)
        for good, value, skew in zip(land.goods, values, SKEWED, strict=True)
    ]
    homes = [_home(number, owners) for number in range(owners)]
    sites = [
        _site(good, number, float(slack * scale), sellers, homes[(place + number) % owners].id)
        for place, (good, scale) in enumerate(zip(goods, output, strict=True))
        for number in range(sellers)
    ]
    quiet = replace(
        land,
        goods=tuple(goods),
        enterprises=tuple(sites),
        households=tuple(homes),
        climate=None,
        frictions=replace(
            land.frictions, productivity_noise=noise, productivity_persistence=0.8 if noise else 0.0
        ),
    )
    return replace(scenario, land=quiet)


def _home(number: int, owners: int) -> Household:
    return Household(
        id=f"group_{number}",
        name=f"Group {number}",
        people=120 // owners,
        cash=HOURS / owners,
        hours=HOURS / 0.8 / (120 // owners * owners),
    )


def _site(good: Good, number: int, capacity: float, sellers: int, household: str) -> Enterprise:
    """One seller of a good; they differ in size."""
    lean = SPREAD * (number - (sellers - 1) / 2)
    name = f"{good.id}_{number}"
    return Enterprise(
        id=name,
        name=name,
        good=good.id,
        capacity=capacity * (1 + lean) / sellers,
        household=household,
        cash=0.0,
    )


def at_cost_but(markups: Mapping[str, int]) -> Player:
    """Players who ask nothing over cost and build nothing, but for the sites with a mark-up of their own."""

    def answer(_game: Game, _seat: str, asked: tuple[Question, ...]) -> Answers:
        said: Answers = {q.id: 0 for q in asked if q.topic == "invest"}
        said |= {q.id: markups.get(q.about, 0) for q in asked if q.topic == "ask"}
        return said

    return answer


def trade(
    scenario: Scenario, rounds: int, *, seed: int = 1, player: Player | None = None, **dials: float
) -> Game:
    """A game at posted prices without any rules, played to its end."""
    game = new_game(
        scenario, "open_access", seed=seed, rounds=rounds, dials={"clearing": 1, **dials}
    )
    return play_on(game, player or at_cost_but({}))
