"""What the plain dialogue prints: whole sentences, no pictures, no escape codes."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from allmende_client import (
    commons_lines,
    describe,
    endings,
    lines,
    matters,
    series,
)
from allmende_client.model import Model
from allmende_client.next import Next
from allmende_client.words import _
from allmende_protocol.messages import Clock
from allmende_rules.questions import Motion, Question

HOW = _(
    "An empty line takes what stands in brackets; ? explains a question, help lists the commands."
)
"""What there is to know before the first question."""
ENDINGS = {
    _("again"): Next.AGAIN,
    _("role"): Next.OTHER_ROLE,
    _("system"): Next.OTHER_SYSTEM,
    _("quit"): Next.QUIT,
}


def after_the_end(*, solo: bool) -> str:
    """What there is to do when the game is over."""
    if solo:
        return _("Next: {choices}? [quit]").format(choices=", ".join(ENDINGS))
    return _("quit leaves. {goes_on}").format(goes_on=endings.GOES_ON)


def greeting(model: Model) -> list[str]:
    """Where one has come to, who one is and what one is asked to care about."""
    if model.welcome is None:
        return []
    place = f"{model.welcome.name}. {model.welcome.system_name}."
    story = [place, model.welcome.briefing.strip()]
    if not model.seat:
        return [*story, _("You watch, and see what everybody may see."), HOW]
    role = model.me.role if model.me else ""
    me = _("You are {name}, {role}.").format(name=model.name_of(model.seat), role=role)
    return [*story, me, lines.mandate_text(model, model.seat), HOW]


def phase(model: Model) -> list[str]:
    """Where and when, what the phase is, and how the commons are."""
    if model.opened is None or model.welcome is None:
        return []
    when = _("Round {round} of {rounds}. {phase}.").format(
        round=model.round, rounds=model.welcome.rounds, phase=model.opened.title
    )
    held = ""
    if model.opened.key == model.bots_phase:
        held = _(" A bot had decided this phase; you decide from the next one on.")
    return ["", f"{when} {model.opened.help}".rstrip() + held, _spoken_commons(model)]


def time(before: Clock | None, model: Model) -> list[str]:
    """What a change of the clock means; nothing if it means nothing new."""
    now = model.clock
    if now is None or now == before or model.over:
        return []
    if not now.begun:
        return [_("The game begins when the host starts it.")] if before is None else []
    said = []
    if before is not None and not before.begun:
        said.append(_("The game begins."))
    if before is not None and before.paused != now.paused:
        said.append(_("The host has paused the game.") if now.paused else _("The game goes on."))
    return said


def limit(model: Model) -> list[str]:
    """How long there is to decide; nothing without a limit, or with nothing to decide."""
    now = model.clock
    if now is None or now.remaining is None or now.paused or not model.questions:
        return []
    return [_("You have {seconds} seconds.").format(seconds=ceil(now.remaining))]


def mate(model: Model) -> str:
    """What somebody else on the same seat has done."""
    if not model.opened or not model.decided:
        return _("{name} took this seat's answers back.").format(name=model.mate)
    answers = model.opened.answers
    shown = "; ".join(
        f"{q.title}: {describe.shown(q, answers[q.id])}" for q in model.questions if q.id in answers
    )
    text = _("{name} answered for this seat: {answers}. What is sent last counts.")
    return text.format(name=model.mate, answers=shown)


def _spoken_commons(model: Model) -> str:
    return "; ".join(commons_lines.commons(model, spoken=True)) + "."


def prompt(model: Model, question: Question, held: Any) -> str:
    """One question on one line: title, bounds, and what an empty line means."""
    about = model.about(question)
    return _("{title}: {bounds} [{held}]").format(
        title=f"{question.title}, {about}" if about else question.title,
        bounds=describe.bounds(question),
        held=describe.shown(question, held),
    )


def repeated(question: Question, given: Any) -> list[str]:
    """What a motion that was typed would table; other answers are plain as they are typed."""
    if not isinstance(question, Motion) or given is None:
        return []
    dial = next(one for one in question.dials if one.dial == given["dial"])
    return [f"{matters.tabled(dial, given['value'])}."]


def nothing_pressing(model: Model, *, told: bool) -> str:
    """That an empty line sends what stands, and what may be changed before if that was not told."""
    if told:
        return _("An empty line sends what stands.")
    text = _(
        "Nothing must be decided. An empty line sends what stands; standing changes it: {titles}."
    )
    return text.format(titles=_titles(model.questions))


def besides(questions: Sequence[Question]) -> list[str]:
    """How one is asked these, whose answers stand too; nothing without any."""
    text = _("Type standing to be asked these too: {titles}.")
    return [text.format(titles=_titles(questions))] if questions else []


def _titles(questions: Sequence[Question]) -> str:
    return ", ".join(dict.fromkeys(f"“{question.title}”" for question in questions))


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
        _("{place}: {results}.").format(place=lines.place(model), results=common),
    ]


def end(model: Model) -> list[str]:
    """What became of the world and of every mandate."""
    said = ["", _("The end: what became of it all."), *endings.ends(model, spoken=True)]
    if model.ended and model.ended.early:
        said.insert(1, _("The host ended the game here."))
    for who, goals in endings.mandates(model, spoken=True):
        said += [f"{who}:", *goals]
    said.append(_("There is no single winner: each mandate is met or not."))
    if model.ended and model.ended.saved_as:
        said.append(_("The record is {path}").format(path=model.ended.saved_as))
    return said
