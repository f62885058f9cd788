"""One visitor's conversation with the server: what is sent when, and the model of what came back.

No network and no screen: it needs a link to send by, and its user hands it each message that arrives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from allmende_client import chairs
from allmende_client.folding import fold
from allmende_client.line import Incoming, Link
from allmende_client.model import Connection, Model
from allmende_client.passport import Passport
from allmende_client.pending import TOO_LATE
from allmende_client.tickets import Ticket, Wallet
from allmende_client.visit import Visit
from allmende_client.waiting import Waiting
from allmende_protocol.messages import (
    Ahead,
    AskSeat,
    Channel,
    Ended,
    Foreseen,
    Happened,
    Leave,
    Offered,
    Opened,
    Order,
    Planned,
    Raw,
    Refused,
    Say,
    Seated,
    Taken,
    TakeSeat,
    Welcome,
    WentBack,
)

TO_ROLE = "/r "
"""What begins a line that only the seats of one's own role shall hear."""


class Session:
    """Says hello on every connection, sends answers, drafts and talk, and keeps the model.

    The user calls `receive` with every message of the link, in order.
    """

    def __init__(self, link: Link, visit: Visit, wallet: Wallet | None = None) -> None:
        self.link = link
        self.model = Model()
        self._passport = Passport(visit, wallet)
        self._nonce = 0
        self._waiting = Waiting(link.send, self._fresh)

    async def receive(self, message: Incoming) -> Model:
        """Fold a message in, and send what it calls for."""
        answers = self._waiting.answers
        if isinstance(message, Refused) and answers.is_preview(message):
            await answers.foreseen(message.nonce)
        elif isinstance(message, Taken) and not answers.is_answer(message):
            self.model = replace(self.model, refusal=None)
        else:
            self.model = fold(self.model, message)
            await self._react(message)
        return self._noted()

    def _noted(self) -> Model:
        self.model = self._waiting.noted(self.model)
        return self.model

    async def _react(self, message: Incoming) -> None:
        match message:
            case Connection():
                await self._connected(up=message.up)
            case Welcome():
                await self._welcomed(message)
            case Offered() if self.visit.seat:
                await self.take()
            case Seated():
                self._passport.seated(message)
            case Happened() | WentBack():
                self._passport.saw(message)
            case Opened() | Ended():
                await self._turned(message)
            case Foreseen():
                await self._waiting.answers.foreseen(message.nonce)
            case Taken() | Ahead() | Planned():
                self._waiting.replied(message.nonce)
            case Refused():
                await self._refused(message)

    @property
    def visit(self) -> Visit:
        """Who came, to which table, and for what."""
        return self._passport.visit

    def resume(self, ticket: Ticket) -> None:
        """Come back to a seat that was taken before."""
        self._passport.use(ticket)

    async def greet(self, name: str, code: str) -> None:
        """Say who comes, and to which table; anew after a refusal."""
        self._visit(name=name.strip(), code=code.strip().upper())
        self.model = replace(self.model, refusal=None)
        await self.link.send(self._passport.hello())

    async def ask(self, seat: str) -> None:
        """Ask what a seat is; it is Offered, or refused."""
        await self.link.send(AskSeat(seat, self._fresh()))

    async def take(self) -> None:
        """Confirm the seat that was offered."""
        if offered := self.model.offered:
            await self.link.send(TakeSeat(offered.seat, offered.offer, self._fresh()))

    def choose(self) -> None:
        """Leave the offered seat to others and choose again."""
        self._visit(seat="", watch=False)
        self.model = replace(self.model, offered=None, refusal=None)

    def watch(self) -> None:
        """Take no seat, and only look on."""
        self._visit(seat="", watch=True)

    async def take_back(self) -> None:
        """Take up one's seat here again, after another device has."""
        if self.model.elsewhere:
            self._passport.take_back()
            await self.link.renew()

    async def move(self, code: str) -> None:
        """Go to another table of the server."""
        self._passport.move(code)
        await self.link.renew()

    async def submit(self, answers: Raw, key: str | None = None) -> None:
        """Send answers to the open phase; nothing, if they were made for another one, `key`."""
        if opened := self._open(key):
            await self._waiting.answers.submit(opened, answers)
            self._noted()

    async def undo(self) -> None:
        """Take one's answers back."""
        if opened := self._open():
            await self._waiting.answers.undo(opened)
            self._noted()

    async def draft(self, answers: Raw, key: str | None = None, *, keep: bool = True) -> None:
        """Ask what answers in the making would mean, and `keep` them at the server; as `submit`."""
        if opened := self._open(key):
            await self._waiting.answers.draft(opened, answers, keep=keep)

    async def look_ahead(self, dial: str, value: int) -> None:
        """Ask what a motion would bring; some seconds later it is in the model's `ahead`, or refused."""
        await self._waiting.looks.ask(dial, value)
        self._noted()

    async def plan(self, targets: Mapping[str, int], rounds: int = 1) -> None:
        """As planner: ask for a plan of the basics; soon it is the model's `board`, or refused."""
        await self._waiting.plans.ask(targets, rounds)

    def _open(self, meant: str | None = None) -> str:
        """The key of the open phase; empty if there is none, or another one than is `meant`."""
        key = self.model.opened.key if self.model.opened else ""
        return key if meant in (None, key) else ""

    async def say(self, text: str) -> None:
        """Chat: with all, or after “/r ” with those of the same role."""
        channel: Channel = "role" if text.startswith(TO_ROLE) else "table"
        said = text.removeprefix(TO_ROLE).strip()
        if said:
            await self.link.send(Say(said, self._fresh(), channel))

    async def order(self, order: type[Order], **facts: Any) -> None:
        """Give an order, as a host."""
        await self.link.send(order(**facts, nonce=self._fresh()))

    async def leave(self, *, for_good: bool = False) -> None:
        """Go; the seat is kept, or for good: a stand-in plays on at once."""
        await self.link.send(Leave(for_good))

    def _fresh(self) -> int:
        self._nonce += 1
        return self._nonce

    def _visit(self, **changes: Any) -> None:
        self._passport.visit = replace(self._passport.visit, **changes)

    async def _connected(self, *, up: bool) -> None:
        if not up:
            self._waiting.cut()
        elif self.visit.complete:
            await self.link.send(self._passport.hello())

    async def _welcomed(self, message: Welcome) -> None:
        self._passport.welcomed(message)
        if self.visit.seat and not self.model.seat and not self._passport.hoping:
            await self.ask(chairs.named(self.visit.seat, message))

    async def _turned(self, message: Opened | Ended) -> None:
        """Another phase, the same again, or the end: what was on its way may have come too late."""
        answers = self._waiting.answers
        if not (answers.over() if isinstance(message, Ended) else await answers.opened(message)):
            self.model = replace(self.model, refusal=TOO_LATE)

    async def _refused(self, message: Refused) -> None:
        """What a refusal takes away: the seat, a token that is worth nothing, the wish for a seat."""
        if self._waiting.replied(message.nonce):
            return
        code = message.refusal.code
        if code == "elsewhere":
            self._passport.displaced()
        elif self._passport.refused(code):
            self.model = replace(self.model, seat="")
            if code != "wrong_code":  # without the token the same table may be open
                self.model = replace(self.model, refusal=None)
                await self.link.send(self._passport.hello())
        elif self.visit.seat and not self.visit.solo:
            self._visit(seat="")
