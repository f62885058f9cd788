"""The meeting: users hear what was found, and set quotas, watch and fines, each by the median vote.

Those affected by rules take part in making them (Ostrom 1990, principle 3), if the authorities let them
(principle 7). Nested (principle 8), those who use a stock vote its quota in a group of their own, all
others vote the bound of the federation, and the lower of the two holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from allmende_rules.amounts import MICRO, units
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated, Told
from allmende_rules.mechanisms.voting.median import middle
from allmende_rules.phases.assembly.members import ask_votes, count
from allmende_rules.phases.self_government.group import (
    COLLECTIVE_CHOICE,
    GROUP,
    RIGHT_TO_ORGANISE,
    governed,
    has_quotas,
    has_vote,
    insiders,
    may_meet,
    quota,
    recognised,
    rule,
)
from allmende_rules.phases.self_government.hearing import ask_hearing, hear
from allmende_rules.phases.self_government.meeting_votes import (
    BOUND,
    QUOTA,
    numbers,
    quota_votes,
    tell_numbers,
)
from allmende_rules.phases.self_government.quotas import set_quotas, statutory_quota
from allmende_rules.questions import Question
from allmende_rules.system import Replies
from allmende_rules.world import World, fold


def ask_meeting(world: World, seat: str) -> tuple[Question, ...]:
    """Hearings, quotas, and how to watch and fine; what a statute says is not asked."""
    if not may_meet(world) or not has_vote(world, seat):
        return ()
    hearings = ask_hearing(world, seat)
    if not rule(world, COLLECTIVE_CHOICE):
        return tuple(hearings)
    votes = [*quota_votes(world, seat), *numbers(world, seat)]
    asked = ask_votes([vote._replace(required=vote is votes[0]) for vote in votes])
    once = [replace(one, once=one.topic in (QUOTA, BOUND)) for one in asked]
    return (*hearings, *once)


def meet(world: World, replies: Replies, chance: Chance) -> list[Event]:
    """Findings are heard, numbers set, quotas shared out; all of it if the rules are recognised."""
    stands = chance.uniform("recognition", world.round, GROUP) < rule(world, RIGHT_TO_ORGANISE)
    opened = [Stated("all", GROUP, {"recognised": stands, "overturned": 0, "doubted": 0.0})]
    if not stands:
        return [*opened, *_struck_down(world), *set_quotas(world, None)]
    events: list[Event] = [*opened, *hear(world, replies), *_set_numbers(world, replies)]
    now = fold(world, events)
    if not has_quotas(now):
        return [*events, *set_quotas(now, None)]
    totals = {name: _total(now, name, replies) for name in governed(now)}
    events += [*set_quotas(now, totals), *_tell_quotas(now, totals, replies)]
    return [*events, *_tell_own(fold(now, events))]


def _struck_down(world: World) -> list[Event]:
    """An authority from outside voids the rules: nothing that was found or is due counts any more."""
    void = Stated("all", GROUP, {"findings": [], "due": [], "excluded": {}})
    if not has_quotas(world) or not rule(world, RIGHT_TO_ORGANISE):
        return [void]
    text = "The authorities do not recognise your rules this round: no quota, watch or fine holds."
    return [void, Told("all", text)]


def _set_numbers(world: World, replies: Replies) -> list[Event]:
    """The medians of what was voted become the dials in force."""
    if not rule(world, COLLECTIVE_CHOICE) or not may_meet(world):
        return []
    chosen = {vote.id: count(replies, vote) for vote in numbers(world)}
    dials = {name: value / MICRO for name, value in chosen.items() if value is not None}
    if not dials:
        return []
    return [Stated("all", "dials", dials), *tell_numbers(world, dials)]


def _total(world: World, name: str, replies: Replies) -> int:
    """The quota of a stock: the median, or of two levels the lower; else the statute's."""
    medians = [
        value
        for topic in (QUOTA, BOUND)
        if (value := middle(given(replies, f"{topic}:{name}").values())) is not None
    ]
    return min(medians, default=statutory_quota(world, name))


def given(replies: Replies, question: str) -> dict[str, int]:
    """The numbers that seats voted on a question."""
    return {
        seat: value
        for seat, said in sorted(replies.items())
        if isinstance(value := said.get(question), int)
    }


def _tell_quotas(world: World, totals: Mapping[str, int], replies: Replies) -> list[Event]:
    """The quota of each stock and where it comes from, with the votes on both levels."""
    events: list[Event] = []
    for name, total in totals.items():
        resource = world.land.resource(name)
        facts: dict[str, Any] = {"name": resource.name, "unit": resource.unit}
        facts["quota"] = _tenth(total)
        cast = {topic: given(replies, f"{topic}:{name}") for topic in (QUOTA, BOUND)}
        who = "".join([topic for topic, votes in cast.items() if votes])
        for topic, votes in cast.items():
            facts |= _told_votes(world, topic, votes)
        events.append(Told("all", SET[who], facts))
    return events


def _told_votes(world: World, topic: str, votes: Mapping[str, int]) -> dict[str, Any]:
    """The middle one of the votes on a level, and all of them by name; nothing where none were cast."""
    if (median := middle(votes.values())) is None:
        return {}
    named = [f"{world.land.name(seat)} {_tenth(vote)}" for seat, vote in votes.items()]
    return {f"{topic}_voted": _tenth(median), f"{topic}s": ", ".join(named)}


def _tenth(amount: int) -> float:
    return round(units(amount), 1)


SET = {
    "": "{name}: members may take {quota} {unit} this round. Nobody voted: it is what the statute proposes.",
    QUOTA: "{name}: members may take {quota} {unit} this round, the middle one of the votes ({quotas}).",
    BOUND: "{name}: members may take {quota} {unit} this round, the middle one of the votes ({bounds}).",
    QUOTA + BOUND: (
        "{name}: members may take {quota} {unit} this round: the lower of what its users allow themselves, "
        "{quota_voted} ({quotas}), and what the others allow them, {bound_voted} ({bounds})."
    ),
}
"""How a quota came about, by the levels on which votes were cast; of each level the middle one counts."""


def _tell_own(world: World) -> list[Event]:
    """To each appropriator what part of the quota is its own."""
    events: list[Event] = []
    for site in insiders(world):
        facts = {"site": site.name, "quota": round(units(quota(world, site.id) or 0), 1)}
        events.append(
            Told(world.fact(site.id, "holder"), "{site} may take {quota} this round.", facts)
        )
    return events if recognised(world) else []
