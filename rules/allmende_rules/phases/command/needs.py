"""What a plan makes for people if nobody says otherwise: needs first, then the public table of tastes."""

from __future__ import annotations

from allmende_rules.amounts import largest_remainder, units
from allmende_rules.phases.command.facts import hours_expected, wholesale
from allmende_rules.view import View
from allmende_rules.world import World

FULL = 100


def usual_ends(seen: World | View) -> dict[str, int]:
    """Whole percent of the worth of what is made for people: a scientific norm, as planners called it.

    Everybody's needs at wholesale prices, and what the expected wages buy beyond by the table of tastes.
    """
    people = sum([group.people for group in seen.land.households])
    wages = hours_expected(seen) * units(seen.fact("labour", "wage"))
    price = {good.id: wholesale(seen, good.id) for good in seen.land.wanted}
    needs = {good.id: good.need * people * price[good.id] for good in seen.land.wanted}
    tastes = sum([good.taste for good in seen.land.wanted]) or 1.0
    rest = max(0.0, wages - sum(needs.values()))
    weights = [needs[good.id] + rest * good.taste / tastes for good in seen.land.wanted]
    if not any(weights):
        weights = [1.0] * len(weights)
    return dict(zip(needs, largest_remainder(FULL, weights), strict=True))
