"""The schema of every message, generated from their types: `python -m allmende_protocol.schema`."""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from allmende_protocol.messages import VERSION, ClientMessage, ServerMessage


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what a client and a server say, under `client` and `server`."""
    (client, server), parts = msgspec.json.schema_components(
        (ClientMessage, ServerMessage), ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"The protocol of Allmende, version {VERSION}",
        "anyOf": [client, server],
        "$defs": {"client": client, "server": server, **parts},
    }


def schema_text() -> str:
    """The schema as text, the same on every machine."""
    plain = msgspec.json.encode(schema(), order="deterministic")
    return msgspec.json.format(plain, indent=1).decode() + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
