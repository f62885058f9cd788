"""The join command in lines: to a server, back to a seat, and what it says where there is none."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from allmende_cli.join import join
from allmende_cli.main import main
from allmende_client import finding
from allmende_client.finding import DeafError, Found
from allmende_client.tickets import Ticket, Wallet
from allmende_protocol import messages as m
from allmende_protocol.codec import decode_client, encode_server
from tests.client import valley


class Host:
    """A server of one table: it notes what it hears, and ends the game once a seat is held."""

    def __init__(self) -> None:
        self.heard: list[m.ClientMessage] = []

    def handle(self, connection: ServerConnection) -> None:
        """One connection."""
        try:
            for frame in connection:
                message = decode_client(frame)
                self.heard.append(message)
                for reply in self._replies(message):
                    connection.send(encode_server(reply, text=False))
        except ConnectionClosed:
            return

    def _replies(self, message: m.ClientMessage) -> Sequence[m.ServerMessage]:
        seated = (valley.SEATED, valley.CLOCK, valley.state(2, finished=True), m.Ended("x"))
        match message:
            case m.Hello(token="secret"):
                return [valley.WELCOME, *seated]
            case m.Hello(name="Spectator"):
                return [valley.WELCOME, valley.CLOCK, valley.state(), m.Ended("x")]
            case m.Hello():
                return [valley.WELCOME, valley.CLOCK, valley.state()]
            case m.AskSeat():
                return [valley.OFFERED]
            case m.TakeSeat():
                return seated
            case _:
                return []

    def hello(self) -> m.Hello:
        """The first that was heard; an earlier guest may still be saying goodbye."""
        return next(one for one in self.heard if isinstance(one, m.Hello))


@pytest.fixture
def hosted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[Host, str]]:
    """A server, its address, and an empty folder for tickets."""
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path))
    host = Host()
    with serve(host.handle, "127.0.0.1", 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield host, f"127.0.0.1:{server.socket.getsockname()[1]}"


def run(*arguments: str, typed: str = "") -> Result:
    """The command, without a terminal."""
    return CliRunner().invoke(join, arguments, input=typed, catch_exceptions=False)


def test_somebody_comes_chooses_a_seat_and_plays_to_the_end(hosted: tuple[Host, str]) -> None:
    """The ticket is kept for the next time, when the seat is theirs at once."""
    host, server = hosted
    said = run(f"http://{server}/?table=bcdfg", "--name", "Robin", typed="1\nyes\n")
    assert said.exit_code == 0
    assert "You are Ada, Licensee." in said.output
    assert "There is no single winner" in said.output
    assert (host.hello().name, host.hello().table) == ("Robin", "BCDFG")
    assert Wallet(server).ticket("BCDFG") == Ticket("BCDFG", "Robin", "secret")
    host.heard.clear()
    again = run(server)
    assert "You are Ada, Licensee." in again.output
    assert host.hello() == m.Hello(m.VERSION, "Robin", "BCDFG", "secret")


def test_a_name_of_somebody_else_shows_no_ticket(hosted: tuple[Host, str]) -> None:
    """Two people may come from one machine."""
    host, server = hosted
    Wallet(server).keep(Ticket("BCDFG", "Robin", "secret"))
    run(server, "--code", "bcdfg", "--name", "Kim", "--seat", "ada")
    assert host.hello() == m.Hello(m.VERSION, "Kim", "BCDFG")
    assert any(isinstance(message, m.TakeSeat) for message in host.heard)


def test_a_wrong_address_is_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence, exit 2."""
    for arguments in (["https://laptop"], ["laptop:99999"], ["x", "--seat", "ada", "--watch"]):
        with pytest.raises(SystemExit) as left:
            main(["join", *arguments])
        assert left.value.code == 2
        assert capsys.readouterr().err.count("\n") == 1


def test_where_nobody_hosts_one_sentence_says_what_to_do() -> None:
    """Exit 1, without a traceback."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = f"127.0.0.1:{taken.getsockname()[1]}"
        result = run(server, "--name", "Robin", "--code", "BCDFG")
    assert result.exit_code == 1
    assert f"Nobody hosts a game at {server}" in result.output
    assert f"allmende doctor --peer {server}" in result.output


def test_without_an_address_one_chooses_among_what_is_heard(
    hosted: tuple[Host, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By number; a mistake is asked again, and an empty line leaves."""
    host, server = hosted
    address, _colon, port = server.partition(":")

    async def heard() -> list[Found]:
        return [
            Found("laptop", (address,), int(port), m.VERSION, ("The Valley",)),
            Found("older", (address,), int(port), 1, ()),
        ]

    monkeypatch.setattr(finding, "find", heard)
    typed = "7\na b\n1\n1\nyes\n"
    result = run("--name", "Robin", "--code", "BCDFG", typed=typed)
    assert f"1: The Valley, on laptop ({server})" in result.output
    assert "of another version" in result.output
    assert "There is no number 7 here." in result.output
    assert "“a b” is no address" in result.output
    assert host.hello().name == "Robin"
    assert run(typed="\n").exit_code == 0
    assert run(typed="").exit_code == 0


def test_where_nothing_is_heard_an_address_may_be_typed(
    hosted: tuple[Host, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is in the way is said."""
    host, server = hosted

    async def deaf() -> list[Found]:
        raise DeafError("This machine is on no network.")

    monkeypatch.setattr(finding, "find", deaf)
    result = run("--watch", "--code", "BCDFG", typed=f"{server}\n")
    assert "This machine is on no network." in result.output
    assert "No table announces itself" in result.output
    assert host.hello().name == "Spectator"


def test_the_end_of_input_at_the_door_leaves_kindly(hosted: tuple[Host, str]) -> None:
    """Without a seat."""
    host, server = hosted
    for typed in ("", "1\n", "perhaps\n", "1\nno\n"):
        result = run(server, "--code", "BCDFG", "--name", "Robin", typed=typed)
        assert result.exit_code == 0
        assert "comes back" in result.output
    assert not any(isinstance(message, m.TakeSeat) for message in host.heard)
