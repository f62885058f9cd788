"""Whether previews of motions are right: games between bots, in which the motion is tabled and passed.

Every game is played on twice from the round of the motion, with it and without it; what it changed is
held against the range that the preview gave before anybody voted.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

from allmende_bots.foresight import HORIZON, foresee
from tests.bots.motions import MOTIONS, close, opened_at, scene_of

ROUND, SEEDS = 3, range(200, 224)
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


def outcome(seed: int, dial: str = "", value: int = 0) -> Mapping[str, float]:
    """What a game has come to at the end of the horizon; with a motion, it is passed in its first round."""
    game = opened_at(ROUND, seed=seed)
    last = ROUND + HORIZON - 1
    while game.world.round <= last:
        first = game.world.round == ROUND
        close(game, dial if first else "", value)
    measured = game.world.public[f"round {last}"]
    if dial:
        assert measured[f"dial.{dial}"] == value / 1e6, "the motion was not passed"
    return measured


def cases(seed: int) -> Iterator[Case]:
    """What became of every preview of one game."""
    scene, without = scene_of(opened_at(ROUND, seed=seed).world), outcome(seed)
    for dial, value in MOTIONS:
        with_motion = outcome(seed, dial, value)
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


def test_what_a_motion_changes_lies_in_the_range_of_its_preview() -> None:
    """In at least four of five games, whichever the motion and whichever the indicator."""
    found = [case for seed in SEEDS for case in cases(seed)]
    for by in ("dial", "indicator"):
        kept = shares(found, by, "change")
        assert min(kept.values()) >= BAR, kept
    levels = shares(found, "indicator", "level")
    assert sum(levels.values()) / len(levels) >= BAR, levels
