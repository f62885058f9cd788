"""The course of the plain dialogue: what is asked when, and what a typed line means then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TextIO

from allmende_client import endings, plain_replies, plain_words
from allmende_client.entry import printable
from allmende_client.line import Incoming
from allmende_client.model import Connection, Model
from allmende_client.next import Next
from allmende_client.plain_clock import Timekeeper
from allmende_client.plain_commands import Commands
from allmende_client.plain_door import PlainDoor
from allmende_client.plain_history import History
from allmende_client.plain_receipt import Receipt
from allmende_client.plain_turn import Turn
from allmende_client.printing import folded
from allmende_client.sentences import refusal_text
from allmende_client.session import Session
from allmende_client.words import _
from allmende_protocol.messages import (
    Ahead,
    Because,
    Clock,
    Ended,
    Foreseen,
    Offered,
    Opened,
    Own,
    Planned,
    Refused,
    State,
    WentBack,
)


class Dialogue:
    """Hand it every message and every typed line in order; `ask` is called when a line is wanted.

    `waits` says that a person types, so a line can also be taken while others decide. `result` is set
    when the person has left or chosen what comes after the end.
    """

    def __init__(
        self, session: Session, ask: Callable[[], None], out: TextIO, *, waits: bool
    ) -> None:
        self.session = session
        self.result: Next | None = None
        self._ask = ask
        self._out = out
        self._waits = waits
        self._door = PlainDoor(session, self._say)
        self._gone = False
        self._was_cut = False
        self._turn = Turn(session, self._say)
        self._commands = Commands(session, self._turn, self._say)
        self._time = Timekeeper(self._say)
        self._history = History(self._say)
        self._receipt = Receipt(self._say)

    async def arrived(self, message: Incoming) -> None:
        """React to a message of the link."""
        before = self.session.model
        model = await self.session.receive(message)
        self._door.heard(message)
        if not isinstance(message, Connection | Refused):
            self._receipted(before)
        if isinstance(message, Ended):
            await self._end()
        elif not (model.seat or self.session.visit.watch or model.elsewhere):
            if self._door.asks and isinstance(message, Connection | Refused | State | Offered):
                self._prompt()
        else:
            await self._inside(message, before)

    async def _inside(self, message: Incoming, before: Model) -> None:
        """React to a message at the table."""
        model = self.session.model
        match message:
            case State() | Own():
                self._history.tell(model)
            case WentBack():
                self._say(self._history.went_back(model))
            case Because() if set(model.news) != set(before.news):
                self._explained(message.round)
            case Opened():
                await self._opened()
            case Clock():
                self._time.tell(model, decides=not self._gone)
                await self._begin()
            case Foreseen() if self._turn.foreseeing:
                self._foreseen()
            case Refused():
                self._refused()
            case _:
                self._say(plain_replies.told(message, before, model))
                if isinstance(message, Connection):
                    await self._line_changed(before)
                elif isinstance(message, Planned | Ahead):
                    self._ask_again()

    async def _line_changed(self, before: Model) -> None:
        """The line broke or is back: say where answers stand. After the end nobody waits for it."""
        self._receipted(before)
        self._was_cut = self._was_cut or not self.session.model.connected
        if self.session.model.ended is not None and not self.session.model.connected:
            await self._leave(Next.QUIT)

    async def typed(self, line: str | None) -> None:
        """React to a line of the person; None is the end of input."""
        if line is None:
            await self._input_ended()
            return
        word, _gap, rest = line.strip().partition(" ")
        if self.session.model.ended is not None and self.session.visit.solo:
            await self._choose(word)
        elif self._door.asks and word.casefold() != "quit":
            await self._door.typed(line)
            if self.session.visit.watch:
                self._history.tell(self.session.model)
        elif word.casefold() == "quit":
            await self._leave(Next.QUIT)
        elif not await self._commands.obey(word.casefold(), rest):
            await self._answer(line)
        if self.result is None and not self._gone and not self._turn.foreseeing:
            self._prompt()

    async def _answer(self, line: str) -> None:
        if self._turn.question is not None:
            self._turn.answer(line)
        elif line.strip():
            self._say([_("That is no command here; help lists them.")])
            return
        if self._turn.question is None and self._turn.unsent:
            before = self.session.model
            await self._turn.send()
            self._receipted(before)

    def _receipted(self, before: Model) -> None:
        """Say what has become of the answers; nobody is there to hear it after the end of input."""
        if not self._gone:
            self._receipt.tell(before, self.session.model)

    async def _choose(self, word: str) -> None:
        chosen = plain_words.ENDINGS.get(word.casefold() or _("quit"))
        if chosen is None:
            self._say([_("“{word}” is none of them.").format(word=word)])
        else:
            await self._leave(chosen)

    async def _leave(self, chosen: Next) -> None:
        await self.session.leave()
        self.result = chosen
        if self.session.model.ended is None:
            self._say([endings.what_stays(self.session.model, self.session.visit)])

    async def _input_ended(self) -> None:
        """A game of one's own is played to its end with what stands; a table with others is left."""
        if self.session.model.ended is not None or not self.session.visit.solo:
            await self._leave(Next.QUIT)
            return
        self._gone = True
        self._say([_("The input has ended: what stands is sent for you, to the end of the game.")])
        if self._turn.unsent:
            await self._turn.send()

    def _explained(self, number: int) -> None:
        """Say why a round came out so, then again the question that it came between."""
        self._history.explain(self.session.model, number)
        self._ask_again()

    def _ask_again(self) -> None:
        """Put again what is asked, at the end what comes next, if something came between."""
        over = self.session.model.ended is not None
        asked = over or self._turn.question is not None or self._turn.unsent
        if asked and not self._gone:
            self._prompt()

    async def _opened(self) -> None:
        """A phase is open; if it is the same as before the line was cut, put its question again."""
        was_cut, self._was_cut = self._was_cut, False
        if not await self._begin() and was_cut and not self._turn.foreseeing:
            self._ask_again()

    async def _begin(self) -> bool:
        """Ask the questions of a phase once, when the game has begun and it is open for this seat.

        Whether that is now.
        """
        if not self._turn.begin():
            return False
        if self._gone:
            await self._turn.send()
            return True
        self._turn.introduce()
        self._prompt()
        return True

    def _prompt(self) -> None:
        """Ask the next question, or what there is to do without one."""
        if self.session.model.ended is not None:
            self._say([plain_words.after_the_end(solo=self.session.visit.solo)])
        elif self._door.asks:
            self._door.prompt()
        elif not self._turn.prompt() and not self._waits:
            return
        self._ask()

    def _foreseen(self) -> None:
        self._turn.foreseen()
        self._prompt()

    def _refused(self) -> None:
        """Say why; ask again if it was the answers that were refused, or go on without a preview."""
        model = self.session.model
        if self._turn.foreseeing:
            self._foreseen()
        elif model.elsewhere:
            self._say(
                [_("This seat is now used on another device. Type seat to take it back here.")]
            )
        elif model.refusal is not None:
            self._say([refusal_text(model.refusal, model.questions)])
            if not self._gone and self._turn.refused():
                self._prompt()

    async def _end(self) -> None:
        """Tell the end. Who types may stay at a table with others: its host may take it back."""
        self._turn.over()
        self._say(plain_words.end(self.session.model))
        if self._gone or not (self.session.visit.solo or self._waits):
            await self._leave(Next.QUIT)
        else:
            self._prompt()

    def _say(self, said: Iterable[str]) -> None:
        for line in said:
            print(folded(printable(line), self._out), file=self._out, flush=True)
