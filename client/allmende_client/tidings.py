"""What a client has been told: news, causes and movements, as messages bring them into the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from allmende_client.model import Model, Movement, News
from allmende_client.sentences import filled
from allmende_client.words import _
from allmende_protocol.messages import Because, Happened, WentBack
from allmende_rules.events import Posted, Told
from allmende_rules.headlines import Change, Reason

VERDICTS = (
    " and falls.",
    " holds from now on",
    " holds from the next round on",
    " is lost by ",
    " ends, as ",
    " change of system",
)
"""What templates say that tell what became of a motion or becomes of the system, and no others."""


def verdict(template: str) -> bool:
    """Whether a sentence tells what became of a motion, or that another system begins."""
    return any(words in template for words in VERDICTS)


def _mark(message: Happened | WentBack) -> tuple[int, int, str]:
    """By which a step is known again."""
    return message.seq, message.round, message.phase if isinstance(message, Happened) else ""


def knows(model: Model, message: Happened | WentBack) -> bool:
    """Whether this has been told before."""
    return _mark(message) in model.known


def happened(model: Model, message: Happened) -> Model:
    """Add news and movements once, also when a reconnection brings them again."""
    if knows(model, message):
        return model
    news = tuple(
        News(
            message.round,
            message.phase,
            filled(event.text, event.facts),
            event.to != "all",
            verdict=verdict(event.text),
            title=message.title,
        )
        for event in message.events
        if isinstance(event, Told)
    )
    movements = tuple(
        Movement(message.round, event.cause, event.moves)
        for event in message.events
        if isinstance(event, Posted)
    )
    return replace(
        model,
        news=(*model.news, *news),
        movements=(*model.movements, *movements),
        known=model.known | {_mark(message)},
    )


def because(model: Model, message: Because) -> Model:
    """The causes of a round, each change with its own beneath it; they replace those known of it."""
    others = (news for news in model.news if not (news.why and news.round == message.round))
    causes = (
        News(message.round, "", filled(one.text, one.facts), own=True, why=why)
        for change in message.changes
        for why, one in _lines(change)
    )
    return replace(model, news=(*others, *causes))


def _lines(change: Change) -> Iterator[tuple[Literal["change", "cause"], Change | Reason]]:
    yield "change", change
    for reason in change.reasons:
        yield "cause", reason


def missed(model: Model) -> Model:
    """Some news will never be told."""
    text = _("Some news from while you were away is no longer told; all numbers are complete.")
    return replace(model, news=(*model.news, News(model.round, "", text, own=False)))


def went_back(model: Model, message: WentBack) -> Model:
    """What was told of later rounds is dropped; that the table went back is news of the round that begins."""
    kept = (news for news in model.news if news.round <= message.round)
    said = filled(message.text, message.facts)
    return replace(
        model,
        news=(*kept, News(message.round + 1, "", said, own=False, verdict=True)),
        movements=tuple(one for one in model.movements if one.round <= message.round),
        known=model.known | {_mark(message)},
    )
