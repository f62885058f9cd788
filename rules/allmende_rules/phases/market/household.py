"""What people decide: how to split their cash, and how many hours to work.

The published rule for silence covers needs at last round's prices first, less what the basics bundle
brought last time, and spends the rest by taste; people work the hours they last chose.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from allmende_rules.amounts import largest_remainder, units
from allmende_rules.land import Household
from allmende_rules.phases.units import PERCENT, percent, share
from allmende_rules.questions import Amount, Answers, Effect, Option, Question, Split
from allmende_rules.system import Line
from allmende_rules.view import View
from allmende_rules.world import NO_FACTS, World, once

FULL, LEAST, USUAL = 100, 0.2, 0.8
KEEP = "keep"


def ask_household(world: World, seat: str) -> tuple[Question, ...]:
    """Budget and hours of each household group that a seat holds; both stand until changed."""
    land = world.land
    groups = [land.household(unit) for unit in world.held(seat) if land.is_household(unit)]
    return tuple([question for group in groups for question in _questions(world, group)])


def _questions(world: World, group: Household) -> tuple[Question, Question]:
    return _budget(group.id, _goods(world), *needs_first(world, group).values())


@once
def _goods(world: World) -> tuple[tuple[str, str], ...]:
    return tuple((good.id, good.name) for good in world.land.wanted)


@lru_cache(maxsize=1024)
def _budget(
    group: str, goods: tuple[tuple[str, str], ...], *usual: int
) -> tuple[Question, Question]:
    """The two questions; the same for a group while the usual split, in whole percent, is the same."""
    parts, effects = _parts(goods)
    budget = Split(
        id=f"budget:{group}",
        topic="budget",
        about=group,
        title="Where your people's money goes",
        help="Percent of the household's cash for each good; what you keep is there next round.",
        parts=parts,
        total=FULL,
        unit=PERCENT,
        default=dict(zip((part.value for part in parts), usual, strict=True)),
        required=False,
        effects=effects,
    )
    return budget, _hours(group)


@lru_cache(maxsize=256)
def _hours(group: str) -> Amount:
    return Amount(
        id=f"hours:{group}",
        topic="hours",
        about=group,
        title="Hours your people work",
        help="Percent of all the hours they have. More hours, more wages.",
        low=percent(LEAST),
        high=percent(1.0),
        default=percent(USUAL),
        unit=PERCENT,
        required=False,
        effects=(Effect("wages", 1),),
    )


@lru_cache(maxsize=16)
def _parts(
    goods: tuple[tuple[str, str], ...],
) -> tuple[tuple[Option, ...], tuple[Effect, ...]]:
    """The parts of a budget and what each moves; the same for all groups of a land."""
    bought = tuple(Effect(f"consumption.{good}", 1, good) for good, _ in goods)
    options = tuple(Option(good, name) for good, name in goods)
    return (*options, Option(KEEP, "keep")), (*bought, Effect("cash", 1, KEEP))


@once
def open_needs(world: World) -> tuple[dict[str, float], float]:
    """Money a head, in micro-units, that buys what the basics last left open of each need; the sum."""
    brought: Mapping[str, float] = world.fact("basics", "delivered", NO_FACTS)
    costs = {
        good.id: good.need * (1 - brought.get(good.id, 0.0)) * world.fact(good.id, "price")
        for good in world.land.wanted
    }
    return costs, sum(costs.values())


def needs_first(world: World, group: Household) -> dict[str, int]:
    """A split that buys the needs still open at last prices, then follows tastes (whole percent)."""
    tastes: dict[str, float] = world.secret(group.id, "tastes")
    people, (costs, all_costs) = group.people, open_needs(world)
    left = max(0.0, world.amount(group.id) - people * all_costs)
    weights = [int(people * cost + left * tastes.get(good, 0.0)) for good, cost in costs.items()]
    if not any(weights):
        return {**dict.fromkeys(costs, 0), KEEP: FULL}
    return {**dict(zip(costs, largest_remainder(FULL, weights), strict=True)), KEEP: 0}


def labour_supply(world: World, said: Answers) -> dict[str, int]:
    """Hours that each household group offers, skill included, in micro-units."""
    supply: dict[str, int] = {}
    for group in world.land.households:
        chosen = said.get(f"hours:{group.id}")
        part = share(chosen) if isinstance(chosen, int) else USUAL
        supply[group.id] = round(group.people * group.hours * group.skill * part * 1_000_000)
    return supply


def budgets(world: World, said: Answers, committed: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Money that each household group puts on each good, from cash not `committed` otherwise."""
    plan: dict[str, dict[str, int]] = {}
    for group in world.land.households:
        chosen = said.get(f"budget:{group.id}")
        split = chosen if isinstance(chosen, dict) else needs_first(world, group)
        cash = world.amount(group.id) - committed.get(group.id, 0)
        plan[group.id] = {
            good: cash * part // FULL for good, part in split.items() if good != KEEP and part
        }
    return plan


def preview_household(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """What a draft budget would buy of each need at last round's prices."""
    lines: list[Line] = []
    for question in questions:
        chosen = draft.get(question.id, question.default)
        if question.topic == "budget" and isinstance(chosen, dict):
            group = view.land.household(question.about)
            lines.append(Line(question.id, *_affords(view, group, chosen)))
    return tuple(lines)


def _affords(view: View, group: Household, split: dict[str, int]) -> tuple[str, dict[str, str]]:
    cash = units(view.amount(group.id))
    short: list[str] = []
    for good in view.land.goods:
        price = units(view.fact(good.id, "price")) or 1.0
        covered = view.fact("basics", "delivered", NO_FACTS).get(good.id, 0.0) * good.need
        bought = cash * split.get(good.id, 0) / FULL / price / group.people
        if bought + covered < good.need:
            short.append(f"{good.name} {bought + covered:.2f} of {good.need:.2f}")
    if short:
        return "At last prices a person would lack: {short}.", {"short": ", ".join(short)}
    return "At last prices everyone's needs are met.", {}
