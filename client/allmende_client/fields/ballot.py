"""The fields of ballots: a number, one option, several, all in order, or votes for each."""

from __future__ import annotations

from typing import Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Label

from allmende_client import entry, votes
from allmende_client.fields.base import Field, NumberInput
from allmende_client.fields.checks import Checks
from allmende_client.fields.order import Order
from allmende_client.fields.picker import Picker
from allmende_client.fields.points import Points
from allmende_client.fields.ranking import HOW
from allmende_client.fields.rows import Rows
from allmende_client.format import number
from allmende_client.phrases import span
from allmende_client.words import _
from allmende_rules.questions import Ballot, Option, Takes

_ABSTAIN = ""


class BallotField(Field):
    """A vote, or none: every ballot has a way to abstain."""

    question: Ballot

    HOW = ""
    """Which keys make a vote, said to whoever abstains."""

    def note(self) -> str:
        if self.value() is not None:
            return self.meaning()
        return f"{_('You abstain.')} {self.HOW}".rstrip()

    def meaning(self) -> str:
        """What a vote that stands means, beyond what shows."""
        return ""


class NumberBallot(BallotField):
    """A vote for a number; an empty line abstains."""

    def compose(self) -> ComposeResult:
        with Horizontal(classes="row"):
            yield Label("[", markup=False)
            yield NumberInput("" if self.held is None else number(self.held), id="amount")
            reach = span(self.question.low, self.question.high, self.question.unit)
            yield Label(f"] {reach}", markup=False)

    def value(self) -> int | None:
        typed = self.typed("amount").strip()
        if not typed:
            return None
        if self.held is not None and typed == number(self.held):
            held: int = self.held
            return held
        return entry.amount(typed, self.question.low, self.question.high, self.question.unit)

    def meaning(self) -> str:
        return _("Leave the field empty to abstain.")


class ChoiceBallot(BallotField):
    """A vote for one of the options."""

    def compose(self) -> ComposeResult:
        options = (*self.question.options, Option(_ABSTAIN, _("abstain")))
        yield Picker(options, _ABSTAIN if self.held is None else self.held)

    def value(self) -> str | None:
        return self.query_one(Picker).chosen or None

    def on_picker_picked(self) -> None:
        self.post_message(self.Changed())


class ListBallot(BallotField):
    """A vote on all options, above a box that abstains; whoever changes the vote abstains no more."""

    def compose(self) -> ComposeResult:
        yield self.paper()
        held = (_ABSTAIN,) if self.held is None else ()
        yield Checks((Option(_ABSTAIN, _("abstain")),), held, id="abstain")

    def paper(self) -> Rows:
        """The list that the vote is made on."""
        raise NotImplementedError

    def vote(self) -> Any:
        """The vote as it stands on the list."""
        raise NotImplementedError

    def value(self) -> Any:
        return None if self.query_one("#abstain", Checks).chosen else self.vote()

    def on_rows_changed(self, event: Rows.Changed) -> None:
        event.stop()
        box = self.query_one("#abstain", Checks)
        if event.rows is not box:
            box.chosen = frozenset()
        self.post_message(self.Changed())


class ApprovalBallot(ListBallot):
    """A set of options; to approve of none is a vote too."""

    HOW = _("Space checks what > marks.")

    def paper(self) -> Rows:
        return Checks(self.question.options, self.held or ())

    def vote(self) -> list[str]:
        chosen = self.query_one(Checks).chosen
        return [option.value for option in self.question.options if option.value in chosen]

    def meaning(self) -> str:
        return "" if self.value() else _("You approve of none of them.")


class RankedBallot(ListBallot):
    """All options in order, best first; whoever abstains finds them as they are listed."""

    HOW = _("Arrows mark, + and − move.")

    def paper(self) -> Rows:
        listed = [option.value for option in self.question.options]
        return Order(self.question.options, self.held or listed)

    def vote(self) -> list[str]:
        return list(self.query_one(Order).order)

    def meaning(self) -> str:
        return HOW


class PointsBallot(ListBallot):
    """Votes for or against each option, as far as the credits go."""

    HOW = _("Arrows mark, + and − give votes.")

    def paper(self) -> Rows:
        return Points(self.question, self.held or {})

    def vote(self) -> dict[str, int]:
        return dict(self.query_one(Points).votes)

    def note(self) -> str:
        refused = self.query_one(Points).refused
        return f"{refused} {super().note()}".strip()

    def meaning(self) -> str:
        return votes.account(self.question, self.vote())


BALLOTS: dict[Takes, type[BallotField]] = {
    "number": NumberBallot,
    "choice": ChoiceBallot,
    "approvals": ApprovalBallot,
    "ranking": RankedBallot,
    "points": PointsBallot,
}
"""Which field takes which vote."""
