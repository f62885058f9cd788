"""Chat: the last lines, and one to type in."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Label, Static

from allmende_client.fields.base import LineInput
from allmende_client.model import Model
from allmende_client.words import _

LONGEST = 400
_SHOWN = 6


class Talk(Vertical):
    """What was said lately, and the line to say something."""

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
        yield Static("", id="said", markup=False)
        with Horizontal(classes="row"):
            yield Label(_(" talk> "), markup=False)
            yield LineInput("", id="say", longest=LONGEST)

    def watch_model(self, model: Model) -> None:
        names = {seat.seat: seat.name for seat in model.seats}
        last = model.chat[-_SHOWN:]
        text = "\n".join(f" {names.get(heard.seat, heard.seat)}: {heard.text}" for heard in last)
        self.query_one("#said", Static).update(Text(text))
        self.query_one("#said").display = bool(last)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self.post_message(self.Said(event.value.strip()))
            event.input.value = ""
        else:
            self.post_message(self.Empty())
