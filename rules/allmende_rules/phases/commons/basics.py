"""The basics: what the planner is asked, what the plan makes of it, what the fund buys, who gets it.

The planner sets a target for each need. A plan of the planned sector says how much of them can be met;
the basics fund buys goods in the plan's proportions as far as its cash goes, and no more than is asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from allmende_rules.amounts import units
from allmende_rules.events import Event, Move, Stated, Told
from allmende_rules.ledger import post
from allmende_rules.mechanisms.dividend import per_head
from allmende_rules.phases.commons.basics_delivery import Delivery, in_words, planned_delivery
from allmende_rules.phases.commons.basics_missed import why_missed
from allmende_rules.phases.commons.sectors import BASICS
from allmende_rules.phases.market.terms import Fund
from allmende_rules.phases.units import HUNDRED, PERCENT, share
from allmende_rules.questions import Amount, Effect, Value
from allmende_rules.system import Replies
from allmende_rules.world import NO_FACTS, TABLE, World

TOPIC = "basics"
"""The topic of the targets, and the public entity that tells what was planned and delivered."""

COVERED = "The basics covered {percent} % of everyone's needs; {planned} % was planned."


def plans_basics(world: World, seat: str) -> bool:
    """Whether a seat plans the basics: under systems with a basics fund, which has open books."""
    books: tuple[str, ...] = world.fact(TABLE, "open_books", ())
    return world.fact(seat, "role") == "planner" and BASICS in books


def ask_targets(world: World) -> tuple[Amount, ...]:
    """How much of each need to deliver to everyone; the first is to be decided, the others stand."""
    return _targets(tuple([(good.id, good.name) for good in world.land.goods if good.need]))


@lru_cache(maxsize=64)
def _targets(needs: tuple[tuple[str, str], ...]) -> tuple[Amount, ...]:
    return tuple(_target(good, name, first=not n) for n, (good, name) in enumerate(needs))


def _target(good: str, name: str, *, first: bool) -> Amount:
    return Amount(
        id=f"{TOPIC}:{good}",
        topic=TOPIC,
        about=good,
        title=f"Basics for everyone: {name}",
        help="The part of each person's need of it that the planned sector delivers free of price.",
        low=0,
        high=HUNDRED,
        default=HUNDRED,
        unit=PERCENT,
        required=first,
        effects=(Effect(f"basics.{good}", 1),),
    )


def first_said(replies: Replies, question: str) -> Value:
    """The answer of the first seat that was asked a question; None if nobody was."""
    return next((said[question] for said in replies.values() if question in said), None)


def targets_said(world: World, replies: Replies) -> dict[str, float]:
    """The share of each need that is asked: all of it where nobody plans."""
    targets: dict[str, float] = {}
    for good in world.land.goods:
        if good.need:
            said = first_said(replies, f"{TOPIC}:{good.id}")
            targets[good.id] = share(said if isinstance(said, int) else HUNDRED)
    return targets


def plan_basics(world: World, replies: Replies) -> tuple[tuple[Fund, ...], list[Event]]:
    """Plan the targets from what the plants report; the fund that buys it, and what all are told."""
    targets, said = targets_said(world, replies), dict[str, Value]()
    for answers in replies.values():
        said.update(answers)
    planned = planned_delivery(world, targets, said)
    return _fund(world, planned, targets), _told(world, targets, planned)


def _fund(world: World, planned: Delivery, targets: Mapping[str, float]) -> tuple[Fund, ...]:
    """A buyer of bundles, one a head, of needs in the proportions in which the plan covers them."""
    cash, most = world.amount(BASICS), max(planned.shares.values(), default=0.0)
    if not cash or not most:
        return ()
    people = sum([group.people for group in world.land.households])
    parts = {good: covered / most for good, covered in planned.shares.items() if covered}
    recipe = {good: world.land.good(good).need * part for good, part in parts.items()}
    bundles = min([targets[good] / part for good, part in parts.items()])
    return (Fund(BASICS, BASICS, cash, recipe, bundles * people),)


def _told(world: World, targets: Mapping[str, float], planned: Delivery) -> list[Event]:
    """To all: the targets, what the plan makes of them, what stands in its way and would mend it."""
    facts = {
        "asked": dict(targets),
        "planned": _rounded(planned.shares),
        "scales": _rounded(planned.scales),
        "cost": round(planned.cost, 6),
        "cash": world.amount(BASICS),
    }
    words = [Told("all", text, said) for text, said in in_words(targets, planned)]
    return [Stated("all", TOPIC, facts), *words]


def _rounded(amounts: Mapping[str, float]) -> dict[str, float]:
    return {name: round(amount, 6) for name, amount in amounts.items()}


def hand_out_basics(world: World) -> list[Event]:
    """Goods that the basics fund bought go to all groups alike, a head."""
    people = {group.id: group.people for group in world.land.households}
    moves = [
        Move(BASICS, group, asset, part)
        for asset in [f"good:{good.id}" for good in world.land.goods]
        if (bought := world.amount(BASICS, asset))
        for group, part in per_head(bought, people).items()
    ]
    delivered = _delivered(world, sum(people.values()))
    covered = min(delivered.values(), default=0.0)
    planned: Mapping[str, float] = world.fact(TOPIC, "planned", {})
    why, reasons = why_missed(world, world.public.get(TOPIC, NO_FACTS), delivered)
    facts = {
        "percent": round(100 * covered, 1),
        "planned": round(100 * min(planned.values(), default=0.0), 1),
        **reasons,
    }
    return [
        *post("basics", moves),
        Stated("all", TOPIC, {"coverage": covered, "delivered": delivered}),
        Told("all", COVERED + why, facts),
    ]


def _delivered(world: World, people: int) -> dict[str, float]:
    """The share of everyone's need of each good that the bundle brings."""
    return {
        good.id: round(units(world.amount(BASICS, f"good:{good.id}")) / (good.need * people), 6)
        for good in world.land.goods
        if good.need
    }
