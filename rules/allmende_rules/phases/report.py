"""Report: people consume, the round is measured, mandates are followed, and at the last round judged.

There is no winner: the end says what became of the valley and of each mandate.
"""

from __future__ import annotations

from typing import Any

from allmende_rules import measures
from allmende_rules.chance import Chance
from allmende_rules.events import USED, Event, Move, Stated
from allmende_rules.land import Goal, Seat
from allmende_rules.ledger import post
from allmende_rules.phases.causes import seat_causes, valley_causes
from allmende_rules.system import Phase, Replies
from allmende_rules.world import TABLE, World, fold

VALLEY = "valley."


def report(world: World, _replies: Replies, _chance: Chance) -> list[Event]:
    """Measure lives just before goods are consumed; state public and own indicators of the round."""
    lives = {group.id: measures.living(world, group) for group in world.land.households}
    name, common = f"round {world.round}", measures.valley(world, lives)
    events: list[Event] = [
        *_consume(world),
        Stated("all", name, common),
        *valley_causes(world, common),
    ]
    for seat in world.fact(TABLE, "seats"):
        own = measures.own(world, seat, lives)
        events.append(Stated("holder", seat, {name: own}))
        events += seat_causes(world, seat, own, lives)
    return [*events, *_judge(fold(world, events))]


def _consume(world: World) -> list[Event]:
    goods = [f"good:{good.id}" for good in world.land.goods]
    homes = [group.id for group in world.land.households]
    return post(
        "consumption",
        (Move(home, USED, good, world.amount(home, good)) for home in homes for good in goods),
    )


def _judge(world: World) -> list[Event]:
    """Progress of each mandate to its seat; after the last round, all of them and the end to all."""
    present = world.fact(TABLE, "seats")
    seats = [seat for seat in world.land.seats if seat.id in present]
    progress = {
        seat.id: [_progress(world, seat, n, goal) for n, goal in enumerate(seat.mandate.goals)]
        for seat in seats
    }
    events: list[Event] = [
        Stated("holder", seat, {"mandate": goals}) for seat, goals in progress.items()
    ]
    if world.round == world.fact(TABLE, "rounds"):
        events.append(Stated("all", "mandates", progress))
        events.append(Stated("all", "end", _outcome(world)))
    return events


def _progress(world: World, seat: Seat, index: int, goal: Goal) -> dict[str, Any]:
    """One goal after this round, carried on from where it stood."""
    now = _value(world, seat.id, goal.indicator)
    before = world.secret(seat.id, "mandate", ())
    kept: dict[str, Any] = before[index] if before else {"sum": 0.0, "worst": now}
    total = round(kept["sum"] + now, measures.DECIMALS)
    low, high = goal.at_least, goal.at_most
    worst = min(kept["worst"], now) if low is not None else max(kept["worst"], now)
    value = {"end": now, "sum": total, "mean": total / world.round, "worst": worst}[goal.over]
    return {
        "text": goal.text,
        "value": round(value, measures.DECIMALS),
        "bound": low if low is not None else high,
        "direction": "at_least" if low is not None else "at_most",
        "met": (low is None or value >= low) and (high is None or value <= high),
        "sum": total,
        "worst": worst,
    }


def _value(world: World, seat: str, indicator: str) -> float:
    """A seat's own indicator this round if it has one of that name, else the valley's, 0 if neither.

    The prefix "valley." asks for the valley's even where the seat has its own.
    """
    name = f"round {world.round}"
    if indicator.startswith(VALLEY):
        return float(world.fact(name, indicator.removeprefix(VALLEY), 0.0))
    own: dict[str, float] = world.secret(seat, name, {})
    common: float = world.fact(name, indicator, 0.0)
    return own.get(indicator, common)


def _outcome(world: World) -> dict[str, Any]:
    """First and last value of what the valley is judged by, and the worst round for people."""
    rounds = range(1, world.round + 1)
    first, last = world.public["round 1"], world.public[f"round {world.round}"]
    return {
        "first": dict(first),
        "last": dict(last),
        "worst_needs_met": min(world.fact(f"round {n}", "needs_met") for n in rounds),
        "lowest_stock": {
            resource.id: min(world.fact(f"round {n}", f"stock.{resource.id}") for n in rounds)
            for resource in world.land.resources
        },
    }


REPORT = Phase("report", "Results", resolve=report)
