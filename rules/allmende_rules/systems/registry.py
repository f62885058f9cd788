"""The systems that can be played, by name."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from allmende_rules.system import System
from allmende_rules.systems.capitalism import CAPITALISM
from allmende_rules.systems.command import COMMAND
from allmende_rules.systems.dmnc import DMNC
from allmende_rules.systems.open_access import OPEN_ACCESS
from allmende_rules.systems.ostrom import OSTROM

SYSTEMS: Mapping[str, System] = {
    system.id: system for system in (DMNC, OPEN_ACCESS, CAPITALISM, OSTROM, COMMAND)
}


def find_system(name: str) -> System:
    """The system of that name. Raises LookupError with a sentence and the nearest name."""
    if name in SYSTEMS:
        return SYSTEMS[name]
    near = get_close_matches(name, SYSTEMS, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise LookupError(f"There is no system “{name}”; there are {', '.join(SYSTEMS)}.{hint}")
