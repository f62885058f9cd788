"""Motions, laws and their history in sentences, as the assembly page and the plain dialogue say them."""

from __future__ import annotations

from collections.abc import Iterable

from allmende_client import assembly
from allmende_client.counts import counted
from allmende_client.model import Model
from allmende_client.words import _
from allmende_rules.agenda import SINCE
from allmende_rules.motion_facts import Law, Past, Tabled
from allmende_rules.world import TABLE

FATES = {
    "idle": _("fell: it was so already"),
    "unseconded": _("fell: too few seconded it"),
    "off_agenda": _("fell: no place on the agenda"),
    "lost": _("lost the vote"),
    "passed": _("passed: {adopted}"),
    "replaced": _("passed: {adopted}; until round {until}, when another law took its place"),
    "repealed": _("passed: {adopted}; repealed in round {until}"),
    "overtaken": _("passed: {adopted}; until a vote on the number in round {until}"),
    "lapsed": _("passed: {adopted}; until another system began in round {until}"),
}
"""What became of a motion."""


def method(model: Model) -> str:
    """How motions are decided, in a line; empty where there are none."""
    found = assembly.method(model)
    if found is None:
        return _("No motions are put under this system.")
    text = _("Motions are decided by {name}: {account}")
    return text.format(name=found.name, account=found.account)


def presets(model: Model) -> str:
    """What set the rules together when the system began; empty if nothing with a name did."""
    found = model.welcome.presets if model.welcome else ()
    text = _("It began as “{name}”: {summary}")
    return " ".join(text.format(name=one.name, summary=one.summary) for one in found)


def ruled(model: Model) -> str:
    """How motions are decided, and what set the rules together."""
    return " ".join(line for line in (method(model), presets(model)) if line)


def tabling(model: Model) -> str:
    """How a motion is tabled, with the key of the assembly page; empty where none is."""
    if (question := assembly.asked(model)) is not None:
        text = _("t goes to “{title}”: choose a rule, give its value, ↵ sends it.")
        return text.format(title=question.title)
    if not (phase := assembly.moving(model)):
        return ""
    text = _("Members table motions in the phase “{phase}”; then t here goes to it.")
    return text.format(phase=phase)


def badge(model: Model) -> str:
    """How many laws are in force; empty if there are none."""
    count = len(model.fact("laws", "in_force", default=()))
    if not count:
        return ""
    return (_("1 law") if count == 1 else _("{count} laws")).format(count=count)


def moved(motion: Tabled, text: str) -> str:
    """From what to what a motion, or its amendment, would bring a rule."""
    return change(motion.label, motion.now_text, text)


def change(label: str, now: str, value: str) -> str:
    """A change of a rule, as it is listed."""
    return _("{label}: {now} → {value}").format(label=label, now=now, value=value)


def supporters(model: Model, motion: Tabled) -> str:
    """Who moves and who seconds a motion, and how many must."""
    mover = _("Moved by {name}.").format(name=model.name_of(motion.by))
    if motion.seconds:
        seconds = _("Seconded by {names}.").format(names=_names(model, motion.seconds))
    else:
        seconds = _("Nobody has seconded it.")
    needs = _("It needs {count} besides its mover.").format(count=assembly.needed(model))
    return f"{mover} {seconds} {needs}"


def amendments(model: Model, motion: Tabled) -> list[str]:
    """The other values that members move for the same rule."""
    text = _("Amendment: {value}, moved by {names}.")
    return [text.format(value=one.text, names=_names(model, one.by)) for one in motion.amendments]


def law(model: Model, one: Law) -> list[str]:
    """A law: who moved it and since when it holds, and how it was voted."""
    return [since(model, one), *(counted(one.count) if one.count else ())]


def since(model: Model, one: Law) -> str:
    """Since when a law holds, and who moved it."""
    text = _("In force since round {round}, until it is repealed. Moved by {name}.")
    return text.format(round=one.round, name=model.name_of(one.by))


def fate(past: Past) -> str:
    """What became of a motion."""
    return FATES[past.fate].format(adopted=past.text, until=past.until)


def when(model: Model, one: Past) -> str:
    """The round in which a motion was put, and whether that was under a system that is no longer in force."""
    text = _("Round {round}")
    if one.round < model.fact(TABLE, SINCE, default=1):
        text = _("Round {round}, under a former system")
    return text.format(round=one.round)


def past(model: Model, one: Past) -> list[str]:
    """Who moved and seconded it, what became of it, and how that was counted."""
    agenda = [_("The place on the agenda:"), *counted(one.agenda)] if one.agenda else []
    vote = [_("The vote:"), *counted(one.vote)] if one.vote else []
    who = _("Moved by {name}").format(name=model.name_of(one.motion.by))
    seconds = _(", seconded by {names}").format(names=_names(model, one.motion.seconds))
    support = who + (seconds if one.motion.seconds else "") + "."
    became = _("It {fate}.").format(fate=fate(one))
    return [support, became, *amendments(model, one.motion), *agenda, *vote]


def _names(model: Model, seats: Iterable[str]) -> str:
    return ", ".join(model.name_of(seat) for seat in seats)
