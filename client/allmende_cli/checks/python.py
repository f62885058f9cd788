"""Whether Python is new enough, and everything installed that Allmende needs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, requires, version

from allmende_cli.checks.check import Check

TOPIC = "Python"
OLDEST = (3, 11)
SHOWN = ("allmende", "textual", "websockets", "zeroconf")
REQUIREMENT = re.compile(r"^([\w.-]+)(?:==([\w.]+))?")


def python(
    running: Sequence[int],
    needs: Sequence[str] | None = None,
    installed: Callable[[str], str | None] | None = None,
) -> Check:
    """Compare Python and packages with what the package of Allmende asks for.

    `needs` are its requirements, `installed` gives the version of a package or None; by default
    both are those of the running Python.
    """
    installed = installed or _version
    number = ".".join(map(str, running[:3]))
    if tuple(running[:2]) < OLDEST:
        oldest = ".".join(map(str, OLDEST))
        return Check(TOPIC, "fail", f"Python {number}.", f"Install Python {oldest} or newer.")
    faults = [fault for need in needs or _needs() if (fault := _fault(need, installed))]
    versions = ", ".join(f"{name} {installed(name) or 'not installed'}" for name in SHOWN)
    if faults:
        found = f"Python {number}, but {'; '.join(faults)}."
        return Check(TOPIC, "fail", found, "Install Allmende once more, with all that it needs.")
    return Check(TOPIC, "ok", f"Python {number}, {versions}.")


def _needs() -> list[str]:
    try:
        return requires("allmende") or []
    except PackageNotFoundError:
        return ["allmende"]


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _fault(need: str, installed: Callable[[str], str | None]) -> str | None:
    """What is wrong with a required package: it is missing, or not the one exact version."""
    match = REQUIREMENT.match(need)
    if match is None or ";" in need:
        return None
    name, exact = match.groups()
    there = installed(name)
    if there is None:
        return f"{name} is not installed"
    return f"{name} is {there} instead of {exact}" if exact not in {None, there} else None
