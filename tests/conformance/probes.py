"""Probing decisions: the same moment played twice, with one answer of one seat low and then high."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import isqrt
from statistics import fmean
from typing import NamedTuple

from allmende_rules.game import Game
from allmende_rules.questions import (
    Amount,
    Ballot,
    Bid,
    Choice,
    Effect,
    Estimate,
    Flag,
    Offer,
    Question,
    Split,
    Value,
)
from allmende_rules.scenario import Scenario
from tests.headless import Player, answer_all, bots_of, fork, indicator, mixed, new_game, play_on
from tests.strategies import affordable, names_of

FIRST, LAST = 2, 4
"""Decisions are probed in one round of a game, from the first to the last of these by turns."""
NOISE = 1e-6


class Stake(NamedTuple):
    """A question by what it is about, not by whose: who decides, and what it says it moves."""

    system: str
    role: str
    topic: str
    part: str
    indicator: str


@dataclass
class Finding:
    """What moving an answer from low to high did, times the stated sign: one number a probe."""

    changes: list[float] = field(default_factory=list)
    seeds: set[int] = field(default_factory=set)

    @property
    def moved(self) -> list[float]:
        """The changes that are more than rounding."""
        return [change for change in self.changes if abs(change) > NOISE]

    @property
    def agreeing(self) -> float:
        """The share of changes that go the stated way."""
        return sum(change > 0 for change in self.moved) / len(self.moved) if self.moved else 0.0

    @property
    def mean(self) -> float:
        """The mean change, stated way positive."""
        return fmean(self.moved) if self.moved else 0.0


Findings = dict[Stake, Finding]


def bounds(question: Question, effect: Effect) -> tuple[Value, Value] | None:
    """The low and the high answer in the sense of an effect; None for motions and words."""
    match question:
        case Amount() | Estimate():
            return question.low, question.high
        case Bid():
            return Offer(0, 0), Offer(question.most, affordable(question))
        case Split() if effect.part:
            parts = [part.value for part in question.parts]
            others = [part for part in parts if part != effect.part]
            empty = dict.fromkeys(parts, 0)
            even = {p: question.total // len(others) for p in others}
            even[others[0]] += question.total - sum(even.values())
            return {**empty, **even}, {**empty, effect.part: question.total}
        case Ballot():
            return _ballot_bounds(question, effect.part)
        case Flag():
            return False, True
        case Choice() if effect.part:
            options = [option.value for option in question.options]
            return next(value for value in options if value != effect.part), effect.part
        case _:
            return None


def _ballot_bounds(question: Ballot, part: str | None) -> tuple[Value, Value]:
    """A ballot against and a ballot for a part, or the least and the most of a number."""
    if question.takes == "number" or part is None:
        return question.low, question.high
    others = tuple([name for name in names_of(question) if name != part])
    match question.takes:
        case "approvals":
            return others, (part,)
        case "ranking":
            return (*others, part), (part, *others)
        case "points":
            most = isqrt(question.credits)
            return {part: -most}, {part: most}
        case _:
            return others[0], part


def probe(scenario: Scenario, system: str, seeds: Iterable[int]) -> Findings:
    """Every effect that every question of a seat states, tried at each seed."""
    findings: Findings = defaultdict(Finding)
    for seed in seeds:
        game = new_game(scenario, system, seed=seed, rounds=LAST)
        cast = bots_of(mixed(game, seed))
        number = FIRST + seed % (LAST - FIRST + 1)
        play_on(game, cast, before=number)
        while not game.finished and game.world.round == number:
            for stake, change in _changes(game, cast):
                findings[stake].changes.append(change)
                findings[stake].seeds.add(seed)
            answer_all(game, cast)
            game.close()
    return findings


def _changes(game: Game, cast: Player) -> Iterator[tuple[Stake, float]]:
    """The change of each stated indicator by the end of the round, for each open question."""
    for seat in game.header.seats:
        for question in game.asked.get(seat, ()):
            for effect in question.effects:
                answers = bounds(question, effect)
                if answers:
                    low, high = (
                        _outcome(game, cast, seat, {question.id: answer}, effect.indicator)
                        for answer in answers
                    )
                    yield _stake(game, seat, question, effect), effect.sign * (high - low)


def _outcome(game: Game, cast: Player, seat: str, answer: dict[str, Value], name: str) -> float:
    """An indicator at the end of the round if this seat answers so and all else is as the cast plays."""
    trial = fork(game)
    answer_all(trial, cast)
    trial.submit(seat, answer)
    number = trial.world.round
    trial.close()
    play_on(trial, cast, before=number + 1)
    return indicator(trial, seat, name, number) or 0.0


def _stake(game: Game, seat: str, question: Question, effect: Effect) -> Stake:
    role = game.world.fact(seat, "role")
    name = effect.indicator.replace(question.about, "*")
    return Stake(game.system.id, role, question.topic, effect.part or "", name)


def table(findings: Findings) -> str:
    """The findings as lines to read: how often an answer moved its indicator, and which way."""
    head = f"{'question':58} {'probes':>6} {'moved':>6} {'agree':>6} {'mean':>9}"
    lines = [
        f"{' '.join(part for part in stake if part):58} {len(found.changes):6} "
        f"{len(found.moved):6} {found.agreeing:6.0%} {found.mean:9.4f}"
        for stake, found in sorted(findings.items())
    ]
    return "\n".join(["", head, *lines])
