"""Who decided: voice and power, counted from a record (DESIGN 8).

A *binding decision* is in force in a round for people who did not take it themselves: each ballot that
was decided, each number that an office set, and each dial that no ballot of the round was about, but for
dials that do nothing here, or that say how people and markets are assumed to behave. A
decision counts for voice by the part of the people it binds (everybody) whose seat had a vote on it; a
dial keeps the share of the vote that last decided it, and has none if the scenario, the system or a host
set it. Bids for what is free, and what people decide about their own units, bind nobody else.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from typing import NamedTuple

from allmende_lab.rounds import Closed, Round
from allmende_rules.events import Stated
from allmende_rules.measures_power import banzhaf
from allmende_rules.opening import HOUSE
from allmende_rules.questions import Amount, Ballot, Choice, Flag, Split
from allmende_rules.system import at_work
from allmende_rules.systems.registry import find_system
from allmende_rules.world import TABLE, World

AGENDA = frozenset({"second"})
"""Topics of ballots that decide only what is put to the vote."""
DIALS = "dials"


class Decisions(NamedTuple):
    """The binding decisions of a round: the electorate of each ballot, and voice in all the others."""

    ballots: dict[str, tuple[str, ...]]
    offices: tuple[str, ...]
    standing: dict[str, float]


def decisions(game: Sequence[Round]) -> list[Decisions]:
    """What was decided in each round, dials remembering how they came to be."""
    voted: dict[str, float] = {}
    taken: list[Decisions] = []
    for one in game:
        fresh: set[str] = set()
        ballots: dict[str, tuple[str, ...]] = {}
        for name, phase in one.phases.items():
            held = _ballots(name, phase)
            share = max((_share(phase.world, seats) for seats in held.values()), default=0.0)
            touched = _dials(phase) if held else set()
            voted |= dict.fromkeys(touched, share)
            fresh |= touched
            ballots |= held
        standing = {dial: voted.get(dial, 0.0) for dial in _rules(one.end) if dial not in fresh}
        taken.append(Decisions(ballots, tuple(_offices(one)), standing))
    return taken


def _rules(world: World) -> list[str]:
    """The dials in force that bind somebody and that somebody decided."""
    now = world.public[DIALS]
    known = find_system(world.fact(TABLE, "system")).dials
    binding = {dial.id for dial in at_work(known, world.land, now) if not dial.assumed}
    idle = {dial.id for dial in known} - binding
    return [dial for dial in now if dial not in idle]


def voice(round_: Round, taken: Decisions) -> float | None:
    """The share of binding decisions made by votes of those they bind; None if nothing binds."""
    shares = [_share(round_.opening, seats) for seats in taken.ballots.values()]
    shares += [0.0] * len(taken.offices)
    shares += taken.standing.values()
    return sum(shares) / len(shares) if shares else None


def power(seats: Sequence[str], taken: Sequence[Decisions]) -> dict[str, float]:
    """Each seat's Banzhaf index, the mean over all ballots; 0 for all if there was none.

    In a ballot every seat that is asked has one vote, and more than half decide. That is so for the
    median too, for it moves only past a majority.
    """
    electorates = [voters for one in taken for voters in one.ballots.values()]
    sums = dict.fromkeys(seats, Fraction(0))
    for voters in electorates:
        for seat, index in zip(
            voters, banzhaf([1] * len(voters), len(voters) // 2 + 1), strict=True
        ):
            sums[seat] += index
    return {seat: float(sums[seat] / max(1, len(electorates))) for seat in seats}


def _ballots(phase: str, closed: Closed) -> dict[str, tuple[str, ...]]:
    """The seats that were asked each ballot of a phase that decides."""
    asked: dict[str, tuple[str, ...]] = {}
    for seat, questions in closed.asked.items():
        for question in questions:
            if isinstance(question, Ballot) and question.topic not in AGENDA:
                name = f"{phase}/{question.id}"
                asked[name] = (*asked.get(name, ()), seat)
    return asked


def _dials(phase: Closed) -> set[str]:
    """Dials that ballots of a phase were about, or that it set."""
    about = {
        question.about
        for questions in phase.asked.values()
        for question in questions
        if isinstance(question, Ballot) and question.topic not in AGENDA
    }
    stated = {
        dial
        for event in phase.events
        if isinstance(event, Stated) and event.entity == DIALS
        for dial in event.facts
    }
    return stated | (about & set(phase.world.public[DIALS]))


def _offices(one: Round) -> list[str]:
    """Numbers that a single seat set for all: about no enterprise and no household."""
    found: list[str] = []
    for name, phase in one.phases.items():
        land = phase.world.land
        for questions in phase.asked.values():
            found += [
                f"{name}/{question.id}"
                for question in questions
                if isinstance(question, Amount | Choice | Flag | Split)
                and not land.is_enterprise(question.about)
                and not land.is_household(question.about)
            ]
    return found


def _share(world: World, seats: Collection[str]) -> float:
    """The part of all people who live in the household groups of these seats."""
    people = {group.id: group.people for group in world.land.households}
    theirs = {unit for seat in seats if seat != HOUSE for unit in world.held(seat)}
    return sum([many for group, many in people.items() if group in theirs]) / sum(people.values())
