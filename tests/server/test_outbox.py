"""What waits to be sent."""

import asyncio

from allmende_protocol import messages as m
from allmende_server import outbox
from allmende_server.outbox import Outbox


def state(seq: int) -> m.State:
    """An empty state."""
    return m.State(seq, {}, {}, {})


async def test_only_the_newest_view_waits_and_events_all_do() -> None:
    """A slow client gets every event and one state after them."""
    box = Outbox()
    for seq in (1, 2, 3):
        box.put(m.Happened(seq, 1, "vote", ()))
        box.put(state(seq))
    got = [await box.get() for _ in range(4)]
    assert got == [*(m.Happened(seq, 1, "vote", ()) for seq in (1, 2, 3)), state(3)]


async def test_a_reader_waits_for_the_next_message() -> None:
    """What is put while it waits is got."""
    box = Outbox()
    reading = asyncio.create_task(box.get())
    await asyncio.sleep(0)
    assert not reading.done()
    box.put(m.Ended("x"))
    assert await reading == m.Ended("x")


def test_a_full_outbox_takes_no_more() -> None:
    """A client that reads nothing costs bounded memory."""
    box = Outbox()
    for _ in range(outbox.LONGEST):
        assert box.put(m.Heard("ada", "hi"))
    assert not box.put(m.Heard("ada", "hi"))
    assert not box.put(state(1))
