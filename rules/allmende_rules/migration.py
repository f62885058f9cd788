"""Change of system: one way out, a neutral inventory, one way in, and a receipt for every seat (DESIGN 7).

All of it is one event of the record, the step "change" as a round begins. Nothing is made or lost:
money, machines and goods are the same before, between and after.
"""

from __future__ import annotations

from collections.abc import Sequence

from allmende_rules.agenda import DECREED, SINCE, planned
from allmende_rules.amounts import units
from allmende_rules.events import Event, Stated, Struck, Told
from allmende_rules.inventory import Inventory, come_home, inventory, seats, strays, struck, totals
from allmende_rules.mandates import change_of_mandates
from allmende_rules.scenario import Act
from allmende_rules.sky import SKY
from allmende_rules.system import System
from allmende_rules.systems.registry import find_system
from allmende_rules.terms import terms
from allmende_rules.world import TABLE, World, fold

BY_AGENDA = "{old} ends, as the agenda says, and {new} begins. {summary}"
BY_VOTE = "{old} ends, as was decided, and {new} begins. {summary}"
BY_ORDER = "{old} ends, as the host ordered, and {new} begins. {summary}"
BY_AGENDA_ON = "{old} ends, as the agenda says, and {new} begins ({terms}). {summary}"
BY_ORDER_ON = "{old} ends, as the host ordered, and {new} begins ({terms}). {summary}"
ANEW_BY_AGENDA = "{new} begins anew, as the agenda says, as it is ordinarily played. {summary}"
ANEW_BY_AGENDA_ON = "{new} begins anew, as the agenda says, on other terms ({terms}). {summary}"
ANEW_BY_ORDER = "{new} begins anew, as the host ordered, as it is ordinarily played. {summary}"
ANEW_BY_ORDER_ON = "{new} begins anew, as the host ordered, on other terms ({terms}). {summary}"
_SAID = {
    ("agenda", False): (BY_AGENDA, BY_AGENDA_ON),
    ("agenda", True): (ANEW_BY_AGENDA, ANEW_BY_AGENDA_ON),
    ("order", False): (BY_ORDER, BY_ORDER_ON),
    ("order", True): (ANEW_BY_ORDER, ANEW_BY_ORDER_ON),
}
"""By whose word, and whether the system stays the same: the sentence, and the one that names terms."""
RECEIPT = "Under {old} you held {had} and {had_money} in money; under {new} you hold {has} and {has_money}."
THE_SAME = "You hold {has} and {has_money} in money under {new}, as you did under {old}."
RECEIPT_ANEW = (
    "Before {new} began anew you held {had} and {had_money} in money; now you hold {has} and "
    "{has_money}."
)
THE_SAME_ANEW = "You hold {has} and {has_money} in money, as before {new} began anew."
PAID = "{change} in money: what {old} held for you or for all was settled when it ended."
ROLE = "You are {role} under {new}; under {old} you were {was}."
LEFT = (
    "{sites}: no longer yours to run. The title by which you ran it ended with {old}; it is with "
    "the people who live off it."
)
CAME = (
    "{sites}: yours to run. The title by which others ran it ended with {old}, and your people "
    "live off it."
)
TAKEN, GIVEN = (
    "{sites}: no longer yours to run, by the titles of {new}.",
    "{sites}: yours to run, by the titles of {new}.",
)


def change_of_system(world: World, act: Act) -> list[Event]:
    """All that follows when the system in force ends and that of `act` begins, in one list of events.

    Raises ValueError, with what is wrong, if a system on its way out leaves anything behind, or if
    either makes or loses money, machines or goods.
    """
    old, new = find_system(world.fact(TABLE, "system")), find_system(act.system)
    given_back = old.leave(world)
    cleared = struck(now := fold(world, given_back))
    homecoming = come_home(now := fold(now, cleared))
    neutral = fold(now, homecoming)
    _check(neutral, world, old)
    begun = _begin(neutral, act, new)
    titles = new.open(now := fold(neutral, begun))
    after = fold(now, titles)
    _check_totals(after, world, new)
    stages = [inventory(one) for one in (world, neutral, after)]
    return [
        _announcement(world, act, old, new),
        *(
            told
            for seat in world.fact(TABLE, "seats")
            for told in (
                *_receipt(after, seat, stages, old, new),
                *_retitled(world, after, seat),
            )
        ),
        *change_of_mandates(world, old.id, new.id, new.name),
        *given_back,
        *cleared,
        *homecoming,
        *begun,
        *titles,
        *_forgotten(after, new),
    ]


def _begin(world: World, act: Act, system: System) -> list[Event]:
    """The table, the dials and the sky as an opening would state them."""
    dials = {dial.id: act.dials.get(dial.id, dial.default) for dial in system.dials}
    free = [Stated("all", SKY, {"price": 0})] if world.land.climate else []
    return [
        Stated("all", TABLE, {"system": system.id, SINCE: world.round}),
        Stated("all", "dials", dials),
        *free,
    ]


def _check(neutral: World, before: World, old: System) -> None:
    if found := strays(neutral):
        raise ValueError(f"{old.id} ends and leaves things behind. {' '.join(found)}")
    _check_totals(neutral, before, old)


def _check_totals(after: World, before: World, system: System) -> None:
    had, has = totals(before), totals(after)
    if had != has:
        changed = {asset: (had.get(asset, 0), has.get(asset, 0)) for asset in had | has}
        told = "; ".join(f"{asset} {a} -> {b}" for asset, (a, b) in changed.items() if a != b)
        raise ValueError(f"{system.id} comes or goes, and what there is changes: {told}.")


def _forgotten(world: World, system: System) -> list[Event]:
    """Standing answers to questions that the new system does not ask stand no longer."""
    events: list[Event] = []
    for seat in seats(world):
        standing = world.secret(seat, "standing")
        if not standing:
            continue
        asked = {one.id for phase in system.phases for one in phase.ask(world, seat)}
        kept = {name: value for name, value in standing.items() if name in asked}
        if not kept:
            events.append(Struck("holder", seat, ("standing",)))
        elif len(kept) < len(standing):
            events.append(Stated("holder", seat, {"standing": kept}))
    return events


def _announcement(world: World, act: Act, old: System, new: System) -> Event:
    """Which system begins, by whose word, and on which terms; a vote chooses a system as it is."""
    facts = {"old": old.name, "new": new.name, "summary": new.summary}
    ordered = world.fact(TABLE, DECREED) is not None
    if not ordered and not planned(world):
        return Told("all", BY_VOTE, facts)
    plain, on_terms = _SAID["order" if ordered else "agenda", old is new]
    if on := terms(world, act):
        return Told("all", on_terms, {**facts, "terms": on})
    return Told("all", plain, facts)


def _receipt(
    world: World, seat: str, stages: Sequence[Inventory], old: System, new: System
) -> list[Event]:
    """What a seat held, what it became, and why, in a sentence each."""
    before, between, after = stages
    had, has = before.seats[seat], after.seats[seat]
    money, now = _money(before, seat), _money(after, seat)
    paid = sum(after.units[unit].money - before.units[unit].money for unit in had)
    facts = {
        "old": old.name,
        "new": new.name,
        "had": _named(world, had),
        "has": _named(world, has),
        "had_money": round(units(money), 2),
        "has_money": round(units(now), 2),
    }
    same = set(had) == set(has) and money == now
    receipt, as_before = (RECEIPT_ANEW, THE_SAME_ANEW) if old is new else (RECEIPT, THE_SAME)
    told: list[Event] = [Told(seat, as_before if same else receipt, facts)]
    if change := round(units(paid), 2):
        told.append(Told(seat, PAID, {**facts, "change": f"{change:+g}"}))
    neutral = between.seats[seat]
    for text, gone, stay in (
        (LEFT, had, neutral),
        (CAME, neutral, had),
        (TAKEN, neutral, has),
        (GIVEN, has, neutral),
    ):
        if sites := [unit for unit in gone if unit not in stay]:
            told.append(Told(seat, text, {**facts, "sites": _named(world, sites)}))
    return told


def _retitled(before: World, after: World, seat: str) -> list[Event]:
    """What a seat is called by now, if the new system has another title for its role."""
    systems = [find_system(world.fact(TABLE, "system")) for world in (before, after)]
    roles = [world.fact(seat, "role") for world in (before, after)]
    was, now = [system.roles.get(role, role) for system, role in zip(systems, roles, strict=True)]
    old, new = [system.name for system in systems]
    return [Told(seat, ROLE, {"old": old, "new": new, "was": was, "role": now})] * (was != now)


def _money(held: Inventory, seat: str) -> int:
    """Money of the people and sites that a seat speaks for and runs."""
    return sum(held.units[unit].money for unit in held.seats[seat])


def _named(world: World, held: Sequence[str]) -> str:
    return ", ".join(world.land.name(unit) for unit in held) or "nothing"
