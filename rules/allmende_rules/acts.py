"""What a game is opened with: its acts, which dials hold in them, and which systems a motion may choose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from allmende_rules.agenda import CONSTITUTIONAL, Alternative
from allmende_rules.record import FORMAT, Header, content_hash
from allmende_rules.scenario import Act, Scenario
from allmende_rules.system import check_dials, preset_dials
from allmende_rules.systems.registry import SYSTEMS, find_system
from allmende_rules.version import ENGINE


def settled(scenario: Scenario, act: Act) -> Act:
    """The act with all its dials: the scenario's, over them those of its presets, over them its own.

    Raises LookupError for an unknown system, preset or dial, ValueError for a dial out of its range
    and for presets that exclude each other.
    """
    system = find_system(act.system)
    dials = {
        **preset_dials(system, (scenario.presets or {}).get(act.system, ())),
        **scenario.dials.get(act.system, {}),
        **preset_dials(system, act.presets),
        **act.dials,
    }
    check_dials(system, dials)
    return Act(system=act.system, rounds=act.rounds, dials=dials)


def choices(scenario: Scenario, acts: Iterable[Act]) -> tuple[Alternative, ...]:
    """What a motion may choose between: all systems, if under any of these acts there may be one."""
    ruled = {dial.id for act in acts for dial in find_system(act.system).dials}
    if CONSTITUTIONAL not in ruled:
        return ()
    return tuple(
        Alternative(system.name, settled(scenario, Act(system=system.id, rounds=1)))
        for system in SYSTEMS.values()
    )


def new_header(
    scenario: Scenario,
    *,
    system: str,
    seed: int,
    rounds: int,
    seats: tuple[str, ...] | None = None,
    dials: Mapping[str, float] | None = None,
    then: Sequence[Act] = (),
) -> Header:
    """The header of a fresh game; all seats of the scenario take part unless told otherwise.

    `then` are the acts that follow the first one, within these `rounds`. Raises LookupError for an
    unknown system, preset or dial, ValueError for a dial out of its range or for too many acts.
    """
    first = rounds - sum(act.rounds for act in then)
    if first < 1:
        raise ValueError(f"The acts that follow leave {first} of {rounds} rounds to the first one.")
    act = settled(scenario, Act(system=system, rounds=first, dials=dict(dials or {})))
    later = tuple(settled(scenario, act) for act in then)
    return Header(
        format=FORMAT,
        engine=ENGINE,
        scenario_hash=content_hash(scenario),
        scenario=scenario,
        system=system,
        dials=act.dials,
        seed=seed,
        rounds=rounds,
        seats=seats if seats is not None else tuple(seat.id for seat in scenario.land.seats),
        then=later,
        systems=choices(scenario, (act, *later)),
    )
