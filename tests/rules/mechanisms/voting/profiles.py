"""Ballots for tests: those of the oracles, and strategies that draw any."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from allmende_rules.mechanisms.voting.counting import Cast

ORACLES = Path(__file__).parents[3] / "oracles"
NAMES = "abcdefghi"
OPTIONS = ("a", "b", "c", "d")

Ranked = list[Cast[tuple[str, ...]]]
Approved = list[Cast[frozenset[str]]]


def cases(file: str) -> list[dict[str, Any]]:
    """The cases of an oracle file."""
    found: list[dict[str, Any]] = json.loads((ORACLES / file).read_text(encoding="utf-8"))["cases"]
    return found


def options_of(case: dict[str, Any]) -> tuple[str, ...]:
    """The candidates of a case, by letters."""
    return tuple(NAMES[: case["candidates"]])


def rankings(case: dict[str, Any]) -> Ranked:
    """The ranked ballots of a case."""
    return [Cast(named(ranking), count) for count, ranking in case["ballots"]]


def approved(case: dict[str, Any]) -> Approved:
    """The approval ballots of a case."""
    return [Cast(frozenset(named(names)), count) for count, names in case["ballots"]]


def named(numbers: Sequence[int]) -> tuple[str, ...]:
    """Candidates' letters for their numbers."""
    return tuple(NAMES[number] for number in numbers)


weights = st.integers(1, 4)
ballots = {
    "choice": st.sampled_from(OPTIONS),
    "ranking": st.permutations(OPTIONS).map(tuple),
    "approvals": st.frozensets(st.sampled_from(OPTIONS)),
    "points": st.dictionaries(st.sampled_from(OPTIONS), st.integers(-5, 5)),
}
"""One ballot of each kind."""


def profiles(kind: str, min_size: int = 0) -> st.SearchStrategy[list[Cast[Any]]]:
    """Lists of ballots of one kind, with weights."""
    return st.lists(st.builds(Cast, ballots[kind], weights), min_size=min_size, max_size=8)
