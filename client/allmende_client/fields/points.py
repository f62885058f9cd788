"""Options with votes for or against each, which are bought with credits."""

from __future__ import annotations

from collections.abc import Mapping

from textual.binding import Binding
from textual.reactive import reactive

from allmende_client import votes
from allmende_client.fields.rows import Row, Rows
from allmende_rules.questions import Ballot

_LESS, _MORE = "[−]", "[+]"
_COUNT = 3
"""Columns of a number of votes with its sign."""


class Points(Rows):
    """+ and − (or the arrows right and left, or a click on one) give the marked option a vote more or less.

    A vote that the credits do not pay is not given; `refused` says why until the next one.
    """

    BINDINGS = [
        Binding("plus,right,equals_sign", "vote(1)", show=False),
        Binding("minus,left", "vote(-1)", show=False),
    ]
    votes: reactive[dict[str, int]] = reactive(dict, init=False)

    def __init__(self, question: Ballot, given: Mapping[str, int]) -> None:
        super().__init__()
        self.question = question
        self.refused = ""
        self.set_reactive(Points.votes, dict(given))

    def rows(self) -> list[Row]:
        """The mark, a vote less, the votes, a vote more, and the name."""
        return [
            (
                f"{self.pointer(place)} {_LESS}{self._count(option.value)} {_MORE} ",
                option.label,
            )
            for place, option in enumerate(self.question.options)
        ]

    def _count(self, name: str) -> str:
        return f"{votes.signed(self.votes.get(name, 0)):>{_COUNT}}"

    def touched(self, x: int) -> None:
        """A vote less or more by the sign that was hit."""
        less = 2
        more = less + len(_LESS) + _COUNT + 1
        if less <= x < less + len(_LESS):
            self.action_vote(-1)
        elif more <= x < more + len(_MORE):
            self.action_vote(1)

    def action_vote(self, step: int) -> None:
        """A vote more, or one less, for the marked option, if the credits pay it."""
        name = self.question.options[self.marked].value
        self.refused = votes.beyond(self.question, self.votes, name, step)
        if self.refused:
            self.post_message(self.Changed(self))
        else:
            given = {**self.votes, name: self.votes.get(name, 0) + step}
            self.votes = {each: count for each, count in given.items() if count}

    def watch_votes(self) -> None:
        self.post_message(self.Changed(self))
