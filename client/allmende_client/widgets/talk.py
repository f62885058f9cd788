"""Chat: the last lines, and one to type in."""

from __future__ import annotations

import re
from textwrap import shorten, wrap

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Label

from allmende_client import lines
from allmende_client.fields.base import LineInput
from allmende_client.model import Model
from allmende_client.session import TO_ROLE
from allmende_client.widgets.panel import Panel
from allmende_client.words import _

LONGEST = 400
_ROWS_TALL, _ROWS_SHORT = 6, 2
"""Rows for what was said, on a tall screen and on a short one."""
ROLE_WORDS = (TO_ROLE.strip(), "/role")
_MESSAGE = 2
"""Rows that one message may take."""
_FIGURES = re.compile(r"[-+−]?\d[\d\s.,+−-]*%?")
"""What is typed into fields of questions, and is hardly ever all that one has to say."""


class Transcript(Panel):
    """What was said lately, or why what was typed is not said."""

    def __init__(self) -> None:
        super().__init__(id="said")
        self._problem = ""

    @property
    def refused(self) -> bool:
        """Whether what stands in the line was refused."""
        return bool(self._problem)

    def hold(self, problem: str) -> None:
        """Say why the line is not said, until something is; empty if it is."""
        self._problem = problem
        self.watch_model(self.model)

    def watch_model(self, model: Model) -> None:
        self.display = bool(model.chat or self._problem)
        super().watch_model(model)

    def picture(self, model: Model) -> Text:
        if self._problem:
            return Text(f" {self._problem}")
        rows = _ROWS_TALL if self.screen.has_class("-tall") else _ROWS_SHORT
        said = [lines.said(heard) for heard in model.chat]
        return newest(said, max(self.room.width - 1, 1), rows)


class Talk(Vertical):
    """What was said lately, and the line to say something, for those who sit at the table."""

    label = _(" talk> ")
    always = False
    """Whether one may speak without a seat."""

    model: reactive[Model] = reactive(Model(), init=False)

    class Said(Message):
        """The person said something."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Empty(Message):
        """Enter on an empty line, which is meant for the answers."""

    @property
    def busy(self) -> bool:
        """Whether something is being typed that is not said yet."""
        return bool(self.query_one("#say", LineInput).value)

    def compose(self) -> ComposeResult:
        yield Transcript()
        with Horizontal(classes="row", id="talking"):
            yield Label(self.label, markup=False)
            yield LineInput("", id="say", longest=LONGEST)

    def watch_model(self, model: Model) -> None:
        self.query_one(Transcript).model = model
        self.query_one("#talking").display = self.always or bool(model.seat)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.query_one(Transcript).hold("")

    def on_descendant_blur(self) -> None:
        """What was refused is not left standing when the cursor goes elsewhere."""
        if self.query_one(Transcript).refused:
            self.query_one("#say", LineInput).value = ""

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        said, problem = addressed(event.value.strip()), ""
        if said is None:
            problem = _(
                "Nothing was said: only /r begins with a stroke; it talks to your role alone."
            )
        elif not said:
            self.post_message(self.Empty())
        elif self.model.questions and _FIGURES.fullmatch(said):
            problem = _(
                "Not said: a number alone is for a question (⇧Tab). With a word it is said."
            )
        else:
            self.post_message(self.Said(said))
            event.input.value = ""
        self.query_one(Transcript).hold(problem)


def addressed(typed: str) -> str | None:
    """What is said, with TO_ROLE before it if for one's role alone; None for an unknown /word.

    What is meant for few must not reach all because its first word was mistyped.
    """
    word, _gap, rest = typed.partition(" ")
    if not word.startswith("/"):
        return typed
    return TO_ROLE + rest.strip() if word.casefold() in ROLE_WORDS else None


def newest(said: list[str], width: int, rows: int) -> Text:
    """The last messages that fit, each cut to two rows, the newest at the end."""
    shown: list[str] = []
    for message in reversed(said):
        cut = shorten(message, _MESSAGE * width - width // 4, placeholder=" …")
        wrapped = wrap(cut, width)[:_MESSAGE]
        if len(shown) + len(wrapped) > rows:
            break
        shown = [*wrapped, *shown]
    return Text("\n".join(f" {row}" for row in shown))
