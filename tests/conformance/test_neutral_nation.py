"""With frictions off every system finds the allocation of ECONOMICS D1, at every cap that it can hold."""

from __future__ import annotations

import pytest

from allmende_lab.neutral.entries import LIMITS, Limit
from allmende_lab.neutral.land import frictionless
from allmende_lab.neutral.limit import measured, playable
from allmende_lab.neutral.table import UNCAPPED
from allmende_rules.system import check_dials
from allmende_rules.systems.registry import SYSTEMS, find_system

CASES = [(one, cap) for one in playable() for cap in one.caps]


@pytest.mark.parametrize(("one", "cap"), CASES, ids=[f"{one.name}-{cap}" for one, cap in CASES])
def test_the_system_finds_the_printed_allocation(one: Limit, cap: float) -> None:
    """What the market solves is the planner's optimum (to 1e-6), what people have is the table's (1 %)."""
    row = measured(one, cap)
    assert row.passes, row


def test_every_system_has_an_entry() -> None:
    """Nobody is left out of the neutral limit, and whoever has a cap for which it fails says why."""
    assert {one.system for one in LIMITS} >= set(SYSTEMS)
    assert all(one.why for one in LIMITS if len(one.caps) < len({cap for _, cap in CASES}))


MARKET = ("clearing", "stock_target")
"""How markets clear and what they then take has an entry of its own."""


@pytest.mark.parametrize("one", playable(), ids=lambda one: one.name)
def test_every_friction_is_off(one: Limit) -> None:
    """Whatever a system can turn off and has a bearing on this land is off, but for its cap."""
    land, values = frictionless().land, one.dials(UNCAPPED)
    left_on = [
        dial.id
        for dial in find_system(one.system).dials
        if dial.off is not None and dial.applies(land) and dial.id not in MARKET
        if dial.id not in one.cap(UNCAPPED) and values.get(dial.id, dial.default) != dial.off
    ]
    assert left_on == []


@pytest.mark.parametrize("one", playable(), ids=lambda one: one.name)
def test_entries_name_dials_that_there_are(one: Limit) -> None:
    """Each value of an entry is within its dial's range."""
    check_dials(find_system(one.system), one.dials(one.caps[0]))
