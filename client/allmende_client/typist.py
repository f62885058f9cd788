"""Lines from standard input without stopping the event loop, each read only when it is wanted."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TextIO

Take = Callable[[str | None], None]


class Typist:
    """Reads a line for each `ask`, in a thread that does not keep the program alive.

    `take` is called in the event loop with the line, or None at the end of input.
    """

    def __init__(self, stdin: TextIO, take: Take) -> None:
        self._stdin = stdin
        self._take = take
        self._loop = asyncio.get_running_loop()
        self._wanted: SimpleQueue[None] = SimpleQueue()
        self._asked = False
        Thread(target=self._read, name="stdin", daemon=True).start()

    def ask(self) -> None:
        """Want a line, if none is wanted already."""
        if not self._asked:
            self._asked = True
            self._wanted.put(None)

    def _read(self) -> None:
        while True:
            self._wanted.get()
            try:
                line = self._stdin.readline()
            except (OSError, ValueError):  # closed, or bytes that are no text
                line = ""
            try:
                self._loop.call_soon_threadsafe(self._came, line.rstrip("\r\n") if line else None)
            except RuntimeError:  # the game ended while the line was typed
                return

    def _came(self, line: str | None) -> None:
        self._asked = False
        self._take(line)
