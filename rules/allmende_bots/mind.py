"""What a bot is, and what all bots share: an answer to every question, by its topic or its default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from allmende_rules.questions import Answers, Question, Value
from allmende_rules.view import View

Habit = Callable[[View, Any], Value]
"""How a mind answers one topic; the question is of the kind that the topic always has."""


@dataclass(frozen=True, slots=True)
class Bot:
    """A mind: its name, its rule in one sentence, and its habits by topic.

    A topic without a habit gets the question's default, so any system can be played by any bot.
    """

    id: str
    name: str
    rule: str
    habits: Mapping[str, Habit]

    def answer(self, view: View, questions: tuple[Question, ...]) -> Answers:
        """Answers to all questions, from this view alone."""
        return {
            question.id: self.habits[question.topic](view, question)
            if question.topic in self.habits
            else question.default
            for question in questions
        }
