"""What waits to be sent."""

import asyncio

from allmende_protocol import messages as m
from allmende_protocol.codec import decode_server
from allmende_server import outbox
from allmende_server.outbox import Letter, Outbox


def clock(left: int) -> m.Clock:
    """So many seconds left."""
    return m.Clock(left, running=True, begun=True, paused=False)


def hi() -> Letter:
    """Something said."""
    return Letter(m.Heard(1, "ada", "Ada", "table", "hi"))


async def test_only_the_newest_clock_waits_and_events_all_do() -> None:
    """A slow client gets every event and one clock after them."""
    box = Outbox()
    for seq in (1, 2, 3):
        box.put(Letter(m.Happened(seq, 1, "vote", ())))
        box.put(Letter(clock(seq)))
    got = [letter.message for letter in await box.get()]
    assert got == [*(m.Happened(seq, 1, "vote", ()) for seq in (1, 2, 3)), clock(3)]


async def test_a_reader_waits_for_the_next_message() -> None:
    """What is put while it waits is got."""
    box = Outbox()
    reading = asyncio.create_task(box.get())
    await asyncio.sleep(0)
    assert not reading.done()
    box.put(Letter(m.Ended("x")))
    assert [letter.message for letter in await reading] == [m.Ended("x")]


def test_a_full_outbox_takes_no_more() -> None:
    """A client that reads nothing costs bounded memory."""
    box = Outbox()
    for _ in range(outbox.LONGEST):
        assert box.put(hi())
    assert not box.put(hi())
    assert not box.put(Letter(clock(1)))


def test_a_letter_to_many_is_one_frame_in_each_format() -> None:
    """It is encoded once for all who read bytes, and once for all who read text."""
    letter = hi()
    as_text, as_bytes = letter.frame(text=True), letter.frame(text=False)
    assert letter.frame(text=True) is as_text
    assert letter.frame(text=False) is as_bytes
    assert decode_server(as_text) == decode_server(as_bytes) == (letter.message,)
