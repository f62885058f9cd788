"""Machines on the switch: network namespaces with an interface, a folder and programs of their own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.lan.switch import Air, Port, Switch

NETWORK = "10.77.0"
"""The first three numbers of every address; nothing outside the trial ever sees it."""
ROOT = Path(__file__).resolve().parents[2]
ALLMENDE = str(Path(sys.executable).with_name("allmende"))


@dataclass(frozen=True, slots=True)
class Machine:
    """A namespace with its address, its port of the switch and its ALLMENDE_HOME."""

    name: str
    namespace: str
    address: str
    port: Port
    home: Path

    def command(self, *words: str) -> list[str]:
        """The command that runs `words` on this machine."""
        settings = (f"ALLMENDE_HOME={self.home}", f"HOME={self.home}", "LANG=C.UTF-8")
        return ["ip", "netns", "exec", self.namespace, "env", *settings, *words]

    def allmende(self, *words: str) -> list[str]:
        """The command that runs `allmende` with these words on this machine."""
        return self.command(ALLMENDE, *words)

    def processes(self) -> list[int]:
        """Everything that runs on this machine."""
        listed = run("ip", "netns", "pids", self.namespace)
        return [int(number) for number in listed.split()]


def run(*words: str) -> str:
    """What a command prints. Raises CalledProcessError, with what it said, if it fails."""
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def kill(process: int) -> None:
    """SIGKILL, if the process is still there."""
    with suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL)


@contextmanager
def machine(switch: Switch, name: str, number: int, air: Air, folder: Path) -> Iterator[Machine]:
    """A machine on the switch while the context lasts; at its end everything on it is killed."""
    namespace = f"allmende-{os.getpid()}-{name}"
    home = folder / name
    home.mkdir(parents=True)
    port = switch.plug(air)
    run("ip", "netns", "add", namespace)
    made = Machine(name, namespace, f"{NETWORK}.{number}", port, home)
    try:
        _wire(made)
        yield made
    finally:
        for process in made.processes():
            kill(process)
        run("ip", "netns", "delete", namespace)


def _wire(made: Machine) -> None:
    inside = ("ip", "-n", made.namespace)
    run("ip", "link", "set", made.port.interface, "netns", made.namespace, "name", "eth0")
    run(*inside, "addr", "add", f"{made.address}/24", "dev", "eth0")
    for interface in ("lo", "eth0"):
        run(*inside, "link", "set", interface, "up")
