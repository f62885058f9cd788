"""The assembly: members vote numbers by the median, table motions on dials, and decide them by majority."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, cast

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.mechanisms.ballot import majority, median
from allmende_rules.questions import (
    Ballot,
    DialRange,
    Effect,
    Motion,
    Option,
    Proposal,
    Question,
)
from allmende_rules.system import Dial, Replies
from allmende_rules.world import World

YES, NO = "yes", "no"
FLOOR = "motions"
"""The entity that carries motions on the floor and those decided."""


class Vote(NamedTuple):
    """A number that the assembly sets each round, as a ballot and as a fact once it is set.

    Amounts are micro-units; `now` is what holds if nobody votes, None if another rule takes over then.
    """

    id: str
    title: str
    help: str
    unit: str
    low: int
    high: int
    now: int | None
    effects: tuple[Effect, ...]
    required: bool = True


def is_member(world: World, seat: str) -> bool:
    """Whether a seat has a vote in the assembly."""
    return bool(world.fact(seat, "role") == "member")


def ask_votes(votes: Iterable[Vote]) -> tuple[Question, ...]:
    """A median ballot for each number."""
    return tuple(
        Ballot(
            id=vote.id,
            topic=vote.id.partition(":")[0],
            about=vote.id.partition(":")[2] or "assembly",
            title=vote.title,
            help=vote.help,
            method="median",
            takes="number",
            low=vote.low,
            high=vote.high,
            unit=vote.unit,
            default=vote.now,
            required=vote.required,
            effects=vote.effects,
        )
        for vote in votes
    )


def count(replies: Replies, vote: Vote) -> int | None:
    """The median of the votes given, or what holds if there are none."""
    given = {
        seat: value for seat, said in replies.items() if isinstance(value := said.get(vote.id), int)
    }
    chosen = median(given)
    return vote.now if chosen is None else chosen


def ask_motion(world: World, dials: Sequence[Dial]) -> Motion:
    """The floor: a member may table one change of a dial a round."""
    values: Mapping[str, float] = world.public["dials"]
    return _motion(tuple(dials), tuple(values[dial.id] for dial in dials))


@lru_cache(maxsize=64)
def _motion(dials: tuple[Dial, ...], values: tuple[float, ...]) -> Motion:
    """The question; the same for all members while no dial moves."""
    return Motion(
        id="motion",
        topic="motion",
        about="assembly",
        title="Table a motion",
        help="Propose to change a rule. Members vote on it next; a majority puts it into force.",
        dials=tuple(
            DialRange(d.id, d.label, micro(d.low), micro(d.high), micro(now), d.unit, d.whole)
            for d, now in zip(dials, values, strict=True)
            if d.amended_by == "assembly"
        ),
        required=False,
    )


def table_motions(world: World, replies: Replies) -> list[Event]:
    """The motions of the round: one for each dial, the first in the order of seats."""
    floor: dict[str, dict[str, object]] = {}
    for seat in sorted(replies):
        motion = replies[seat].get("motion")
        if isinstance(motion, Proposal):
            facts = {"by": seat, "dial": motion.dial, "value": motion.value}
            floor.setdefault(motion.dial, facts)
    return [Stated("all", FLOOR, {"floor": list(floor.values())})] if floor else []


def ask_floor(world: World, seat: str, dials: Iterable[Dial]) -> tuple[Question, ...]:
    """Yes or no to each motion on the floor, for members."""
    floor = world.fact(FLOOR, "floor")
    if not floor or not is_member(world, seat):
        return ()
    labels = {dial.id: dial for dial in dials}
    return tuple(
        _motion_ballot(world, index, motion, labels[motion["dial"]])
        for index, motion in enumerate(floor)
    )


def _motion_ballot(world: World, index: int, motion: dict[str, object], dial: Dial) -> Ballot:
    wanted, now = units(cast("int", motion["value"])), world.dial(dial.id)
    return Ballot(
        id=f"vote:{index}",
        topic="vote",
        about=dial.id,
        title=f"{dial.label}: from {now:g} to {wanted:g} {dial.unit}".rstrip(),
        help="More yes than no puts it into force at once; a tie keeps what is.",
        method="majority",
        options=(Option(YES, "Yes"), Option(NO, "No")),
        effects=(Effect(f"dial.{dial.id}", 1 if wanted > now else -1, YES),),
    )


def decide_floor(world: World, replies: Replies, dials: Iterable[Dial]) -> list[Event]:
    """Count every motion; those that pass change their dial."""
    floor = world.fact(FLOOR, "floor")
    if not floor:
        return []
    labels = {dial.id: dial.label for dial in dials}
    events: list[Event] = []
    for index, motion in enumerate(floor):
        choice = {YES: True, NO: False}
        votes = {
            seat: choice.get(str(said[f"vote:{index}"]))
            for seat, said in replies.items()
            if f"vote:{index}" in said
        }
        outcome = majority(votes)
        dial, value = motion["dial"], motion["value"] / MICRO
        if outcome.passed:
            events.append(Stated("all", "dials", {dial: value}))
        label = labels[dial]
        facts = {"dial": label, "value": f"{value:g}", "yes": outcome.yes, "no": outcome.no}
        verdict = "passed" if outcome.passed else "fell"
        text = "The motion “{dial}: {value}” " + verdict + ", {yes} to {no}."
        events.append(Told("all", text, facts))
    return [*events, Stated("all", FLOOR, {"floor": []})]
