"""The planner's decisions: what is asked, and what answers come to with published defaults for the rest.

Few are required: what is made for people, unless delegates set it, and how hard to inspect.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from allmende_rules.amounts import micro, units
from allmende_rules.measures import GAUGES
from allmende_rules.phases.command.balance import Choices, usual_caps
from allmende_rules.phases.command.facts import DELEGATES_SET, PLAN, setting
from allmende_rules.phases.command.inspectors import most_inspected
from allmende_rules.phases.command.needs import FULL, usual_ends
from allmende_rules.phases.command.prices import ask_prices
from allmende_rules.phases.command.wishes import WISHES, parts_of
from allmende_rules.phases.units import HUNDRED, PERCENT, percent, share
from allmende_rules.questions import Amount, Answers, Effect, Question, Split
from allmende_rules.view import View
from allmende_rules.world import World, once

ENDS, TAUTNESS, AUDIT, MACHINES, HARVEST, ABATE = (
    "ends",
    "tautness",
    "audit",
    "machines",
    "harvest:",
    "abate",
)
MOST_TAUT, MOST_MACHINES, HALF = 1.3, 2.0, 0.5


def ask_plan(world: World, seat: str) -> tuple[Question, ...]:
    """The planner's decisions; nobody else is asked."""
    if world.fact(seat, "role") != "planner":
        return ()
    return _of_planner(world)


@once
def _of_planner(world: World) -> tuple[Question, ...]:
    by_planner = setting(world, "ends_by") != DELEGATES_SET
    return (
        *([_ask_ends(world)] if by_planner else []),
        _ask_audit(world),
        _ask_tautness(percent(setting(world, "tautness"))),
        _ask_machines(),
        *_ask_harvests(world),
        *_ask_abatement(world),
        *ask_prices(world),
    )


def _ask_ends(world: World) -> Split:
    usual = usual_ends(world)
    return Split(
        id=ENDS,
        topic="plan_ends",
        about=PLAN,
        title="What is made for people",
        help="Percent of the worth of all that is made for people; what you add is served first.",
        parts=parts_of(world.land),
        total=FULL,
        unit=PERCENT,
        default=usual,
        effects=tuple([Effect(f"output.{good}", 1, good) for good in usual]),
    )


def _ask_audit(world: World) -> Amount:
    most = most_inspected(world)
    usual = min(most, setting(world, "audit_rate"))
    goods = tuple([good.id for good in world.land.wanted])
    return _sites_to_inspect(percent(usual), percent(most), goods)


@lru_cache(maxsize=64)
def _sites_to_inspect(usual: int, most: int, goods: tuple[str, ...]) -> Amount:
    return Amount(
        id=AUDIT,
        topic="plan_audit",
        about=PLAN,
        title="Sites to inspect",
        help="The share of sites that are inspected this round. What is found out is fined. Inspectors are "
        "drawn from everyone's working hours, and the state pays them.",
        low=0,
        high=most,
        default=usual,
        unit=PERCENT,
        effects=(Effect("fines", 1), *(Effect(f"output.{good}", -1) for good in goods)),
    )


@lru_cache(maxsize=64)
def _ask_tautness(usual: int) -> Amount:
    return Amount(
        id=TAUTNESS,
        topic="plan_tautness",
        about=PLAN,
        title="Tautness of targets",
        help="Of every site in percent of what its reported hours would make, before the ratchet, which goes "
        "by what each achieved and multiplies it. What is asked and not made is short.",
        low=HUNDRED,
        high=percent(MOST_TAUT),
        default=usual,
        unit=PERCENT,
        required=False,
        effects=(Effect("shortage", 1),),
    )


@lru_cache(maxsize=1)
def _ask_machines() -> Amount:
    return Amount(
        id=MACHINES,
        topic="plan_machines",
        about=PLAN,
        title="Machines to build",
        help="In percent of what wear takes of all machines, by worth. They work from next round on.",
        low=0,
        high=percent(MOST_MACHINES),
        default=HUNDRED,
        unit=PERCENT,
        required=False,
        effects=(Effect("capital", 1),),
    )


def _ask_harvests(world: World) -> list[Amount]:
    usual = usual_caps(world)
    return [
        Amount(
            id=HARVEST + one.id,
            topic="plan_harvest",
            about=one.id,
            title=f"Harvest planned at most: {one.name}",
            help="What the plan takes from the stock at most; taut targets ask for more.",
            low=0,
            high=max(micro(HALF * world.fact(one.id, "stock")), micro(usual[one.id])),
            default=micro(usual[one.id]),
            unit=one.unit,
            required=False,
            effects=(Effect(f"harvest.{one.id}", 1),),
        )
        for one in world.land.resources
    ]


def _ask_abatement(world: World) -> list[Amount]:
    if world.land.climate is None:
        return []
    return [
        Amount(
            id=ABATE,
            topic="plan_abatement",
            about=PLAN,
            title="Emissions to abate",
            help="Ordered of every site that emits; it takes labour and inputs. No site moves faster than "
            "technique allows.",
            low=0,
            high=HUNDRED,
            default=0,
            unit=PERCENT,
            required=False,
            effects=(Effect("emissions", -1),),
        )
    ]


def choices(seen: World | View, said: Answers) -> Choices:
    """What these answers decide; what they leave out is as published."""
    caps = usual_caps(seen)
    return Choices(
        ends=_ends(seen, said),
        tautness=part_said(said, TAUTNESS, setting(seen, "tautness")),
        machines=part_said(said, MACHINES, 1.0),
        caps={
            stock: units(value) if isinstance(value := said.get(HARVEST + stock), int) else cap
            for stock, cap in caps.items()
        },
        inspected=min(most_inspected(seen), part_said(said, AUDIT, setting(seen, "audit_rate"))),
    )


def _ends(seen: World | View, said: Answers) -> Mapping[str, float]:
    """The planner's ends, or what delegates voted where that binds."""
    if setting(seen, "ends_by") == DELEGATES_SET:
        return {good.id: FULL * _wish(seen, good.id) for good in seen.land.wanted}
    given = said.get(ENDS)
    return given if isinstance(given, dict) else usual_ends(seen)


def _wish(seen: World | View, good: str) -> float:
    wished: float = seen.fact(GAUGES, f"{WISHES}.{good}", 0.0)
    return wished


def part_said(said: Answers, question: str, default: float) -> float:
    """An answer in percent as a share; the default where there is none."""
    value = said.get(question)
    return share(value) if isinstance(value, int) else default
