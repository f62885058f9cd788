"""Servers that were heard on the network, in words, and the choice between them in lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TextIO

from allmende_client.address import Place, read_address
from allmende_client.entry import Mistake
from allmende_client.finding import Found
from allmende_client.words import _
from allmende_protocol.messages import VERSION

NOTHING_FOUND = _(
    "No table announces itself on this network. Type the address that the host's screen shows, like "
    "192.168.1.20:8765; “allmende doctor” finds out what is in the way."
)


def heard_line(found: Found) -> str:
    """A server on one line: what is played, on whose machine, where."""
    games = ", ".join(found.tables) or _("no table yet")
    text = _("{games}, on {name} ({place})")
    line = text.format(games=games, name=found.name, place=found.place)
    return line if found.version == VERSION else _("{line}: of another version").format(line=line)


def heard_place(found: Found) -> Place:
    """Where the server is spoken to."""
    return Place(found.addresses[0], found.port)


def choose(found: Sequence[Found], ask: Callable[[], str], out: TextIO) -> Place | None:
    """Ask for a number or an address until there is one; None at an empty line, or the end of input."""
    for number, one in enumerate(found, 1):
        print(f"{number}: {heard_line(one)}", file=out)
    if not found:
        print(NOTHING_FOUND, file=out)
    while True:
        print(_("Type a number or an address, or nothing to leave:"), file=out, flush=True)
        line = ask().strip()
        if not line:
            return None
        if line.isdecimal() and 0 < int(line) <= len(found):
            return heard_place(found[int(line) - 1])
        if line.isdecimal():
            print(_("There is no number {number} here.").format(number=line[:9]), file=out)
            continue
        try:
            return read_address(line)
        except Mistake as mistake:
            print(mistake, file=out)
