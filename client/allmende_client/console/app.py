"""The host's console on a screen."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_client.console.screen import ConsoleScreen
from allmende_client.listening import ListeningApp
from allmende_client.session import Session


class ConsoleApp(ListeningApp):
    """Opens with how others come to the table. `cards` say that, by table code.

    `record` is the path of the file that keeps the tables.
    """

    def __init__(self, session: Session, cards: Mapping[str, str], record: str) -> None:
        super().__init__(session)
        self.cards = cards
        self._record = record

    def get_default_screen(self) -> ConsoleScreen:
        return ConsoleScreen(self.session, self.cards, self._record)
