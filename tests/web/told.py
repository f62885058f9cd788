"""What a host would tell Ada's page: the small valley of the terminal's tests, in this protocol."""

from __future__ import annotations

from msgspec.structs import replace

from allmende_protocol import messages as m
from allmende_rules.questions import Question
from tests.client.valley import SEATS, WELCOME, state

SEATED = m.Seated("ada", "secret-token", 1)
CLOCK = m.Clock(remaining=None, running=True, begun=True, paused=False)


def arrival(*messages: m.ServerMessage, done: int = 0) -> list[m.ServerMessage]:
    """What comes before a phase, after `done` rounds, then `messages`."""
    seats = tuple(
        replace(seat, people=("Robin",)) if seat.seat == "ada" else seat for seat in SEATS
    )
    welcome = replace(WELCOME, version=m.VERSION, table="VLLYX", seats=seats)
    return [welcome, SEATED, state(done), CLOCK, *messages]


def opened(*questions: Question, key: str = "1.market.1", round_: int = 1) -> m.Opened:
    """A phase that asks Ada these questions."""
    return m.Opened(key, round_, "market", "Market", "About it.", questions, {}, {})
