"""The reference tells every number of an appraisal, and nothing else."""

from __future__ import annotations

import msgspec

from allmende_lab.simulate import play_game
from tests.docs.test_reference import page, rows, section
from tests.scenarios_tiny import TINY


def test_every_number_of_an_appraisal_is_described() -> None:
    """Those of a round by name, those in groups as group.name; the game has the same and two more."""
    game = play_game(TINY, system="dmnc", seed=1, rounds=1, appraised=True)
    found = msgspec.to_builtins(game.appraisal)
    first = found["rounds"][0]
    names = {"recovery", "power"} | {key for key in first if key != "round"}
    for group in ("distortion", "inequality"):
        names.remove(group)
        names |= {f"{group}.{name}" for name in first[group]}
    told = [row[0] for row in rows(section(page("indicators.md"), "## In an appraisal"))]
    assert set(told) == names
    assert len(told) == len(names)
    assert set(found) == {"welfare", "efficiency", "rounds", "recovery", "power"}
