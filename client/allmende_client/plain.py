"""The same game as a dialogue of lines: for screen readers, simple terminals and pipes."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol, TextIO

from allmende_client.dialogue import Dialogue
from allmende_client.line import Incoming
from allmende_client.link import connect
from allmende_client.next import Next
from allmende_client.session import Session
from allmende_client.typist import Typist
from allmende_client.visit import solo


@dataclass(frozen=True, slots=True)
class Typed:
    """A line from the person; None at the end of input."""

    line: str | None


Happening = Incoming | Typed | None


async def play(
    url: str, name: str, seat: str, stdin: TextIO | None = None, stdout: TextIO | None = None
) -> Next:
    """Play alone at the table behind `url`; None means the program's own standard input and output."""
    session = Session(connect(url), solo(seat, name))
    return await converse(session, stdin or sys.stdin, stdout or sys.stdout)


async def sit(session: Session) -> Next:
    """The dialogue on the program's own standard input and output, from the door to the end."""
    return await converse(session, sys.stdin, sys.stdout)


class Partner(Protocol):
    """Whoever talks with the person: told of every message and every line, until it has a `result`."""

    result: Next | None

    async def arrived(self, message: Incoming) -> None:
        """A message came."""
        ...

    async def typed(self, line: str | None) -> None:
        """A line came, or None at the end of input."""
        ...


class Makes(Protocol):
    """Makes a partner; its `ask` is called when a line is wanted."""

    def __call__(
        self, session: Session, ask: Callable[[], None], out: TextIO, *, waits: bool
    ) -> Partner:
        """The partner for this conversation; `waits` if a person types."""
        ...


async def converse(
    session: Session, stdin: TextIO, stdout: TextIO, partner: Makes = Dialogue
) -> Next:
    """The dialogue over any link, to the end of the game or until the person leaves."""
    happenings: asyncio.Queue[Happening] = asyncio.Queue()
    listening = asyncio.create_task(_listen(session, happenings))
    typist = Typist(stdin, lambda line: happenings.put_nowait(Typed(line)))
    dialogue = partner(session, typist.ask, stdout, waits=stdin.isatty())
    try:
        while dialogue.result is None:
            happening = await happenings.get()
            if happening is None:
                break
            if isinstance(happening, Typed):
                await dialogue.typed(happening.line)
            else:
                await dialogue.arrived(happening)
        await session.link.close()
    except asyncio.CancelledError:
        # Ctrl-C: said goodbye to like any other who leaves, and only then let through.
        await dialogue.typed("quit")
        await session.link.close()
        raise
    finally:
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening
    return dialogue.result or Next.QUIT


async def _listen(session: Session, happenings: asyncio.Queue[Happening]) -> None:
    """Pass on what the link brings, then None, also if it fails."""
    try:
        async for message in session.link:
            happenings.put_nowait(message)
    finally:
        happenings.put_nowait(None)
