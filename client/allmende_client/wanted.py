"""Which questions of a phase a person is asked first; the others keep what stands until they are opened."""

from __future__ import annotations

from collections.abc import Sequence

from allmende_rules.questions import Ballot, Choice, Flag, Question

_MATTERS = (Ballot, Choice, Flag)
"""The kinds by which matters are judged or decided, rather than something offered."""


def pressing(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Those that must be answered, and matters that have come up; else those that are asked this once."""
    required = tuple(question for question in questions if question.required)
    if required:
        return (*required, *(question for question in questions if comes_up(question)))
    return tuple(question for question in questions if question.once)


def comes_up(question: Question) -> bool:
    """Whether it is a matter of this round alone: a finding to judge, a case, an offer to take or leave."""
    return question.once and not question.required and isinstance(question, _MATTERS)


def laid_open(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Those whose cards lie open at once: the pressing ones, or all where none presses."""
    return pressing(questions) or tuple(questions)
