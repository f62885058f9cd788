"""Whether another machine answers, and if not, whether the network keeps machines apart."""

from __future__ import annotations

import errno
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException
from time import monotonic
from urllib.parse import urlsplit

from allmende_cli.checks.check import Check
from allmende_protocol.finding import PROTOCOL_HEADER, authority

TOPIC, CLOCK = "Other machine", "Its clock"
SECONDS = 5.0
MOST_APART = timedelta(seconds=2)
NOT_THERE = {errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN}
ISOLATION = (
    "Try once more from that machine to this one. If neither reaches the other, the Wi-Fi keeps its "
    "clients apart (“AP isolation”, usual in guest networks): turn that off in the access point, use "
    "another network or a phone's hotspot, or a cable. If only one direction fails, it is a firewall."
)


@dataclass(frozen=True, slots=True)
class Place:
    """An address or name, and a port."""

    host: str
    port: int


def place(text: str, port: int) -> Place:
    """Read ADDRESS, ADDRESS:PORT or [IPv6]:PORT; `port` stands in. Raises ValueError with what is allowed."""
    bare = text if text.startswith("[") or text.count(":") < 2 else f"[{text}]"  # noqa: PLR2004
    try:
        parts = urlsplit(f"//{bare}")
        host, number = parts.hostname, parts.port
    except ValueError:
        host, number = None, None
    if not host or parts.netloc != bare or parts.username is not None or number == 0:
        raise ValueError(
            f"“{text}” is no address; write one like 192.168.1.9, 192.168.1.9:8765 or [fd00::9]:8765."
        )
    return Place(host, number or port)


def peer(there: Place) -> Check:
    """Connect to another machine, and tell a refusal, which arrives, from silence."""
    name = authority(there.host, there.port)
    try:
        socket.create_connection((there.host, there.port), timeout=SECONDS).close()
    except OSError as error:
        return _unreached(name, there, error)
    answer = _answer(there)
    if answer is None or answer[PROTOCOL_HEADER] is None:
        found = f"Something answers at {name}, and it is no Allmende."
        return Check(TOPIC, "warn", found, "A proxy or another program may be there. " + ISOLATION)
    return Check(TOPIC, "ok", f"{name} answers.")


def _unreached(name: str, there: Place, error: OSError) -> Check:
    if isinstance(error, ConnectionRefusedError):
        found = (
            f"{there.host} is there and can be reached, but nothing listens at port {there.port}."
        )
        return Check(TOPIC, "warn", found, "Start allmende host there, or name the port it shows.")
    if isinstance(error, socket.gaierror):
        found = f"No machine is known by the name {there.host}."
        return Check(TOPIC, "fail", found, "Give its address, as allmende doctor shows it there.")
    if isinstance(error, TimeoutError) or error.errno in NOT_THERE:
        found = f"{name} does not answer at all, not even to refuse."
        return Check(
            TOPIC, "fail", found, f"Check that it is awake and on this network. {ISOLATION}"
        )
    found = f"{name} cannot be reached: {error.strerror or error}."
    return Check(TOPIC, "fail", found, ISOLATION)


def peer_clock(there: Place) -> Check:
    """Compare this machine's clock with the Date of an HTTP answer; it tells whole seconds."""
    sent, started = datetime.now(UTC), monotonic()
    answer = _answer(there)
    date = None if answer is None else _date(answer["Date"] or "")
    if date is None:
        found = f"{authority(there.host, there.port)} does not tell its time."
        return Check(CLOCK, "warn", found, "Compare the two clocks by eye.")
    return compared(date, sent, timedelta(seconds=monotonic() - started))


def compared(date: datetime, sent: datetime, took: timedelta) -> Check:
    """Judge a Date, which was cut to its second, that was answered `took` after asking at `sent`."""
    early, late = date - sent - took, date + timedelta(seconds=1) - sent
    apart = max(early, -late, timedelta(0))
    if apart > MOST_APART:
        seconds = round(apart.total_seconds())
        which = "ahead of" if early > timedelta(0) else "behind"
        found = f"The other machine's clock is {seconds} s {which} this one."
        return Check(CLOCK, "warn", found, "Let both machines set their clocks by the network.")
    return Check(CLOCK, "ok", "Both machines have the same time, as far as whole seconds tell.")


def _answer(there: Place) -> Message | None:
    """The headers of an HTTP answer, if there is one."""
    connection = HTTPConnection(there.host, there.port, timeout=SECONDS)
    try:
        connection.request("GET", "/")
        return connection.getresponse().headers
    except (OSError, HTTPException):
        return None
    finally:
        connection.close()


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
