"""Hosting: the store, the tables in it, the server, its announcement, and the host's console."""

from __future__ import annotations

import asyncio
import errno
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from shutil import get_terminal_size
from time import monotonic

import click

from allmende_cli import choices, keeping
from allmende_cli.governing import Governing
from allmende_cli.screen import has_screen
from allmende_lab.minds import Names, minds
from allmende_protocol.finding import PORT
from allmende_rules.opening import HOUSE
from allmende_rules.record import DamageError
from allmende_rules.refusals import Refused
from allmende_rules.scenario import Scenario
from allmende_server.addresses import addresses, door, lan_addresses
from allmende_server.discovery import announced
from allmende_server.games_folder import host_file
from allmende_server.hall import Hall, new_code, new_key
from allmende_server.invitation import invitation
from allmende_server.net import Page, serve
from allmende_server.room import Room
from allmende_server.store import Kept, Store
from allmende_server.table import TableSettings, open_table, resume_table
from allmende_web import csp, page

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Opening:
    """What fresh tables are opened with. `bots` as `allmende_lab.minds` reads them."""

    scenario: Scenario
    ruled: Governing
    seed: int | None
    bots: Names
    timed: bool
    tables: int


def host(opening: Opening, *, always: bool, port: int | None, plain: bool) -> None:
    """Host what is not at its end, and fresh tables `always` or if there is nothing else.

    Without a `port` it is the one where tables that are taken up were hosted last: whoever waits for
    them waits there. Fresh tables come first, also on the console.
    """
    with keeping.sentences(host_file()), Store.open(host_file()) as store:
        hall = Hall(key := new_key())
        old = store.kept()
        rooms = [room for kept in old if (room := _taken_up(kept, store)) is not None]
        unfinished = {room.code for room in rooms}
        before = [kept.settings.port for kept in old if kept.code in unfinished]
        port = port if port is not None else (before or [PORT])[-1]
        if always or not rooms:
            _open(opening, store, hall, {kept.code for kept in old}, port)
        for room in rooms:
            hall.add(room)
        store.commit()
        with keeping.one_error():
            asyncio.run(_serve(hall, store, key, port, plain=plain))


def _taken_up(kept: Kept, store: Store) -> Room | None:
    """A table that is not at its end; says what is wrong with it, if anything is."""
    if kept.damage:
        click.echo(f"{kept.code}: {kept.damage}", err=True)
    try:
        log = store.log(kept.code)
        room = resume_table(kept.entries, kept.settings, log, kept.code, kept.holders)
    except (DamageError, LookupError, Refused) as error:
        click.echo(f"The table {kept.code} cannot be taken up: {error}", err=True)
        return None
    return None if room.info.over else room


def _open(opening: Opening, store: Store, hall: Hall, taken: set[str], port: int) -> None:
    """Open fresh tables, all with the same weather."""
    players = minds(opening.scenario, opening.bots)
    house = players.pop(HOUSE).id
    settings = TableSettings(
        opening.scenario,
        opening.ruled.system,
        choices.fresh_seed() if opening.seed is None else opening.seed,
        opening.ruled.rounds,
        dials=opening.ruled.dials,
        then=opening.ruled.then,
        bots={seat: bot.id for seat, bot in players.items()},
        house=house,
        timed=opening.timed,
        by_host=True,
        port=port,
    )
    for _ in range(opening.tables):
        taken.add(code := new_code(taken))
        placed = replace(
            settings, saved_as=f"{store.path.name}, table {code}, on the host's machine"
        )
        hall.add(open_table(placed, store.lay(code, placed), code))


async def _serve(hall: Hall, store: Store, key: str, port: int, *, plain: bool) -> None:
    """Serve until the host quits, or a signal or a fault ends it."""
    titles = [room.info.name for room in hall.tables.values()]
    door_page = Page(page().decode(), csp())
    with _port(port):
        serving = serve(hall, monotonic, store.commit, host=None, port=port, page=door_page)
        async with serving as served, announced(served.port, titles) as silent:
            if silent:
                click.echo(silent, err=True)
            cards = {code: card(code, served.port) for code in hall.tables}
            url = f"ws://{LOOPBACK}:{served.port}"
            console = asyncio.ensure_future(_console(url, key, cards, str(store.path), plain=plain))
            broken = asyncio.create_task(served.broken.wait())
            with _until_signal(console):
                await asyncio.wait({console, broken}, return_when=asyncio.FIRST_COMPLETED)
            broken.cancel()
            console.cancel()
            with suppress(asyncio.CancelledError):
                await console


def card(code: str, port: int) -> str:
    """How to come to a table, fit for this terminal."""
    found = lan_addresses(addresses())
    urls = [door(one.address, port, code) for one in found] or [door(LOOPBACK, port, code)]
    columns, rows = get_terminal_size((80, 24))
    return invitation(urls, code, columns, rows, picture=sys.stdout.isatty())


async def _console(url: str, key: str, cards: dict[str, str], record: str, *, plain: bool) -> None:
    """The host's console; without a terminal the cards, and service until a signal."""
    if not sys.stdin.isatty():
        click.echo("\n\n".join(cards.values()))
        sys.stdout.flush()
        await asyncio.Event().wait()
    from allmende_client.console import run

    await run(url, key, cards, record, plain=plain or not has_screen())


@contextmanager
def _until_signal(task: asyncio.Future[None]) -> Iterator[None]:
    """End the task at a request to stop; all that was acknowledged is kept by then."""
    loop = asyncio.get_running_loop()
    with suppress(NotImplementedError):
        loop.add_signal_handler(signal.SIGTERM, task.cancel)
    yield


@contextmanager
def _port(port: int) -> Iterator[None]:
    """Say which port is free instead if this one is taken."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        from allmende_cli.checks.port import next_free

        free = next_free(port)
        hint = f" Port {free} is free: allmende host --port {free}" if free else ""
        what = "taken" if error.errno == errno.EADDRINUSE else "not allowed"
        raise click.ClickException(f"Port {port} is {what}.{hint}") from None
