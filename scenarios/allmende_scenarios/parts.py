"""Splitting what a seat holds into parts that are together as large as the whole was.

People are split as evenly as whole people can be, and all else in proportion to people, so that a
head has what it had. Totals are kept to the micro-unit (largest remainder).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain

from msgspec import UnsetType
from msgspec.structs import replace

from allmende_rules.amounts import largest_remainder, micro, units
from allmende_rules.land import Enterprise, Goal, Household, Land, Mandate, Seat
from allmende_scenarios.goals import is_total


def part_name(name: str, number: int) -> str:
    """How the name of a part reads: "Sawmill North 2"."""
    return f"{name} {number}"


def part_id(id_: str, number: int) -> str:
    """The identifier of a part: "sawmill_north_2"."""
    return f"{id_}_{number}"


def split_land(land: Land, parts: Mapping[str, int]) -> Land:
    """The land with each seat split into its number of `parts`, its people and sites with it."""
    people = {
        seat.id: largest_remainder(land.household(seat.household).people, [1] * parts[seat.id])
        for seat in land.seats
    }
    groups = {seat.household: people[seat.id] for seat in land.seats}
    sites = {site: people[seat.id] for seat in land.seats for site in seat.enterprises}
    return replace(
        land,
        seats=tuple(chain(*(_seats(land, seat, people[seat.id]) for seat in land.seats))),
        households=tuple(chain(*(_households(h, groups.get(h.id, [1])) for h in land.households))),
        enterprises=tuple(
            chain(*(_enterprises(e, sites.get(e.id, [1])) for e in land.enterprises))
        ),
    )


def _seats(land: Land, seat: Seat, people: list[int]) -> list[Seat]:
    if len(people) == 1:
        return [replace(seat, parts=1)]
    return [
        replace(
            seat,
            id=part_id(seat.id, number),
            name=part_name(seat.name, number),
            household=part_id(seat.household, number),
            enterprises=tuple(part_id(site, number) for site in seat.enterprises),
            mandate=_mandate(land, seat, seat.mandate, number, heads / sum(people)),
            under=_under(land, seat, number, heads / sum(people)),
            parts=1,
        )
        for number, heads in enumerate(people, start=1)
    ]


def _households(group: Household, people: list[int]) -> list[Household]:
    if len(people) == 1:
        return [group]
    cash = _shared(group.cash, people)
    return [
        replace(
            group,
            id=part_id(group.id, number),
            name=part_name(group.name, number),
            people=heads,
            cash=cash[number - 1],
        )
        for number, heads in enumerate(people, start=1)
    ]


def _enterprises(site: Enterprise, people: list[int]) -> list[Enterprise]:
    if len(people) == 1:
        return [site]
    capacity, cash = _shared(site.capacity, people), _shared(site.cash, people)
    return [
        replace(
            site,
            id=part_id(site.id, number),
            name=part_name(site.name, number),
            household=part_id(site.household, number),
            capacity=capacity[number - 1],
            cash=cash[number - 1],
        )
        for number in range(1, len(people) + 1)
    ]


def _shared(total: float, people: list[int]) -> list[float]:
    return [units(part) for part in largest_remainder(micro(total), people)]


def _under(land: Land, seat: Seat, number: int, share: float) -> dict[str, Mandate] | UnsetType:
    """What a part's mandate is under each system that the whole has another one under."""
    if not seat.under:
        return seat.under
    return {
        system: _mandate(land, seat, mandate, number, share)
        for system, mandate in seat.under.items()
    }


def _mandate(land: Land, seat: Seat, whole: Mandate, number: int, share: float) -> Mandate:
    """The mandate of a part: it names the part's own people and sites, and its totals are their share."""
    names = [land.name(unit) for unit in (seat.household, *seat.enterprises)]
    goals = [_goal(seat, goal, number, share) for goal in whole.goals]
    return Mandate(
        text=_renamed(whole.text, names, number),
        goals=tuple(replace(goal, text=_renamed(goal.text, names, number)) for goal in goals),
    )


def _renamed(text: str, names: list[str], number: int) -> str:
    words = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)({words})(?!\w)", lambda found: part_name(found[0], number), text)


def _goal(seat: Seat, goal: Goal, number: int, share: float) -> Goal:
    """A goal of a part. A bound on a total is scaled by the part's share, and so is its text."""
    kind, _, about = goal.indicator.partition(".")
    name = f"{kind}.{part_id(about, number)}" if about in seat.enterprises else goal.indicator
    if not is_total(goal.indicator, seat):
        return replace(goal, indicator=name)
    least, most = _scaled(goal.at_least, share), _scaled(goal.at_most, share)
    text = bound_in(goal).sub(f"{least if most is None else most:.15g}", goal.text)
    return replace(goal, indicator=name, at_least=least, at_most=most, text=text)


def _scaled(bound: float | None, share: float) -> float | None:
    """A share of a bound, to three digits: what the text says is what counts."""
    return None if bound is None else float(f"{bound * share:.3g}")


def bound_in(goal: Goal) -> re.Pattern[str]:
    """Where a goal's text says its bound."""
    bound = goal.at_most if goal.at_least is None else goal.at_least
    return re.compile(rf"(?<![\w.,]){re.escape(f'{bound:.15g}')}(?!\w|[.,]\d)")
