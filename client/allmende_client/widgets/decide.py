"""YOU DECIDE: the open questions, required ones first, and where one's answers stand."""

from __future__ import annotations

from collections import Counter

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from allmende_client import describe
from allmende_client.entry import Mistake
from allmende_client.model import Model
from allmende_client.sentences import filled, refusal_text
from allmende_client.widgets.card import Card
from allmende_client.words import UNSENT, _
from allmende_protocol.messages import Raw


class Decide(Vertical):
    """Cards are made once a phase, so a new state or a reconnection never touches what is typed."""

    model: reactive[Model] = reactive(Model(), init=False)

    class Drafted(Message):
        """Answers in the making to the phase `key`: all those that stand.

        They are `touched` once the person has changed one of them.
        """

        def __init__(self, key: str, answers: Raw, *, touched: bool) -> None:
            super().__init__()
            self.key = key
            self.answers = answers
            self.touched = touched

    class Laid(Message):
        """The cards of another phase lie here; `first` is the one to begin with, if any must be decided."""

        def __init__(self, first: Card | None) -> None:
            super().__init__()
            self.first = first

    def __init__(self) -> None:
        super().__init__(id="decide")
        self.key = ""
        """The phase that the cards belong to; empty without cards, and while others are laid."""
        self._seen = ""
        self._laid: Raw = {}
        self._touched = False
        self._problem = ""

    def compose(self) -> ComposeResult:
        yield Static(id="asked", markup=False)
        yield VerticalScroll(id="cards", can_focus=False)
        yield Static(id="status", markup=False)

    async def watch_model(self, model: Model) -> None:
        key = model.opened.key if model.opened and not model.over else ""
        if key != self._seen or bool(model.questions) != bool(self.cards()):
            self._seen, self._problem = key, ""
            with self.app.batch_update():
                await self._ask(model)
        self._foresee(model)
        self._tell(model)

    async def _ask(self, model: Model) -> None:
        """Lay out the cards of a phase, and ask what its standing answers would bring."""
        self.key, self._touched = "", False
        if self.has_focus_within:
            self.screen.set_focus(None)
        cards = self.query_one("#cards")
        await cards.remove_children()
        ordered = sorted(model.questions, key=lambda question: not question.required)
        titles = Counter(question.title for question in ordered)
        await cards.mount_all(
            Card(
                place,
                question,
                model.standing(question),
                model,
                twin=titles[question.title] > 1,
            )
            for place, question in enumerate(ordered, 1)
        )
        required = [card for card in self.cards() if not card.folded]
        self.post_message(self.Laid(required[0] if required else None))
        if ordered:
            self.key, self._laid = self._seen, self.answers()
            self._draft()

    def cards(self) -> list[Card]:
        """The questions on the table, in order."""
        return list(self.query(Card))

    def answers(self) -> Raw:
        """Every answer that stands as it is typed."""
        found: Raw = {}
        for card in self.cards():
            try:
                found[card.question.id] = card.field.value()
            except Mistake:
                continue
        return found

    def _draft(self) -> None:
        answers = self.answers()
        self._touched = self._touched or answers != self._laid
        self.post_message(self.Drafted(self.key, answers, touched=self._touched))

    def complete(self) -> Raw | None:
        """All answers, or None after pointing at the first that does not stand."""
        for card in self.cards():
            if card.field.problem():
                card.folded = False
                card.field.focus_problem()
                text = _("! Not sent: see “{title}”.")
                self._problem = text.format(title=card.question.title)
                self._tell(self.model)
                return None
        self._problem = ""
        return self.answers()

    def unfold(self) -> None:
        """Open all standing answers, or fold them all."""
        standing = [card for card in self.cards() if not card.question.required]
        folded = all(card.folded for card in standing)
        for card in standing:
            card.folded = not folded
        if folded and standing:
            self.call_after_refresh(standing[0].field.focus_first)

    def on_card_changed(self, event: Card.Changed) -> None:
        event.stop()
        self._problem = ""
        self._tell(self.model)
        if self.key:
            self._draft()

    def _foresee(self, model: Model) -> None:
        for card in self.cards():
            card.foresee(
                [
                    filled(line.text, line.facts)
                    for line in model.foreseen
                    if line.question == card.question.id
                ]
            )

    def _tell(self, model: Model) -> None:
        self.query_one("#asked", Static).update(_asked(model))
        self.query_one("#status", Static).update(Text(self._problem or _status(model)))


def _asked(model: Model) -> Text:
    if not model.seat:
        return Text(_("YOU WATCH"), "bold") if model.state else Text()
    me = model.me
    who = model.name_of(model.seat) + (f", {me.role}" if me else "")
    return Text.assemble((_("YOU DECIDE "), "bold"), who)


def _status(model: Model) -> str:
    """What is true of this seat's answers now."""
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
        text = _sent(model)
    else:
        return _unsent(sum(not question.required for question in model.questions), model)
    return text + (_(" Waiting for {names}.").format(names=waiting) if waiting else "")


def _waits(model: Model) -> str:
    if model.opened and model.opened.key == model.bots_phase:
        return _("A bot had decided this phase; you decide from the next one on.")
    return _("Nothing to decide in this phase.")


def _sent(model: Model) -> str:
    """What stands, and by whom; it can be taken back only while others are waited for."""
    still_open = model.waited_for or (model.clock is not None and model.clock.paused)
    undo = _(" ^Z takes it back.") if still_open else ""
    if not model.mate:
        return _("● Sent.") + undo
    answers = model.opened.answers if model.opened else {}
    wanted = [q for q in model.questions if q.required] or model.questions
    shown = "; ".join(describe.shown(q, answers[q.id]) for q in wanted if q.id in answers)
    text = _("● {name} answered for this seat: {answers}. ↵ sends yours instead.")
    return text.format(name=model.mate, answers=shown) + undo


def _unsent(standing: int, model: Model) -> str:
    if standing == len(model.questions):
        return _("Nothing must be decided: ↵ sends what stands, F7 opens it.")
    more = _(" Standing answers: {count}, F7 opens them.").format(count=standing)
    return _("↵ sends.") + (more if standing else "")
