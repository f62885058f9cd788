"""Motions, laws and rules in the plain dialogue: the assembly page in whole sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from allmende_client import assembly, assembly_lines, matters
from allmende_client.model import Model
from allmende_client.words import _
from allmende_rules.motion_facts import Law, Past, Tabled


def motions(model: Model) -> list[str]:
    """How motions are decided, and those on the floor with who supports them."""
    found = [line for motion in assembly.floor(model) for line in _motion(model, motion)]
    return [assembly_lines.method(model), *(found or [_("No motion is on the floor.")])]


def _motion(model: Model, motion: Tabled) -> Iterator[str]:
    text = _("{label}, now {now}, to {value}. {support}")
    yield text.format(
        label=motion.label,
        now=motion.now_text,
        value=motion.text,
        support=assembly_lines.supporters(model, motion),
    )
    yield from assembly_lines.amendments(model, motion)


def laws(model: Model) -> list[str]:
    """The laws in force, then what became of every motion, the newest first, and how it was counted."""
    held = [line for law in assembly.in_force(model) for line in _law(model, law)]
    passed = [line for past in reversed(assembly.history(model)) for line in _past(model, past)]
    return [*(held or [_("No law is in force.")]), *passed]


def _law(model: Model, law: Law) -> Iterator[str]:
    text = _("Law: {label}, {text}. {since}")
    since = assembly_lines.since(model, law)
    yield text.format(label=law.label, text=law.text, since=since)


def _past(model: Model, past: Past) -> Iterator[str]:
    text = _("{when}, {label} from {now} to {value}:")
    motion, when = past.motion, assembly_lines.when(model, past)
    yield text.format(when=when, label=motion.label, now=motion.now_text, value=motion.text)
    yield from (f"  {line}" for line in assembly_lines.past(model, past))


def rules(model: Model) -> list[str]:
    """Every rule with its bounds, and who may change it; those that a motion may are numbered."""
    numbers = {matter.dial: n for n, matter in enumerate(matters.matters(model), 1)}
    told = [
        f"{numbers.get(rule.dial, '-')} {matters.told(rule, amender)}"
        for rule, amender in matters.rules(model)
    ]
    began = assembly_lines.presets(model)
    said = [began, *told] if began else told
    return said or [_("This system has no rules that could be changed.")]


TOLD: Mapping[str, Callable[[Model], list[str]]] = {
    "motions": motions,
    "laws": laws,
    "rules": rules,
}
"""What each command tells."""
