"""What everybody knows of the assembly: motions on the floor, laws in force, what became of motions."""

from __future__ import annotations

import msgspec

from allmende_client.model import Model
from allmende_rules.mechanisms.voting.registry import METHODS, Method
from allmende_rules.motion_facts import Law, Past, Tabled
from allmende_rules.questions import Motion


def floor(model: Model) -> tuple[Tabled, ...]:
    """The motions on the floor, in the order in which they are put."""
    return msgspec.convert(model.fact("motions", "floor", default=()), tuple[Tabled, ...])


def in_force(model: Model) -> tuple[Law, ...]:
    """The laws that hold, the oldest first."""
    return msgspec.convert(model.fact("laws", "in_force", default=()), tuple[Law, ...])


def history(model: Model) -> tuple[Past, ...]:
    """What became of all motions, the oldest first."""
    return msgspec.convert(model.fact("laws", "history", default=()), tuple[Past, ...])


def method(model: Model) -> Method | None:
    """The voting method that decides motions; None where nothing is decided by motions."""
    infos = model.welcome.dials if model.welcome else ()
    names = next((info.names for info in infos if info.id == "method"), ())
    place = int(model.fact("dials", "method", default=len(names)))
    named = names[place] if place < len(names) else ""
    return next((one for one in METHODS.values() if one.name == named), None)


def asked(model: Model) -> Motion | None:
    """The question that tables a motion, while it asks this seat."""
    motions = (question for question in model.questions if isinstance(question, Motion))
    return next((question for question in motions if question.topic == "motion"), None)


def moving(model: Model) -> str:
    """The title of the phase in which members table motions; empty where there is none."""
    phases = model.welcome.phases if model.welcome else ()
    return next((phase.title for phase in phases if phase.id == "assembly"), "")


def needed(model: Model) -> int:
    """How many must second a motion beside its mover: all other members, where those are fewer."""
    members = len([1 for facts in model.public.values() if facts.get("role") == "member"])
    wanted: float = model.fact("dials", "seconds", default=0)
    return max(0, min(int(wanted), members - 1))
