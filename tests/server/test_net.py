"""The network shell, on real sockets: few tests, for what only a network can show."""

from contextlib import suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from allmende_protocol import messages as m
from allmende_rules.record import Answered
from allmende_server import net, outbox
from allmende_server.hall import Hall
from allmende_server.net import serve
from allmende_server.place import ticket_of
from allmende_server.store import Store
from allmende_server.table import open_table
from tests.server.parlour import CODE, Parlour, settings
from tests.server.wire import Client, Clock, client, cut_off, deaf, until


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
    async with serve(Parlour().hall, Clock()) as served, client(served, text=text) as ada:
        await ada.sit("ada")
        for nonce in range(6):
            opened = await ada.get(m.Opened)
            await ada.send(m.Submit(opened.key, {}, nonce))
            assert (await ada.get(m.Taken)).nonce == nonce
        assert await ada.get(m.Ended) == m.Ended("toy.allmende")


async def test_a_cut_connection_is_waited_for_and_resumed() -> None:
    """A cable pulled loses nothing: the seat is away, then resumed by its token."""
    parlour = Parlour(by_host=True)
    async with serve(parlour.hall, Clock()) as served, client(served) as ben:
        await ben.sit("ben")
        async with cut_off(served) as ada:
            token = (await ada.sit("ada")).token
        await seen(ben, "ada", "away")
        async with client(served) as again:
            assert (await again.sit("ada", token)).seat == "ada"
            assert (await again.get(m.Opened)).questions
            await seen(ben, "ada", "deciding")


@pytest.mark.parametrize("code", [1000, 1001, 1011])
async def test_every_way_to_close_means_left(code: int) -> None:
    """A client that quits in whatever order is away, and the table goes on."""
    async with serve(Parlour().hall, Clock()) as served, client(served) as ben:
        await ben.sit("ben")
        async with client(served) as ada:
            await ada.sit("ada")
            await ada.socket.close(code)
        await seen(ben, "ada", "away")


async def test_a_stale_socket_that_closes_takes_no_seat_with_it() -> None:
    """The laptop woke up on another network; its old connection dies later."""
    parlour = Parlour()
    async with serve(parlour.hall, Clock()) as served, client(served) as new:
        async with client(served) as old:
            token = (await old.sit("ada")).token
            await new.sit("ada", token)
        await until(lambda: len(parlour.room._herald.guests) == 1)
        opened = await new.get(m.Opened)
        await new.send(m.Submit(opened.key, {}, 5))
        assert (await new.get(m.Taken)).nonce == 5


async def test_garbage_is_answered_and_the_connection_lives() -> None:
    """A bad frame gets a sentence, in the format that it came in."""
    async with serve(Parlour().hall, Clock()) as served, client(served) as ada:
        await ada.socket.send(b"\xc1garbage")
        assert (await ada.get(m.Refused)).refusal.code == "bad_message"
        await ada.sit("ada")


async def test_the_tick_closes_a_phase_when_its_time_is_up() -> None:
    """A deadline needs no message to be kept."""
    clock = Clock()
    async with serve(Parlour(timed=True).hall, clock) as served, client(served) as ada:
        await ada.sit("ada")
        assert (await ada.get(m.Opened)).phase == "pledge"
        assert (await ada.get(m.Clock)).remaining == 30
        clock.now = 31.0
        assert (await ada.get(m.Opened)).phase == "vote"


async def test_an_answer_is_on_disk_before_it_is_acknowledged(tmp_path: Path) -> None:
    """When Taken arrives, another reader of the file finds the answer, and whose seat it is."""
    hall, path = Hall(), tmp_path / "hall.store"
    with Store.open(path) as store:
        hall.add(open_table(settings(), store.lay(CODE, settings()), CODE))
        async with serve(hall, Clock(), store.commit) as served, client(served) as ada:
            token = (await ada.sit("ada")).token
            key = (await ada.get(m.Opened)).key
            await ada.send(m.Submit(key, {"pledge": 7}, 5))
            await ada.get(m.Taken)
            (kept,) = store.kept()
            written = [entry.body for entry in kept.entries]
            assert Answered("ada", "pledge", "person", {"pledge": 7}) in written
            assert kept.holders == [(ticket_of(token), "ada", "Person at ada")]


@pytest.mark.parametrize(("seconds", "longest"), [(0.05, 10**9), (10**9, 50)])
async def test_a_client_that_stops_reading_is_cut_off(
    monkeypatch: pytest.MonkeyPatch, seconds: float, longest: int
) -> None:
    """A send that lasts, or a queue that grows, ends its connection; others are not held up."""
    monkeypatch.setattr(net, "SEND_SECONDS", seconds)
    monkeypatch.setattr(outbox, "LONGEST", longest)
    clock = Clock()
    async with (
        serve(Parlour(by_host=True).hall, clock) as served,
        client(served) as ben,
        deaf(served, "ada") as ada,
    ):
        await ben.sit("ben")
        key = (await ben.get(m.Opened)).key
        echoed = {"no such question" * 3000: 1}
        with suppress(ConnectionClosed):
            for nonce in range(400):
                clock.now += 1
                await ada.send(m.Submit(key, echoed, nonce))
        await seen(ben, "ada", "away")
        await ben.send(m.Submit(key, {}, 5))
        assert (await ben.get(m.Taken)).nonce == 5


async def test_a_table_that_breaks_leaves_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the rules fail as time passes, all connections are cut and the error comes out."""
    parlour, code = Parlour(), None
    with pytest.RaisesGroup(pytest.RaisesExc(ArithmeticError, match="the rules broke")):
        async with serve(parlour.hall, Clock()) as served, client(served) as ada:
            await ada.sit("ada")
            monkeypatch.setattr(parlour.hall, "play_on", broken_rules)
            code = await ada.gone()
            await until(served.broken.is_set)
    assert code == 1006


def broken_rules(_now: float) -> list[object]:
    """Rules that fail."""
    raise ArithmeticError("the rules broke")


class Disk:
    """Where everything is kept until it is full."""

    full = False

    def commit(self) -> None:
        """Keep it, if there is room."""
        if self.full:
            raise OSError("no space left")


async def test_what_cannot_be_kept_is_never_acknowledged() -> None:
    """The disk is full: the answer gets no Taken, everybody is cut off, and the error comes out."""
    disk = Disk()
    with pytest.RaisesGroup(pytest.RaisesExc(OSError, match="no space left")):
        async with (
            serve(Parlour().hall, Clock(), disk.commit) as served,
            client(served) as ada,
            client(served) as ben,
        ):
            await ada.sit("ada")
            key = (await ada.get(m.Opened)).key
            await ben.hello("Ben")
            await ben.get(m.Clock)
            disk.full = True
            await ada.send(m.Submit(key, {}, 5))
            assert await ada.gone() == 1006
            assert await ben.gone() == 1006
    assert not [one for one in ada.read if isinstance(one, m.Taken)]
