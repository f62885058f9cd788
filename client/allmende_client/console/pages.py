"""The console's pages: how to come to the table, and help."""

from __future__ import annotations

from rich.text import Text

from allmende_client.console import board
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.story import tell
from allmende_client.screens.writing import define, section
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
    ("e", _("end the game for all")),
    ("q", _("quit the server; “allmende host” takes everything up again")),
)


class CardScreen(Page):
    """How others come to the table; any key that opened it closes it."""

    BINDINGS = [("c", "close", "")]
    TITLE = _("Come to the table")
    KEYS = _("Enter or c: to the console; c shows this again")

    def __init__(self, model: Model, card: str) -> None:
        super().__init__(model)
        self.card = card

    def picture(self, model: Model) -> Text:
        return Text.from_ansi(self.card)


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
