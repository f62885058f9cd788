"""The console's pages: how to come to the table, what became of it, and help."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from allmende_client.console import board
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.end import EndScreen
from allmende_client.screens.story import tell
from allmende_client.screens.writing import define, section
from allmende_client.visit import Visit
from allmende_client.words import _

KEYS = (
    ("s", _("start the game, when everybody is here")),
    ("p", _("pause, and go on")),
    ("x", _("extend: give the open phase more time")),
    ("z", _("close the open phase now; whoever is silent is answered for")),
    ("b", _("hand the marked seat to a bot, or give it back to its people")),
    ("↑ ↓", _("mark a seat")),
    ("t", _("say something to all; Esc leaves the line")),
    ("c", _("the code and the addresses, for those who come late")),
    ("1 … 9", _("go to another table of this server")),
    ("g, n, w", _("graphs; news of every round; words, seats and rules")),
    ("F9", _("high contrast on and off")),
    ("r", _("go back to the end of a round, also after the end; 0 is the opening")),
    ("a", _("play on under another system from the next round on")),
    ("e", _("end the game for all; after the end, what became of it")),
    ("q", _("quit the server; “allmende host” takes up again what is not at its end")),
)


class CardScreen(Page):
    """How others come to the table; any key that opened it closes it.

    `codes` are those of all tables, `code` that of this one. Returns the number of a table to show
    instead, None to go on to the console.
    """

    BINDINGS = [
        ("c", "close", ""),
        ("question_mark,f1", "help", ""),
        *((str(number), f"table({number})", "") for number in range(1, 10)),
    ]
    TITLE = _("Come to the table")

    def __init__(self, model: Model, card: str, codes: Sequence[str], code: str) -> None:
        super().__init__(model)
        self.card = card
        self._tables = len(codes)
        self.KEYS = _("Enter or c: to the console; c shows this again · ? help")
        if self._tables > 1:
            text = _("Table {number} of {all}; 1 to {last}: another · Enter or c: console · ? help")
            number = codes.index(code) + 1 if code in codes else 1
            self.KEYS = text.format(number=number, all=self._tables, last=min(self._tables, 9))

    def picture(self, model: Model) -> Text:
        return Text.from_ansi(self.card)

    def action_table(self, number: int) -> None:
        """Show how to come to another table."""
        if number <= self._tables:
            self.dismiss(number)

    def action_help(self) -> None:
        """The keys."""
        self.app.push_screen(ConsoleHelp(self.model))


class SummaryScreen(EndScreen):
    """What became of the world and of every mandate. Returns Next.QUIT to quit the server."""

    BINDINGS = [("e", "close", ""), ("enter", "close", "")]

    def __init__(self, model: Model, visit: Visit) -> None:
        super().__init__(model, visit)
        self.KEYS = _("Enter or e: to the console; e shows this again · q quit · ↑↓ scroll")


class ConsoleHelp(Page):
    """The keys, and where the game stands."""

    BINDINGS = [("question_mark,f1", "close", "")]
    TITLE = _("Help for hosts")
    KEYS = _("Esc or Enter: back to the console · ↑↓ scroll")

    def picture(self, model: Model) -> Text:
        text = Text()
        define(text, _("Keys"), KEYS)
        section(text, _("Tables of this server"), board.tables(model))
        if model.opened:
            section(
                text, _("This phase: {title}").format(title=model.opened.title), [model.opened.help]
            )
        if model.welcome:
            phases = ((phase.title, phase.help) for phase in model.welcome.phases)
            define(text, _("A round, phase by phase"), phases)
        tell(text, model)
        return text
