"""The course of the plain dialogue: what is asked when, and what a typed line means then."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TextIO

from allmende_client import glossary, plain_words, series
from allmende_client.asking import Asking
from allmende_client.entry import Mistake
from allmende_client.model import Connection
from allmende_client.next import Next
from allmende_client.sentences import filled, refusal_text
from allmende_client.session import Incoming, Session, answers_of
from allmende_client.words import _
from allmende_protocol.messages import (
    Ended,
    Foreseen,
    Heard,
    Opened,
    Refused,
    State,
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
        self._gone = False
        self._seen_round: int | None = None
        self._told = 0
        self._phase = ""
        self._foreseeing = False
        self._asking = Asking()

    async def arrived(self, message: Incoming) -> None:
        """React to a message of the link."""
        model = await self.session.receive(message)
        match message:
            case Connection(up=False):
                self._say([_("The connection is lost; trying again.")])
            case State() if self.session.seated:
                self._tell()
            case Opened() if self.session.seated and message.key != self._phase:
                self._begin(message.key)
            case Heard():
                self._say([f"{model.name_of(message.seat)}: {message.text}"])
            case Foreseen() if self._foreseeing:
                self._foreseen()
            case Refused():
                self._refused()
            case Ended():
                self._end()
            case _:
                pass

    async def typed(self, line: str | None) -> None:
        """React to a line of the person; None is the end of input."""
        if line is None:
            await self._input_ended()
            return
        word, _gap, rest = line.strip().partition(" ")
        if self.session.model.ended is not None:
            await self._choose(word)
        elif not await self._command(word.casefold(), rest):
            await self._answer(line)
        if self.result is None and not self._gone and not self._foreseeing:
            self._prompt()

    async def _command(self, word: str, rest: str) -> bool:  # one case a command
        """Do what a command asks; False if the line is no command."""
        match word:
            case "?" | "help":
                self._say(plain_words.helped(self.session.model, self._asking.question))
            case "quit":
                await self._leave(Next.QUIT)
            case "say":
                await self.session.say(rest)
            case "undo":
                await self._undo()
            case "standing":
                if not self._asking.add_standing():
                    self._say([_("There are no standing answers to change in this phase.")])
            case "preview":
                self._foreseeing = bool(self.session.model.questions)
                await self.session.draft(answers_of(self.session.model, self._asking.given))
            case "words":
                found = (*glossary.WORDS, *glossary.dials(self.session.model))
                self._say(f"{name}: {meaning}." for name, meaning in found)
            case _:
                return False
        return True

    async def _answer(self, line: str) -> None:
        if self._asking.question is not None:
            try:
                self._asking.answer(line)
            except Mistake as mistake:
                self._say([str(mistake)])
                return
        elif line.strip():
            self._say([_("That is no command here; ? lists them.")])
            return
        if self._asking.question is None and self._asking.unsent:
            await self.session.submit(answers_of(self.session.model, self._asking.given))
            self._asking.sent = True
            self._say([_("Sent.")])

    async def _undo(self) -> None:
        """Back to the question before, or take back what was sent."""
        if self.session.model.decided:
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
            self._say([_("The game is saved; “allmende play --resume” goes on with it.")])

    async def _input_ended(self) -> None:
        self._gone = True
        if self.session.model.ended is not None:
            await self._leave(Next.QUIT)
            return
        self._say([_("The input has ended: a stand-in takes the seat and plays on to the end.")])
        await self.session.leave(for_good=True)

    def _begin(self, key: str) -> None:
        self._phase = key
        self._asking = Asking(self.session.model.questions)
        self._foreseeing = False
        if self._gone:
            return
        if self.session.model.questions:
            self._say(plain_words.phase(self.session.model))
        self._prompt()

    def _prompt(self) -> None:
        """Ask the next question, or what there is to do without one."""
        model, question = self.session.model, self._asking.question
        if model.ended is not None:
            self._say([_("Next: {choices}?").format(choices=", ".join(plain_words.ENDINGS))])
        elif question is not None:
            held: Any = self._asking.given.get(question.id, model.standing(question))
            self._say([plain_words.prompt(model, question, held)])
        elif self._asking.unsent:
            self._say([_("Nothing must be decided. An empty line sends your standing answers.")])
        elif not self._waits:
            return
        self._ask()

    def _tell(self) -> None:
        """Print what happened since the last time, round by round, each with its results."""
        model = self.session.model
        done = series.done(model)
        if self._seen_round is None:
            self._seen_round = done
            self._say(plain_words.greeting(model))
        fresh = model.news[self._told :]
        self._told = len(model.news)
        finished = range(self._seen_round + 1, done + 1)
        for number in sorted({news.round for news in fresh} | set(finished)):
            self._say(news.text for news in fresh if news.round == number)
            if number in finished:
                self._say(plain_words.results(model, number))
        self._seen_round = done

    def _foreseen(self) -> None:
        lines = self.session.model.foreseen
        said = [filled(line.text, line.facts) for line in lines]
        self._say(said or [_("Nothing can be said ahead about these answers.")])
        self._foreseeing = False
        self._prompt()

    def _refused(self) -> None:
        """Say why; ask again if it was the answers that were refused, or go on without a preview."""
        model = self.session.model
        if self._foreseeing:
            self._foreseen()
        elif model.refusal is not None:
            self._say([refusal_text(model.refusal, model.questions)])
            if self._asking.sent and not model.decided and not self._gone:
                self._asking = Asking(model.questions)
                self._prompt()

    def _end(self) -> None:
        self._say(plain_words.end(self.session.model))
        if self._gone:
            self.result = Next.QUIT
        else:
            self._prompt()

    def _say(self, lines: Iterable[str]) -> None:
        for line in lines:
            print(_printable(line), file=self._out, flush=True)


def _printable(line: str) -> str:
    """The line without anything that commands a terminal."""
    return "".join(c for c in line if c.isprintable() or c == "\n")
