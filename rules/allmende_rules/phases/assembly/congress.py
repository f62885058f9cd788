"""Congress: the numbers that members set each round, by the median vote, and the motions they table.

A cap for every stock, and how the rent of the Commons is used: renewal first, then dividend and basics.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.land import Resource
from allmende_rules.phases.assembly.laws import overtaken
from allmende_rules.phases.assembly.members import STATUTES_HOLD, Vote, ask_votes, count
from allmende_rules.phases.assembly.motions import ask_motion, proposals, table_motions
from allmende_rules.phases.commons.carbon import carbon_votes
from allmende_rules.phases.commons.sectors import COMMONS
from allmende_rules.phases.courts.dials import UNBOUNDED
from allmende_rules.physics.nature import expected_growth, most_productive
from allmende_rules.questions import Answers, Effect, Question
from allmende_rules.system import Dial, Line, Replies
from allmende_rules.view import View
from allmende_rules.world import World, fold, once

NOTABLE = MICRO // 20
"""A cap that moved by less is told without its change."""
STRUCK = (
    "The ecological court strikes the cap of {wanted} {unit} on {resource}: the stock is expected to "
    "bear {cap}."
)
ABSTAINED = (
    "You abstain: the middle one of the others' votes holds, or the statutes' {cap} {unit} if nobody "
    "votes. With those, the stock would go from {now} to about {then}; expected growth {growth}."
)


def ask_congress(world: World, dials: Sequence[Dial]) -> tuple[Question, ...]:
    """Votes on the numbers of the round, and a motion on one of the dials; the same for all members."""
    return (*ask_votes(votes(world)), ask_motion(world, dials))


@once
def votes(world: World) -> tuple[Vote, ...]:
    """What congress sets each round: a cap for every stock, the dividend's and renewal's share of rent."""
    caps = [
        Vote(
            id=f"cap:{resource.id}",
            title=f"Harvest cap: {resource.name}",
            help="The most that all licences together may harvest this round. " + STATUTES_HOLD,
            unit=resource.unit,
            low=0,
            high=micro(world.fact(resource.id, "stock")),
            now=statutory_cap(world, resource.id),
            effects=(Effect(f"harvest.{resource.id}", 1), Effect(f"stock.{resource.id}", -1)),
        )
        for resource in world.land.resources
        if world.dial("cap_vote")
    ]
    dividend = Vote(
        id="dividend",
        title="Dividend's part of the rent",
        help="After renewal, this part is paid to every citizen alike; the rest buys the basics. "
        "Silence, and no vote at all, mean the part now in force; what is voted stays in force.",
        unit="share",
        low=0,
        high=MICRO,
        now=micro(world.dial("dividend_share")),
        effects=(Effect("dividend", 1),),
    )
    renewal = Vote(
        id="renewal_share",
        title="Renewal's part of the rent",
        help="Comes first, and pays for new machines. Silence means: enough to replace what wears out.",
        unit="share",
        low=0,
        high=MICRO,
        now=None,
        effects=(Effect("capital", 1),),
        required=False,
    )
    return (*caps, *carbon_votes(world), dividend, renewal)


def statutory_cap(world: World, name: str) -> int:
    """The cap that holds unless congress votes another: a share of what the stock can grow by.

    A stock above its most productive size may be drawn down towards it if the dial says so: else
    hardly anything could be harvested from a nearly full stock, which hardly grows.
    """
    resource, stock = world.land.resource(name), world.fact(name, "stock")
    if world.dial("cap_drawdown"):
        stock = min(stock, most_productive(resource))
    wanted = world.dial("cap_share") * expected_growth(resource, stock)
    return micro(min(max(0.0, wanted), world.fact(name, "stock")))


def science_bound(world: World, name: str) -> int:
    """The cap above which the ecological court strikes: some times what a stock is expected to grow by.

    As the statutory cap does, it counts growth at the most productive size where that may be reached.
    """
    resource, bound = world.land.resource(name), world.dial("science_bound")
    stock: float = world.fact(name, "stock")
    if bound >= UNBOUNDED:
        return micro(stock)
    if world.dial("cap_drawdown"):
        stock = min(stock, most_productive(resource))
    return micro(max(0.0, bound * expected_growth(resource, stock)))


def resolve_congress(world: World, replies: Replies, dials: Sequence[Dial]) -> list[Event]:
    """Medians take effect; motions go to the floor."""
    numbers = {vote.id: count(replies, vote) for vote in votes(world)}
    dividend = {"dividend_share": (numbers["dividend"] or 0) / MICRO}
    events: list[Event] = [
        Stated("all", COMMONS, {"renewal_share": numbers["renewal_share"]}),
        Stated("all", "dials", dividend),
        *overtaken(world, dividend),
    ]
    for resource in world.land.resources:
        voted = numbers.get(f"cap:{resource.id}")
        wanted = statutory_cap(world, resource.id) if voted is None else voted
        cap = min(wanted, science_bound(world, resource.id))
        facts = {"resource": resource.name, "cap": round(cap / MICRO, 1), "unit": resource.unit}
        text = "The cap on {resource} is {cap} {unit} this round."
        last = world.fact(resource.id, "cap")
        if last is not None and abs(cap - last) >= NOTABLE:
            facts["change"] = f"{(cap - last) / MICRO:+.1f}"
            text = "The cap on {resource} is {cap} {unit} this round ({change})."
        events.append(Stated("all", resource.id, {"cap": cap}))
        if cap < wanted:
            struck = {"wanted": round(wanted / MICRO, 1), **facts}
            events.append(Told("all", STRUCK, struck))
        events.append(Told("all", text, facts))
        events += _roll_call(world, replies, resource)
    if said := proposals(replies):
        events += table_motions(fold(world, events), said, dials)
    return events


def _roll_call(world: World, replies: Replies, resource: Resource) -> list[Event]:
    """Votes on a cap are open: everybody sees whose number was the middle one."""
    cast = [
        f"{world.land.name(seat)} {value / MICRO:.1f}"
        for seat, said in sorted(replies.items())
        if isinstance(value := said.get(f"cap:{resource.id}"), int)
    ]
    if not cast:
        return []
    facts = {"resource": resource.name, "votes": ", ".join(cast)}
    return [Told("all", "Votes on the cap for {resource}: {votes}; the middle one holds.", facts)]


def preview_caps(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """Where a stock would stand after a round in which the whole cap is harvested."""
    lines: list[Line] = []
    for question in questions:
        if question.topic == "cap":
            resource = view.land.resource(question.about)
            stock: float = view.fact(resource.id, "stock")
            chosen = draft.get(question.id, question.default)
            abstains = not isinstance(chosen, int)
            if abstains:
                chosen = question.default
            cap = units(chosen) if isinstance(chosen, int) else 0.0
            growth = expected_growth(resource, stock)
            facts: dict[str, Any] = {
                "growth": round(growth, 1),
                "now": round(stock, 1),
                "then": round(max(0.0, stock + growth - cap), 1),
            }
            text = "Expected growth {growth}: the stock would go from {now} to about {then}."
            if abstains:
                facts |= {"cap": round(cap, 1), "unit": resource.unit}
                text = ABSTAINED
            lines.append(Line(question.id, text, facts))
    return tuple(lines)
