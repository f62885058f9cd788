"""Each system in its neutral limit, beside the planner, the printed table, and the other systems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import starmap

import msgspec

from allmende_lab.neutral.entries import LIMITS, Limit
from allmende_lab.neutral.planner import by_optimum, loss
from allmende_lab.neutral.play import Solved, consumption, play
from allmende_lab.neutral.table import BASKET, CAPS, GOODS, PRINTED
from allmende_lab.watching import Watch, unwatched
from allmende_rules.amounts import units
from allmende_rules.sky import SKY
from allmende_rules.systems.registry import SYSTEMS
from allmende_rules.world import World

EXACT, ROUGH = 1e-6, 0.01
"""What may differ, relatively: of the same program before rounding, and of an allocation played out."""


class Row(msgspec.Struct, frozen=True):
    """A system at a cap: `consumption` as in ECONOMICS D1, `tau` in wages, `loss` as a share.

    `solved` is the largest gap of the market's own solution to the planner's, None where the system
    solves another program; `played` that of what people had in the last round to the printed row.
    """

    name: str
    cap: float
    off: dict[str, float]
    why: str
    rounds: int
    consumption: dict[str, float]
    tau: float
    loss: float
    gini: float
    solved: float | None
    played: float

    @property
    def passes(self) -> bool:
        """Whether both gaps are within their tolerance."""
        return (self.solved is None or self.solved <= EXACT) and self.played <= ROUGH


class Tie(msgspec.Struct, frozen=True):
    """Two systems at a cap: the largest gap of their allocations, and that of their Gini indices."""

    first: str
    second: str
    cap: float
    allocation: float
    gini: float

    @property
    def passes(self) -> bool:
        """Whether they tie."""
        return max(self.allocation, self.gini) <= ROUGH


def playable() -> tuple[Limit, ...]:
    """The entries whose systems can be played."""
    return tuple(one for one in LIMITS if one.system in SYSTEMS)


def measured(one: Limit, cap: float) -> Row:
    """A system played at a cap."""
    played = play(one.system, one.dials(cap), one.rounds)
    last = played.rounds[-1]
    had = consumption(last)
    return Row(
        name=one.name,
        cap=cap,
        off=dict(one.off),
        why=one.why,
        rounds=one.rounds,
        consumption=had,
        tau=_tau(last.end),
        loss=loss(had, BASKET),
        gini=last.end.public[f"round {last.number}"]["gini"],
        solved=solved_gap(played.solved) if one.same_program else None,
        played=gap(had, dict(zip(GOODS, PRINTED[cap].consumption, strict=True))),
    )


def solved_gap(solved: Sequence[Solved]) -> float:
    """The largest gap of what the first market gave people, before rounding, to the planner's optimum.

    The planner is told what people would spend, how long they work, and the cap: nothing else. Later
    markets find in the warehouses what rounding left of the first. Infinite if no market was solved.
    """
    if not solved:
        return float("inf")
    program, found = solved[0].program, solved[0].clearing
    homes = [place for place, buyer in enumerate(program.buyers) if buyer.name in GOODS]
    spent = {program.buyers[place].name: program.buyers[place].cash for place in homes}
    had = {program.buyers[place].name: found.bundles[place] for place in homes}
    cap = float("inf") if program.emission_cap is None else program.emission_cap
    return gap(had, by_optimum(spent, cap, program.labour))


def gap(had: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The largest relative difference of one allocation to another."""
    return max(abs(had[good] / other[good] - 1) for good in GOODS)


def _tau(world: World) -> float:
    wage: int = world.fact("labour", "wage")
    return units(world.fact(SKY, "price", 0)) / units(wage)


def neutral_rows(watch: Watch = unwatched) -> Iterator[Row]:
    """Every entry at every cap at which it applies; what is watched are games."""
    applied = [(one, cap) for cap in CAPS for one in playable() if cap in one.caps]
    yield from watch(starmap(measured, applied), len(applied))


def ties(rows: Sequence[Row], first: str, second: str) -> Iterator[Tie]:
    """How far two systems lie apart at each cap where both apply."""
    others = {row.cap: row for row in rows if row.name == second}
    for row in rows:
        if row.name == first and row.cap in others:
            other = others[row.cap]
            apart = abs(row.gini - other.gini)
            yield Tie(first, second, row.cap, gap(row.consumption, other.consumption), apart)
