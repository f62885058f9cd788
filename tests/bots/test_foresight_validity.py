"""Whether previews of motions are right: games between bots, in which the motion is tabled and passed.

Every game is played on twice from the round of the motion, with it and without it; what it changed is
held against the range that the preview gave before anybody voted.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from allmende_bots.foresight import HORIZON, foresee
from allmende_rules.scenario import Scenario
from tests.bots.motions import (
    MOTIONS,
    NATION,
    NATIONAL_MOTIONS,
    VALLEY,
    close,
    opened_at,
    scene_of,
)

ROUND = 3
TABLES = [
    pytest.param(VALLEY, MOTIONS, range(200, 224), id="valley"),
    pytest.param(NATION, NATIONAL_MOTIONS, range(200, 220), id="nation"),
]
BAR = 0.8
ROUNDING = 1e-6
"""Indicators are counted in millionths."""

pytestmark = pytest.mark.deep


class Case(NamedTuple):
    """One indicator of one game: whether the change, and the level without the motion, lay in their range."""

    dial: str
    indicator: str
    change: bool
    level: bool


def outcome(scenario: Scenario, seed: int, dial: str = "", value: int = 0) -> Mapping[str, float]:
    """What a game has come to at the end of the horizon; with a motion, it is passed in its first round."""
    game = opened_at(ROUND, seed=seed, scenario=scenario)
    last = ROUND + HORIZON - 1
    while game.world.round <= last:
        first = game.world.round == ROUND
        close(game, dial if first else "", value)
    measured = game.world.public[f"round {last}"]
    if dial:
        assert measured[f"dial.{dial}"] == value / 1e6, "the motion was not passed"
    return measured


def cases(scenario: Scenario, motions: tuple[tuple[str, int], ...], seed: int) -> Iterator[Case]:
    """What became of every preview of one game."""
    opening = opened_at(ROUND, seed=seed, scenario=scenario).world
    scene, without = scene_of(opening, scenario), outcome(scenario, seed)
    for dial, value in motions:
        with_motion = outcome(scenario, seed, dial, value)
        for one in foresee(scene, dial, value).outlooks:
            level = without[one.indicator]
            change = with_motion[one.indicator] - level
            yield Case(
                dial,
                one.indicator,
                one.change.low - ROUNDING <= change <= one.change.high + ROUNDING,
                one.without.low - ROUNDING <= level <= one.without.high + ROUNDING,
            )


def shares(found: list[Case], by: str, what: str) -> dict[str, float]:
    """How often something lay in its range, by motion or by indicator."""
    hits = defaultdict(list)
    for case in found:
        hits[getattr(case, by)].append(getattr(case, what))
    return {name: sum(one) / len(one) for name, one in hits.items()}


@pytest.mark.parametrize(("scenario", "motions", "seeds"), TABLES)
def test_what_a_motion_changes_lies_in_the_range_of_its_preview(
    scenario: Scenario, motions: tuple[tuple[str, int], ...], seeds: range
) -> None:
    """In at least four of five games, whichever the motion and whichever the indicator."""
    found = [case for seed in seeds for case in cases(scenario, motions, seed)]
    for by in ("dial", "indicator"):
        kept = shares(found, by, "change")
        print(scenario.id, by, {name: round(part, 2) for name, part in kept.items()})  # noqa: T201
        assert min(kept.values()) >= BAR, kept
    levels = shares(found, "indicator", "level")
    assert sum(levels.values()) / len(levels) >= BAR, levels
