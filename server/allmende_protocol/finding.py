"""How a table is found on a local network: what its server announces by mDNS (RFC 6762 and 6763).

A server is one instance of SERVICE. Its name is random; what people read stands in the TXT record:
`version` of the protocol, `host`, and `table1` to `table5`, the titles of what is played there. Codes
that open a table are never announced.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address

SERVICE = "_allmende._tcp.local."
PORT = 8765
PROTOCOL_HEADER = "Allmende-Protocol"
"""The header of every HTTP answer of a server, by which it is told from other programs."""
"""Where a server is met unless its host chose otherwise."""
MOST_TABLES = 5
MOST_DIGITS = 9
LONGEST_TEXT = 60
"""Characters of a name. In UTF-8, with its key, it fits the 255 bytes of one TXT string."""

_PRIVATE = tuple(map(IPv4Network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_LINK_LOCAL = IPv4Network("169.254.0.0/16")
_UNIQUE_LOCAL = IPv6Network("fc00::/7")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a server says of itself: protocol version, name of its machine, titles of its tables."""

    version: int
    host: str
    tables: tuple[str, ...]


def to_txt(announcement: Announcement) -> dict[str, str]:
    """The pairs of the TXT record; at most MOST_TABLES titles, each LONGEST_TEXT characters."""
    told = {"version": str(announcement.version), "host": _shown(announcement.host)}
    for number, title in enumerate(announcement.tables[:MOST_TABLES], start=1):
        told[f"table{number}"] = _shown(title)
    return told


def from_txt(pairs: Mapping[str, str | None]) -> Announcement | None:
    """What a TXT record says, safe to show; None if it is not one of ours."""
    version, host = pairs.get("version") or "", _shown(pairs.get("host") or "")
    if not (version.isascii() and version.isdigit() and len(version) <= MOST_DIGITS and host):
        return None
    titles = (_shown(pairs.get(f"table{n}") or "") for n in range(1, MOST_TABLES + 1))
    return Announcement(int(version), host, tuple(title for title in titles if title))


def _shown(text: str) -> str:
    """Without control, escape and direction characters: anybody on the network can announce."""
    kept = "".join(one if one.isprintable() else " " for one in text)
    return " ".join(kept.split())[:LONGEST_TEXT]


def nearness(address: str) -> int | None:
    """How likely people in the same room reach an address, 0 the likeliest; loopback comes last.

    Private IPv4 (RFC 1918), other IPv4, unique local IPv6 (RFC 4193), other IPv6, self-assigned
    IPv4 (RFC 3927), loopback. None for addresses that no one can open: link-local IPv6, which
    browsers refuse in an address line, multicast, unspecified. Raises ValueError for no address.
    """
    one = ip_address(address)
    if one.is_loopback:
        return 5
    if one.is_multicast or one.is_unspecified:
        return None
    if isinstance(one, IPv6Address):
        if one.is_link_local:
            return None
        return 2 if one in _UNIQUE_LOCAL else 3
    if one in _LINK_LOCAL:
        return 4
    return 0 if any(one in network for network in _PRIVATE) else 1


def best_first(addresses: Iterable[str]) -> tuple[str, ...]:
    """Each address that can be opened, once, the nearest first."""
    ranks = {address: nearness(address) for address in addresses}
    usable = {address: rank for address, rank in ranks.items() if rank is not None}
    return tuple(sorted(usable, key=usable.__getitem__))


def authority(address: str, port: int) -> str:
    """Address and port as they stand in a URL (RFC 3986): IPv6 in brackets."""
    return f"[{address}]:{port}" if ":" in address else f"{address}:{port}"


def why_silent(error: Exception) -> str:
    """Why mDNS cannot start, as the end of a sentence; RuntimeError means no interface at all."""
    if isinstance(error, RuntimeError):
        return "this machine is on no network"
    match getattr(error, "errno", None):
        case errno.EADDRINUSE:
            return "another program keeps UDP port 5353 for itself"
        case errno.EACCES | errno.EPERM:
            return "the system does not let this program use UDP port 5353"
        case errno.ENETUNREACH | errno.ENETDOWN | errno.ENODEV | errno.EADDRNOTAVAIL:
            return "this machine is on no network"
    return str(error).rstrip(".") or type(error).__name__
