"""The JSON schema of scenario files, generated from the structs that read them."""

from __future__ import annotations

from typing import Any

import msgspec

from allmende_rules.scenario import Scenario


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of a scenario file, for editors that complete and check TOML."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An Allmende scenario",
        **msgspec.json.schema(Scenario),
    }


def schema_text() -> str:
    """The schema as text, the same on every machine."""
    plain = msgspec.json.encode(schema(), order="deterministic")
    return msgspec.json.format(plain, indent=2).decode() + "\n"
