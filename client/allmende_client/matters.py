"""The rules of the system in force: what a motion may change, between which bounds, and who may."""

from __future__ import annotations

from allmende_client import assembly, constitution, dials
from allmende_client.format import number
from allmende_client.model import Model
from allmende_client.words import _
from allmende_protocol.messages import DialInfo
from allmende_rules.amounts import micro
from allmende_rules.questions import DialRange, Motion

AMENDERS = {
    "assembly": _("the assembly may change it"),
    "facilitator": _("only the facilitator may change it"),
    "ballot": _("set anew in each round that asks for it"),
}
"""Who may change a rule during a game, in words."""


def matters(model: Model) -> tuple[DialRange, ...]:
    """What a motion may change: as this seat is asked now, else what everybody sees to be so.

    That is every rule that is the assembly's, then who holds each office, then the system.
    """
    asked = (q.dials for q in model.questions if isinstance(q, Motion) and q.topic == "motion")
    return next(asked, None) or open_to_motions(model)


def open_to_motions(model: Model) -> tuple[DialRange, ...]:
    """What a motion may change in the order of the question, from what everybody may see."""
    infos = model.welcome.dials if model.welcome else ()
    moved = tuple(ranged(model, info) for info in infos if info.amended_by == "assembly")
    if assembly.method(model) is None:
        return moved
    return (*moved, *constitution.offices(model), *constitution.systems(model))


def ranged(model: Model, info: DialInfo) -> DialRange:
    """A rule with the bounds that are lawful for motions, and the value in force (micro-units)."""
    low, high = info.lawful or (info.low, info.high)
    return DialRange(
        dial=info.id,
        label=info.label,
        low=micro(low),
        high=micro(high),
        now=micro(model.fact("dials", info.id, default=info.low)),
        unit=info.unit,
        whole=info.whole,
        names=info.names,
        off=None if info.off is None else micro(info.off),
        off_word=info.off_word,
    )


def read(model: Model, dial: str, value: int) -> str:
    """A value of the rule with this id; a bare number where the system has no such rule."""
    found = next((rule for rule, _amender in rules(model) if rule.dial == dial), None)
    return dials.shown(found, value) if found else number(value)


def label(model: Model, dial: str) -> str:
    """What the rule or office with this id is called."""
    found = next((rule.label for rule, _amender in rules(model) if rule.dial == dial), "")
    return found or model.name_of(dial)


def rules(model: Model) -> list[tuple[DialRange, str]]:
    """Each rule with its bounds and value, and who may change it; offices among them as asked."""
    infos = {info.id: info for info in (model.welcome.dials if model.welcome else ())}
    told = [(ranged(model, info), AMENDERS[info.amended_by]) for info in infos.values()]
    others = [matter for matter in matters(model) if matter.dial not in infos]
    return [*told, *((matter, AMENDERS["assembly"]) for matter in others)]


def told(matter: DialRange, amender: str) -> str:
    """A rule in a sentence: the value in force, what it may be, and who may change it."""
    text = _("{label}: {reach}; {amender}.")
    return text.format(label=matter.label, reach=reach(matter), amender=amender)


def reach(matter: DialRange) -> str:
    """What a rule may be set to and what is in force: by name, or in words where it does nothing."""
    if matter.names:
        names = "; ".join(option.label for option in dials.names(matter))
        now = dials.shown(matter, matter.now)
        return _("one of {names}; now: {now}").format(names=names, now=now)
    return dials.reach(matter)


def tabled(matter: DialRange, value: int) -> str:
    """What a motion to set a rule to a value (micro-units) tables, in full."""
    return _("You table: {label}: {now} → {value}").format(
        label=matter.label,
        now=dials.shown(matter, matter.now),
        value=dials.shown(matter, value),
    )
