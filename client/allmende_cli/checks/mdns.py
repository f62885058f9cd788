"""Whether this machine hears its own announcement."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import aclosing
from secrets import token_hex

from allmende_cli.checks.check import Check
from allmende_client.finding import DeafError, findings
from allmende_server.discovery import announced

TOPIC = "Finding by itself"
SERVICE = "_allmende-test._tcp.local."
"""A service of its own, so that nobody who looks for tables finds a machine being examined."""
SECONDS = 4.0
PLAYABLE = "A table can be played all the same; only the list of allmende join stays empty."
ADVICE = "Let UDP port 5353 through the firewall, or tell people the address: that always works."


async def mdns(port: int, interfaces: Sequence[str] = ()) -> Check:
    """Announce under a fresh name and listen until it is heard. `interfaces` as in `announced`."""
    name = f"doctor-{token_hex(4)}"
    async with announced(port, (), name, interfaces=interfaces, service=SERVICE) as silence:
        if silence is not None:
            return Check(TOPIC, "warn", silence, PLAYABLE)
        try:
            heard = await _hears(name, interfaces)
        except DeafError as error:
            return Check(TOPIC, "warn", str(error), PLAYABLE)
    if heard:
        return Check(TOPIC, "ok", "This machine announces itself by mDNS and hears it.")
    return Check(TOPIC, "warn", "This machine does not hear its own announcement by mDNS.", ADVICE)


async def _hears(name: str, interfaces: Sequence[str]) -> bool:
    found = findings(SECONDS, interfaces=interfaces, service=SERVICE)
    async with aclosing(found):
        async for one in found:
            if one.name == name:
                return True
    return False
