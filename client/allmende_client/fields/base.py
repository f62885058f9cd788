"""What every field shares: it shows a value, gives a raw answer, and tells when it was changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual.containers import Container
from textual.events import Key
from textual.message import Message
from textual.widgets import Input

from allmende_client.entry import Mistake
from allmende_rules.questions import Question

EDITS = {
    "backspace": "delete_left",
    "delete": "delete_right",
    "left": "cursor_left",
    "right": "cursor_right",
    "home": "home",
    "end": "end",
    "ctrl+u": "delete_left_all",
    "ctrl+k": "delete_right_all",
    "tab": "app.focus_next",
    "shift+tab": "app.focus_previous",
}
"""Keys that edit a line or leave it, and Textual's action for each."""


class LineInput(Input):
    """A one-line input without a border and without a blinking cursor.

    Editing keys act at once. As bindings they would act after keys that were typed later, since a
    binding is found on the way up to the app while a letter is taken on arrival. A key that was typed
    after Tab and sent here before the focus moved is handed on to where the focus is now. Space takes
    the cursor behind what is selected, and never replaces it.
    """

    keys: ClassVar[Mapping[str, str]] = EDITS

    def __init__(self, value: str, *, id: str, longest: int = 16) -> None:
        super().__init__(value, id=id, compact=True, max_length=longest)
        self.cursor_blink = False

    async def _on_key(self, event: Key) -> None:
        focused = self.screen.focused
        if focused is not self and focused is not None:
            event.stop()
            event.prevent_default()
            focused._forward_event(Key(event.key, event.character))  # noqa: SLF001  # as a screen does
            return
        if event.key == "space" and not self.selection.is_empty:
            event.stop()
            event.prevent_default()
            await self.run_action("end")
            return
        edit = self.keys.get(event.key)
        if edit is None:
            await super()._on_key(event)
            return
        event.stop()
        event.prevent_default()
        await self.run_action(edit)


class NumberInput(LineInput):
    """A line for a number, in which a question mark asks for help."""

    keys = {**EDITS, "question_mark": "screen.help"}


class Field(Container):
    """The input of one question. `held` is the plain answer that it opens with."""

    class Changed(Message):
        """The person typed or chose something."""

    def __init__(self, question: Question, held: Any) -> None:
        super().__init__()
        self.question = question
        self.held = held

    def value(self) -> Any:
        """The raw answer as it stands. Raises Mistake with a sentence."""
        raise NotImplementedError

    def note(self) -> str:
        """What the answer would cost or leave, while it is being typed; empty if nothing."""
        return ""

    def problem(self) -> str:
        """Why the answer does not stand, or nothing."""
        try:
            self.value()
        except Mistake as mistake:
            return str(mistake)
        return ""

    def focus_first(self) -> None:
        """Put the cursor where the answer begins."""
        for widget in self.query("*"):
            if widget.focusable:
                widget.focus()
                return

    def focus_problem(self) -> None:
        """Put the cursor where an answer that does not stand is put right."""
        self.focus_first()

    def typed(self, name: str) -> str:
        """What stands in one of the inputs."""
        return self.query_one(f"#{name}", LineInput).value

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed())
