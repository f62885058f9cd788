"""Motions: a member may table one change of a rule a round; it comes to the floor for debate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from allmende_rules.events import Event, Told
from allmende_rules.motion_facts import Amendment, Past, Tabled
from allmende_rules.phases.assembly.constitution import SYSTEM
from allmende_rules.phases.assembly.floor import matters, on_floor, reads
from allmende_rules.phases.assembly.laws import record
from allmende_rules.phases.assembly.office import is_office
from allmende_rules.questions import DialRange, Motion, Proposal
from allmende_rules.system import Dial, Replies
from allmende_rules.world import World


def ask_motion(world: World, dials: Sequence[Dial]) -> Motion:
    """The floor: a member may table one motion a round."""
    return _motion(matters(world, dials))


@lru_cache(maxsize=64)
def _motion(ranges: tuple[DialRange, ...]) -> Motion:
    """The question; the same for all members while no rule and no office changes."""
    return Motion(
        id="motion",
        topic="motion",
        about="assembly",
        title="Table a motion",
        help="Propose to change a rule, who plans, or the system. Members second, amend and then vote on it.",
        dials=ranges,
        required=False,
    )


def proposals(replies: Replies) -> dict[str, Proposal]:
    """What seats move, in the order of seats."""
    return {
        seat: said
        for seat in sorted(replies)
        if isinstance(said := replies[seat].get("motion"), Proposal)
    }


def table_motions(
    world: World, moved: Mapping[str, Proposal], dials: Sequence[Dial]
) -> list[Event]:
    """The motions of the round come to the floor, in the order in which they are moved.

    There is one for each matter. Who proposes the same seconds it, who proposes another value amends
    it; a motion for what is already in force falls.
    """
    ranges = {matter.dial: matter for matter in matters(world, dials)}
    tabled: dict[str, Tabled] = {}
    events: list[Event] = []
    idle: list[Past] = []
    for seat, said in moved.items():
        motion = _moved(ranges[said.dial], said, seat, office=is_office(world, said.dial))
        events.append(_tell(world, motion))
        if motion.value == motion.now:
            idle.append(Past.of(world, motion, "idle"))
        else:
            first = tabled.get(said.dial, motion)
            tabled[said.dial] = joined(first, seat, motion.value, motion.text)
    return [
        *events,
        *record(world, idle),
        *([on_floor(tabled.values())] if tabled else []),
    ]


def _moved(matter: DialRange, said: Proposal, seat: str, *, office: bool) -> Tabled:
    return Tabled(
        dial=matter.dial,
        label=matter.label,
        now=matter.now,
        now_text=reads(matter, matter.now),
        value=said.value,
        text=reads(matter, said.value),
        by=seat,
        office=office,
        constitutional=matter.dial == SYSTEM,
    )


def _tell(world: World, motion: Tabled) -> Event:
    facts = {"who": world.land.name(motion.by), **motion.facts}
    if motion.value == motion.now:
        return Told("all", "{who} moves “{label}: {value}”, which is so already: it falls.", facts)
    return Told("all", "{who} moves “{label}: {value}”; it is {now} now.", facts)


def joined(motion: Tabled, seat: str, value: int, text: str) -> Tabled:
    """A motion and what a member moves of the same matter: its value seconds it, another amends it."""
    if value == motion.value:
        motion = seconded(motion, seat)
    return amended(motion, seat, value, text)


def seconded(motion: Tabled, seat: str) -> Tabled:
    """A motion with one more second; the mover's own does not count."""
    if seat in (motion.by, *motion.seconds):
        return motion
    return msgspec.structs.replace(motion, seconds=(*motion.seconds, seat))


def amended(motion: Tabled, seat: str, value: int, text: str) -> Tabled:
    """A motion with a member's amendment, in place of an earlier one of the same member.

    What is in force, and what is moved, are on every ballot, and are no amendments.
    """
    wishes = {
        (one.value, one.text): tuple([other for other in one.by if other != seat])
        for one in motion.amendments
    }
    if value not in (motion.value, motion.now):
        wishes[value, text] = (*wishes.get((value, text), ()), seat)
    kept = tuple([Amendment(*wish, by) for wish, by in wishes.items() if by])
    return msgspec.structs.replace(motion, amendments=kept)
