"""Failure by incentive: what each system is said to do to those who play it, tried in paired games.

Each hypothesis names a setting off and on, what is measured, and which way it is said to move. What
comes out is printed whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from allmende_bots.mind import Bot
from allmende_lab.minds import Names
from allmende_lab.paired import Arm, Experiment, Measure, Paired, run
from allmende_lab.watching import Watch, unwatched
from allmende_rules.scenario import Scenario
from allmende_rules.system import preset_dials
from allmende_rules.systems.registry import SYSTEMS, find_system

SEEDS = range(1, 51)
ROUNDS = 8
NONE = 1e-6
"""A difference no larger is none, unless a hypothesis says what is slight."""
Verdict = Literal["as stated", "contrary", "undecided"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A system with presets and dials; the later say more. `own` minds take seats beside `bots`.

    `words` say what else sets it apart.
    """

    scenario: Scenario
    system: str
    presets: tuple[str, ...] = ()
    dials: Mapping[str, float] = field(default_factory=dict)
    bots: Names = field(default_factory=dict)
    own: Mapping[str, Bot] = field(default_factory=dict)
    words: str = ""

    def arm(self) -> Arm:
        """One side of an experiment. Raises LookupError for a preset that the system lacks."""
        chosen = preset_dials(find_system(self.system), self.presets)
        return Arm(self.scenario, self.system, {**chosen, **self.dials}, self.bots, self.own)

    def __str__(self) -> str:
        dials = [f"{name} {value:g}" for name, value in self.dials.items()]
        return ", ".join(filter(None, [self.words, *self.presets, *dials])) or "default"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A claim about what `on` does beside `off`: `direction` 1 more, -1 less, 0 the same.

    `measured` says in words what the `measure` is; differences up to `slight` are none.
    """

    id: str
    claim: str
    source: str
    rounds: int
    off: Setting
    on: Setting
    measured: str
    measure: Measure
    direction: Literal[-1, 0, 1]
    slight: float = NONE

    @property
    def systems(self) -> tuple[str, ...]:
        """The systems that it takes."""
        return tuple(dict.fromkeys((self.off.system, self.on.system)))

    def experiment(self) -> Experiment:
        """The games that try it."""
        return Experiment(
            self.off.arm(), self.on.arm(), self.measure, self.rounds, self.direction, self.slight
        )


class Tried(msgspec.Struct, frozen=True):
    """A hypothesis and what came out; `found` is None where a system cannot be played."""

    id: str
    claim: str
    source: str
    system: str
    off: str
    on: str
    measured: str
    direction: int
    slight: float
    found: Paired | None

    @property
    def verdict(self) -> Verdict | None:
        """What the interval says about the claim; None if nothing was played."""
        return None if self.found is None else verdict(self.found, self.direction, self.slight)


def verdict(found: Paired, direction: int, slight: float = NONE) -> Verdict:
    """Whether the whole interval lies where it was stated, or all of it elsewhere.

    No difference is stated to lie within what is slight, any other beyond it.
    """
    if direction == 0:
        if -slight <= found.low and found.high <= slight:
            return "as stated"
        return "contrary" if found.low > slight or found.high < -slight else "undecided"
    low, high = sorted((direction * found.low, direction * found.high))
    if low > slight:
        return "as stated"
    return "contrary" if high < slight else "undecided"


def tried(
    hypotheses: Sequence[Hypothesis],
    seeds: Sequence[int] = SEEDS,
    workers: int | None = None,
    watch: Watch = unwatched,
) -> Iterator[Tried]:
    """Each hypothesis with what came out, in order; those that cannot be played are told at once."""
    playable = [one for one in hypotheses if all(name in SYSTEMS for name in one.systems)]
    found = run([one.experiment() for one in playable], seeds, workers, watch)
    for one in hypotheses:
        yield _tried(one, next(found) if one in playable else None)


def _tried(one: Hypothesis, found: Paired | None) -> Tried:
    return Tried(
        id=one.id,
        claim=one.claim,
        source=one.source,
        system=" / ".join(one.systems),
        off=str(one.off),
        on=str(one.on),
        measured=one.measured,
        direction=one.direction,
        slight=one.slight,
        found=found,
    )
