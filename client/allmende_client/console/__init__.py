"""The host's console: it reads the same messages as every client, and gives orders."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_client.link import connect
from allmende_client.session import Session
from allmende_client.visit import Visit
from allmende_client.words import _


async def run(url: str, key: str, cards: Mapping[str, str], record: str, *, plain: bool) -> None:
    """The console of the server at `url` until its host quits, on a screen or in `plain` lines.

    `key` makes a host of it. `cards` say by table code how others come to the table; the first is shown
    first. `record` is the path of the file that keeps the tables.
    """
    link = connect(url)
    await link.reach()
    visit = Visit(_("Host"), next(iter(cards)), watch=True, key=key, server=url)
    session = Session(link, visit)
    if plain:
        from allmende_client.console.plain import command  # noqa: PLC0415  # lines load no screens

        await command(session, cards, record)
    else:
        from allmende_client.console.app import ConsoleApp  # noqa: PLC0415  # a screen is loaded if it is shown

        await ConsoleApp(session, cards, record).run_async()
