"""Where a server is: what people type or paste, read as an address and a code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from allmende_client.entry import Mistake
from allmende_client.words import _
from allmende_protocol.finding import PORT, authority

_SCHEMES = ("http", "ws")
_LARGEST_PORT = 65535
_HOST = re.compile(r"[^\s/?#@\\<>\"']+")


@dataclass(frozen=True, slots=True)
class Place:
    """A server by host and port, and the code of a table if the address held one."""

    host: str
    port: int = PORT
    code: str = ""

    @property
    def server(self) -> str:
        """Host and port as they stand in a URL."""
        return authority(self.host, self.port)

    @property
    def url(self) -> str:
        """Where the server is spoken to."""
        return f"ws://{self.server}"


def read_address(text: str) -> Place:
    """Reads host, host:port, or a pasted http or ws address. Raises Mistake with a sentence."""
    typed = text.strip()
    scheme, mark, rest = typed.partition("://")
    if mark and scheme.casefold() not in _SCHEMES:
        raise Mistake(_no_address(typed, _("begin it with http:// or with no sign at all")))
    bare = rest if mark else typed
    if bare.count(":") > 1 and not bare.startswith("["):
        bare = f"[{bare}]"  # an IPv6 address without a port
    try:
        parts = urlsplit(f"ws://{bare}")
        host, port = parts.hostname or "", parts.port or PORT
    except ValueError:
        hint = _("a port is a number up to {most}").format(most=_LARGEST_PORT)
        raise Mistake(_no_address(typed, hint)) from None
    if not _HOST.fullmatch(host):
        raise Mistake(_no_address(typed, _("type what the host's screen shows")))
    codes = parse_qs(parts.query).get("table", [""])
    return Place(host, port, codes[0])


def _no_address(typed: str, hint: str) -> str:
    text = _("“{typed}” is no address: {hint}, like 192.168.1.20:8765.")
    return text.format(typed=typed[:60], hint=hint)
