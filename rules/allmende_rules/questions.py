"""The closed set of question kinds, and what counts as an answer to each (DESIGN 4).

A question is data: clients have one widget a kind, bots answer by `topic`, tests sample from bounds.
Amounts are integers in micro-units. `effects` names indicators that a higher answer moves, and the
direction; the help on screen says so, and a test holds every question to it.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Sign = Literal[1, -1]


class Effect(msgspec.Struct, frozen=True, array_like=True):
    """A higher answer (or more in `part`) moves an indicator up (1) or down (-1)."""

    indicator: str
    sign: Sign
    part: str | None = None


class Option(msgspec.Struct, frozen=True, array_like=True):
    """One thing to choose, and how it reads."""

    value: str
    label: str


class Base(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What all kinds share. `about` is the unit or body concerned; `id` is unique for seat and phase.

    The answer to an optional question stands for the next rounds unless it is asked `once`.
    """

    id: str
    topic: str
    about: str
    title: str
    help: str
    required: bool = True
    once: bool = False
    effects: tuple[Effect, ...] = ()


class Amount(Base, frozen=True, kw_only=True, tag="amount"):
    """A quantity from `low` to `high`. `price` is what one unit costs (micro-money), 0 if nothing."""

    low: int
    high: int
    default: int
    unit: str
    price: int = 0


class Estimate(Base, frozen=True, kw_only=True, tag="estimate"):
    """A statement of something only the seat knows, which need not be true. `truth` is its own knowledge."""

    low: int
    high: int
    default: int
    unit: str
    truth: int


class Choice(Base, frozen=True, kw_only=True, tag="choice"):
    """One of the options."""

    options: tuple[Option, ...]
    default: str


class Flag(Base, frozen=True, kw_only=True, tag="flag"):
    """Yes or no."""

    default: bool


class Split(Base, frozen=True, kw_only=True, tag="split"):
    """`total` divided over the parts, whole numbers from 0."""

    parts: tuple[Option, ...]
    total: int
    unit: str
    default: dict[str, int]


class Offer(msgspec.Struct, frozen=True):
    """An answer to a bid: this quantity, at most this price a unit. Quantity 0 is no bid."""

    quantity: int
    limit: int


class Bid(Base, frozen=True, kw_only=True, tag="bid"):
    """A quantity and a limit price; quantity times limit may not pass `budget` (micro-money)."""

    most: int
    highest: int
    budget: int
    unit: str
    default: Offer


Takes = Literal["number", "choice", "approvals", "ranking", "points"]
"""What is put on a ballot: a number, one option, a set of them, all in order, votes for each."""


class Ballot(Base, frozen=True, kw_only=True, tag="ballot"):
    """A vote by a `method` that says in `account` how it counts; None abstains.

    `takes` says what is put on it: a number from `low` to `high`, one of the options, a set of them,
    all of them best first, or votes for or against each, whose squares add up to `credits` at most.
    """

    method: str
    takes: Takes = "choice"
    account: str = ""
    options: tuple[Option, ...] = ()
    low: int = 0
    high: int = 0
    unit: str = ""
    credits: int = 0
    default: int | str | tuple[str, ...] | dict[str, int] | None = None


class Ranking(Base, frozen=True, kw_only=True, tag="ranking"):
    """All options in order, best first."""

    options: tuple[Option, ...]
    default: tuple[str, ...]


class DialRange(msgspec.Struct, frozen=True):
    """A dial that a motion may change: bounds and value in force (micro-units), unit, and its name.

    A `whole` dial takes whole units only; one with `names` is a choice, and each whole number from
    0 stands for the name at that place. At `off` it does nothing, and `off_word` says in words what
    then holds.
    """

    dial: str
    label: str
    low: int
    high: int
    now: int
    unit: str
    whole: bool = False
    names: tuple[str, ...] = ()
    off: int | None = None
    off_word: str = ""


class Proposal(msgspec.Struct, frozen=True):
    """A motion: this dial to this value (micro-units)."""

    dial: str
    value: int


class Motion(Base, frozen=True, kw_only=True, tag="motion"):
    """A proposal to change one dial, or None to table nothing."""

    dials: tuple[DialRange, ...]
    default: Proposal | None = None


class Text(Base, frozen=True, kw_only=True, tag="text"):
    """Words, up to `longest` characters."""

    longest: int
    default: str = ""


Question = Amount | Estimate | Choice | Flag | Split | Bid | Ballot | Ranking | Motion | Text


def stands(question: Question) -> bool:
    """Whether an answer is kept for the next rounds."""
    return not (question.required or question.once or isinstance(question, SPOKEN))


SPOKEN = (Motion, Text)
"""Kinds that are said once, for one round."""


Value = int | str | bool | None | dict[str, int] | tuple[str, ...] | Offer | Proposal
Answers = dict[str, Value]
"""A seat's answers for a phase, by question id."""
