"""A court of drawn jurors: complaint, evidence from the record, majority verdict, appeal, remedies.

Each juror is right about a case with probability q, and they judge apart from one another, so a
majority is right as Condorcet (1785) reckoned. Whoever is party to a case does not judge it, and a
tie acquits. Quantities and money are micro-units.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import comb
from typing import NamedTuple

from allmende_rules.chance import Chance
from allmende_rules.mechanisms.sanctions import Sanction
from allmende_rules.mechanisms.voting.sortition import sortition


class Evidence(NamedTuple):
    """What the record shows of one of those who may take from a stock.

    `declared` was taken according to its books, and it had the means to take `spare` beside that.
    """

    declared: int
    spare: int


class Verdict(NamedTuple):
    """How a jury decided, with the number of votes on either side."""

    guilty: bool
    votes_for: int
    votes_against: int


class Remedy(NamedTuple):
    """What follows from a verdict: a fine, what is to be left standing, and whether use is stopped."""

    fine: int = 0
    restore: int = 0
    stop: bool = False


def unexplained(taken: int, declared: Collection[int]) -> int:
    """What a stock lost to harvest beyond all that was declared; never below 0."""
    return max(0, taken - sum(declared))


def attributable(missing: int, evidence: Evidence) -> int:
    """The most of what is missing that one of them can have taken: as much as it had the means for."""
    return min(missing, evidence.spare)


def draw_jury(
    pool: Sequence[str], parties: Collection[str], size: int, chance: Chance, case: str, round: int
) -> tuple[str, ...]:
    """Draw so many of those who are not party to the case by lot; all of them if there are no more."""
    able = [name for name in pool if name not in parties]
    many = min(size, len(able))
    return sortition(able, many, chance, f"jury {case}", round).elected if many else ()


def impressions(
    jurors: Sequence[str], *, truth: bool, accuracy: float, chance: Chance, case: str, round: int
) -> dict[str, bool]:
    """What each juror takes the evidence to show: the truth with probability `accuracy`, apart."""
    return {
        juror: truth == (chance.uniform(f"evidence {case}", round, juror) < accuracy)
        for juror in jurors
    }


def verdict(votes: Collection[bool]) -> Verdict:
    """What the majority says; a tie, and nobody's vote, acquit."""
    guilty = sum(votes)
    return Verdict(2 * guilty > len(votes), guilty, len(votes) - guilty)


def majority(jurors: int, share: float) -> float:
    """The probability that more than half of so many jurors say what each says with this probability.

    Of the truth, with `share` the accuracy: Condorcet's chance that an odd jury is right.
    """
    return sum(
        comb(jurors, many) * share**many * (1 - share) ** (jurors - many)
        for many in range(jurors // 2 + 1, jurors + 1)
    )


def conviction(jurors: int, accuracy: float, *, guilty: bool) -> float:
    """The probability that a jury which votes as it sees the case convicts; 0 without jurors."""
    return majority(jurors, accuracy if guilty else 1 - accuracy)


def appeal_size(size: int) -> int:
    """A second jury is twice the first and one more (ours): it errs less often, if so many are left."""
    return 2 * size + 1


def worth_appealing(stake: int, cost: int, acquittal: float) -> bool:
    """Whether the part of a penalty that an appeal is expected to save is more than it costs."""
    return acquittal * stake > cost


def remedy(penalty: Sanction, found: int, *, restore: bool) -> Remedy:
    """What makes good a breach of so much: the fine of its step, as much left standing, exclusion."""
    return Remedy(penalty.fine, found if restore else 0, penalty.rounds > 0)


def votes_of(answers: Mapping[str, bool], jurors: Sequence[str]) -> tuple[bool, ...]:
    """The votes of those jurors that gave one."""
    return tuple(answers[juror] for juror in jurors if juror in answers)
