"""allmende join: a seat at a table that somebody hosts."""

from __future__ import annotations

import asyncio
import getpass
import sys
from typing import TYPE_CHECKING

import click

from allmende_cli.screen import has_screen

if TYPE_CHECKING:
    from allmende_client.address import Place
    from allmende_client.link import WebsocketLink
    from allmende_client.session import Session

EXAMPLE = """\b
Examples:
  allmende join                                look for tables on this network
  allmende join 192.168.1.20 --code BCDFG      the address and code on the host's screen
  allmende join "http://192.168.1.20:8765/?table=BCDFG" --name Robin --seat planner
  allmende join 192.168.1.20 --watch           take no seat

Who comes back to a table has their seat again at once; --name comes as somebody else.
"""
UNREACHABLE = 1


@click.command(epilog=EXAMPLE)
@click.argument("address", required=False)
@click.option("--code", default="", help="The code of the table; it stands on the host's screen.")
@click.option("--name", default="", help="By which the others know you.")
@click.option("--seat", default="", help="Take this seat, by its id or name, if it is to be had.")
@click.option("--watch", is_flag=True, help="Take no seat.")
@click.option("--plain", is_flag=True, help="Lines of text instead of a screen.")
@click.pass_context
def join(
    ctx: click.Context,
    *,
    address: str | None,
    code: str,
    name: str,
    seat: str,
    watch: bool,
    plain: bool,
) -> None:
    """Join the table at ADDRESS (default: choose among those on this network)."""
    if seat and watch:
        raise click.UsageError("--watch takes no seat; leave --seat out.", ctx)
    plain = plain or not has_screen()
    place = _typed(address) if address is not None else _found(plain=plain)
    if place is None:
        return
    from allmende_client.link import UnreachableError, connect

    link = connect(place.url)
    session = _session(link, place, code or place.code, name, seat, watch=watch)
    try:
        asyncio.run(_visit(link, session, plain=plain))
    except UnreachableError as error:
        click.echo(f"{error} To find out why: allmende doctor --peer {place.server}", err=True)
        ctx.exit(UNREACHABLE)
    if not plain:
        from allmende_client.endings import what_stays

        click.echo(what_stays(session.model, session.visit))


def _typed(address: str) -> Place:
    from allmende_client.address import read_address
    from allmende_client.entry import Mistake

    try:
        return read_address(address)
    except Mistake as mistake:
        raise click.ClickException(str(mistake)) from None


def _found(*, plain: bool) -> Place | None:
    """Where one of the servers that can be heard is, or an address that is typed instead."""
    from allmende_client.finding import DeafError, find, findings

    if not plain:
        from allmende_client.finder import FinderApp

        return FinderApp(findings).run()
    from allmende_client.nearby import choose

    click.echo("Looking for tables on this network.")
    try:
        found = asyncio.run(find())
    except DeafError as error:
        click.echo(str(error))
        found = []
    return choose(found, sys.stdin.readline, sys.stdout)


def _session(
    link: WebsocketLink, place: Place, code: str, name: str, seat: str, *, watch: bool
) -> Session:
    """What somebody comes with; the ticket of a seat held before, unless something else is wanted."""
    from allmende_client.session import Session
    from allmende_client.tickets import Wallet
    from allmende_client.visit import Visit

    wallet = Wallet(place.server)
    known = name or ("Spectator" if watch else "")
    visit = Visit(known, code.upper(), seat, watch, server=place.server, usual=_user())
    session = Session(link, visit, wallet)
    ticket = None if seat or watch else wallet.ticket(code, name)
    if ticket is not None:
        session.resume(ticket)
    return session


def _user() -> str:
    """What this machine calls its user; nothing if it does not know."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


async def _visit(link: WebsocketLink, session: Session, *, plain: bool) -> None:
    await link.reach()
    if plain:
        from allmende_client.plain import sit as sit_in_lines

        await sit_in_lines(session)
    else:
        from allmende_client.app import sit

        await sit(session)
