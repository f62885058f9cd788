"""What hypotheses on incentives measure of a finished game, beside its indicators."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from allmende_lab.paired import series
from allmende_lab.rounds import rounds
from allmende_rules.amounts import units
from allmende_rules.game import Game
from allmende_rules.questions import Estimate


def misstated(game: Game) -> float:
    """Mean |stated - true| / true of all that seats were asked to tell of their own."""
    gaps = [
        abs(stated / question.truth - 1)
        for one in rounds(game.entries)
        for phase in one.phases.values()
        for seat, asked in phase.asked.items()
        for question in asked
        if isinstance(question, Estimate)
        and isinstance(stated := phase.replies[seat].get(question.id), int)
    ]
    return fmean(gaps) if gaps else 0.0


@dataclass(frozen=True, slots=True)
class MeanCap:
    """The mean of the caps on a stock, in units."""

    resource: str

    def __call__(self, game: Game) -> float:
        """Over all rounds of a finished game."""
        ends = [game.snapshots[number][2] for number in range(1, game.header.rounds + 1)]
        return fmean(units(world.fact(self.resource, "cap")) for world in ends)


@dataclass(frozen=True, slots=True)
class RealPrice:
    """The mean price of a good in hours of work."""

    good: str

    def __call__(self, game: Game) -> float:
        """Over all rounds of a finished game."""
        prices, wages = series(game, f"price.{self.good}"), series(game, "wage")
        return fmean(price / wage for price, wage in zip(prices, wages, strict=True))
