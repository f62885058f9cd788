"""Templates of the rules and their facts, put together for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from allmende_client.format import number
from allmende_rules.questions import Ballot, Question, Ranking, Split, Text
from allmende_rules.refusals import Refusal


def filled(template: str, facts: Mapping[str, Any]) -> str:
    """A sentence with its facts; the bare template if a fact is missing, so that nothing is hidden."""
    try:
        return template.format(**facts)
    except (KeyError, IndexError, ValueError):
        return template


def refusal_text(refusal: Refusal, questions: Iterable[Question]) -> str:
    """A refusal with its amounts in plain units, as the question that it is about counts them."""
    asked = {question.id: question for question in questions}
    question = asked.get(refusal.facts.get("question", ""))
    if question is None or not _in_amounts(question):
        return filled(refusal.text, refusal.facts)
    return filled(refusal.text, {name: _plain(value) for name, value in refusal.facts.items()})


def _in_amounts(question: Question) -> bool:
    """Whether whole numbers about a question are micro-units."""
    if isinstance(question, Ballot):
        return question.takes == "number"
    return not isinstance(question, Split | Ranking | Text)


def _plain(value: Any) -> Any:
    return number(value) if isinstance(value, int) and not isinstance(value, bool) else value
