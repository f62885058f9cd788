"""Paired experiments: games that differ in one setting and share all chance, seed by seed.

What is drawn depends on the seed alone, so the difference of a pair is the setting's doing (common random
numbers; Law 2015, Simulation Modeling and Analysis, 11.2).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from math import sqrt
from multiprocessing import get_context
from statistics import fmean, stdev
from typing import Literal, TypeVar

import msgspec
from scipy.special import stdtrit

from allmende_bots.mind import Bot
from allmende_lab.minds import Names, minds
from allmende_lab.simulate import open_game, play_on
from allmende_lab.watching import Watch, unwatched
from allmende_rules.game import Game
from allmende_rules.scenario import Scenario

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")
CONFIDENCE = 0.95
ROUNDING = 1e-9
Measure = Callable[[Game], float]
"""What is read off a game that is over. One that other processes are to take is named in a module."""


@dataclass(frozen=True, slots=True)
class Arm:
    """One side of an experiment. `bots` by seat, as `minds` reads them; `own` are minds of its own."""

    scenario: Scenario
    system: str
    dials: Mapping[str, float] = field(default_factory=dict)
    bots: Names = field(default_factory=dict)
    own: Mapping[str, Bot] = field(default_factory=dict)

    def play(self, seed: int, rounds: int) -> Game:
        """A game from its opening to its end."""
        game = open_game(
            self.scenario, system=self.system, seed=seed, rounds=rounds, dials=self.dials
        )
        play_on(game, {**minds(self.scenario, self.bots), **self.own})
        return game


@dataclass(frozen=True, slots=True)
class Experiment:
    """Two arms, what is measured, and which way `on` is stated to move it: 1 up, -1 down, 0 not at all.

    A difference of a pair no larger than `slight` is none.
    """

    off: Arm
    on: Arm
    measure: Measure
    rounds: int
    direction: Literal[-1, 0, 1]
    slight: float = ROUNDING


class Paired(msgspec.Struct, frozen=True):
    """What came out: both means, the mean difference on - off with its 95 % interval, and `agree`.

    `agree` is the share of seeds whose difference has the stated sign.
    """

    seeds: int
    off: float
    on: float
    difference: float
    low: float
    high: float
    agree: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure: a public indicator of the rounds, at the end, on average, or where it was least or most."""

    name: str
    over: Literal["end", "mean", "least", "most"] = "end"

    def __call__(self, game: Game) -> float:
        """Its value in a finished game. Raises LookupError for an indicator that no round measured."""
        return gathered(series(game, self.name), self.over)


def gathered(values: Sequence[float], over: Literal["end", "mean", "least", "most"]) -> float:
    """One number for the values of all rounds."""
    match over:
        case "end":
            return values[-1]
        case "mean":
            return fmean(values)
        case "least":
            return min(values)
        case "most":
            return max(values)


def series(game: Game, name: str) -> list[float]:
    """A public indicator, round by round. Raises LookupError if it was not measured."""
    told = [game.world.public[f"round {number}"] for number in range(1, game.header.rounds + 1)]
    if any(name not in one for one in told):
        raise LookupError(f"No indicator “{name}” is measured in this game.")
    return [one[name] for one in told]


def run(
    experiments: Sequence[Experiment],
    seeds: Sequence[int],
    workers: int | None = None,
    watch: Watch = unwatched,
) -> Iterator[Paired]:
    """The experiments' results in their order, each as soon as it is known.

    `workers` processes play, one for each processor by default; 1 plays in this process. What is
    watched are pairs of games.
    """
    pairs = pooled(_pair, [(one, seed) for one in experiments for seed in seeds], workers, watch)
    for one in experiments:
        yield compared(list(islice(pairs, len(seeds))), one.direction, one.slight)


def pooled(
    work: Callable[[Task], Outcome],
    tasks: Sequence[Task],
    workers: int | None = None,
    watch: Watch = unwatched,
) -> Iterator[Outcome]:
    """What `work` makes of each task, in order, by so many processes; by this one if `workers` is 1."""
    if workers == 1 or not tasks:
        yield from watch(map(work, tasks), len(tasks))
        return
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        yield from watch(pool.map(work, tasks), len(tasks))


def _pair(task: tuple[Experiment, int]) -> tuple[float, float]:
    one, seed = task
    off, on = one.off.play(seed, one.rounds), one.on.play(seed, one.rounds)
    return one.measure(off), one.measure(on)


def compared(
    pairs: Sequence[tuple[float, float]], direction: int, slight: float = ROUNDING
) -> Paired:
    """The account of pairs (off, on)."""
    differences = [on - off for off, on in pairs]
    middle, low, high = interval(differences)
    return Paired(
        seeds=len(pairs),
        off=fmean([off for off, _ in pairs]),
        on=fmean([on for _, on in pairs]),
        difference=middle,
        low=low,
        high=high,
        agree=fmean([_sign(change, slight) == direction for change in differences]),
    )


def interval(values: Sequence[float]) -> tuple[float, float, float]:
    """The mean and its two-sided 95 % interval by Student's t; of a single value, that value."""
    middle, many = fmean(values), len(values)
    if many == 1:
        return middle, middle, middle
    reach = float(stdtrit(many - 1, (1 + CONFIDENCE) / 2)) * stdev(values) / sqrt(many)
    return middle, middle - reach, middle + reach


def _sign(change: float, slight: float) -> int:
    return (change > slight) - (change < -slight)
