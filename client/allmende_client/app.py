"""The player's app: the table, and the way to it."""

from __future__ import annotations

from allmende_client.link import connect
from allmende_client.listening import ListeningApp
from allmende_client.next import Next
from allmende_client.screens.table import TableScreen
from allmende_client.session import Session
from allmende_client.visit import solo


class AllmendeApp(ListeningApp):
    """Opens with the table. `story` says whether a fresh game begins with its story."""

    def __init__(self, session: Session, *, story: bool = True) -> None:
        super().__init__(session)
        self.story = story

    def get_default_screen(self) -> TableScreen:
        return TableScreen(self.session, story=self.story)


async def play(url: str, name: str, seat: str) -> Next:
    """Play alone at the table behind `url` on a terminal screen, until the game is left or over."""
    return await sit(Session(connect(url), solo(seat, name)))


async def sit(session: Session) -> Next:
    """Show the session on a terminal screen, from the door to the end."""
    return await AllmendeApp(session).run_async() or Next.QUIT
