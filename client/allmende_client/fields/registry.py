"""Which widget asks which kind of question: the list is closed, as the kinds and ballots are."""

from __future__ import annotations

from typing import Any

from allmende_client.fields.ballot import BALLOTS
from allmende_client.fields.base import Field
from allmende_client.fields.bid import BidField
from allmende_client.fields.motion import MotionField
from allmende_client.fields.number import NumberField
from allmende_client.fields.pick import ChoiceField, FlagField
from allmende_client.fields.ranking import RankingField
from allmende_client.fields.split import SplitField
from allmende_client.fields.words import TextField
from allmende_rules.questions import (
    Amount,
    Ballot,
    Bid,
    Choice,
    Estimate,
    Flag,
    Motion,
    Question,
    Ranking,
    Split,
    Text,
)

FIELDS: dict[type[Question], type[Field]] = {
    Amount: NumberField,
    Estimate: NumberField,
    Choice: ChoiceField,
    Flag: FlagField,
    Split: SplitField,
    Bid: BidField,
    Ranking: RankingField,
    Motion: MotionField,
    Text: TextField,
}


def field(question: Question, held: Any) -> Field:
    """The widget for a question, opening with the plain answer `held`."""
    if isinstance(question, Ballot):
        return BALLOTS[question.takes](question, held)
    return FIELDS[type(question)](question, held)
