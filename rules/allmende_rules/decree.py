"""A host's order that the table goes on under another system: it takes the agenda's place.

What is ordered begins with the next round, by the same path as an act of the agenda. Until then it can
be ordered otherwise, or taken back; then the agenda is again as it was.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from allmende_rules.agenda import AGENDA, DECREED, cut
from allmende_rules.answers import refuse
from allmende_rules.events import Event, Stated, Struck, Told, plain
from allmende_rules.inventory import seats
from allmende_rules.migration import change_of_system
from allmende_rules.refusals import Refused
from allmende_rules.scenario import Act
from allmende_rules.systems.registry import find_system
from allmende_rules.terms import terms
from allmende_rules.world import TABLE, World, fold

ORDERED = (
    "The host has ordered a change of system: from round {begins} on the table plays under {new}."
)
ORDERED_ON = (
    "The host has ordered a change of system: from round {begins} on the table plays under {new} "
    "({terms})."
)
ORDERED_ANEW = (
    "The host has ordered that {new} begins anew with round {begins}, as it is ordinarily played."
)
ORDERED_ANEW_ON = (
    "The host has ordered that {new} begins anew with round {begins}, on other terms ({terms})."
)
TAKEN_BACK = "The host has taken the change of system back: after this round {old} goes on."
BY_AGENDA = (
    "The host has taken the change of system back: what the agenda says of the next rounds holds."
)
_FAULTS = (Refused, LookupError, ValueError, TypeError, ArithmeticError)
"""What a system may raise in a land that it was not made for."""


def decree(world: World, act: Act | None, acts: Sequence[Act]) -> list[Event]:
    """What an order brings: `act` for all rounds that remain; None takes back what was ordered.

    `acts` are those that the game was opened with. Raises Refused in the last round, and where there
    is nothing to take back.
    """
    pending = world.fact(TABLE, DECREED)
    if act is None:
        return _taken_back(world, pending)
    rounds = world.fact(TABLE, "rounds")
    if world.round >= rounds:
        raise refuse(
            "out_of_bounds",
            "Round {found} is the last one; no round is left for another system to begin with.",
            found=world.round,
            high=rounds - 1,
        )
    before = world.fact(TABLE, AGENDA, [])
    ruled = msgspec.convert(before, tuple[Act, ...]) or tuple(acts)
    last = msgspec.structs.replace(act, rounds=rounds - world.round)
    agenda = plain((*cut(ruled, world.round), last))
    instead = before if pending is None else pending
    return [Stated("all", TABLE, {AGENDA: agenda, DECREED: instead}), _ordered(world, act)]


def _ordered(world: World, act: Act) -> Event:
    """What all are told of an order; a system that goes on with other dials is called by its name once."""
    facts = {"begins": world.round + 1, "new": find_system(act.system).name}
    anew = act.system == world.fact(TABLE, "system")
    if on := terms(world, act):
        return Told("all", ORDERED_ANEW_ON if anew else ORDERED_ON, {**facts, "terms": on})
    return Told("all", ORDERED_ANEW if anew else ORDERED, facts)


def _taken_back(world: World, instead: list[object] | None) -> list[Event]:
    """The agenda as it was before the host gave orders: `instead`, which is empty if there was none."""
    old = find_system(world.fact(TABLE, "system")).name
    if instead is None:
        raise refuse(
            "nothing_to_undo", "{old} is in force, and no other system has been ordered.", old=old
        )
    if instead:
        return [
            Stated("all", TABLE, {AGENDA: instead}),
            Struck("all", TABLE, (DECREED,)),
            Told("all", BY_AGENDA),
        ]
    return [Struck("all", TABLE, (AGENDA, DECREED)), Told("all", TAKEN_BACK, {"old": old})]


def check_playable(end: World, act: Act) -> None:
    """Raises Refused if the system of `act` could not begin where a round ended."""
    system = find_system(act.system)
    try:
        world = fold(end, change_of_system(end, act))
        for phase in system.phases:
            for seat in seats(world):
                phase.ask(world, seat)
    except _FAULTS as fault:
        raise refuse(
            "not_an_option",
            "{land} cannot be played under {name}: {reason}",
            land=end.fact(TABLE, "scenario"),
            name=system.name,
            reason=str(fault),
        ) from fault
