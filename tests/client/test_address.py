"""What people type or paste as an address is read, or refused in a sentence."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_client.address import Place, read_address
from allmende_client.entry import Mistake


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("192.168.1.20", Place("192.168.1.20", 8765)),
        ("192.168.1.20:9000", Place("192.168.1.20", 9000)),
        (" laptop.local ", Place("laptop.local", 8765)),
        ("http://192.168.1.20:8765/?table=BCDFG", Place("192.168.1.20", 8765, "BCDFG")),
        ("192.168.1.20:8765/?table=BCDFG", Place("192.168.1.20", 8765, "BCDFG")),
        ("ws://laptop:9000", Place("laptop", 9000)),
        ("fe80::1", Place("fe80::1", 8765)),
        ("[fd00::2]:9000", Place("fd00::2", 9000)),
        ("http://[fd00::2]:9000/?table=bcdfg", Place("fd00::2", 9000, "bcdfg")),
    ],
)
def test_an_address_has_a_host_a_port_and_perhaps_a_code(typed: str, place: Place) -> None:
    """In every form that a host's screen or a browser shows."""
    assert read_address(typed) == place


def test_an_address_is_spoken_to_by_websocket() -> None:
    """IPv6 stands in brackets."""
    assert Place("fd00::2").url == "ws://[fd00::2]:8765"
    assert Place("laptop", 9000).url == "ws://laptop:9000"


@pytest.mark.parametrize(
    "typed", ["", "   ", "https://x", "ftp://x", "host:port", "host:99999", "a b", ":8765", "[::1"]
)
def test_what_is_no_address_gets_a_sentence_with_an_example(typed: str) -> None:
    """And no other exception."""
    with pytest.raises(Mistake, match=r"is no address: .*, like 192\.168\.1\.20:8765\.$"):
        read_address(typed)


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_mistake(typed: str) -> None:
    """Whatever is pasted."""
    with suppress(Mistake):
        assert read_address(typed).host
