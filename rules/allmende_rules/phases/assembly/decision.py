"""Decision: members vote on each motion of the agenda by the method in force; what wins holds at once.

What is now, the motion and its amendments stand on one ballot, and what is now is listed first: a tie
keeps it. Who is silent abstains, but for the mover, whose silence is a vote for the motion. A method that
passes counts from the next round, and so does a system, which needs a supermajority of all members.
"""

from __future__ import annotations

from functools import lru_cache
from math import isqrt
from typing import Any, cast

from msgspec.structs import replace

from allmende_rules.chance import Chance
from allmende_rules.events import Event, Told
from allmende_rules.mechanisms.voting.counting import Cast
from allmende_rules.mechanisms.voting.quadratic import CREDITS
from allmende_rules.mechanisms.voting.registry import METHODS, Method
from allmende_rules.motion_facts import Count, Past, Tabled
from allmende_rules.phases.assembly.constitution import ruling
from allmende_rules.phases.assembly.floor import MOTION_METHODS, floor, on_floor
from allmende_rules.phases.assembly.laws import carried_out, record
from allmende_rules.phases.assembly.members import is_member
from allmende_rules.questions import Ballot, Option, Question, Takes
from allmende_rules.system import Replies
from allmende_rules.world import World, fold

KEEP, MOTION, AMENDMENT = "keep", "motion", "amendment_"
"""The options of a ballot on a motion: keep what is, the motion, and amendments by number from 1."""
AT_ONCE = "What wins holds at once; a tie keeps what is. You may abstain."
LATER = (
    "What wins begins with the next round, and all holdings pass over. Abstaining keeps what is."
)
OWN = " You moved this: your silence is a vote for it."
"""What the mover's ballot says besides."""


def ask_decision(world: World, seat: str) -> tuple[Question, ...]:
    """A ballot on each motion of the agenda, for members."""
    motions = floor(world)
    if not motions or not is_member(world, seat):
        return ()
    ballots = _ballots(motions, tuple([decides(world, motion) for motion in motions]))
    if all(motion.by != seat for motion in motions):
        return ballots
    return tuple(
        _of_mover(ballot) if motion.by == seat else ballot
        for motion, ballot in zip(motions, ballots, strict=True)
    )


def in_force(world: World) -> Method:
    """The voting method that decides motions."""
    return METHODS[MOTION_METHODS[int(world.dial("method"))]]


def decides(world: World, motion: Tabled) -> Method:
    """The method that decides this motion."""
    return ruling(world) if motion.constitutional else in_force(world)


def values(motion: Tabled) -> dict[str, int]:
    """What each option would put into force, in the order of the ballot."""
    amended = {f"{AMENDMENT}{n}": one.value for n, one in enumerate(motion.amendments, start=1)}
    return {KEEP: motion.now, MOTION: motion.value, **amended}


def labels(motion: Tabled) -> dict[str, str]:
    """How each option reads."""
    amended = {f"{AMENDMENT}{n}": one.text for n, one in enumerate(motion.amendments, start=1)}
    return {KEEP: f"Keep {motion.now_text}", MOTION: motion.text, **amended}


@lru_cache(maxsize=64)
def _ballots(motions: tuple[Tabled, ...], methods: tuple[Method, ...]) -> tuple[Ballot, ...]:
    """The ballots of all who did not move them; the first has to be answered, as a round is short."""
    return tuple(
        Ballot(
            id=f"vote:{motion.dial}",
            topic="vote",
            about=motion.dial,
            title="{label}: from {now} to {value}".format(**motion.facts),
            help=LATER if motion.constitutional else AT_ONCE,
            method=method.id,
            takes=cast("Takes", method.takes),
            account=method.account,
            options=tuple([Option(value, label) for value, label in labels(motion).items()]),
            credits=CREDITS if method.takes == "points" else 0,
            required=index == 0,
            once=True,
            effects=motion.effects(values(motion)),
        )
        for index, (motion, method) in enumerate(zip(motions, methods, strict=True))
    )


@lru_cache(maxsize=64)
def _of_mover(ballot: Ballot) -> Ballot:
    """The ballot of who moved the motion: it opens on that, and silence does not take it back."""
    others = tuple([option.value for option in ballot.options if option.value != MOTION])
    votes: dict[Takes, str | tuple[str, ...] | dict[str, int]] = {
        "choice": MOTION,
        "approvals": (MOTION,),
        "ranking": (MOTION, *others),
        "points": {MOTION: isqrt(ballot.credits)},
    }
    return replace(ballot, default=votes[ballot.takes], help=ballot.help + OWN)


def decide(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Count every motion; what wins takes effect at once and becomes law."""
    motions = floor(world)
    if not motions:
        return []
    methods = [decides(world, motion) for motion in motions]
    counts = [_counted(*pair, replies) for pair in zip(motions, methods, strict=True)]
    pasts = [_past(world, *pair) for pair in zip(motions, counts, strict=True)]
    events: list[Event] = []
    now = world
    for past, count, method in zip(pasts, counts, methods, strict=True):
        events.append(_tell(past, count, method))
        if past.adopted is not None:
            done = carried_out(now, past.motion.dial, past.adopted)
            now = fold(now, done)
            events += done
    return [*events, *record(world, pasts), on_floor(())]


def _counted(motion: Tabled, method: Method, replies: Replies) -> Count:
    """The votes cast on a motion, counted."""
    name = f"vote:{motion.dial}"
    asked = [said[name] for said in replies.values() if name in said]
    given: list[Any] = [vote for vote in asked if vote is not None]
    casts = [Cast(frozenset(vote) if method.takes == "approvals" else vote) for vote in given]
    options = labels(motion)
    found = method.count(list(options), casts)
    return Count.of(method.id, options, found, len(given), len(asked) - len(given))


def _past(world: World, motion: Tabled, count: Count) -> Past:
    won = count.elected[0]
    if won == KEEP:
        return Past.of(world, motion, "lost", vote=count)
    adopted, text = values(motion)[won], labels(motion)[won]
    return Past.of(world, motion, "passed", adopted=adopted, text=text, vote=count)


def _tell(past: Past, count: Count, method: Method) -> Event:
    """The verdict, with the figures of the last step of the count."""
    named = dict(count.options)
    tally = ", ".join([f"{named[option]} {n:g}" for option, n in count.rounds[-1].items()])
    facts = {**past.motion.facts, "method": method.name, "tally": tally}
    if past.adopted is None:
        return Told("all", "“{label}: {value}” is lost by {method} ({tally}).", facts)
    facts["adopted"] = past.text
    text = "“{label}: {adopted}” holds from now on, by {method} ({tally})."
    if past.motion.constitutional:
        text = "“{label}: {adopted}” holds from the next round on, by {method} ({tally})."
    return Told("all", text, facts)
