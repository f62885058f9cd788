"""The protocol's page is right: its examples are messages, its tables are complete, its schema is new."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from allmende_protocol.asking import ClientMessage
from allmende_protocol.codec import decode_client, decode_server, encode_client, encode_server
from allmende_protocol.messages import VERSION
from allmende_protocol.schema import schema_text
from allmende_protocol.telling import ServerMessage
from allmende_rules.refusals import KINDS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "protocol.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"(?ms)^```json (client|server)\n(.*?)^```$", PAGE)


@pytest.mark.parametrize(("side", "text"), EXAMPLES)
def test_an_example_is_a_message(side: str, text: str) -> None:
    """The codec reads it, and writes back all that it says."""
    if side == "client":
        again = encode_client(decode_client(text), text=True)
    else:
        again = encode_server(*decode_server(text), text=True)
    said: dict[str, Any] = json.loads(text)
    written = json.loads(again)
    assert {key: written[key] for key in said} == said


def test_examples_show_both_sides() -> None:
    """There is enough to begin with."""
    assert {side for side, _ in EXAMPLES} == {"client", "server"}
    assert len(EXAMPLES) >= 12


@pytest.mark.parametrize(
    ("heading", "union"),
    [("## From the client", ClientMessage), ("## From the server", ServerMessage)],
)
def test_every_message_has_its_row(heading: str, union: Any) -> None:
    """A message that is added to the protocol is told here."""
    section = PAGE.partition(f"{heading}\n")[2].partition("\n## ")[0]
    told = {
        name
        for line in section.splitlines()
        if line.startswith("| `") and not line.startswith("| `is`")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    assert told == {struct.__struct_config__.tag for struct in get_args(union)}


def test_every_refusal_code_of_the_page_exists() -> None:
    """No code is told that no server sends."""
    section = PAGE.partition("## Refusals\n")[2].partition("\n## ")[0]
    assert set(re.findall(r"(?m)^\| `(\w+)`", section)) <= set(KINDS)


def test_the_page_and_the_schema_are_of_this_version() -> None:
    """Both were made from the types as they are."""
    assert f"Version {VERSION}." in PAGE
    assert (DOCS / "protocol.schema.json").read_text(encoding="utf-8") == schema_text()
    msgspec.json.decode(schema_text())
