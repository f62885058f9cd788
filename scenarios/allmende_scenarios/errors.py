"""What is wrong with a scenario, as data and as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from typing import NamedTuple


class Problem(NamedTuple):
    """One mistake: the path of its key (empty for the file as a whole), and a sentence about it."""

    path: str
    text: str

    def __str__(self) -> str:
        return f"{self.path}: {self.text}" if self.path else self.text


class ScenarioError(Exception):
    """A scenario that cannot be played. `problems` lists every mistake, `source` names the file."""

    def __init__(self, source: str, problems: Sequence[Problem]) -> None:
        self.source = source
        self.problems = tuple(problems)
        lines = [f"{source}: {problem}" if source else str(problem) for problem in self.problems]
        super().__init__("\n".join(lines))


def nearest(found: object, allowed: Iterable[str]) -> str:
    """The allowed word closest to what was found, as half a sentence; nothing if none is near."""
    near = get_close_matches(str(found).lower(), list(allowed), n=1, cutoff=0.5)
    return f' The nearest is "{near[0]}".' if near else ""


def listed(allowed: Iterable[str]) -> str:
    """The allowed words, readable."""
    return ", ".join(allowed) or "none"


def known(path: str, found: str, kind: str, allowed: Iterable[str]) -> Iterator[Problem]:
    """A problem if `found` names nothing of its kind."""
    allowed = tuple(allowed)
    if found not in allowed:
        hint = nearest(found, allowed)
        yield Problem(path, f'There is no {kind} "{found}"; there are {listed(allowed)}.{hint}')
