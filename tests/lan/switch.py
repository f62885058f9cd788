"""An Ethernet switch in user space: it learns addresses, delays, loses frames, and can be cut.

Each port is a TAP device (Linux, Documentation/networking/tuntap.rst) that is handed to a network
namespace; what the kernel there sends is read here and written to the port that its destination was
learned on, or to all others. So nothing but this process stands between the machines, and kernels
without netem have delay and loss all the same.
"""

from __future__ import annotations

import fcntl
import os
import random
import select
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from threading import Event, Thread
from time import monotonic
from typing import Self

_TUNSETIFF = 0x400454CA
_TAP, _NO_HEADER = 0x0002, 0x1000
_IFREQ = "16sH22x"
_MAC = 6
LARGEST = 2048
"""Bytes read at once; a frame of an interface with an MTU of 1500 is smaller."""
NAP = 0.05
"""Seconds after which the switch looks up though nothing has come in."""

Delivered = Callable[[float, bytes], None]
"""Told of each frame that reached its port, and when on `monotonic`'s clock."""


@dataclass(frozen=True, slots=True)
class Air:
    """The quality of a line, each way: seconds of delay, up to so many more, the share that is lost."""

    delay: float = 0.0
    jitter: float = 0.0
    loss: float = 0.0


@dataclass(slots=True)
class Port:
    """A TAP device by its file and the interface's name; while it is `cut`, frames vanish in silence."""

    file: int
    interface: str
    air: Air
    cut: bool = False
    lost: int = 0
    carried: int = 0


@dataclass(order=True, slots=True)
class _Flight:
    """A frame under way, in order of arrival."""

    due: float
    number: int
    source: Port = field(compare=False)
    target: Port = field(compare=False)
    frame: bytes = field(compare=False)


class Switch:
    """Carries frames while the context lasts. `seed` decides which frames are lost or late."""

    def __init__(self, delivered: Delivered, seed: int) -> None:
        self.ports: list[Port] = []
        self._delivered = delivered
        self._chance = random.Random(seed)
        self._learned: dict[bytes, Port] = {}
        self._flights: list[_Flight] = []
        self._latest: dict[tuple[int, int], float] = {}
        self._numbers = count()
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="switch", daemon=True)

    def plug(self, air: Air) -> Port:
        """A new port. Raises OSError if this process may not make interfaces."""
        file = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        wish = struct.pack(_IFREQ, b"allm%d", _TAP | _NO_HEADER)
        name, _flags = struct.unpack(_IFREQ, fcntl.ioctl(file, _TUNSETIFF, wish))
        port = Port(file, name.rstrip(b"\0").decode(), air)
        self.ports.append(port)
        return port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()
        for port in self.ports:
            os.close(port.file)

    def _run(self) -> None:
        while not self._stopped.is_set():
            soonest = self._flights[0].due - monotonic() if self._flights else NAP
            files = {port.file: port for port in list(self.ports)}
            ready, _, _ = select.select(list(files), [], [], min(max(soonest, 0.0), NAP))
            for file in ready:
                for frame in _waiting(file):
                    self._switch(files[file], frame)
            self._land()

    def _switch(self, source: Port, frame: bytes) -> None:
        """Learn where the sender is, and send the frame on its way."""
        to, sender = frame[:_MAC], frame[_MAC : 2 * _MAC]
        self._learned[sender] = source
        known = self._learned.get(to)
        targets = [known] if known is not None else list(self.ports)
        for target in targets:
            if target is not source:
                self._send(source, target, frame)

    def _send(self, source: Port, target: Port, frame: bytes) -> None:
        """Put a frame in flight, or lose it. On one way no frame overtakes another."""
        airs = (source.air, target.air)
        if any(self._chance.random() < air.loss for air in airs):
            source.lost += 1
            return
        late = sum(air.delay + self._chance.random() * air.jitter for air in airs)
        way = (source.file, target.file)
        due = max(monotonic() + late, self._latest.get(way, 0.0))
        self._latest[way] = due
        heappush(self._flights, _Flight(due, next(self._numbers), source, target, frame))

    def _land(self) -> None:
        """Deliver what is due, unless its way has been cut."""
        while self._flights and self._flights[0].due <= monotonic():
            flight = heappop(self._flights)
            if flight.source.cut or flight.target.cut:
                flight.source.lost += 1
                continue
            with suppress(
                OSError
            ):  # the interface may be down, as a machine's that is switched off
                os.write(flight.target.file, flight.frame)
                flight.target.carried += 1
                self._delivered(monotonic(), flight.frame)


def _waiting(file: int) -> Iterator[bytes]:
    """The frames that a device has for us now."""
    with suppress(BlockingIOError, OSError):
        while frame := os.read(file, LARGEST):
            yield frame
