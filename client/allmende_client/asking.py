"""Questions of a phase asked one after the other, with a way back."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from allmende_client.answer_line import read_line
from allmende_client.model import Model
from allmende_client.wanted import pressing
from allmende_protocol.messages import Raw
from allmende_rules.questions import Question


class Asking:
    """The questions that press in order; the others are asked when they are wanted."""

    def __init__(self, questions: Iterable[Question] = ()) -> None:
        self.questions = tuple(questions)
        self.given: Raw = {}
        self.sent = False
        self._open = deque(pressing(self.questions))
        self._past: list[Question] = []

    @property
    def question(self) -> Question | None:
        """The one that is asked now."""
        return self._open[0] if self._open else None

    @property
    def unsent(self) -> bool:
        """Whether something was asked and has not been sent."""
        return bool(self.questions) and not self.sent

    def answer(self, line: str) -> None:
        """Take a line as the answer, an empty one as what stands. Raises Mistake and stays."""
        question = self._open[0]
        if line.strip():
            self.given[question.id] = read_line(question, line)
        self._past.append(self._open.popleft())

    def back(self) -> bool:
        """Return to the question before; False if there is none."""
        if not self._past:
            return False
        self._open.appendleft(self._past.pop())
        self.given.pop(self._open[0].id, None)
        return True

    def add_standing(self) -> bool:
        """Ask the standing questions next; False if there are none left to ask."""
        pressed = pressing(self.questions)
        wanted = [q for q in self.questions if q not in pressed and q not in self._open]
        self._open.extendleft(reversed(wanted))
        return bool(wanted)


def answers_of(model: Model, changed: Raw) -> Raw:
    """All answers to submit: what was changed here, over what holds without a word."""
    return {q.id: changed.get(q.id, model.standing(q)) for q in model.questions}
