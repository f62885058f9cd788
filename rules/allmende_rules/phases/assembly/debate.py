"""Debate: members second motions and amend them; those that find enough seconds make up the agenda."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from allmende_rules.events import Event, Told
from allmende_rules.mechanisms.voting.counting import Cast
from allmende_rules.mechanisms.voting.registry import METHODS
from allmende_rules.motion_facts import Count, Past, Tabled
from allmende_rules.phases.assembly.floor import AGENDA_METHODS, floor, matters, on_floor, reads
from allmende_rules.phases.assembly.laws import record
from allmende_rules.phases.assembly.members import is_member, members
from allmende_rules.phases.assembly.motions import joined, seconded
from allmende_rules.questions import Ballot, DialRange, Motion, Option, Proposal, Question
from allmende_rules.system import Dial, Replies
from allmende_rules.world import World

MOST_AMENDMENTS = 3
"""More would make a ballot that nobody can survey; those with most movers are put, the first moved first."""


class Agenda(NamedTuple):
    """The motions that are put to the vote, and the count that chose them, if one was needed."""

    motions: tuple[Tabled, ...]
    chosen_by: Count | None


def ask_debate(world: World, seat: str, dials: Sequence[Dial]) -> tuple[Question, ...]:
    """Members may second the others' motions, and move another value for each."""
    motions = floor(world)
    if not motions or not is_member(world, seat):
        return ()
    others = tuple([motion for motion in motions if seat not in (motion.by, *motion.seconds)])
    ranges = {matter.dial: matter for matter in matters(world, dials)}
    amendable = tuple([ranges[motion.dial] for motion in motions])
    seconding = (_second(others, needed(world)),) if others else ()
    return (*seconding, *_amendments(motions, amendable))


@lru_cache(maxsize=64)
def _second(motions: tuple[Tabled, ...], many: int) -> Ballot:
    """The motions that a member may second; the same for all who have moved or seconded none of them."""
    return Ballot(
        id="second",
        topic="second",
        about="assembly",
        title="Second motions",
        help="A motion without enough seconds falls. Seconding says that it should be put to the vote.",
        method="approval",
        takes="approvals",
        account=f"A motion needs {many} besides its mover; if too many have that, the most wanted are put.",
        options=tuple([Option(m.dial, f"{m.label}: {m.text}") for m in motions]),
        required=False,
        once=True,
        effects=tuple(
            [e for motion in motions for e in motion.effects({motion.dial: motion.value})]
        ),
    )


@lru_cache(maxsize=64)
def _amendments(motions: tuple[Tabled, ...], ranges: tuple[DialRange, ...]) -> tuple[Question, ...]:
    """For each motion another value; the same for all members."""
    return tuple(
        Motion(
            id=f"amend:{motion.dial}",
            topic="amend",
            about=motion.dial,
            title=f"Amend “{motion.label}: {motion.text}”",
            help="Move another value. It stands on the ballot beside the motion and what is now.",
            dials=(matter,),
            required=False,
        )
        for motion, matter in zip(motions, ranges, strict=True)
    )


def needed(world: World) -> int:
    """How many must second a motion beside its mover: all others, where that are fewer than the dial."""
    return min(int(world.dial("seconds")), len(members(world)) - 1)


def close_debate(world: World, replies: Replies, dials: Sequence[Dial]) -> list[Event]:
    """Motions without enough seconds fall; the others, as many as there is room for, are the agenda."""
    motions = floor(world)
    if not motions:
        return []
    ranges = {matter.dial: matter for matter in matters(world, dials)}
    heard = [_heard(motion, ranges[motion.dial], replies) for motion in motions]
    carried = [motion for motion in heard if len(motion.seconds) >= needed(world)]
    agenda = fill_agenda(world, carried)
    fallen = [Past.of(world, m, "unseconded") for m in heard if m not in carried]
    crowded = [m for m in carried if m not in agenda.motions]
    fallen += [Past.of(world, m, "off_agenda", agenda=agenda.chosen_by) for m in crowded]
    put = [_surveyable(motion) for motion in agenda.motions]
    return [
        *(_tell_fallen(past) for past in fallen),
        *(told for pair in zip(agenda.motions, put, strict=True) for told in _tell(world, *pair)),
        *record(world, fallen),
        on_floor(put),
    ]


def _heard(motion: Tabled, matter: DialRange, replies: Replies) -> Tabled:
    """A motion with the seconds and amendments of the debate, in the order of seats."""
    for seat in sorted(replies):
        approved, other = replies[seat].get("second"), replies[seat].get(f"amend:{motion.dial}")
        if isinstance(approved, tuple) and motion.dial in approved:
            motion = seconded(motion, seat)
        if isinstance(other, Proposal):
            motion = joined(motion, seat, other.value, reads(matter, other.value))
    return motion


def fill_agenda(world: World, motions: Sequence[Tabled]) -> Agenda:
    """As many motions as the agenda holds; if more have been seconded, by their seconds."""
    room = int(world.dial("agenda"))
    if len(motions) <= room:
        return Agenda(tuple(motions), None)
    method = METHODS[AGENDA_METHODS[int(world.dial("agenda_method"))]]
    wanted = [
        frozenset(motion.dial for motion in motions if seat in (motion.by, *motion.seconds))
        for seat in members(world)
    ]
    casts = [Cast(approvals) for approvals in wanted if approvals]
    options = {motion.dial: f"{motion.label}: {motion.text}" for motion in motions}
    assert method.fill is not None, f"{method.id} fills no agenda"  # noqa: S101
    found = method.fill(list(options), casts, room)
    by_dial = {motion.dial: motion for motion in motions}
    count = Count.of(method.id, options, found, len(casts), len(wanted) - len(casts))
    return Agenda(tuple([by_dial[dial] for dial in found.elected]), count)


def _surveyable(motion: Tabled) -> Tabled:
    """The motion with the amendments that are put."""
    most = sorted(motion.amendments, key=lambda one: -len(one.by))[:MOST_AMENDMENTS]
    kept = tuple([one for one in motion.amendments if one in most])
    return msgspec.structs.replace(motion, amendments=kept)


def _tell_fallen(past: Past) -> Event:
    text = "“{label}: {value}” is not seconded and falls."
    if past.fate == "off_agenda":
        text = "“{label}: {value}” finds no place on the agenda and falls."
    return Told("all", text, past.motion.facts)


def _tell(world: World, motion: Tabled, put: Tabled) -> list[Event]:
    """The amendments to a motion: those that are put, and those that find no place on the ballot."""
    told: list[Event] = []
    for one in motion.amendments:
        who = ", ".join([world.land.name(seat) for seat in one.by])
        text = "To “{label}: {value}” {who} moves {other} instead."
        if one not in put.amendments:
            text = "To “{label}: {value}” {who} moves {other}, which finds no place on the ballot."
        told.append(Told("all", text, {**motion.facts, "who": who, "other": one.text}))
    return told
