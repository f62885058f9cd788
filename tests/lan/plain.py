"""Somebody who plays in lines: `allmende join --plain` on pipes, as a screen reader's user does."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from tests.lan.machines import Machine
from tests.lan.people import Stage, until

_ROUND = re.compile(r"Round (\d+) of \d+\. (\w+)\.")
_QUESTION = re.compile(r"\[.*\]$")
_NOTHING = ("Nothing must be decided.", "An empty line sends what stands.")


class PlainPerson:
    """Types a line for each that is asked. `lines` is everything the program has said."""

    def __init__(self, process: subprocess.Popen[str], name: str, seat: str) -> None:
        self.name = name
        self.seat = seat
        self.lines: list[str] = []
        self._process = process
        self._read = 0
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.lines.append(line.rstrip("\n"))

    def type(self, line: str) -> None:
        """Type a line."""
        assert self._process.stdin is not None
        self._read = len(self.lines)
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def hears(self, words: str, seconds: float = 20.0) -> str:
        """The first line after the last one typed that holds these words, once it is said."""
        return until(
            lambda: next((one for one in self.lines[self._read :] if words in one), None),
            seconds,
            lambda: f"“{words}” said to {self.name}, but: {self.lines[self._read :]}",
        )

    def sit(self, code: str) -> None:
        """Answer the door: a name, the code, the number of the seat, and yes."""
        self.hears("Your name")
        self.type(self.name)
        self.hears("The code of the table")
        self.type(code)
        listed = self.hears(f" {self.seat.title()}, ")
        self.type(listed.partition(":")[0])
        self.hears("yes or no")
        self.type("yes")
        self.hears("You are ")

    def stage(self) -> Stage:
        """What was said of the phase and of one's answers since it opened."""
        said = list(self.lines)
        opened = [(at, found) for at, one in enumerate(said) if (found := _ROUND.match(one))]
        at, found = opened[-1] if opened else (0, None)
        since = said[max(at, self._read) :]
        return Stage(
            phase=f"{found.group(1)} {found.group(2)}" if found else "",
            asked=any(_QUESTION.search(one) or one.startswith(_NOTHING) for one in since),
            sent="Sent." in said[at:],
            over=any(one.startswith("The end: what became") for one in said),
            cut=_last(said, "The connection is lost") > _last(said, "Connected again"),
        )

    def answer(self, number: str | None = None) -> None:
        """Answer question after question: the first by the number, the others by an empty line."""
        phase = self.stage().phase
        while (now := self.stage()).asked and not now.sent and now.phase == phase:
            told = len(self.lines)
            self.type(number or "")
            number = None
            until(lambda: len(self.lines) > told, 10, lambda: f"a reply to {self.name}")  # noqa: B023

    def shot(self, file: Path) -> None:
        """Keep everything that was said."""
        file.with_suffix(".txt").write_text("\n".join(self.lines))


def _last(said: list[str], words: str) -> int:
    """Where these words were last said; −1 if they were not."""
    return max((at for at, one in enumerate(said) if words in one), default=-1)


@contextmanager
def plain_person(machine: Machine, place: str, name: str, seat: str) -> Iterator[PlainPerson]:
    """Somebody at `allmende join PLACE --plain` on a machine, while the context lasts."""
    command = machine.allmende("join", place, "--plain")
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, stdin=pipe, stdout=pipe, stderr=subprocess.STDOUT, text=True, bufsize=1
    ) as process:
        try:
            yield PlainPerson(process, name, seat)
        finally:
            process.kill()
