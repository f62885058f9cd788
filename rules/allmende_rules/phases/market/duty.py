"""Hours on duty: who watches or inspects does not work meanwhile."""

from __future__ import annotations

from collections.abc import Iterable

from allmende_rules.land import Household
from allmende_rules.phases.units import percent
from allmende_rules.questions import Answers
from allmende_rules.system import Replies


def hours_of(groups: Iterable[Household]) -> float:
    """All the hours that the people of these groups have, skill included."""
    return sum([group.people * group.hours * group.skill for group in groups])


def off_work(replies: Replies, groups: Iterable[Household], needed: float) -> dict[str, Answers]:
    """The replies, with `needed` hours taken off those offered: the same part of all that groups have."""
    groups = tuple(groups)
    if not needed:
        return dict(replies)
    part = percent(needed / hours_of(groups))
    asked = {f"hours:{group.id}" for group in groups}
    return {
        seat: {
            name: max(0, value - part) if name in asked and isinstance(value, int) else value
            for name, value in said.items()
        }
        for seat, said in replies.items()
    }
