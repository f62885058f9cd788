"""People at a table whose server keeps dying: each plays on, and remembers what was acknowledged."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import msgspec
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidMessage

from allmende_protocol import messages as m
from allmende_protocol.codec import decode_server, encode_client
from allmende_rules.record import Answered, Said
from allmende_rules.refusals import Refusal
from allmende_server.place import ticket_of
from allmende_server.store import Kept

Fact = tuple[str, ...]
"""Something that was acknowledged, or is in the store: an answer, a word, a hold on a seat."""


def answered(seat: str, phase: str, answers: dict[str, Any]) -> Fact:
    """A seat's answers to a phase."""
    return ("answered", seat, phase, msgspec.json.encode(answers, order="deterministic").decode())


def said(seat: str, text: str) -> Fact:
    """A word to all."""
    return ("said", seat, text)


def held(ticket: str, seat: str) -> Fact:
    """A hold on a seat."""
    return ("held", ticket, seat)


def facts(kept: Kept) -> Counter[Fact]:
    """All such facts of a table."""
    found: Counter[Fact] = Counter(held(one.ticket, one.seat) for one in kept.holders)
    for entry in kept.entries:
        match entry.body:
            case Answered(seat=seat, phase=phase, answers=answers, by="person"):
                found[answered(seat, phase, answers)] += 1
            case Said(seat=seat, text=text):
                found[said(seat, text)] += 1
    return found


@dataclass
class Person:
    """Answers every question as silence would, and comes back by token.

    A word said in each phase is not said again if it is not acknowledged; an answer is given until
    it is taken, or stands among those that the server has.
    """

    seat: str
    name: str
    table: str
    acknowledged: Counter[Fact] = field(default_factory=Counter)
    over: bool = False
    token: str | None = None
    _nonce: int = 0
    _sent: dict[int, Fact] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)

    async def play(self, port: int) -> None:
        """Play on until the connection is cut or the game is over."""
        self._sent = {}
        try:
            async with connect(f"ws://127.0.0.1:{port}", proxy=None, compression=None) as socket:
                await self._say_hello(socket)
                async for frame in socket:
                    for message in decode_server(frame):
                        await self._react(socket, message)
                        if self.over:
                            return
        except (ConnectionClosed, InvalidMessage, OSError):
            return

    async def _react(self, socket: ClientConnection, message: m.ServerMessage) -> None:
        match message:
            case m.Welcome() if self.token is None:
                await _send(socket, m.AskSeat(self.seat, self._fresh()))
            case m.Offered(offer=offer):
                self.token = offer
                await _send(socket, m.TakeSeat(self.seat, offer, self._fresh()))
            case m.Seated(token=token):
                self.acknowledged[held(ticket_of(token), self.seat)] = 1
            case m.Opened() if message.questions:
                await self._decide(socket, message)
            case m.Taken(nonce=nonce) if nonce in self._sent:
                self.acknowledged[self._sent.pop(nonce)] += 1
            case m.Refused(nonce=nonce, refusal=refusal):
                await self._refused(socket, nonce, refusal)
            case m.Ended():
                self.over = True

    async def _refused(self, socket: ClientConnection, nonce: int, refusal: Refusal) -> None:
        """Only these refusals have a place in this game."""
        match refusal.code:
            case "not_seated":  # the server died before it had given the seat that it offered
                self.token = None
                await self._say_hello(socket)
            case "next_phase" | "phase_closed":  # a bot had answered before this person sat down
                del self._sent[nonce]
            case _:
                raise AssertionError(f"{self.name} was refused: {refusal}")

    async def _decide(self, socket: ClientConnection, opened: m.Opened) -> None:
        answers = {q.id: opened.silence[q.id] for q in opened.questions}
        fact = answered(self.seat, opened.phase, answers)
        if opened.answers != answers:
            await self._submit(socket, m.Submit(opened.key, answers, self._fresh()), fact)
        elif self.acknowledged[fact] == 0:
            self.acknowledged[fact] = 1
        if opened.key not in self._said:
            self._said.add(opened.key)
            text = f"{self.name} is in {opened.key}"
            await self._submit(socket, m.Say(text, self._fresh()), said(self.seat, text))

    async def _submit(
        self, socket: ClientConnection, message: m.Say | m.Submit, fact: Fact
    ) -> None:
        self._sent[message.nonce] = fact
        await _send(socket, message)

    async def _say_hello(self, socket: ClientConnection) -> None:
        await _send(socket, m.Hello(m.VERSION, self.name, self.table, self.token))

    def _fresh(self) -> int:
        self._nonce += 1
        return self._nonce


async def _send(socket: ClientConnection, message: m.ClientMessage) -> None:
    await socket.send(encode_client(message))
