"""The same physics, the same people, the same weather: systems differ in institutions alone."""

from __future__ import annotations

from typing import Any

import pytest

from allmende_rules.record import Resolved
from allmende_rules.systems.registry import SYSTEMS
from allmende_rules.world import World
from tests.headless import SCENARIOS, play

LUCK = ("level", "drift", "theta")


def luck(world: World) -> dict[str, dict[str, Any]]:
    """What chance has made of every enterprise by now."""
    return {
        site.id: {name: world.secret(site.id, name) for name in LUCK}
        for site in world.land.enterprises
    }


@pytest.mark.parametrize("scenario", sorted(SCENARIOS))
def test_tape_luck_and_tastes_are_equal_under_every_system(scenario: str) -> None:
    """After three rounds, whatever was decided in them."""
    worlds = [play(SCENARIOS[scenario], system, "greedy", rounds=3).world for system in SYSTEMS]
    first = worlds[0]
    assert any(first.hidden["tape"]["shocks"].values())
    for other in worlds[1:]:
        assert other.hidden["tape"] == first.hidden["tape"]
        assert luck(other) == luck(first)
        for group in first.land.households:
            assert other.secret(group.id, "tastes") == first.secret(group.id, "tastes")


@pytest.mark.parametrize("scenario", sorted(SCENARIOS))
def test_the_opening_is_equal_under_every_system(scenario: str) -> None:
    """Money, machines, stocks and holdings: all but the system's name and its dials."""
    openings = []
    for system in SYSTEMS:
        game = play(SCENARIOS[scenario], system, "cautious", rounds=1)
        opening = next(e.body for e in game.entries if isinstance(e.body, Resolved))
        openings.append(
            [event for event in opening.events if _entity(event) not in ("table", "dials")]
        )
    assert len(openings[0]) > 10
    assert all(opening == openings[0] for opening in openings)


def _entity(event: object) -> str:
    return str(getattr(event, "entity", ""))
