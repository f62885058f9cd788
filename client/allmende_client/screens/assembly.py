"""The assembly: motions on the floor with a look ahead, laws in force, rules, and how votes were counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Input, Label, Static

from allmende_client import assembly, assembly_lines, docket
from allmende_client.docket import Item
from allmende_client.entry import Mistake
from allmende_client.fields.base import LineInput
from allmende_client.foresight_table import table
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.sentences import filled
from allmende_client.session import Session
from allmende_client.widgets.marked_list import MarkedList
from allmende_client.widgets.too_small import TooSmall
from allmende_client.widgets.where import Where
from allmende_client.words import _

_MARGINS = 3
"""Columns beside the words that margins and a scrollbar take."""


class AssemblyScreen(Page):
    """A list above, and beneath it all about the marked line.

    `drafted` are motions that stand in their fields and are not tabled yet, as raw answers. When the
    page closes it hands back the question to go to, if a motion is to be tabled.
    """

    BINDINGS = [
        ("p", "look", ""),
        ("t", "table", ""),
        ("up", "mark(-1)", ""),
        ("down", "mark(1)", ""),
        ("backspace", "scroll(-10)", ""),
        ("m", "jump('motion')", ""),
        ("l", "jump('law')", ""),
        ("r", "jump('rule')", ""),
        ("h", "jump('past')", ""),
    ]
    TITLE = _("Assembly: motions and laws")
    KEYS = _("↵ look ahead  m motions l laws r rules h history  Space ⌫ read on  Esc table")

    def __init__(self, session: Session, drafted: Iterable[dict[str, Any]]) -> None:
        super().__init__(session.model)
        self.session = session
        self._drafted = tuple(drafted)
        self._items: dict[str, Item] = {}
        self._shown = ""
        self._problem = ""

    def compose(self) -> ComposeResult:
        yield Where(self.TITLE).add_class("page-title")
        yield Static(id="method", markup=False)
        yield MarkedList(id="docket")
        with VerticalScroll(classes="page-body", can_focus=False):
            yield self.body()
        with Horizontal(id="typed"):
            yield Label(_("What if it were ["), markup=False)
            line = LineInput("", id="amount", longest=40)
            line.select_on_focus = False  # the digit that took the cursor here begins the value
            yield line
            yield Label(_("] ↵ looks ahead, Esc goes back"), markup=False)
        yield Static("", id="refused", markup=False)
        yield Static(self.KEYS, classes="page-keys", markup=False)
        yield TooSmall()

    def on_mount(self) -> None:
        self.watch_model(self.model)
        self._list.focus()

    def on_resize(self, event: Any) -> None:
        super().on_resize(event)
        self._describe()

    @property
    def _list(self) -> MarkedList:
        return self.query_one(MarkedList)

    @property
    def _marked(self) -> Item | None:
        return self._items.get(self._list.marked or "")

    def watch_model(self, model: Model) -> None:
        self.query_one(Where).model = model
        method = (assembly_lines.ruled(model), assembly_lines.tabling(model))
        self.query_one("#method", Static).update("\n".join(filter(None, method)))
        found = docket.items(model, self._drafted)
        self._items = {item.id: item for item in found}
        self._list.show([(item.id, item.line) for item in found])
        self._describe()

    def on_option_list_option_highlighted(self) -> None:
        self._problem = ""
        self._describe()

    def _describe(self) -> None:
        """Say all about the marked line, from its top if it is another one."""
        item = self._marked
        self.query_one("#words", Static).update(self.picture(self.model))
        self.query_one("#typed").display = item is not None and item.rule is not None
        trouble = _trouble(self.model, self._problem)
        self.query_one("#refused", Static).update(trouble)
        self.query_one("#refused").display = bool(trouble)
        if item is not None and item.id != self._shown:
            self._shown = item.id
            self.query_one("#amount", LineInput).value = ""
            self.query_one(".page-body").scroll_home(animate=False)

    def picture(self, model: Model) -> Text:
        item = self._marked
        if item is None:
            return Text(_("There are no rules here that a motion could change."))
        text = Text("\n".join(item.about))
        width = max(self.size.width - _MARGINS, 1)
        for motion in docket.previews(model, item):
            text.append("\n\n")
            if motion == model.looking:
                text.append(
                    _("Looking ahead… bots play it forward; it takes some seconds."), "bold"
                )
            else:
                text.append("\n".join(table(model, model.ahead[motion], width)))
        return text

    async def action_look(self) -> None:
        """Look ahead at the marked motion, or go and type the value that a rule might have."""
        item = self._marked
        if item is None or not item.dial:
            self._say(_("There is nothing to look ahead at here: it is past."))
        elif item.value is None:
            self.query_one("#amount", LineInput).focus()
        else:
            await self._look(item.dial, item.value)

    async def on_option_list_option_selected(self) -> None:
        await self.action_look()

    async def on_input_submitted(self, event: Input.Submitted) -> None:
        item = self._marked
        if item is None or item.rule is None:
            return
        try:
            dial, value = docket.typed(item, event.value)
        except Mistake as mistake:
            self._say(str(mistake))
        else:
            self._list.focus()
            await self._look(dial, value)

    async def _look(self, dial: str, value: int) -> None:
        self._problem = ""
        await self.session.look_ahead(dial, value)
        self.take(self.session.model)

    def _say(self, problem: str) -> None:
        self._problem = problem
        self._describe()

    def action_mark(self, step: int) -> None:
        """From the value on to another line."""
        if self._items:
            self._list.highlighted = ((self._list.highlighted or 0) + step) % len(self._items)
        self._list.focus()

    def on_key(self, event: events.Key) -> None:
        """A digit on a rule's line begins the value that it might have."""
        item, digit = self._marked, event.character or ""
        if self._list.has_focus and item and item.rule and digit and digit in "0123456789.,-":
            event.stop()
            amount = self.query_one("#amount", LineInput)
            amount.focus()
            amount.insert_text_at_cursor(digit)

    def action_table(self) -> None:
        """Go to the question that tables a motion, if it is asked now."""
        if (question := assembly.asked(self.model)) is not None:
            self.dismiss(question)
        else:
            self._say(assembly_lines.tabling(self.model) or assembly_lines.method(self.model))

    def action_jump(self, kind: str) -> None:
        """Mark the first line of a kind, or say that there is none; a value half typed is left."""
        self._list.focus()
        for place, name in enumerate(self._items):
            if name.startswith(kind):
                self._list.highlighted = place
                return
        self._say(_EMPTY[kind])

    def action_close(self) -> None:
        """From the value back to the list; from there to the table."""
        if self._list.has_focus:
            self.dismiss()
        else:
            self._list.focus()


_EMPTY = {
    "motion": _("No motion is on the floor now."),
    "law": _("No law is in force yet."),
    "rule": _("There are no rules here that a motion could change."),
    "past": _("Nothing has been decided yet."),
}
"""What is said of a part of the list that has no lines."""


def _trouble(model: Model, problem: str) -> str:
    """What was mistyped, else why the last look ahead was refused."""
    refusal = model.refusal
    refused = filled(refusal.text, refusal.facts) if refusal else ""
    return f"! {problem or refused}" if problem or refused else ""
