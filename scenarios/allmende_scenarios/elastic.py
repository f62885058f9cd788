"""A scenario for as many people as come: seats are split, then shared, until all have a place."""

from __future__ import annotations

from collections import Counter

from msgspec.structs import replace

from allmende_rules.amounts import largest_remainder
from allmende_rules.land import Seat
from allmende_rules.scenario import Scenario
from allmende_rules.systems.registry import SYSTEMS
from allmende_scenarios.parts import part_id, split_land


def bounds(scenario: Scenario) -> tuple[int, int]:
    """The least and the most people that a scenario takes."""
    most = scenario.elastic.most
    return scenario.elastic.least, places(scenario) if most is None else most


def places(scenario: Scenario) -> int:
    """The people for whom there is room when every seat is split and shared as far as it may be."""
    return sum(seat.parts * seat.team for seat in scenario.land.seats)


def for_people(scenario: Scenario, people: int) -> Scenario:
    """The scenario with enough seats: the same land, people and money, split among more hands.

    With no more people than seats it is the scenario itself. Where there are still more people than
    seats in the result, `teams` says which are shared. Raises ValueError with a sentence if the
    scenario does not take so many.
    """
    parts = _parts(scenario, people)
    if people <= len(scenario.land.seats):
        return scenario
    names = {id_: part_ids(id_, number) for id_, number in parts.items()}
    return replace(
        scenario,
        land=split_land(scenario.land, parts),
        bots={part: bot for seat, bot in scenario.bots.items() for part in names[seat]},
        dials={**scenario.dials, **_dials(scenario, parts)},
        elastic=replace(scenario.elastic, most=None, dials={}),
    )


def teams(scenario: Scenario, people: int) -> dict[str, int]:
    """How many people each seat of `for_people` is meant for; 0 leaves it to its bot.

    Raises ValueError with a sentence if the scenario does not take so many.
    """
    parts = _parts(scenario, people)
    return {
        part: size
        for id_, together in _seating(scenario, people).items()
        for part, size in zip(
            part_ids(id_, parts[id_]),
            largest_remainder(together, [1] * parts[id_]),
            strict=True,
        )
    }


def part_ids(id_: str, parts: int) -> tuple[str, ...]:
    """The identifiers of so many parts; what stays whole keeps its own."""
    if parts == 1:
        return (id_,)
    return tuple(part_id(id_, number) for number in range(1, parts + 1))


def _parts(scenario: Scenario, people: int) -> dict[str, int]:
    """Into how many seats each seat is split for so many people."""
    least, most = bounds(scenario)
    if not least <= people <= most:
        raise ValueError(f"{scenario.name} takes {least} to {most} people, not {people}.")
    together = _seating(scenario, people)
    return {seat.id: max(1, min(seat.parts, together[seat.id])) for seat in scenario.land.seats}


def _seating(scenario: Scenario, people: int) -> dict[str, int]:
    """How many people come to each seat of the file, alone on its parts or in teams.

    Roles are filled in the proportion of their seats, one person at a time (Webster's divisor method;
    equal claims in the order of the file), so nobody's role changes when one more comes.
    """
    weights, seated = Counter(seat.role for seat in scenario.land.seats), Counter[str]()
    together = {seat.id: 0 for seat in scenario.land.seats}
    for _ in range(people):
        free = [s for s in scenario.land.seats if together[s.id] < s.parts * s.team]
        role = max((s.role for s in free), key=lambda r: weights[r] / (2 * seated[r] + 1))
        chosen = min((s for s in free if s.role == role), key=lambda s: _claim(s, together[s.id]))
        seated[role] += 1
        together[chosen.id] += 1
    return together


def _claim(seat: Seat, people: int) -> tuple[bool, int, bool]:
    """What is served first within a role: who still has a seat of their own, then the emptiest."""
    return people >= seat.parts, people, seat.optional


def _dials(scenario: Scenario, parts: dict[str, int]) -> dict[str, dict[str, float]]:
    """Dials that are a share of a trade, as much smaller as a trade's sites are, within their bounds."""
    licensees = [seat for seat in scenario.land.seats if seat.role == "licensee"]
    split = [parts[seat.id] for seat in licensees if seat.enterprises]
    divisor = {"least": min(split, default=1), "most": max(split, default=1)}
    changed: dict[str, dict[str, float]] = {}
    for system, wanted in scenario.elastic.dials.items():
        settings = changed[system] = dict(scenario.dials.get(system, {}))
        for dial in SYSTEMS[system].dials:
            if dial.id in wanted:
                value = settings.get(dial.id, dial.default) / divisor[wanted[dial.id]]
                settings[dial.id] = max(dial.low, round(value, 6))
    return changed
