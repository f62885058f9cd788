"""People at terminals: tmux panes on their machines, keys pressed in them, screens read from them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.lan.machines import Machine, kill, run
from tests.lan.people import Stage, until

COLUMNS, ROWS = "80", "24"
_SEAT = re.compile(r"[○●◆] (\w+), ")
_PAGES = {"Esc: go on": "Escape", "Enter: to the table": "Enter"}
"""Pages that lie on the table, by their key line, and the key that puts each away."""
_ROUND = re.compile(r"round (\d+)/\d+ · ([A-Z]+)")


class Panes:
    """A tmux server of the trial's own. Raises FileNotFoundError without tmux."""

    def __init__(self, socket: Path) -> None:
        self._socket = socket

    def __call__(self, *words: str) -> str:
        """What a tmux command prints."""
        return run("tmux", "-S", str(self._socket), "-f", os.devnull, *words)


@contextmanager
def panes(folder: Path) -> Iterator[Panes]:
    """The tmux server while the context lasts."""
    socket = folder / "tmux"
    try:
        yield Panes(socket)
    finally:
        subprocess.run(("tmux", "-S", str(socket), "kill-server"), check=False, capture_output=True)


class Pane:
    """A program in a pane of 80 by 24 on a machine. After its end the last screen can still be read."""

    def __init__(self, tmux: Panes, name: str, machine: Machine, words: Sequence[str]) -> None:
        self._tmux = tmux
        self._name = name
        self._machine = machine
        size = ("-x", COLUMNS, "-y", ROWS)
        tmux("new-session", "-d", "-s", name, *size, *machine.allmende(*words), ";",
             "set-option", "-t", name, "remain-on-exit", "on")  # fmt: skip

    def screen(self) -> str:
        """What stands on the screen."""
        return self._tmux("capture-pane", "-p", "-t", self._name)

    def shot(self, file: Path) -> None:
        """Keep the screen as text."""
        file.with_suffix(".txt").write_text(self.screen())

    def press(self, *keys: str) -> None:
        """Press keys, by their tmux names."""
        self._tmux("send-keys", "-t", self._name, *keys)

    def type(self, text: str) -> None:
        """Type text, letter by letter."""
        self._tmux("send-keys", "-t", self._name, "-l", text)

    def sees(self, words: str, seconds: float = 20.0) -> str:
        """The screen, once these words stand on it."""
        return until(lambda: screen if words in (screen := self.screen()) else None,
                     seconds, lambda: f"“{words}” on {self._name}'s screen:\n{self.screen()}")  # fmt: skip

    def kill(self) -> None:
        """SIGKILL the program, as a battery does that is taken out."""
        kill(int(self._tmux("display-message", "-p", "-t", self._name, "#{pane_pid}")))

    def ends(self, seconds: float = 20.0) -> None:
        """Wait until the program has ended."""
        until(lambda: self._tmux("display-message", "-p", "-t", self._name, "#{pane_dead}") == "1\n",
              seconds, lambda: f"an end of the program on {self._name}:\n{self.screen()}")  # fmt: skip

    def again(self, *words: str) -> None:
        """Run a command in the pane whose program has ended."""
        self._tmux("respawn-pane", "-k", "-t", self._name, *self._machine.allmende(*words))


class TerminalPerson:
    """Somebody who joined by `allmende join` and plays by the keys that the screen names."""

    def __init__(self, pane: Pane, name: str, seat: str) -> None:
        self.pane = pane
        self.name = name
        self.seat = seat

    def sit(self, code: str) -> None:
        """Type name and code at the door, mark the seat, read what it is, and take it."""
        screen = self.pane.sees("Your name")
        self.pane.press("C-u")
        self.pane.type(self.name)
        self.pane.press("Tab")
        if code not in screen:
            self.pane.type(code)
        self.pane.press("Enter")
        self.pane.sees("Choose a seat")
        self._mark(self.pane.sees(f" {self.seat.title()}, "))
        self.pane.press("Enter")
        self.pane.sees("Take this seat?")
        self.pane.press("Enter")
        self.pane.sees("Waiting for the host")

    def _mark(self, screen: str) -> None:
        """Go down the list to one's own seat."""
        seats = [found.group(1).lower() for found in _SEAT.finditer(screen)]
        self.pane.press("Home", *["Down"] * seats.index(self.seat))

    def stage(self) -> Stage:
        """What the screen says of the phase and of one's answers; pages over it are put away."""
        screen = self.pane.screen()
        if away := next((key for page, key in _PAGES.items() if page in screen), None):
            self.pane.press(away)
            until(lambda: not any(page in self.pane.screen() for page in _PAGES), 5,
                  lambda: f"an end of the page:\n{self.pane.screen()}")  # fmt: skip
            return Stage()
        found = _ROUND.search(screen.splitlines()[0] if screen.strip() else "")
        return Stage(
            phase=f"{found.group(1)} {found.group(2).title()}" if found else "",
            asked="↵ sends" in screen,
            sent="● Sent." in screen,
            over="The end: what became of it all" in screen,
            cut="no connection" in screen,
            late="too late" in screen,
        )

    def answer(self, number: str | None = None) -> None:
        """Type a number into the first field, if one is wanted, and send with Enter."""
        if number is not None:
            self.pane.press("C-u")
            self.pane.type(number)
        self.pane.press("Enter")

    def shot(self, file: Path) -> None:
        """Keep what this person sees."""
        self.pane.shot(file)
