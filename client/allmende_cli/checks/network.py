"""The addresses of this machine, and whether it reaches itself by them."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from allmende_cli.checks.check import Check
from allmende_server.addresses import Address, lan_addresses

ADDRESSES, OWN = "Addresses", "Own addresses"
KINDS = {
    "wifi": "Wi-Fi",
    "ethernet": "cable",
    "other": "network",
    "virtual": "virtual",
    "loopback": "this machine alone",
}
SECONDS = 2.0


def network(found: Sequence[Address]) -> Check:
    """Which addresses there are, best first, and which one a host will show."""
    outward = lan_addresses(found)
    if not outward:
        advice = "Join a Wi-Fi or plug in a cable; until then only this machine can play."
        return Check(ADDRESSES, "fail", "This machine is on no network.", advice)
    best = outward[0]
    text = f"A host shows {_named(best)}. "
    others = [_named(one) for one in found if one is not best]
    text += f"Others: {'; '.join(others)}." if others else "There is no other."
    if best.kind == "virtual":
        advice = "Join the network that the others are on: virtual interfaces end on this machine."
        return Check(ADDRESSES, "warn", text, advice)
    if best.address.startswith("169.254."):
        advice = "No router gave this machine an address. Join the network that the others are on."
        return Check(ADDRESSES, "warn", text, advice)
    return Check(ADDRESSES, "ok", text)


def own(found: Sequence[Address]) -> Check:
    """Listen at each address that others may reach, and connect to it from here."""
    tried = [one.address for one in lan_addresses(found)] or ["127.0.0.1"]
    faults = [f"{address} ({fault})" for address in tried if (fault := _unreachable(address))]
    if faults:
        advice = "A firewall or VPN on this machine stands in between: pause it and try again."
        return Check(
            OWN, "fail", f"This machine does not reach itself by {', '.join(faults)}.", advice
        )
    return Check(OWN, "ok", f"This machine reaches itself by {', '.join(tried)}.")


def _named(one: Address) -> str:
    return f"{one.address} ({one.interface}, {KINDS[one.kind]})"


def _unreachable(address: str) -> str | None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family) as server:
            server.bind((address, 0))
            server.listen(1)
            place = (address, server.getsockname()[1])
            socket.create_connection(place, timeout=SECONDS).close()
    except OSError as error:
        return error.strerror or "no answer"
    return None
