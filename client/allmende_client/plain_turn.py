"""One's turn in the plain dialogue: the questions of the open phase, from the first to what is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allmende_client import describe, plain_words
from allmende_client.asking import Asking, answers_of
from allmende_client.entry import Mistake
from allmende_client.sentences import filled
from allmende_client.session import Session
from allmende_client.wanted import pressing
from allmende_client.words import _
from allmende_protocol.messages import Raw
from allmende_rules.questions import Question


class Turn:
    """Asks a question at a time; `foreseeing` while it waits to hear what the answers would bring."""

    def __init__(self, session: Session, say: Callable[[Iterable[str]], None]) -> None:
        self.foreseeing = False
        self._session = session
        self._say = say
        self._asking = Asking()
        self._begun = ("", "")
        self._accounts: set[str] = set()
        self._optional = False

    @property
    def question(self) -> Question | None:
        """The one that is asked now."""
        return self._asking.question

    @property
    def given(self) -> Raw:
        """What was typed so far."""
        return self._asking.given

    @property
    def unsent(self) -> bool:
        """Whether something was asked and has not been sent."""
        return self._asking.unsent

    def begin(self) -> bool:
        """Take up the open phase; False if it has begun for this seat before, or the game has not."""
        model = self._session.model
        begun = (model.opened.key if model.opened else "", model.seat)
        if model.clock is None or model.in_lobby or begun == self._begun:
            return False
        self._begun, self._asking, self.foreseeing = begun, Asking(model.questions), False
        self._optional = False
        return True

    def over(self) -> None:
        """The game has ended: nothing is asked any more."""
        self._asking = Asking()

    def introduce(self) -> None:
        """Say where the phase stands in the game, and what is asked in it besides what presses."""
        model = self._session.model
        if model.questions or not model.seat:
            self._say(plain_words.phase(model))
        if pressed := pressing(model.questions):
            self._say(plain_words.besides([q for q in model.questions if q not in pressed]))

    def prompt(self) -> bool:
        """Say what is asked now, how votes on it count if that was not said; False if nothing is."""
        model, question = self._session.model, self.question
        if question is not None:
            account = describe.account(question)
            if account and account not in self._accounts:
                self._accounts.add(account)
                self._say([_("How the votes are counted: {account}").format(account=account)])
            held = self.given.get(question.id, model.standing(question))
            self._say([plain_words.prompt(model, question, held)])
        elif self.unsent:
            self._say([plain_words.nothing_pressing(model, told=self._optional)])
            self._optional = True
        return question is not None or self.unsent

    def answer(self, line: str) -> None:
        """Take a line as the answer, or say why it is none."""
        question = self.question
        try:
            self._asking.answer(line)
        except Mistake as mistake:
            self._say([str(mistake)])
            return
        if question is not None:
            self._say(plain_words.repeated(question, self.given.get(question.id)))

    async def send(self) -> None:
        """Send what was typed, and what stands for all else."""
        await self._session.submit(answers_of(self._session.model, self.given))
        self._asking.sent = True

    async def undo(self) -> None:
        """Back to the question before, or take back what was sent."""
        if self._session.model.decided or self._session.model.sending:
            await self._session.undo()
            self._asking = Asking(self._session.model.questions)
            self._say([_("Taken back.")])
        elif not self._asking.back():
            self._say([_("There is nothing to undo.")])

    def add_standing(self) -> None:
        """Ask the standing questions next."""
        if not self._asking.add_standing():
            self._say([_("There are no standing answers to change in this phase.")])

    async def preview(self) -> None:
        """Ask what the answers so far would bring."""
        self.foreseeing = bool(self._session.model.questions)
        answers = answers_of(self._session.model, self.given)
        await self._session.draft(answers, keep=bool(self.given))

    def foreseen(self) -> None:
        """Say what they would bring, as far as that is known."""
        said = [filled(line.text, line.facts) for line in self._session.model.foreseen]
        self._say(said or [_("Nothing can be said ahead about these answers.")])
        self.foreseeing = False

    def refused(self) -> bool:
        """Begin anew if what was sent does not stand; whether it was so."""
        if not self._asking.sent or self._session.model.decided:
            return False
        self._asking = Asking(self._session.model.questions)
        return True
