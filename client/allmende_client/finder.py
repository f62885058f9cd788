"""Which table, for somebody who has typed no address: a list that grows, and a line for an address."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing

from textual import work
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label, OptionList, Static

from allmende_client.address import Place, read_address
from allmende_client.entry import Mistake
from allmende_client.fields.base import LineInput
from allmende_client.finding import DeafError, Found
from allmende_client.nearby import NOTHING_FOUND, heard_line, heard_place
from allmende_client.themes import LOOK
from allmende_client.widgets.marked_list import MarkedList
from allmende_client.words import _

Search = Callable[[], AsyncIterator[Found]]
_LONGEST = 120
AGAIN = 3.0
"""Seconds after which it looks again, as long as it has found nothing."""


class FinderApp(App[Place]):
    """Returns the place that was chosen, None if its person leaves.

    It looks `again` after so many seconds while there is nothing to choose, and at a key.
    """

    CSS_PATH = LOOK
    BINDINGS = [
        Binding("escape,ctrl+c", "quit", show=False, priority=True),
        Binding("f5", "search", show=False),
        Binding("down", "list", show=False),
    ]
    ENABLE_COMMAND_PALETTE = False

    class Heard(Message):
        """A server was heard, or the search is over."""

        def __init__(self, found: Found | None, problem: str = "") -> None:
            super().__init__()
            self.found = found
            self.problem = problem

    def __init__(self, search: Search, again: float = AGAIN) -> None:
        super().__init__()
        self._look, self._again = search, again
        self._found: list[Found] = []

    def compose(self) -> ComposeResult:
        yield Static(_("Allmende: find a table"), classes="page-title", markup=False)
        yield Static("", id="searching", markup=False)
        yield MarkedList(id="seats")
        yield Static("", id="refused", markup=False)
        with Horizontal(classes="row"):
            yield Label(_(" or its address: "), markup=False)
            yield LineInput("", id="address", longest=_LONGEST)
        yield Static(_KEYS, classes="page-keys", markup=False)

    def on_mount(self) -> None:
        self.query_one("#address", Input).focus()
        self.action_search()

    @work(exclusive=True, exit_on_error=False)
    async def search(self) -> None:
        """Tell what is heard, and when it is over."""
        try:
            async with aclosing(self._look()) as findings:  # type: ignore[type-var]
                async for found in findings:
                    self.post_message(self.Heard(found))
        except DeafError as error:
            self.post_message(self.Heard(None, str(error)))
        else:
            self.post_message(self.Heard(None))

    def on_finder_app_heard(self, event: Heard) -> None:
        if event.found is not None and event.found not in self._found:
            self._found.append(event.found)
            found = self.query_one(MarkedList)
            found.show([(one.place, heard_line(one)) for one in self._found])
            if len(self._found) == 1 and not self.query_one("#address", Input).value:
                found.focus()
        if event.found is None:
            silent = "" if self._found else NOTHING_FOUND
            self._tell(event.problem or silent)
            if silent and not event.problem:
                self.set_timer(self._again, self.search)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.exit(heard_place(self._found[event.option_index]))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        try:
            self.exit(read_address(event.value))
        except Mistake as mistake:
            self.query_one("#refused", Static).update(f"! {mistake}")

    def action_search(self) -> None:
        """Look around, again."""
        self._tell(_("Looking for tables on this network…"))
        self.search()

    def action_list(self) -> None:
        """To what was found."""
        if self._found:
            self.query_one(MarkedList).focus()

    def _tell(self, text: str) -> None:
        told = text or _("Choose a table:")
        self.query_one("#searching", Static).update(told)


_KEYS = _("↑↓ Enter: choose · Tab: type an address · F5 look again · Esc leave")
