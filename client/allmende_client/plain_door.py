"""The way to a seat in the plain dialogue: a name, a code, a seat from a list, and a yes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allmende_client import chairs
from allmende_client.entry import Mistake, flag
from allmende_client.line import Incoming
from allmende_client.model import Model
from allmende_client.sentences import filled
from allmende_client.session import Session
from allmende_client.words import _
from allmende_protocol.messages import Offered, Refused, Seated, State

Say = Callable[[Iterable[str]], None]


class PlainDoor:
    """Asks a line at a time until its visitor has a seat, or only watches."""

    def __init__(self, session: Session, say: Say) -> None:
        self._session = session
        self._say = say
        self._nameless = not session.visit.name
        self._name = session.visit.name
        self._waits = False

    @property
    def asks(self) -> bool:
        """Whether the next line is meant for the door."""
        return bool(self._question())

    def prompt(self) -> None:
        """Say what is asked now."""
        match self._question():
            case "name":
                usual = self._session.visit.usual
                text = _("Your name [{name}]:") if usual else _("Your name:")
                self._say([text.format(name=usual)])
            case "code":
                self._say([_("The code of the table, from the host's screen:")])
            case "seat":
                self._list()
            case "confirm":
                self._offer()

    def heard(self, message: Incoming) -> None:
        """A message has come; a refusal is told where it answers what was typed here."""
        at_door = self._waits or self._session.model.welcome is None
        if isinstance(message, Offered | Refused | Seated | State):
            self._waits = False
        if isinstance(message, Refused) and at_door:
            self._say([filled(message.refusal.text, message.refusal.facts)])
            self._nameless = self._nameless or message.refusal.code == "name_taken"

    async def typed(self, line: str) -> None:
        """Take a line as the answer to what was asked."""
        match self._question():
            case "name":
                await self._named(line.strip())
            case "code" if line.strip():
                await self._greet(line)
            case "seat":
                await self._choose(line.strip())
            case "confirm":
                await self._confirm(line)

    def _question(self) -> str:
        """What is to be known next; nothing while the server is waited for, or inside."""
        model, visit = self._session.model, self._session.visit
        if self._waits:
            return ""
        if model.welcome is None:
            shut = not visit.complete or model.refusal is not None
            if not shut or not model.connected:
                return ""
            return "name" if self._nameless else "code"
        if model.offered is not None and not model.seat and not visit.seat:
            return "confirm"
        inside = model.seat or visit.watch or visit.seat or self._session.model.elsewhere
        return "" if inside or model.over or model.state is None else "seat"

    def _list(self) -> None:
        seats = chairs.spoken(self._session.model)
        numbered = (f"{place}: {seat}" for place, seat in enumerate(seats, 1))
        self._say([*numbered, _("Type the number of a seat, or watch:")])

    def _offer(self) -> None:
        model: Model = self._session.model
        if model.offered is not None:
            self._say([*chairs.offer(model.offered, model), _("Take this seat? yes or no:")])

    async def _named(self, name: str) -> None:
        """Take the name, and go in with it if the code is known."""
        self._name = name or self._session.visit.usual
        self._nameless = not self._name
        if self._name and self._session.visit.code:
            await self._greet(self._session.visit.code)

    async def _greet(self, code: str) -> None:
        self._waits = True
        await self._session.greet(self._name, code)

    async def _choose(self, word: str) -> None:
        seats = self._session.model.seats
        if word.casefold() in ("watch", _("watch")):
            self._session.watch()
        elif word.isdecimal() and 0 < int(word) <= len(seats):
            self._waits = True
            await self._session.ask(seats[int(word) - 1].seat)
        else:
            text = _("“{word}” is no seat here: type a number from 1 to {count}, or watch.")
            self._say([text.format(word=word[:20], count=len(seats))])

    async def _confirm(self, line: str) -> None:
        try:
            yes = flag(line)
        except Mistake as mistake:
            self._say([str(mistake)])
            return
        if yes:
            self._waits = True
            await self._session.take()
        else:
            self._session.choose()
