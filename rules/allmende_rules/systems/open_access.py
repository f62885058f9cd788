"""Open access: no rules over a commons. Whoever has machines harvests what his effort yields.

Goods and labour clear in a market; the stock has no cap, fee or licence (Gordon 1954, Hardin 1968).
What one user leaves, another may take: restraint is each user's own affair.
"""

from __future__ import annotations

from allmende_rules.amounts import units
from allmende_rules.cards.open_access import CARD
from allmende_rules.chance import Chance
from allmende_rules.events import Event, Stated
from allmende_rules.land import Enterprise
from allmende_rules.phases.enterprise import ask_enterprise, reach
from allmende_rules.phases.household import ask_household, preview_household
from allmende_rules.phases.investment import ask_investment, investment_funds
from allmende_rules.phases.market import clear_market
from allmende_rules.phases.nature import NATURE
from allmende_rules.phases.observe import OBSERVE
from allmende_rules.phases.physical import EXECUTE, SETTLE
from allmende_rules.phases.report import REPORT
from allmende_rules.phases.research import ask_research, research_funds
from allmende_rules.phases.statement_previews import preview_enterprise
from allmende_rules.phases.terms import Arrangement
from allmende_rules.phases.units import HUNDRED, PERCENT, share
from allmende_rules.questions import Amount, Answers, Effect, Question
from allmende_rules.system import Line, Phase, Replies, System
from allmende_rules.view import View
from allmende_rules.world import World


def titles(_world: World) -> list[Event]:
    """Whoever lives off an enterprise owns it; there are no other titles to write."""
    return []


def private(_world: World, _site: Enterprise) -> bool:
    """All machines are private."""
    return True


def ask_effort(world: World, seat: str) -> tuple[Question, ...]:
    """How hard each harvester of the commons goes out this round."""
    held = world.held(seat)
    return tuple(
        Amount(
            id=f"effort:{site.id}",
            topic="effort",
            about=site.id,
            title="Harvest effort",
            help="How hard you harvest, in percent of what your machines could reach today.",
            low=0,
            high=HUNDRED,
            default=world.fact(site.id, "effort", HUNDRED // 2),
            unit=PERCENT,
            effects=(
                Effect(f"harvest.{site.id}", 1),
                *(Effect(f"stock.{name}", -1) for name in world.land.good(site.good).harvest),
            ),
        )
        for site in world.land.enterprises
        if site.id in held and world.land.good(site.good).harvest
    )


def preview_effort(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """What the effort would harvest at most."""
    lines: list[Line] = []
    for question in questions:
        site = view.land.enterprise(question.about)
        chosen = draft.get(question.id, question.default)
        harvest = view.land.good(site.good).harvest
        top = units(reach(view, site)) * share(chosen if isinstance(chosen, int) else 0)
        facts = {"most": round(top * sum(harvest.values()), 1)}
        lines.append(Line(question.id, "You would take up to {most} from the commons.", facts))
    return tuple(lines)


def choose_effort(_world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """Efforts become known when everyone has gone out."""
    return [
        Stated("all", question.partition(":")[2], {"effort": value})
        for answers in replies.values()
        for question, value in answers.items()
    ]


def ask_allocation(world: World, seat: str) -> tuple[Question, ...]:
    """Owners state and invest, households spend and work."""
    return (
        *ask_enterprise(world, seat),
        *ask_investment(world, seat, private),
        *ask_research(world, seat),
        *ask_household(world, seat),
    )


def preview_allocation(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """Costs and prices of a statement, needs that a budget covers."""
    return (
        *preview_enterprise(view, questions, draft),
        *preview_household(view, questions, draft),
    )


def allocate(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """The market clears; harvesters sell at most what their effort brings in."""
    efforts = {
        site.id: units(reach(world, site)) * share(world.fact(site.id, "effort"))
        for site in world.land.enterprises
        if world.land.good(site.good).harvest
    }
    owners = {site.id: site.household for site in world.land.enterprises}
    funds = (*investment_funds(world, replies), *research_funds(world, replies))
    return clear_market(world, replies, Arrangement(owners=owners, limits=efforts, funds=funds))


OPEN_ACCESS = System(
    id="open_access",
    name="Open access",
    summary="Nobody owns the commons and no rule limits its use.",
    roles={"licensee": "User", "member": "Villager", "planner": "Villager"},
    open=titles,
    dials=(),
    card=CARD,
    phases=(
        OBSERVE,
        Phase(
            "effort",
            "Going out",
            resolve=choose_effort,
            ask=ask_effort,
            preview=preview_effort,
            help="Users of the commons choose how hard they harvest. All efforts count at once.",
        ),
        Phase(
            "allocate",
            "Market",
            resolve=allocate,
            ask=ask_allocation,
            preview=preview_allocation,
            help="Enterprises say what they offer and ask; households say what they spend and work.",
        ),
        EXECUTE,
        SETTLE,
        NATURE,
        REPORT,
    ),
)
