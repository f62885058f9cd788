"""The voting methods that can be put in force, by name, with what each asks of a voter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Literal

from allmende_rules.chance import Chance
from allmende_rules.mechanisms.voting.approval import approval
from allmende_rules.mechanisms.voting.borda import borda
from allmende_rules.mechanisms.voting.counting import Cast, Election
from allmende_rules.mechanisms.voting.equal_shares import equal_shares
from allmende_rules.mechanisms.voting.instant_runoff import instant_runoff
from allmende_rules.mechanisms.voting.majority import majority
from allmende_rules.mechanisms.voting.median import median
from allmende_rules.mechanisms.voting.phragmen import phragmen
from allmende_rules.mechanisms.voting.plurality import plurality
from allmende_rules.mechanisms.voting.quadratic import CREDITS, quadratic
from allmende_rules.mechanisms.voting.schulze import schulze
from allmende_rules.mechanisms.voting.sortition import sortition
from allmende_rules.mechanisms.voting.supermajority import supermajority

Takes = Literal["choice", "approvals", "ranking", "points", "nothing"]
"""What a ballot is: one option, a set of options, all of them in order, a number for each, none."""


@dataclass(frozen=True)
class Method:
    """A voting method: how it counts in a line, what ballots it takes, and the count itself.

    `count` elects one of the options from the ballots cast; `fill` elects as many as there are
    seats, and is None for a method that elects only one. Both raise ValueError, with a sentence,
    for a ballot that is not of the kind the method takes.
    """

    id: str
    name: str
    account: str
    takes: Takes
    count: Callable[[Sequence[str], Sequence[Cast[Any]]], Election]
    fill: Callable[[Sequence[str], Sequence[Cast[Any]], int], Election] | None = None


_METHODS = (
    Method(
        "majority",
        "Majority",
        "Each voter names one option; a change needs more than half of the votes cast, else what "
        "stands stays.",
        "choice",
        majority,
    ),
    Method(
        "supermajority",
        "Supermajority",
        "Each voter names one option; a change needs a set share above half, as a rule two thirds, "
        "else what stands stays.",
        "choice",
        supermajority,
    ),
    Method(
        "median",
        "Median",
        "Options stand in order: half of the voters wish no earlier one than the winner, "
        "half no later one.",
        "choice",
        median,
    ),
    Method(
        "plurality",
        "Plurality",
        "Each voter names one option; the one named most often wins, with a majority or without.",
        "choice",
        plurality,
    ),
    Method(
        "approval",
        "Approval",
        "Each voter approves of as many options as they like; the most approved wins.",
        "approvals",
        approval,
        approval,
    ),
    Method(
        "instant_runoff",
        "Instant runoff",
        "The option that is first on the fewest ballots leaves and these ballots pass on to "
        "their next, until one option has a majority.",
        "ranking",
        instant_runoff,
    ),
    Method(
        "borda",
        "Borda count",
        "On each ballot an option gets one point for every option ranked below it; most points win.",
        "ranking",
        borda,
    ),
    Method(
        "schulze",
        "Condorcet (Schulze)",
        "The option that a majority prefers to each other one wins; if majorities run in a circle, "
        "the one that no stronger chain of majorities beats.",
        "ranking",
        schulze,
    ),
    Method(
        "quadratic",
        "Quadratic voting",
        f"Each voter has {CREDITS} credits and buys votes for or against options; votes on one "
        "option cost their number squared; most votes win.",
        "points",
        quadratic,
    ),
    Method(
        "phragmen",
        "Proportional (Phragmén)",
        "Each seat is a load shared by all who approve of its holder; seats go where the "
        "heaviest load stays lightest.",
        "approvals",
        phragmen,
        phragmen,
    ),
    Method(
        "equal_shares",
        "Proportional (equal shares)",
        "Voters get equal parts of the price of all seats; options are elected when those who "
        "approve of them can pay, the cheapest a head first.",
        "approvals",
        equal_shares,
        equal_shares,
    ),
)

METHODS: Mapping[str, Method] = {method.id: method for method in _METHODS}
"""The methods that count ballots. Sortition, which needs none, is made by `by_lot`."""


def by_lot(chance: Chance, purpose: str, round_: int) -> Method:
    """Return sortition as a method: it takes no ballots, and draws for this purpose and round."""

    def fill(options: Sequence[str], casts: Sequence[Cast[Any]], seats: int = 1) -> Election:
        return sortition(options, seats, chance, purpose, round_)

    return Method(
        "sortition",
        "Sortition",
        "Nobody votes: names are drawn by lot, each with the same chance.",
        "nothing",
        fill,
        fill,
    )


def find_method(name: str) -> Method:
    """The method of that name. Raises LookupError with a sentence and the nearest name."""
    if name in METHODS:
        return METHODS[name]
    near = get_close_matches(name, METHODS, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise LookupError(f"There is no voting method “{name}”; there are {', '.join(METHODS)}.{hint}")
