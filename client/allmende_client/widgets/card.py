"""One question on the table: its field, what it costs, what it would bring, and what is wrong with it."""

from __future__ import annotations

from typing import Any

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from allmende_client import describe
from allmende_client.entry import Mistake
from allmende_client.fields.base import Field
from allmende_client.fields.registry import field
from allmende_client.model import Model
from allmende_client.widgets.title import Title
from allmende_rules.questions import Question


class Card(Vertical):
    """A question. What is not `asked` first is folded to one line with its answer until it is opened.

    A `twin` shares its title with another question, so it always says what it is about; and so does
    a question about what the seat does not hold.
    """

    folded = reactive(default=False, toggle_class="folded")

    class Changed(Message):
        """The answer of `card` was changed, or made wrong."""

        def __init__(self, card: Card) -> None:
            super().__init__()
            self.card = card

    def __init__(
        self, place: int, question: Question, held: Any, model: Model, *, twin: bool, asked: bool
    ) -> None:
        super().__init__(classes="card" if asked else "card standing")
        self.place = place
        self.asked = asked
        self.question = question
        self.field: Field = field(question, held)
        self.about = model.about(question)
        self.moves = describe.moves(question, model.name_of)
        self.named = twin or question.about not in model.fact(
            model.seat, "holds", default=(question.about,)
        )
        self.set_reactive(Card.folded, not asked)

    def compose(self) -> ComposeResult:
        yield Title()
        yield self.field
        yield Static(classes="note", markup=False)
        yield Static(classes="preview", markup=False)
        account = describe.account(self.question)
        for name, words in (
            ("account", account),
            ("help", self.question.help),
            ("moves", self.moves),
        ):
            if words:
                yield Static(words, classes=name, markup=False)

    def on_mount(self) -> None:
        self.set_class(self.folded, "folded")
        self.refresh_words()

    def foresee(self, lines: list[str]) -> None:
        """Show what the draft would bring."""
        preview = self.query_one(".preview", Static)
        preview.update(Text("\n".join(lines)))
        preview.set_class(not lines, "empty")

    def on_field_changed(self, event: Field.Changed) -> None:
        event.stop()
        self.refresh_words()
        self.post_message(self.Changed(self))

    def refresh_words(self) -> None:
        """The title, and beneath the field either the mistake or what the answer means."""
        try:
            value, problem, note = self.field.value(), "", self.field.note()
        except Mistake as mistake:
            value, problem, note = None, str(mistake), ""
        self.set_class(bool(problem), "wrong")
        self._entitle(value, problem)
        shown = self.query_one(".note", Static)
        shown.update(Text(f"! {problem}" if problem else note))
        shown.set_class(not (problem or note), "empty")

    def _entitle(self, value: Any, problem: str) -> None:
        """Say what the question is; on a folded card also its answer."""
        title, words = self.query_one(Title), self.question.title
        if self.folded:
            answer = f"! {problem}" if problem else describe.shown(self.question, value)
            title.fold(f"{self.about}: {words}" if self.named and self.about else words, answer)
        else:
            mark = str(self.place) if self.asked else "▾"
            about = f" · {self.about}" if self.about else ""
            title.show(Text.assemble((f"{mark} {words}", "bold"), about))

    def show_problem(self) -> None:
        """Open the card, put the cursor where the answer is put right, and bring what is said into view."""
        self.folded = False
        self.field.focus_problem()
        self.call_after_refresh(self.reveal_note)

    def reveal_note(self) -> None:
        """Bring what is said beneath the field into view."""
        self.query_one(".note").scroll_visible(animate=False)

    def watch_folded(self) -> None:
        if self.is_mounted:
            self.refresh_words()

    def on_click(self, event: events.Click) -> None:
        if not self.asked and event.widget is self.query_one(Title):
            self.folded = not self.folded
