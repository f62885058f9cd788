"""What the assembly page lists: motions on the floor, laws in force, rules, and motions of the past."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from allmende_client import assembly, assembly_lines, dials, matters
from allmende_client.model import Model
from allmende_client.words import _
from allmende_rules.questions import DialRange


@dataclass(frozen=True, slots=True)
class Item:
    """A line, with what there is to know `about` it, and what can be looked ahead at.

    That is the motion `value` (micro-units) on the dial; where it is None, any value within `rule`.
    """

    id: str
    line: str
    about: tuple[str, ...]
    dial: str = ""
    value: int | None = None
    rule: DialRange | None = None


def items(model: Model, drafted: Iterable[dict[str, Any]] = ()) -> list[Item]:
    """All lines; `drafted` are motions that this seat has not tabled yet, as raw answers."""
    return [
        *_drafted(model, drafted),
        *_floor(model),
        *_laws(model),
        *_rules(model),
        *_history(model),
    ]


def _line(kind: str, text: str) -> str:
    return f"{kind:<8}{text}"


def _drafted(model: Model, drafted: Iterable[dict[str, Any]]) -> Iterator[Item]:
    """What one is about to table, as it stands in its field."""
    about = (
        _("You have not tabled it yet: it stands in its field, and goes out with your answers."),
    )
    for said in drafted:
        dial, value = said["dial"], said["value"]
        rule = next(one for one in matters.matters(model) if one.dial == dial)
        moved = assembly_lines.change(
            rule.label, dials.shown(rule, rule.now), dials.shown(rule, value)
        )
        yield Item(f"draft:{dial}", _line(_("Yours"), moved), about, dial, value)


def _floor(model: Model) -> Iterator[Item]:
    for motion in assembly.floor(model):
        dial = motion.dial
        about = (
            assembly_lines.supporters(model, motion),
            *assembly_lines.amendments(model, motion),
        )
        line = _line(_("Motion"), assembly_lines.moved(motion, motion.text))
        yield Item(f"motion:{dial}", line, about, dial, motion.value)
        for one in motion.amendments:
            line = _line(_("Amended"), assembly_lines.moved(motion, one.text))
            yield Item(f"motion:{dial}:{one.value}", line, about, dial, one.value)


def _laws(model: Model) -> Iterator[Item]:
    """The laws; what can be looked ahead at is their repeal."""
    for law in assembly.in_force(model):
        repeal = _("To look ahead here is to look at its repeal: back to {value}.")
        before = repeal.format(value=matters.read(model, law.dial, law.before))
        line = _line(_("Law"), f"{law.label}: {law.text}")
        about = (*assembly_lines.law(model, law), before)
        yield Item(f"law:{law.id}", line, about, law.dial, law.before)


def _rules(model: Model) -> Iterator[Item]:
    open_to_motions = {matter.dial for matter in matters.matters(model)}
    for rule, amender in matters.rules(model):
        now = dials.shown(rule, rule.now)
        line = _line(_("Rule"), f"{rule.label}: {now}")
        about = (matters.told(rule, amender),)
        movable = rule.dial in open_to_motions
        yield Item(
            f"rule:{rule.dial}",
            line,
            about,
            rule.dial if movable else "",
            rule=rule if movable else None,
        )


def _history(model: Model) -> Iterator[Item]:
    for past in reversed(assembly.history(model)):
        moved = assembly_lines.moved(past.motion, past.motion.text)
        text = _("{when}, {motion}: {fate}")
        when = assembly_lines.when(model, past)
        said = text.format(when=when, motion=moved, fate=assembly_lines.fate(past))
        line = _line(_("Past"), said)
        yield Item(f"past:{past.id}", line, tuple(assembly_lines.past(model, past)))


def typed(item: Item, text: str) -> tuple[str, int]:
    """The motion that a value typed for a rule stands for. Raises Mistake with a sentence."""
    assert item.rule is not None, f"{item.id} takes no value"  # noqa: S101
    return item.dial, dials.read(item.rule, text)


def previews(model: Model, item: Item) -> list[tuple[str, int]]:
    """The motions known ahead, or under way, that belong to a line, the newest first.

    What was foreseen in an earlier round says nothing any more.
    """
    fresh = [motion for motion, seen in model.ahead.items() if seen.begins >= model.round]
    known = [motion for motion in reversed(fresh) if motion[0] == item.dial]
    under_way = [model.looking] if model.looking and model.looking[0] == item.dial else []
    all_of_dial = [*under_way, *(motion for motion in known if motion != model.looking)]
    return [motion for motion in all_of_dial if item.value in (None, motion[1])]
