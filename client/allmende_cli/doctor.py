"""allmende doctor: what stands in the way of a table on this machine and network, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from allmende_protocol.finding import PORT

if TYPE_CHECKING:
    from allmende_cli.checks.check import Check
    from allmende_cli.checks.peer import Place

EXAMPLE = """\b
Examples:
  allmende doctor
  allmende doctor --port 9000
  allmende doctor --peer 192.168.1.9          does that machine answer, and on time?
  allmende doctor --json > doctor.json
"""
FAILS = 1
MARKS = {"ok": ("ok  ", "green"), "warn": ("warn", "yellow"), "fail": ("FAIL", "red")}
"""A word for each level; colour only repeats it."""
INDENT = " " * 6


@click.command(epilog=EXAMPLE)
@click.option(
    "--port", type=click.IntRange(1, 65_535), default=PORT, help=f"The host's port; default {PORT}."
)
@click.option("--peer", metavar="ADDRESS[:PORT]", help="Another machine at the same table.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def doctor(ctx: click.Context, port: int, peer: str | None, as_json: bool) -> None:
    """Check this machine and its network for hosting and joining, and say what to do.

    Exit status 1 if something fails.
    """
    there = None if peer is None else _place(peer, port)
    done = []
    for check in examine(port, there):
        done.append(check)
        if not as_json:
            _print(readable(check))
    if as_json:
        _print(_as_json(done))
    if any(check.level == "fail" for check in done):
        ctx.exit(FAILS)


def examine(port: int, there: Place | None) -> Iterator[Check]:
    """Each check in turn, as soon as it is done; those of another machine only if one is named."""
    import asyncio

    from allmende_cli.checks.firewall import firewall
    from allmende_cli.checks.mdns import mdns
    from allmende_cli.checks.network import network, own
    from allmende_cli.checks.peer import peer, peer_clock
    from allmende_cli.checks.port import port as port_check
    from allmende_server.addresses import addresses

    yield from _of_this_machine()
    found = addresses()
    yield port_check(port)
    yield network(found)
    yield own(found)
    yield firewall(port)
    yield asyncio.run(mdns(port))
    if there is not None:
        reached = peer(there)
        yield reached
        if reached.level == "ok":
            yield peer_clock(there)


def _of_this_machine() -> Iterator[Check]:
    import os
    import sys
    from datetime import datetime

    from allmende_cli.checks.clock import clock
    from allmende_cli.checks.folder import folder
    from allmende_cli.checks.python import python
    from allmende_cli.checks.terminal import terminal
    from allmende_server.games_folder import games_folder

    # Output that goes to a file says nothing about the terminal in front of the person.
    screen = next((one for one in (sys.stdout, sys.stderr, sys.stdin) if one.isatty()), None)
    size = None if screen is None else os.get_terminal_size(screen.fileno())
    yield python(sys.version_info[:3])
    yield terminal(size, os.environ, sys.stdout.encoding)
    yield clock(datetime.now().astimezone())
    yield folder(games_folder())


def readable(check: Check) -> str:
    """A mark, the topic and what was found; below it what to do."""
    word, colour = MARKS[check.level]
    found = click.wrap_text(f"{check.topic}: {check.found}", 80 - len(INDENT), "", INDENT)
    lines = f"{click.style(word, fg=colour)}  {found}"
    if not check.advice:
        return lines
    return f"{lines}\n{click.wrap_text(check.advice, 80, f'{INDENT}→ ', f'{INDENT}  ')}"


def _print(text: str) -> None:
    """Print what the output can encode, for a terminal without Unicode is one of the findings.

    No colour where it is not wanted; else click finds out whether there is a terminal.
    """
    import os
    import sys

    encoding = sys.stdout.encoding or "utf-8"
    shown = text.encode(encoding, "replace").decode(encoding)
    click.echo(shown, color=False if os.environ.get("NO_COLOR") else None)


def _as_json(done: list[Check]) -> str:
    import msgspec

    well = all(check.level != "fail" for check in done)
    return msgspec.json.encode({"well": well, "checks": done}).decode()


def _place(text: str, port: int) -> Place:
    from allmende_cli.checks.peer import place

    try:
        return place(text, port)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--peer") from None
