"""The field of a ranking: options in order, moved up and down."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Label

from allmende_client.fields.base import Field
from allmende_client.fields.order import Order
from allmende_client.words import _
from allmende_rules.questions import Ranking

HOW = _("best first: arrows mark, + and − move")


class RankingField(Field):
    """All options in order, best first."""

    question: Ranking

    def compose(self) -> ComposeResult:
        yield Order(self.question.options, self.held)
        yield Label(HOW)

    def value(self) -> list[str]:
        return list(self.query_one(Order).order)

    def on_rows_changed(self) -> None:
        self.post_message(self.Changed())
