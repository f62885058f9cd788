"""Whether a server can listen at the port, and if not, who does."""

from __future__ import annotations

import errno
import re
import socket
import sys

from allmende_cli.checks.check import Check, Run, run

TOPIC = "Port"
LAST, TRIED = 65_535, 100
HOLDERS: dict[str, tuple[tuple[str, ...], str]] = {
    "linux": (("ss", "-Hltnp"), r":{port}\s.*users:\(\(\"(?P<name>[^\"]+)\",pid=(?P<pid>\d+)"),
    "darwin": (
        ("lsof", "-nP", "-iTCP:{port}", "-sTCP:LISTEN"),
        r"(?P<name>\S+)\s+(?P<pid>\d+)\s.*:{port}\s",
    ),
    "win32": (("netstat", "-ano", "-p", "TCP"), r"^\s*TCP\s+\S+:{port}\s.*\s(?P<pid>\d+)\s*$"),
}
"""For each platform: the program that lists who listens, and where its lines name the holder."""


def port(number: int) -> Check:
    """Bind the port as a server would, on all addresses, and let it go."""
    error = _bind(number)
    if error is None:
        return Check(TOPIC, "ok", f"Port {number} is free.")
    free = next_free(number)
    other = f"Host with --port {free}" if free is not None else ""
    if error.errno in {errno.EACCES, errno.EPERM}:
        found = f"The system does not let you listen at port {number}."
        return Check(TOPIC, "fail", found, f"{other}.".lstrip("."))
    advice = f"{other}, or end that program." if other else "End that program."
    return Check(TOPIC, "fail", f"Port {number} is taken{_by(holder(number))}.", advice)


def next_free(number: int) -> int | None:
    """The first port above that can be bound, among the next hundred."""
    first = max(number + 1, 1_024)
    tried = range(first, min(first + TRIED, LAST + 1))
    return next((one for one in tried if _bind(one) is None), None)


def holder(number: int, platform: str = sys.platform, run: Run = run) -> str | None:
    """The program that listens at a port, with its process id, as far as the system tells a user."""
    if platform not in HOLDERS:
        return None
    command, pattern = HOLDERS[platform]
    listed = run(*(word.format(port=number) for word in command))
    if listed is None:
        return None
    match = re.search(pattern.replace("{port}", str(number)), listed.text, re.MULTILINE)
    if match is None:
        return None
    name = match.groupdict().get("name") or "a program"
    return f"{name} (process {match['pid']})"


def _by(name: str | None) -> str:
    return f" by {name}; it may be a table that is hosted already" if name else ""


def _bind(number: int) -> OSError | None:
    """None, or why no server can listen there. Windows lets two share a port unless told not to."""
    with socket.socket() as server:
        if sys.platform == "win32":
            server.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            server.bind(("", number))
            server.listen(1)
        except OSError as error:
            return error
    return None
