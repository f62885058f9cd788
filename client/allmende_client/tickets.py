"""Tickets: what resumes a seat after a terminal was closed, kept on disk by server and table.

The file lies in the user's data folder, or where ALLMENDE_HOME says, and only its owner may read it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import msgspec
from platformdirs import user_data_path

_OWNER_ONLY = 0o600


class Token(str):
    """A seat's secret, which no traceback prints."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "Token(…)"


class Ticket(msgspec.Struct, frozen=True):
    """A seat that was taken: at which table, by whom, and the secret that gives it back."""

    code: str
    name: str
    token: str

    def __repr__(self) -> str:
        return f"Ticket({self.name!r}, …)"


Shelf = dict[str, list[Ticket]]
"""Tickets by server, the newest last."""


def tickets_file() -> Path:
    """Where tickets are kept; the file need not exist yet."""
    home = os.environ.get("ALLMENDE_HOME")
    root = Path(home) if home else user_data_path("allmende", appauthor=False)
    return root / "tickets.json"


class Wallet:
    """The tickets for one server, named by its address and port.

    A disk that fails costs the ticket and not the game: nothing is raised.
    """

    def __init__(self, server: str) -> None:
        self.server = server

    def ticket(self, code: str, name: str = "") -> Ticket | None:
        """The newest ticket for a table, of that name if one is given.

        Without a code it is for the only table of this server, if tickets are for just one. With one
        it may have been had under another address of the server: codes are drawn at random, and a
        server refuses a token that is not its own.
        """
        shelf = _read()
        here = shelf.pop(self.server, [])
        codes = {one.code for one in here}
        wanted = code.strip().upper() or (codes.pop() if len(codes) == 1 else "")
        elsewhere = [one for kept in shelf.values() for one in kept] if wanted else []
        fitting = (one for one in reversed([*elsewhere, *here]) if one.code == wanted)
        return next(
            (one for one in fitting if not name or one.name.casefold() == name.casefold()), None
        )

    def keep(self, ticket: Ticket) -> None:
        """Keep a ticket in place of an older one for the same table and name."""
        shelf = _read()
        place = (ticket.code, ticket.name)
        others = [one for one in shelf.get(self.server, []) if (one.code, one.name) != place]
        _write({**shelf, self.server: [*others, ticket]})

    def drop(self, token: str) -> None:
        """Forget a ticket that is worth nothing any more."""
        shelf = _read()
        left = [one for one in shelf.get(self.server, []) if one.token != token]
        _write({**shelf, self.server: left})


def _read() -> Shelf:
    try:
        return msgspec.json.decode(tickets_file().read_bytes(), type=Shelf)
    except (OSError, msgspec.MsgspecError):
        return {}


def _write(shelf: Shelf) -> None:
    """Write a whole new file, then put it in place of the old one."""
    path = tickets_file()
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.json.encode(shelf))
        fresh.replace(path)
