"""What a check reports, and how it asks other programs."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warn", "fail"]
SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Check:
    """What was found about a topic, how bad it is, and what to do about it, if anything."""

    topic: str
    level: Level
    found: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """How another program ended, and what it printed."""

    status: int
    text: str


Run = Callable[..., Output | None]
"""Runs a command given as words; None if there is no such program or it does not end."""


def run(*command: str) -> Output | None:
    """Run a program of the system that only reports. None if it is missing or does not end."""
    try:
        done = subprocess.run(  # noqa: S603 - the words are constants of the checks
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return Output(done.returncode, (done.stdout + done.stderr).decode(errors="replace"))
