"""A table with a villain at it, and how what a villain sends is written down."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgpack  # type: ignore[import-untyped]  # it ships no types

from allmende_protocol import messages as m
from allmende_rules.refusals import Code
from allmende_server.table import open_table
from tests.server.parlour import CODE, Log, seated, settings

SEAT, BEN, CEM, WATCHER, STRANGER, OTHER = 1, 2, 3, 4, 5, 6
"""The villain at a seat, two honest players, a spectator, somebody who never said hello, and one
at another table."""
Frame = bytes | str | m.ClientMessage


class Scene:
    """A table in its second round; at another one somebody holds a seat."""

    def __init__(self) -> None:
        self.parlour = parlour = seated("ada", "ben", "cem")
        self.old = parlour.opened(SEAT).key
        for clients in ((SEAT, BEN, CEM), (SEAT, BEN)):
            for client in clients:
                parlour.submit(client)
        self.key = parlour.opened(SEAT).key
        parlour.hall.add(open_table(settings(), Log(), "ZZZZZ"))
        parlour.send(OTHER, m.Hello(m.VERSION, "Zoe", "ZZZZZ"))
        parlour.take(OTHER, "ada")
        parlour.send(WATCHER, m.Hello(m.VERSION, "Eve"))

    def token(self, client: int) -> str:
        """The token that a client was given."""
        return self.parlour.last(client, m.Seated).token

    def offer(self, client: int, seat: str) -> str:
        """What a client is offered."""
        self.parlour.send(client, m.AskSeat(seat, 1))
        return self.parlour.last(client, m.Offered).offer

    def game(self) -> tuple[Any, ...]:
        """Everything of the table that no villain may change."""
        game = self.parlour.room._game
        seats = [(place.names, place.who, place.lent) for place in self.places()]
        return list(self.parlour.entries), game.world, game.given, game.phase, seats

    def places(self) -> list[Any]:
        """Its seats."""
        return list(self.parlour.room._seating.places.values())


class Case(NamedTuple):
    """What a client sends; the last of it is refused with `code`."""

    name: str
    who: int
    sends: Callable[[Scene], Sequence[Frame]]
    code: Code


def raw(name: str, *frames: Frame, who: int = SEAT, code: Code = "bad_message") -> Case:
    """Frames that are the same in every scene."""
    return Case(name, who, lambda _scene: list(frames), code)


def packed(**fields: Any) -> bytes:
    """A map as MessagePack, whatever is in it."""
    data: bytes = msgpack.packb(fields)
    return data


def hello(title: str, code: Code, **fields: Any) -> Case:
    """A first message at the table that is refused."""
    whole = {"version": m.VERSION, "name": "Mallory", "table": CODE, **fields}
    return raw(title, m.Hello(**whole), who=STRANGER, code=code)


def resume(name: str, token: Callable[[Scene], str]) -> Case:
    """A hello with a token that resumes nothing."""
    return Case(
        name,
        STRANGER,
        lambda scene: [m.Hello(m.VERSION, "Mallory", CODE, token(scene))],
        "not_seated",
    )


def seat(name: str, send: Callable[[Scene], Frame], code: Code, who: int = SEAT) -> Case:
    """One message that depends on the scene."""
    return Case(name, who, lambda scene: [send(scene)], code)


def draft_of(value: Any) -> bytes:
    """A draft with one answer, whatever it is."""
    return packed(**{"is": "draft", "key": "k", "answers": {"pledge": value}})


def nested(depth: int) -> Any:
    """A list in a list, so deep."""
    inner: Any = 1
    for _ in range(depth):
        inner = [inner]
    return inner
