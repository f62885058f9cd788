"""The course of the plain dialogue: what is asked when, and what a typed line means then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TextIO

from allmende_client import (
    board_lines,
    endings,
    foresight_lines,
    lines,
    plain_words,
    planning,
)
from allmende_client.asking import Asking
from allmende_client.entry import Mistake, printable
from allmende_client.line import Incoming
from allmende_client.looking import typed_motion
from allmende_client.model import Connection, Model
from allmende_client.next import Next
from allmende_client.plain_door import PlainDoor
from allmende_client.plain_history import History
from allmende_client.plain_receipt import Receipt
from allmende_client.printing import folded
from allmende_client.sentences import filled, refusal_text
from allmende_client.session import TO_ROLE, Session, answers_of
from allmende_client.words import _
from allmende_protocol.messages import (
    Ahead,
    Because,
    Clock,
    Ended,
    Foreseen,
    Heard,
    Offered,
    Opened,
    Own,
    Planned,
    Refused,
    State,
    Taken,
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
        self._foreseeing = False
        self._begun = ("", "")
        self._clock: Clock | None = None
        self._timed: tuple[str, list[str]] = ("", [])
        self._asking = Asking()
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
            case Connection(up=up) if up != before.connected:
                self._say(
                    [_("Connected again.") if up else _("The connection is lost; trying again.")]
                )
                self._receipted(before)
            case State() | Own():
                self._history.tell(model)
            case Because() if set(model.news) != set(before.news):
                self._explained(message.round)
            case Opened():
                await self._begin()
            case Clock():
                self._time(model)
                await self._begin()
            case Foreseen() if self._foreseeing:
                self._foreseen()
            case Planned():
                self._say(board_lines.spoken(model, message.board))
                self._ask_again()
            case Ahead():
                self._say(foresight_lines.foresight(model, message.foresight))
                self._ask_again()
            case Refused():
                self._refused()
            case _:
                self._say(self._of_others(message, before))

    def _of_others(self, message: Incoming, before: Model) -> list[str]:
        """What others have said, or have answered on one's own seat."""
        model = self.session.model
        match message:
            case Heard() if model.chat is not before.chat:
                return [lines.said(message)]
            case Taken(nonce=0):
                return [plain_words.mate(model)]
        return []

    async def typed(self, line: str | None) -> None:
        """React to a line of the person; None is the end of input."""
        if line is None:
            await self._input_ended()
            return
        word, _gap, rest = line.strip().partition(" ")
        if self.session.model.ended is not None:
            await self._choose(word)
        elif self._door.asks and word.casefold() != "quit":
            await self._door.typed(line)
            if self.session.visit.watch:
                self._history.tell(self.session.model)
        elif not await self._command(word.casefold(), rest):
            await self._answer(line)
        if self.result is None and not self._gone and not self._foreseeing:
            self._prompt()

    async def _command(self, word: str, rest: str) -> bool:  # one case a command
        """Do what a command asks; False if the line is no command."""
        match word:
            case "quit":
                await self._leave(Next.QUIT)
            case "say":
                await self.session.say(rest)
            case "role":
                await self.session.say(TO_ROLE + rest)
            case "seat":
                await self._sit()
            case "undo":
                await self._undo()
            case "standing":
                if not self._asking.add_standing():
                    self._say([_("There are no standing answers to change in this phase.")])
            case "preview":
                self._foreseeing = bool(self.session.model.questions)
                given = self._asking.given
                answers = answers_of(self.session.model, given)
                await self.session.draft(answers, keep=bool(given))
            case "ahead" | "plan":
                await self._work_out(word, rest)
            case _:
                told = plain_words.told(word, self.session.model, self._asking.question)
                self._say(told)
                return bool(told)
        return True

    async def _work_out(self, word: str, line: str) -> None:
        """Ask what a motion, or a plan, would bring; the reply is told when it comes."""
        try:
            await (self._plan(line) if word == "plan" else self._look_ahead(line))
        except Mistake as mistake:
            self._say([str(mistake)])

    async def _look_ahead(self, line: str) -> None:
        dial, value = typed_motion(self.session.model, line)
        await self.session.look_ahead(dial, value)
        self._say([_("Bots play it forward; you are told in a moment what they make of it.")])

    async def _plan(self, line: str) -> None:
        """A plan of the targets in the line, and of those answered so far."""
        model, given = self.session.model, self._asking.given
        if not planning.plans(model):
            raise Mistake(_("Only a seat that plans the basics can ask for a plan."))
        typed, rounds = planning.typed_targets(model, line)
        answered = {q.about: given[q.id] for q in model.questions if q.id in given}
        await self.session.plan(planning.targets(model, {**answered, **typed}), rounds)

    async def _sit(self) -> None:
        """Choose a seat, or take one's own back from another device."""
        if self.session.model.elsewhere:
            await self.session.take_back()
        elif not self.session.model.seat:
            self.session.choose()
        else:
            self._say([_("You have a seat.")])

    async def _answer(self, line: str) -> None:
        if (question := self._asking.question) is not None:
            try:
                self._asking.answer(line)
            except Mistake as mistake:
                self._say([str(mistake)])
                return
            self._say(plain_words.repeated(question, self._asking.given.get(question.id)))
        elif line.strip():
            self._say([_("That is no command here; ? lists them.")])
            return
        if self._asking.question is None and self._asking.unsent:
            before = self.session.model
            await self._send()
            self._receipted(before)

    async def _send(self) -> None:
        await self.session.submit(answers_of(self.session.model, self._asking.given))
        self._asking.sent = True

    def _receipted(self, before: Model) -> None:
        """Say what has become of the answers; nobody is there to hear it after the end of input."""
        if not self._gone:
            self._receipt.tell(before, self.session.model)

    async def _undo(self) -> None:
        """Back to the question before, or take back what was sent."""
        if self.session.model.decided or self.session.model.sending:
            await self.session.undo()
            self._asking = Asking(self.session.model.questions)
            self._say([_("Taken back.")])
        elif not self._asking.back():
            self._say([_("There is nothing to undo.")])

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
        if self._asking.unsent:
            await self._send()

    def _explained(self, number: int) -> None:
        """Say why a round came out so, then again the question that it came between."""
        self._history.explain(self.session.model, number)
        self._ask_again()

    def _ask_again(self) -> None:
        """Put again the question, or what there is to send, that something came between."""
        if self._asking.question is not None or self._asking.unsent:
            self._prompt()

    def _time(self, model: Model) -> None:
        """Say what a change of the clock means, and how long there is, if that is new."""
        self._say(plain_words.time(self._clock, model))
        self._clock = model.clock
        timed = (model.opened.key if model.opened else "", plain_words.limit(model))
        if timed != self._timed and not model.in_lobby and not self._gone:
            self._say(timed[1])
        self._timed = timed

    async def _begin(self) -> None:
        """Ask the questions of a phase once, when the game has begun and it is open for this seat."""
        model = self.session.model
        begun = (model.opened.key if model.opened else "", model.seat)
        if model.clock is None or model.in_lobby or begun == self._begun:
            return
        self._begun = begun
        self._asking = Asking(model.questions)
        self._foreseeing = False
        if self._gone:
            await self._send()
            return
        if model.questions or not model.seat:
            self._say(plain_words.phase(model))
        self._prompt()

    def _prompt(self) -> None:
        """Ask the next question, or what there is to do without one."""
        model, question = self.session.model, self._asking.question
        if model.ended is not None:
            self._say([_("Next: {choices}?").format(choices=", ".join(plain_words.ENDINGS))])
        elif self._door.asks:
            self._door.prompt()
        elif question is not None:
            held: Any = self._asking.given.get(question.id, model.standing(question))
            self._say(plain_words.prompt(model, question, held))
        elif self._asking.unsent:
            self._say([plain_words.nothing_pressing(model)])
        elif not self._waits:
            return
        self._ask()

    def _foreseen(self) -> None:
        lines_ = self.session.model.foreseen
        said = [filled(line.text, line.facts) for line in lines_]
        self._say(said or [_("Nothing can be said ahead about these answers.")])
        self._foreseeing = False
        self._prompt()

    def _refused(self) -> None:
        """Say why; ask again if it was the answers that were refused, or go on without a preview."""
        model = self.session.model
        if self._foreseeing:
            self._foreseen()
        elif model.elsewhere:
            self._say(
                [_("This seat is now used on another device. Type seat to take it back here.")]
            )
        elif model.refusal is not None:
            self._say([refusal_text(model.refusal, model.questions)])
            if self._asking.sent and not model.decided and not self._gone:
                self._asking = Asking(model.questions)
                self._prompt()

    async def _end(self) -> None:
        self._say(plain_words.end(self.session.model))
        if self._gone or not self.session.visit.solo:
            await self._leave(Next.QUIT)
        else:
            self._prompt()

    def _say(self, said: Iterable[str]) -> None:
        for line in said:
            print(folded(printable(line), self._out), file=self._out, flush=True)
