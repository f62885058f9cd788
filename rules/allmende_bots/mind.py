"""What a bot is, and what all bots share: an answer to a question by its topic, or silence."""

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

    On a topic without a habit it does as it does `otherwise`, or is silent, which has a published
    meaning: so any system can be played by any bot.
    """

    id: str
    name: str
    rule: str
    habits: Mapping[str, Habit]
    otherwise: Habit | None = None

    def has_habit(self, questions: tuple[Question, ...]) -> bool:
        """Whether it has an answer to any of these questions."""
        return bool(self.otherwise) or any(q.topic in self.habits for q in questions)

    def answer(self, view: View, questions: tuple[Question, ...]) -> Answers:
        """Answers to the questions on which the mind has a habit, from this view alone."""
        habits, otherwise = self.habits, self.otherwise
        return {
            question.id: habit(view, question)
            for question in questions
            if (habit := habits.get(question.topic, otherwise))
        }
