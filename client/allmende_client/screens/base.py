"""What every screen shares: the model, a size below which it says so, and how a page closes."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from allmende_client.model import Model
from allmende_client.widgets.too_small import TooSmall
from allmende_client.widgets.where import Where
from allmende_client.words import _


class GameScreen(Screen[Any]):
    """A screen drawn from the model that it is handed."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (32, "-tall")]

    model: reactive[Model] = reactive(Model(), init=False)

    def take(self, model: Model) -> None:
        """Draw from this model from now on; before its parts are there a screen only keeps it."""
        if self.is_mounted:
            self.model = model
        else:
            self.set_reactive(GameScreen.model, model)

    @property
    def covered(self) -> bool:
        """Whether the terminal is too small to show the screen."""
        return any(cover.display for cover in self.query(TooSmall))

    def on_resize(self, event: events.Resize) -> None:
        for cover in self.query(TooSmall):
            cover.fit(event)


class Page(GameScreen):
    """A page a key away: a title with the time left, a body that scrolls, and Escape back to the table."""

    BINDINGS = [
        ("escape", "close", ""),
        ("q", "close", ""),
        ("enter", "close", ""),
        ("f10", "leave", ""),
        ("up", "scroll(-1)", ""),
        ("down", "scroll(1)", ""),
        ("pageup", "scroll(-10)", ""),
        ("pagedown", "scroll(10)", ""),
        ("space", "scroll(10)", ""),
    ]
    TITLE = ""
    KEYS = _("Esc or Enter: back to the table · ↑↓ scroll")

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.set_reactive(GameScreen.model, model)

    def compose(self) -> ComposeResult:
        yield Where(self.TITLE).add_class("page-title")
        with VerticalScroll(classes="page-body", can_focus=False):
            yield self.body()
        yield Static(self.KEYS, classes="page-keys", markup=False)
        yield TooSmall()

    def body(self) -> Widget:
        """The widget of the page's matter; by default text made by `picture`."""
        return Static(id="words", classes="words", markup=False)

    def on_mount(self) -> None:
        self.watch_model(self.model)

    def on_screen_resume(self) -> None:
        """What came while another page lay over this one may have ended its purpose."""
        self.watch_model(self.model)

    def watch_model(self, model: Model) -> None:
        for head in self.query(Where):
            head.model = model
        self.query_one("#words", Static).update(self.picture(model))

    def picture(self, model: Model) -> Any:
        """The page as text."""
        raise NotImplementedError

    def action_close(self) -> None:
        """Back to where the page was opened."""
        self.dismiss()

    def action_leave(self) -> None:
        """Leave the game from here: what is asked first is asked by the screen beneath."""
        self.dismiss()
        self.app.call_later(self.app.run_action, "screen.leave")

    def finish(self) -> None:
        """Close, if nothing lies over the page; else once that is gone."""
        if self.is_active:
            self.dismiss()

    def action_scroll(self, rows: int) -> None:
        """Move the body, where the page has one that scrolls."""
        for body in self.query(".page-body"):
            body.scroll_relative(y=rows, animate=False)
