"""Which questions of a phase a person is asked first; the others keep what stands until they are opened."""

from __future__ import annotations

from collections.abc import Sequence

from allmende_rules.questions import Question


def pressing(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Those that must be answered; where none must, those that are asked this once and never again."""
    required = tuple(question for question in questions if question.required)
    return required or tuple(question for question in questions if question.once)


def laid_open(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Those whose cards lie open at once: the pressing ones, or all where none presses."""
    return pressing(questions) or tuple(questions)
