"""What the meeting votes on: quotas on one or two levels, the watch, fines, and how quotas are shared out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from allmende_rules.amounts import micro
from allmende_rules.events import Event, Told
from allmende_rules.phases.assembly.members import Vote
from allmende_rules.phases.self_government.group import (
    CONGRUENCE,
    EQUAL_QUOTAS,
    NESTING,
    governed,
    rule,
    sanctions,
    users,
    watches,
)
from allmende_rules.phases.self_government.quotas import parts, statutory_quota
from allmende_rules.phases.self_government.watch_hours import most_watch
from allmende_rules.questions import Effect
from allmende_rules.world import World

QUOTA, BOUND = "quota", "bound"
NOISE = 1e-3
"""A difference of shares in a quota that is not worth a vote."""
MOST_FINE = 4.0
"""The largest small fine that may be voted, in times what was taken is worth (ours)."""
WATCH, FINE, BY_MACHINES = "watch", "fine", "by_machines"
NUMBERS = {
    WATCH: (
        "Inspections of each site",
        "How often the monitor inspects each member's site on average. Those who have quotas pay for it.",
    ),
    FINE: (
        "Size of fines",
        "What a small fine costs, in times the worth of what was taken beyond the quota.",
    ),
    BY_MACHINES: (
        "Part of a quota that goes by machines",
        "This part of each quota is shared out in proportion to machines, the rest to all sites alike.",
    ),
}
UNITS = {WATCH: "a round", FINE: "times its worth", BY_MACHINES: "share"}
CHANGED = {
    WATCH: "The meeting voted {now} inspections of each site a round; it was {before}.",
    FINE: "The meeting voted small fines of {now} times the worth of an offence; it was {before}.",
    BY_MACHINES: "The meeting voted that a part of {now} of each quota goes by machines; it was {before}.",
}
"""What is told of a number that the meeting has changed."""
STATUTE = "If nobody votes, what the statute proposes holds."


WHOSE = {
    (True, False): "The most that all members together may take this round.",
    (True, True): (
        "The most that all members together may take this round. All others vote a bound on it: the lower "
        "one holds."
    ),
    (False, True): (
        "Its users vote how much they may take together this round. You do not harvest it and vote a bound "
        "on that: the lower one holds."
    ),
}
"""What a vote on a quota is about: whether one votes with the users, and whether there are two levels."""


def quota_votes(world: World, seat: str) -> list[Vote]:
    """A seat's vote on the quota of each stock, those that it harvests first."""
    return [
        _quota_vote(world, name, seat) for name in sorted(governed(world), key=_others(world, seat))
    ]


def _others(world: World, seat: str) -> Callable[[str], bool]:
    """Whether a stock is one that others harvest."""
    return lambda name: not any(e.id in world.held(seat) for e in users(world, name))


def _quota_vote(world: World, name: str, seat: str) -> Vote:
    """The vote of a seat on a stock's quota: its group's, or the federation's bound on that group."""
    local = not rule(world, NESTING) or not _others(world, seat)(name)
    resource = world.land.resource(name)
    helps = WHOSE[local, bool(rule(world, NESTING))]
    return Vote(
        id=f"{QUOTA if local else BOUND}:{name}",
        title=f"{'Quota' if local else 'Bound on the quota'}: {resource.name}",
        help=f"{helps} {STATUTE}",
        unit=resource.unit,
        low=0,
        high=micro(world.fact(name, "stock")),
        now=statutory_quota(world, name),
        effects=(Effect(f"harvest.{name}", 1), Effect(f"stock.{name}", -1)),
    )


def numbers(world: World, seat: str | None = None) -> tuple[Vote, ...]:
    """What stays in force until it is voted otherwise: the watch, the fine, and how quotas are shared.

    All of it, or what one seat votes on: how quotas are shared is the affair of those whom it concerns.
    """
    votes: list[Vote] = []
    if watches(world):
        votes.append(_number(world, WATCH, most_watch(world), (Effect("watched", 1),)))
    if sanctions(world):
        votes.append(_number(world, FINE, MOST_FINE, (Effect("expected_fine", 1),)))
    shares = _shares(world, seat)
    if rule(world, CONGRUENCE) != EQUAL_QUOTAS and (seat is None or shares):
        votes.append(_number(world, BY_MACHINES, 1.0, shares))
    return tuple(votes)


def _shares(world: World, seat: str | None) -> tuple[Effect, ...]:
    """Whether a seat's sites get more or less of a quota if it goes by machines; none if the same."""
    held = world.held(seat) if seat else ()
    more: dict[str, float] = {}
    for name in governed(world):
        alike, sized = parts(world, name, 0.0), parts(world, name, 1.0)
        more |= {site: sized[site] - alike[site] for site in sized if site in held}
    return tuple(
        Effect(f"quota.{site}", 1 if gain > 0 else -1)
        for site, gain in more.items()
        if abs(gain) > NOISE
    )


def _number(world: World, dial: str, high: float, moves: tuple[Effect, ...]) -> Vote:
    title, helps = NUMBERS[dial]
    return Vote(
        id=dial,
        title=title,
        help=helps + " What is voted stays in force.",
        unit=UNITS[dial],
        low=0,
        high=micro(high),
        now=min(micro(high), micro(rule(world, dial))),
        effects=moves,
        required=False,
    )


def tell_numbers(world: World, dials: Mapping[str, float]) -> list[Event]:
    """To all what the meeting has changed for good."""
    return [
        Told("all", CHANGED[dial], {"now": round(now, 2), "before": round(before, 2)})
        for dial, now in dials.items()
        if (before := rule(world, dial)) != now
    ]
