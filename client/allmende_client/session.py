"""One player's conversation with the server: what is sent when, and the model of what came back.

No network and no screen: it needs a link to send by, and its user hands it each message that arrives.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any, Protocol

from allmende_client.model import Connection, Model, fold
from allmende_protocol.messages import (
    ClientMessage,
    Draft,
    Foresee,
    Foreseen,
    Leave,
    Opened,
    Raw,
    Refused,
    Say,
    Seated,
    ServerMessage,
    Submit,
    TakeSeat,
    Undo,
    Welcome,
)

Incoming = ServerMessage | Connection


class Link(Protocol):
    """A connection to a server: messages out, messages in, and an end."""

    async def send(self, message: ClientMessage) -> None:
        """Send now, or as soon as the server can be heard again."""
        ...

    def __aiter__(self) -> AsyncIterator[Incoming]:
        """What arrives, until the link is closed."""
        ...

    async def close(self) -> None:
        """Send what waits, then end the connection in order."""
        ...


class Session:
    """Sends answers, drafts and talk; keeps the model. At most one preview is on its way at a time.

    The user calls `receive` with every message of the link, in order.
    """

    def __init__(self, link: Link, seat: str) -> None:
        self.link = link
        self.model = Model(seat=seat)
        self._seated = False
        self._nonce = 0
        self._preview = 0
        self._next_draft: Raw | None = None

    async def receive(self, message: Incoming) -> Model:
        """Fold a message in, and send what it calls for."""
        if self._is_refused_preview(message):
            await self._preview_came()
            return self.model
        self.model = fold(self.model, message)
        match message:
            case Welcome() if not self._seated:
                await self.link.send(TakeSeat(self.model.seat, self._fresh()))
            case Seated():
                self._seated = True
            case Foreseen(nonce=nonce) if nonce == self._preview:
                await self._preview_came()
            case Opened():
                self._preview, self._next_draft = 0, None
            case _:
                pass
        return self.model

    @property
    def seated(self) -> bool:
        """Whether the server has given this player the seat."""
        return self._seated

    async def submit(self, answers: Raw) -> None:
        """Send answers to the open phase."""
        if self.model.opened:
            await self.link.send(Submit(self.model.opened.key, answers, self._fresh()))

    async def undo(self) -> None:
        """Take one's answers back."""
        if self.model.opened:
            await self.link.send(Undo(self.model.opened.key, self._fresh()))

    async def draft(self, answers: Raw) -> None:
        """Keep answers in the making at the server, and ask what they would mean.

        While one preview is on its way the newest draft waits for it: typing never floods the server.
        """
        if self._preview:
            self._next_draft = answers
        elif self.model.opened:
            self._preview = self._fresh()
            key = self.model.opened.key
            await self.link.send(Draft(key, answers))
            await self.link.send(Foresee(key, answers, self._preview))

    async def say(self, text: str) -> None:
        """Chat."""
        await self.link.send(Say(text))

    async def leave(self, *, for_good: bool = False) -> None:
        """Go; the game is kept, or for good: a stand-in plays on at once."""
        await self.link.send(Leave(for_good))

    def _fresh(self) -> int:
        self._nonce += 1
        return self._nonce

    def _is_refused_preview(self, message: Incoming) -> bool:
        return isinstance(message, Refused) and 0 < message.nonce == self._preview

    async def _preview_came(self) -> None:
        waiting, self._preview, self._next_draft = self._next_draft, 0, None
        if waiting is not None:
            await self.draft(waiting)


def answers_of(model: Model, changed: dict[str, Any]) -> Raw:
    """All answers to submit: what was changed here, over what holds without a word."""
    return {q.id: changed.get(q.id, model.standing(q)) for q in model.questions}
