"""What the plain dialogue prints: whole sentences, no pictures, no escape codes."""

from __future__ import annotations

from typing import Any

from allmende_client import describe, endings, lines, series
from allmende_client.model import Model
from allmende_client.next import Next
from allmende_client.words import _
from allmende_rules.questions import Question

COMMANDS = _(
    "Commands: an empty line takes what stands in brackets; ? helps; preview says what your answers "
    "would bring; standing changes standing answers; undo goes back; say TEXT talks to the table; "
    "words explains words and rules; quit leaves and saves."
)
ENDINGS = {
    _("again"): Next.AGAIN,
    _("role"): Next.OTHER_ROLE,
    _("system"): Next.OTHER_SYSTEM,
    _("quit"): Next.QUIT,
}


def greeting(model: Model) -> list[str]:
    """Where one has come to, who one is and what one is asked to care about."""
    if model.welcome is None:
        return []
    me = _("You are {name}, {role}.").format(
        name=model.name_of(model.seat), role=model.me.role if model.me else ""
    )
    place = f"{model.welcome.name}. {model.welcome.system_name}."
    mandate = lines.mandate_text(model, model.seat)
    return [place, model.welcome.briefing.strip(), me, mandate, COMMANDS]


def phase(model: Model) -> list[str]:
    """Where and when, what the phase is, and how the commons are."""
    if model.opened is None or model.welcome is None:
        return []
    when = _("Round {round} of {rounds}. {phase}.").format(
        round=model.round, rounds=model.welcome.rounds, phase=model.opened.title
    )
    limit = ""
    if model.opened.remaining is not None:
        limit = _(" You have {seconds} seconds.").format(seconds=int(model.opened.remaining))
    return ["", f"{when} {model.opened.help}".rstrip() + limit, _spoken_commons(model)]


def _spoken_commons(model: Model) -> str:
    return "; ".join(lines.commons(model, spoken=True)) + "."


def prompt(model: Model, question: Question, held: Any) -> str:
    """One question on one line: title, bounds, and what an empty line means."""
    about = model.about(question)
    text = _("{title}: {bounds} [{held}]")
    return text.format(
        title=f"{question.title}, {about}" if about else question.title,
        bounds=describe.bounds(question),
        held=describe.shown(question, held),
    )


def helped(model: Model, question: Question | None) -> list[str]:
    """Help for a question, and the commands."""
    if question is None:
        return [COMMANDS]
    moves = describe.moves(question, model.name_of, spoken=True)
    return [question.help, *([moves] if moves else []), COMMANDS]


def results(model: Model, number: int) -> list[str]:
    """A finished round in a few lines, with the mandate as it stands if it is the last one."""
    own = lines.own_results(model, number, spoken=True)
    latest = number == series.done(model) and model.seat in model.own
    common = "; ".join(lines.valley_results(model, number, spoken=True))
    return [
        "",
        _("Round {number} is over.").format(number=number),
        *([_("You: {results}.").format(results="; ".join(own))] if own else []),
        *(lines.mandate(model, model.seat, spoken=True) if latest else []),
        _("The valley: {results}.").format(results=common),
    ]


def end(model: Model) -> list[str]:
    """What became of the valley and of every mandate."""
    said = ["", _("The end: what became of the valley."), *endings.ends(model, spoken=True)]
    for who, goals in endings.mandates(model, spoken=True):
        said += [f"{who}:", *goals]
    said.append(_("There is no single winner: each mandate is met or not."))
    if model.ended and model.ended.saved_as:
        said.append(_("The record is {path}").format(path=model.ended.saved_as))
    return said
