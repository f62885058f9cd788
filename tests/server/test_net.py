"""The network shell, on real sockets: few tests, for what only a network can show."""

from contextlib import suppress
from pathlib import Path

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from allmende_protocol import messages as m
from allmende_protocol.codec import CLIENT_FRAME
from allmende_rules.record import Answered
from allmende_server import net, outbox
from allmende_server.net import serve
from allmende_server.saves import SaveFile, load
from allmende_server.table import open_table
from tests.server.hall import Hall, settings
from tests.server.wire import Client, Clock, client, cut_off, deaf, failing_tick, until


def seat_in(info: m.Presence | m.Welcome, seat: str) -> m.SeatInfo:
    """A seat as a message shows it."""
    return next(one for one in info.seats if one.seat == seat)


async def seen(watcher: Client, seat: str, state: str) -> None:
    """Wait until a watcher is told that a seat is in that state."""
    while seat_in(await watcher.get(m.Presence), seat).state != state:
        pass


@pytest.mark.parametrize("text", [True, False])
async def test_a_game_is_played_to_the_end(text: bool) -> None:
    """A client of either format plays from hello to the end, and gets its own format back."""
    async with serve(Hall().room, Clock()) as address, client(address, text=text) as ada:
        await ada.sit("ada")
        for nonce in range(6):
            opened = await ada.get(m.Opened)
            await ada.send(m.Submit(opened.key, {}, nonce))
            assert (await ada.get(m.Taken)).nonce == nonce
        assert await ada.get(m.Ended) == m.Ended("toy.allmende")


async def test_a_cut_connection_is_waited_for_and_resumed() -> None:
    """A cable pulled loses nothing: the seat is away, then resumed by its token."""
    hall = Hall()
    async with serve(hall.room, Clock()) as address, client(address) as ben:
        await ben.sit("ben")
        async with cut_off(address) as ada:
            token = (await ada.sit("ada")).token
        await seen(ben, "ada", "away")
        async with client(address) as again:
            assert (await again.sit("ada", token)).seat == "ada"
            assert (await again.get(m.Opened)).questions
            await seen(ben, "ada", "deciding")


@pytest.mark.parametrize("code", [1000, 1001, 1011])
async def test_every_way_to_close_means_left(code: int) -> None:
    """A client that quits in whatever order is away, and the table goes on."""
    async with serve(Hall().room, Clock()) as address, client(address) as ben:
        await ben.sit("ben")
        async with client(address) as ada:
            await ada.sit("ada")
            await ada.socket.close(code)
        await seen(ben, "ada", "away")


async def test_a_stale_socket_that_closes_takes_no_seat_with_it() -> None:
    """The laptop woke up on another network; its old connection dies later."""
    hall = Hall()
    async with serve(hall.room, Clock()) as address, client(address) as new:
        async with client(address) as old:
            token = (await old.sit("ada")).token
            await new.sit("ada", token)
        await until(lambda: len(hall.room._guests) == 1)
        opened = await new.get(m.Opened)
        await new.send(m.Submit(opened.key, {}, 5))
        assert (await new.get(m.Taken)).nonce == 5


async def test_garbage_is_answered_and_the_connection_lives() -> None:
    """A bad frame gets a sentence, in the format that it came in."""
    async with serve(Hall().room, Clock()) as address, client(address) as ada:
        await ada.socket.send(b"\xc1garbage")
        assert (await ada.get(m.Refused)).refusal.code == "bad_message"
        await ada.sit("ada")


async def test_a_frame_that_is_too_large_ends_its_connection_only() -> None:
    """1009 for who sent it; others play on."""
    async with serve(Hall().room, Clock()) as address, client(address) as ben:
        await ben.sit("ben")
        async with client(address) as ada:
            await ada.sit("ada")
            await ada.socket.send(b"x" * (CLIENT_FRAME + 1))
            assert await ada.gone() == 1009
        await seen(ben, "ada", "away")


async def test_a_page_in_a_browser_cannot_sit_down() -> None:
    """Any web page can open a socket to loopback; the server refuses what has an origin."""
    async with serve(Hall().room, Clock()) as (host, port):
        with pytest.raises(InvalidStatus, match="403"):
            await connect(f"ws://{host}:{port}", proxy=None, origin="https://elsewhere.example")  # type: ignore[arg-type]  # Origin is a NewType of str


async def test_the_tick_closes_a_phase_when_its_time_is_up() -> None:
    """A deadline needs no message to be kept."""
    clock = Clock()
    async with serve(Hall(timed=True).room, clock) as address, client(address) as ada:
        await ada.sit("ada")
        opened = await ada.get(m.Opened)
        assert (opened.phase, opened.remaining) == ("pledge", 30)
        clock.now = 31.0
        assert (await ada.get(m.Opened)).phase == "vote"


async def test_an_answer_is_on_disk_before_it_is_acknowledged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When Taken arrives, a reader of the file finds the answer."""
    monkeypatch.setenv("ALLMENDE_HOME", str(tmp_path))
    with SaveFile.create("toy") as save:
        room = open_table(settings(), save.append)
        async with (
            serve(room, Clock(), commit=save.commit) as address,
            client(address) as ada,
            client(address) as ben,
        ):
            await ada.sit("ada")
            await ben.sit("ben")
            key = (await ada.get(m.Opened)).key
            await ada.send(m.Submit(key, {"pledge": 7}, 5))
            await ada.get(m.Taken)
            written = [entry.body for entry in load(save.path).entries]
            assert Answered("ada", "pledge", "person", {"pledge": 7}) in written


@pytest.mark.parametrize(("seconds", "longest"), [(0.05, 10**9), (10**9, 50)])
async def test_a_client_that_stops_reading_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, seconds: float, longest: int
) -> None:
    """A send that lasts, or a queue that grows, ends its connection; others are not held up."""
    monkeypatch.setattr(net, "SEND_SECONDS", seconds)
    monkeypatch.setattr(outbox, "LONGEST", longest)
    hall = Hall()
    async with (
        serve(hall.room, Clock()) as address,
        client(address) as ben,
        deaf(address) as ada,
    ):
        await ben.sit("ben")
        with suppress(ConnectionClosed):
            for nonce in range(5000):
                await ada.send(m.TakeSeat("ada", nonce))
        await seen(ben, "ada", "deciding")
        await seen(ben, "ada", "away")


async def test_a_table_that_breaks_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the rules fail as time passes, all connections are cut and the error comes out."""
    monkeypatch.setattr(net, "TICK_SECONDS", 0.01)
    hall, code = Hall(), None
    with pytest.raises(ArithmeticError, match="the rules broke"):  # noqa: PT012  # its end raises
        async with serve(hall.room, Clock()) as address, client(address) as ada:
            await ada.sit("ada")
            with failing_tick(hall.room):
                code = await ada.gone()
    assert code == 1006
