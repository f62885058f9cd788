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
from allmende_client.sentences import filled
from allmende_client.standing import status
from allmende_client.wanted import laid_open, pressing
from allmende_client.widgets.card import Card
from allmende_client.words import _
from allmende_protocol.messages import Raw
from allmende_rules.questions import Question


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
        self._last = Model()

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
        self._follow(model)
        self._tell(model)

    def _follow(self, model: Model) -> None:
        """Point at what was refused; and what was taken back is a draft again."""
        before, self._last = self._last, model
        if model.refusal is not None and model.refusal is not before.refusal:
            about = model.refusal.facts.get("question")
            for card in self.cards():
                if card.question.id == about:
                    card.show_problem()
        if before.decided and not model.decided and before.opened and before.opened.key == self.key:
            self._draft()

    async def _ask(self, model: Model) -> None:
        """Lay out the cards of a phase, and ask what its standing answers would bring."""
        self.key, self._touched = "", False
        if self.has_focus_within:
            self.screen.set_focus(None)
        cards = self.query_one("#cards")
        await cards.remove_children()
        first = laid_open(model.questions)
        asked = {question.id for question in first}
        ordered = [*first, *(question for question in model.questions if question.id not in asked)]
        titles = Counter(question.title for question in ordered)
        await cards.mount_all(
            Card(
                place,
                question,
                model.standing(question),
                model,
                twin=titles[question.title] > 1,
                asked=question.id in asked,
            )
            for place, question in enumerate(ordered, 1)
        )
        begun = pressing(model.questions)
        self.post_message(self.Laid(self.cards()[0] if begun else None))
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
            if problem := card.field.problem():
                card.show_problem()
                text = _("! Not sent, “{title}”: {problem}")
                self._problem = text.format(title=card.question.title, problem=problem)
                self._tell(self.model)
                return None
        self._problem = ""
        return self.answers()

    def unfold(self) -> None:
        """Open all standing answers, or fold them all; where all lie open, go to the first."""
        standing = [card for card in self.cards() if not card.asked]
        if not standing and self.cards():
            self.cards()[0].field.focus_first()
        folded = all(card.folded for card in standing)
        for card in standing:
            card.folded = not folded
        if folded and standing:
            self.call_after_refresh(standing[0].field.focus_first)

    def go_to(self, question: Question | None) -> None:
        """Open the card of a question, and put the cursor into it."""
        for card in self.cards():
            if card.question == question:
                card.folded = False
                self.call_after_refresh(card.field.focus_first)

    def on_card_changed(self, event: Card.Changed) -> None:
        event.stop()
        problem = event.card.field.problem()
        self._problem = f"! {problem}" if problem else ""
        if problem:
            self.call_after_refresh(event.card.reveal_note)
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
        said = self._problem or status(model, changed=self._changed(model))
        self.query_one("#status", Static).update(Text(said))

    def _changed(self, model: Model) -> bool:
        """Whether another answer stands in a field than was sent from it."""
        sent = model.opened.answers if model.opened and self.key == model.opened.key else {}
        typed = self.answers() if sent else {}
        return any(
            describe.shown(card.question, typed[name]) != describe.shown(card.question, sent[name])
            for card in self.cards()
            if (name := card.question.id) in typed and name in sent
        )


def _asked(model: Model) -> Text:
    if not model.seat:
        return Text(_("YOU WATCH"), "bold") if model.state else Text()
    me = model.me
    who = model.name_of(model.seat) + (f", {me.role}" if me else "")
    return Text.assemble((_("YOU DECIDE "), "bold"), who)
