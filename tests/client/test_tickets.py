"""Tickets outlive the program, by server and table, and nobody else reads them."""

import stat
from pathlib import Path

import pytest

from allmende_client.tickets import Ticket, Token, Wallet, tickets_file


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for tickets."""
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path))
    return tmp_path


def test_a_ticket_is_found_by_server_and_table() -> None:
    """And by no other."""
    Wallet("a:8765").keep(Ticket("BCDFG", "Robin", "one"))
    Wallet("b:8765").keep(Ticket("BCDFG", "Robin", "two"))
    assert Wallet("a:8765").ticket("bcdfg") == Ticket("BCDFG", "Robin", "one")
    assert Wallet("b:8765").ticket("BCDFG") == Ticket("BCDFG", "Robin", "two")
    assert Wallet("a:8765").ticket("XXXXX") is None


def test_a_ticket_counts_at_another_address_of_its_server() -> None:
    """A code is drawn at random, so the same one is the same table; without a code nobody knows."""
    Wallet("127.0.0.1:8765").keep(Ticket("BCDFG", "Robin", "one"))
    assert Wallet("192.168.1.20:8765").ticket("bcdfg", "robin") == Ticket("BCDFG", "Robin", "one")
    assert Wallet("192.168.1.20:8765").ticket("BCDFG", "Kim") is None
    assert Wallet("192.168.1.20:8765").ticket("") is None


def test_without_a_code_the_only_ticket_of_a_server_counts() -> None:
    """Of two nobody knows which."""
    wallet = Wallet("a:8765")
    wallet.keep(Ticket("BCDFG", "Robin", "one"))
    assert wallet.ticket("") == Ticket("BCDFG", "Robin", "one")
    wallet.keep(Ticket("XZWVT", "Robin", "two"))
    assert wallet.ticket("") is None


def test_two_people_at_one_machine_have_a_ticket_each() -> None:
    """The newest is for whoever gives no name."""
    wallet = Wallet("a:8765")
    for name, token in (("Robin", "one"), ("Kim", "two"), ("Robin", "three")):
        wallet.keep(Ticket("BCDFG", name, token))
    found = [wallet.ticket("BCDFG", name) for name in ("", "kim", "Ada")]
    assert [one and one.token for one in found] == ["three", "two", None]


def test_a_dropped_ticket_is_gone() -> None:
    """The others stay."""
    wallet = Wallet("a:8765")
    wallet.keep(Ticket("BCDFG", "Robin", "one"))
    wallet.keep(Ticket("XZWVT", "Robin", "two"))
    wallet.drop("one")
    assert wallet.ticket("BCDFG") is None
    assert wallet.ticket("XZWVT") == Ticket("XZWVT", "Robin", "two")


def test_only_the_owner_may_read_the_file() -> None:
    """It holds secrets."""
    Wallet("a:8765").keep(Ticket("BCDFG", "Robin", "one"))
    assert stat.S_IMODE(tickets_file().stat().st_mode) == 0o600


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 1}'])
def test_a_damaged_file_costs_the_tickets_and_not_the_game(content: bytes) -> None:
    """A new one is written."""
    tickets_file().write_bytes(content)
    assert Wallet("a:8765").ticket("BCDFG") is None
    Wallet("a:8765").keep(Ticket("BCDFG", "Robin", "one"))
    assert Wallet("a:8765").ticket("BCDFG") == Ticket("BCDFG", "Robin", "one")


def test_a_folder_that_cannot_be_written_is_no_fault(home: Path) -> None:
    """The seat is kept while the program runs."""
    home.joinpath("tickets.json").mkdir()
    Wallet("a:8765").keep(Ticket("BCDFG", "Robin", "one"))


def test_secrets_are_not_printed_by_tracebacks() -> None:
    """Textual prints local variables."""
    assert "secret" not in repr(Token("secret"))
    assert "secret" not in repr(Ticket("BCDFG", "Robin", "secret"))
