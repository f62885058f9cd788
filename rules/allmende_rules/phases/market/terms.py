"""What institutions bring to a market: funds that buy, owners, limits, fees; and the market itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from allmende_rules.phases.market.enterprise import Statement
from allmende_rules.physics.orders import Levy
from allmende_rules.world import World


class Fund(NamedTuple):
    """A buyer of bundles: `cash` micro-money from `payer`, goods to `taker`, `most` bundles."""

    payer: str
    taker: str
    cash: int
    recipe: dict[str, float]
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What institutions add to a market.

    `owners[f]` gains f's profit; `limits[f]` is the greatest scale that the law allows, in units;
    `fees_to` takes capacity rents of the `rented` and permit values under joint `caps` as fees; where
    `rents_kept`, the permit values alone. What `levies` take of a unit is part of what a seller asks.
    Emissions of the `permitted` together stay within `carbon_cap`; what permits fetch goes to
    `permits_to`.
    """

    owners: dict[str, str]
    funds: tuple[Fund, ...] = ()
    limits: Mapping[str, float] = field(default_factory=dict)
    levies: tuple[Levy, ...] = ()
    caps: Mapping[str, float] = field(default_factory=dict)
    fees_to: str = ""
    rented: frozenset[str] = frozenset()
    rents_kept: bool = False
    wage_floor: float = 0.0
    carbon_cap: float | None = None
    permits_to: str = ""
    permitted: frozenset[str] = frozenset()


class Market(NamedTuple):
    """All that comes to market in a round: statements, household budgets, hours, and the terms."""

    world: World
    said: list[Statement]
    spending: dict[str, dict[str, int]]
    hours: dict[str, int]
    terms: Arrangement

    def spent(self) -> dict[str, int]:
        """What all households together put on each good."""
        spent: dict[str, int] = {}
        for split in self.spending.values():
            for good, cash in split.items():
                spent[good] = spent.get(good, 0) + cash
        return spent
