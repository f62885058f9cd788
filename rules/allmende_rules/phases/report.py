"""Report: people consume, the round is measured, mandates are followed, and at the last round judged.

There is no winner: the end says what became of the valley and of each mandate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from allmende_rules import measures, measures_own
from allmende_rules.chance import Chance
from allmende_rules.events import USED, Event, Move, Stated
from allmende_rules.land import Goal, Seat
from allmende_rules.ledger import post
from allmende_rules.mandates import MANDATE, mandate_of, rounds_followed
from allmende_rules.phases.causes import seat_causes, valley_causes
from allmende_rules.system import Phase, Replies
from allmende_rules.world import TABLE, World

VALLEY = "valley."
LORENZ = "lorenz"
"""The entity that tells each round's Lorenz curve of consumption."""


def report(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """Measure lives just before goods are consumed; state public and own indicators of the round."""
    lives, name = measures.living(world), f"round {world.round}"
    curve = measures.lorenz(lives)
    common = measures.valley(world, lives, curve)
    own = {seat: measures_own.own(world, seat, lives) for seat in world.fact(TABLE, "seats")}
    progress = {
        seat.id: _mandate(world, seat, own[seat.id], common)
        for seat in world.land.seats
        if seat.id in own
    }
    return [
        *_consume(world),
        Stated("all", name, common),
        Stated("all", LORENZ, {name: [measures.rounded(share) for share in curve]}),
        *valley_causes(world, common),
        *(
            Stated("holder", seat, {name: measured, MANDATE: progress[seat]})
            for seat, measured in own.items()
        ),
        *(one for seat, now in own.items() for one in seat_causes(world, seat, now, lives)),
        *_end(world, common, progress),
    ]


def _consume(world: World) -> list[Event]:
    goods = [f"good:{good.id}" for good in world.land.goods]
    homes = [group.id for group in world.land.households]
    return post(
        "consumption",
        [Move(home, USED, good, world.amount(home, good)) for home in homes for good in goods],
    )


def _mandate(
    world: World, seat: Seat, own: Mapping[str, float], common: Mapping[str, float]
) -> list[dict[str, Any]]:
    """How far a seat's mandate under the system in force has come, since that began.

    A goal's indicator is the seat's own if it has one. The prefix "valley." asks for the valley's
    even where the seat has its own.
    """
    before: Sequence[Mapping[str, Any]] = world.secret(seat.id, MANDATE, ())
    rounds = rounds_followed(world, seat.id)
    goals: list[dict[str, Any]] = []
    for index, goal in enumerate(mandate_of(world, seat).goals):
        shared = goal.indicator.removeprefix(VALLEY)
        now = common.get(shared, 0.0)
        if shared == goal.indicator:
            now = own.get(shared, now)
        goals.append(_progress(goal, rounds, now, before[index] if before else None))
    return goals


def _progress(
    goal: Goal, rounds: int, now: float, before: Mapping[str, Any] | None
) -> dict[str, Any]:
    """One goal after this round, carried on from where it stood."""
    total = measures.rounded(now + (before["sum"] if before else 0.0))
    worst = before["worst"] if before else now
    low, high = goal.at_least, goal.at_most
    worst = min(worst, now) if low is not None else max(worst, now)
    value = {"end": now, "sum": total, "mean": total / rounds, "worst": worst}[goal.over]
    return {
        "text": goal.text,
        "value": measures.rounded(value),
        "bound": low if low is not None else high,
        "direction": "at_least" if low is not None else "at_most",
        "met": (low is None or value >= low) and (high is None or value <= high),
        "sum": total,
        "worst": worst,
    }


def _end(
    world: World, common: Mapping[str, float], progress: Mapping[str, list[dict[str, Any]]]
) -> list[Event]:
    """After the last round, to all: every mandate, and what became of the valley.

    That is the first and last value of what it is judged by, and the worst round for people.
    """
    if world.round < world.fact(TABLE, "rounds"):
        return []
    rounds = [*(world.public[f"round {n}"] for n in range(1, world.round)), common]
    outcome = {
        "first": dict(rounds[0]),
        "last": dict(common),
        "worst_needs_met": min(one["needs_met"] for one in rounds),
        "lowest_stock": {
            resource.id: min(one[f"stock.{resource.id}"] for one in rounds)
            for resource in world.land.resources
        },
    }
    return [Stated("all", "mandates", dict(progress)), Stated("all", "end", outcome)]


REPORT = Phase("report", "Results", resolve=report)
