"""Delegates: what they want made for people, and whether whoever plans is recalled.

Where the planner sets the ends delegates say what they wish, and it binds nobody. Where the dial
`ends_by` gives the ends to delegates they vote the part of each good, by the median. A recall is possible
only where the dial `recall` says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from allmende_rules.amounts import MICRO, largest_remainder
from allmende_rules.events import Event, Told
from allmende_rules.land import Good, Land
from allmende_rules.phases.assembly.members import Vote, ask_votes, count
from allmende_rules.phases.assembly.office import OFFICES, PLANNER, candidates, elect
from allmende_rules.phases.command.facts import DELEGATES_SET, setting
from allmende_rules.phases.command.needs import FULL, usual_ends
from allmende_rules.phases.market.household import KEEP, needs_first
from allmende_rules.phases.units import HUNDRED, PERCENT
from allmende_rules.questions import Ballot, Effect, Option, Question, Split
from allmende_rules.system import Replies
from allmende_rules.world import World

WISHES, VOTED, RECALL, STAY = "wishes", "ends", "recall", "stay"
RECALLED = "Delegates recall the planner, by {votes} of {cast} votes."


def ask_ends(world: World, seat: str) -> tuple[Question, ...]:
    """Ballots on what is made for people where they bind, else what a delegate's people wish for."""
    if setting(world, "ends_by") == DELEGATES_SET:
        return ask_votes(_votes(world))
    return _ask_wishes(world, seat)


def _ask_wishes(world: World, seat: str) -> tuple[Question, ...]:
    """Silence wishes what the delegate's people would buy at list prices."""
    groups = [unit for unit in world.held(seat) if world.land.is_household(unit)]
    if not groups:
        return ()
    split = needs_first(world, world.land.household(groups[0]))
    wanted = {good: part for good, part in split.items() if good != KEEP}
    usual = _whole(wanted) if any(wanted.values()) else usual_ends(world)
    return (
        Split(
            id=WISHES,
            topic=WISHES,
            about=groups[0],
            title="What your people want made",
            help="Percent of what is made for people, by worth. The planner sees the mean of all "
            "delegates, and need not follow it.",
            parts=parts_of(world.land),
            total=FULL,
            unit=PERCENT,
            default=usual,
            required=False,
            effects=tuple([Effect(f"{WISHES}.{good}", 1, good) for good in usual]),
        ),
    )


def _whole(wanted: dict[str, int]) -> dict[str, int]:
    return dict(zip(wanted, largest_remainder(FULL, list(wanted.values())), strict=True))


@lru_cache(maxsize=16)
def _parts(goods: tuple[tuple[str, str], ...]) -> tuple[Option, ...]:
    return tuple([Option(good, name) for good, name in goods])


def parts_of(land: Land) -> tuple[Option, ...]:
    """The goods that people want, as parts of a split."""
    return _parts(tuple([(good.id, good.name) for good in land.wanted]))


def _votes(world: World) -> list[Vote]:
    """The part of each good in what is made for people; what is usual holds where nobody votes."""
    usual = usual_ends(world)
    return [
        _vote(good, usual[good.id] * MICRO, first=not n) for n, good in enumerate(world.land.wanted)
    ]


def _vote(good: Good, usual: int, *, first: bool) -> Vote:
    return Vote(
        id=f"{VOTED}:{good.id}",
        title=f"Made for people: {good.name}",
        help="Percent of the worth of all that is made for people; the votes on all goods are then "
        "scaled to a hundred.",
        unit=PERCENT,
        low=0,
        high=HUNDRED,
        now=usual,
        effects=(Effect(f"output.{good.id}", 1),),
        required=first,
    )


def count_wishes(world: World, replies: Replies) -> dict[str, float]:
    """The share of each good that delegates want: the scaled median where they vote, else the mean."""
    if setting(world, "ends_by") == DELEGATES_SET:
        voted = {vote.id.partition(":")[2]: count(replies, vote) or 0 for vote in _votes(world)}
        return _scaled(voted if any(voted.values()) else usual_ends(world))
    said = [one for answers in replies.values() if isinstance(one := answers.get(WISHES), dict)]
    wishes = said or [usual_ends(world)]
    return _scaled(
        {good.id: sum([one.get(good.id, 0) for one in wishes]) for good in world.land.wanted}
    )


def _scaled(parts: Mapping[str, int]) -> dict[str, float]:
    whole = sum(parts.values())
    return {f"{WISHES}.{good}": round(part / whole, 6) for good, part in parts.items()}


def ask_recall(world: World) -> tuple[Question, ...]:
    """A ballot on who plans, where delegates may recall the planner."""
    now = world.fact(OFFICES, PLANNER)
    if now is None or not setting(world, "recall"):
        return ()
    others = tuple([seat for seat in candidates(world) if seat != now])
    if not others:
        return ()
    options = [Option(STAY, f"{world.land.name(now)} stays")]
    options += [Option(seat, f"{world.land.name(seat)} plans") for seat in others]
    return (
        Ballot(
            id=RECALL,
            topic=RECALL,
            about=PLANNER,
            title="Who plans",
            help="More than half of the votes cast put another into office at once; you may abstain.",
            method="majority",
            takes="choice",
            account="Whoever has more than half of the votes cast; else the planner stays.",
            options=tuple(options),
            required=False,
            once=True,
            effects=tuple([Effect("recalls", 1, seat) for seat in others]),
        ),
    )


def recalled(world: World, replies: Replies) -> list[Event]:
    """The exchange of seats if more than half of the votes cast are for another; else nothing."""
    votes = Counter(
        [vote for said in replies.values() if isinstance(vote := said.get(RECALL), str)]
    )
    if not votes:
        return []
    winner, many = votes.most_common(1)[0]
    if winner == STAY or 2 * many <= sum(votes.values()):
        return []
    place = candidates(world).index(winner)
    told = {"votes": many, "cast": sum(votes.values())}
    return [Told("all", RECALLED, told), *elect(world, PLANNER, place * MICRO)]
