"""Where a seat's answers to the open phase stand, in the line beneath them."""

from __future__ import annotations

from collections.abc import Sequence

from allmende_client import describe
from allmende_client.model import Model
from allmende_client.sentences import refusal_text
from allmende_client.wanted import laid_open
from allmende_client.words import UNSENT, _
from allmende_rules.questions import Question, stands


def status(model: Model, *, changed: bool) -> str:
    """What is true of this seat's answers now; `changed` if others stand in the fields than were sent."""
    if model.sending and not model.over:
        return _("Sending…") if model.sending == "sending" else f"! {UNSENT}"
    if model.refusal is not None:
        return "! " + refusal_text(model.refusal, model.questions)
    if model.over:
        return _("The game is over. Enter or e: the end page · q: leave.")
    if model.opened is None:
        return ""
    waiting = ", ".join(seat.name for seat in model.waited_for)
    if model.elsewhere:
        text = _("Your seat is used on another device now. c: take it back here.")
    elif not model.seat:
        text = _("You only watch. c: choose a seat.")
    elif model.me is not None and model.me.who != "person":
        text = _("The host has lent your seat to a bot, {bot}.").format(bot=model.me.bot)
    elif not model.questions:
        text = _waits(model)
    elif model.decided:
        text = _sent(model, changed=changed)
    else:
        return _unsent(model.questions)
    return text + (_(" Waiting for {names}.").format(names=waiting) if waiting else "")


def _waits(model: Model) -> str:
    if model.opened and model.opened.key == model.bots_phase:
        return _("A bot had decided this phase; you decide from the next one on.")
    return _("Nothing to decide in this phase.")


def _sent(model: Model, *, changed: bool) -> str:
    """What stands, and by whom; it can be taken back only while others are waited for."""
    still_open = model.waited_for or (model.clock is not None and model.clock.paused)
    undo = _(" ^Z takes it back.") if still_open else ""
    if not model.mate:
        said = _("● Sent. What you changed since is not: ↵ sends it.") if changed else _("● Sent.")
        return said + undo
    answers = model.opened.answers if model.opened else {}
    wanted = [q for q in model.questions if q.required] or model.questions
    shown = "; ".join(describe.shown(q, answers[q.id]) for q in wanted if q.id in answers)
    text = _("● {name} answered for this seat: {answers}. ↵ sends yours instead.")
    return text.format(name=model.mate, answers=shown) + undo


def _unsent(questions: Sequence[Question]) -> str:
    """What must be decided, or may be; and how many answers stand that nobody is asked for."""
    standing = len(questions) - len(laid_open(questions))
    if any(question.required for question in questions):
        text = _("↵ sends.")
    elif once := [question for question in laid_open(questions) if not stands(question)]:
        titles = ", ".join(dict.fromkeys(f"“{question.title}”" for question in once))
        text = _("Nothing must be decided. You may: {titles}. ↵ sends.").format(titles=titles)
    else:
        text = _("Nothing must be decided: ↵ sends what stands. F7 goes to it, to change it.")
    more = _(" Standing answers: {count}, F7 opens them.")
    return text + (more.format(count=standing) if standing else "")
