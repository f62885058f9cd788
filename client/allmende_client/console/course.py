"""What a host types to move the course of a game: seconds, a round to go back to, another system."""

from __future__ import annotations

from typing import NamedTuple

from allmende_client import entry, series
from allmende_client.entry import Mistake
from allmende_client.model import Model
from allmende_client.words import _
from allmende_rules.agenda import AGENDA, DECREED

USUAL, MOST = 60, 3600
"""Seconds that are given at once, usually and at most."""
UNDOING = _(
    "What was played after it counts no more, for anybody. Nothing is deleted: the record keeps it. "
    "Talk and seats stay as they are."
)


class Wanted(NamedTuple):
    """A system as it was typed, with presets and dials."""

    system: str
    presets: tuple[str, ...] = ()
    dials: dict[str, float] = {}


def seconds(text: str) -> int:
    """How many seconds more. Raises Mistake."""
    return entry.whole(text or str(USUAL), 1, MOST, "s")


def latest(model: Model) -> int:
    """The last round to whose end the table can go back; 0 is the opening."""
    rounds = model.welcome.rounds if model.welcome else 1
    return min(series.done(model), rounds - 1)


def read_round(model: Model, text: str) -> int:
    """The round that is meant. Raises Mistake if it has no end to go back to."""
    return entry.whole(text, 0, latest(model))


def read_system(text: str) -> Wanted:
    """A system like “dmnc+hostile term=2”: presets after +, then dials. Raises Mistake."""
    name, *settings = text.split() or [""]
    if not name:
        raise Mistake(_("Type a system, like dmnc, or with presets and dials dmnc+hostile term=2."))
    system, *presets = name.split("+")
    return Wanted(system, tuple(presets), dict(_dial(setting) for setting in settings))


def which_system() -> str:
    """What a host is asked who wants another system."""
    from allmende_rules.systems.registry import SYSTEMS  # noqa: PLC0415  # the server has loaded them

    text = _("Which system from the next round on: {systems}? Enter: go on · Esc: none")
    return text.format(systems=", ".join(SYSTEMS))


def _dial(setting: str) -> tuple[str, float]:
    name, _equals, number = setting.partition("=")
    try:
        return name, float(number.replace(",", "."))
    except ValueError:
        text = _("“{setting}” sets no dial; write a name and a number, like term=2.")
        raise Mistake(text.format(setting=setting[:40])) from None


def back_question(round_: int) -> str:
    """What a host is asked before the table goes back."""
    if not round_:
        return _("Go back to the opening?")
    return _("Go back to the end of round {round}?").format(round=round_)


def change_question(model: Model, wanted: Wanted) -> tuple[str, str]:
    """What a host is asked before another system is ordered, and what follows from it."""
    ruled = model.welcome.system if model.welcome else ""
    if wanted == Wanted(ruled):
        return _("Take the change of system back?"), _(
            "Then what was to follow before holds again."
        )
    text = _("From round {round} to the last, play under {system}?")
    more = _(
        "Everybody is told now, and when it begins, what they held and what it became. "
        "Until then, ordering {ruled} takes it back."
    )
    return (
        text.format(round=model.round + 1, system="+".join((wanted.system, *wanted.presets))),
        more.format(ruled=ruled),
    )


def ordered(model: Model) -> str:
    """The change of system that waits for the next round, if one does."""
    acts = model.fact("table", AGENDA, default=())
    if model.over or model.fact("table", DECREED) is None or not acts:
        return ""
    text = _("From round {round} on: {system}.")
    return text.format(round=model.round + 1, system=model.name_of(acts[-1]["system"]))
