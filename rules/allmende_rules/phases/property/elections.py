"""Elections: workers set the taxes, each by the median of the rates that they vote for.

Meltzer and Richard (1981) say why that may be a high one: the median voter earns less than the mean.
"""

from __future__ import annotations

from allmende_rules.amounts import micro, units
from allmende_rules.events import Event, Stated, Told
from allmende_rules.phases.assembly.members import Vote, ask_votes, count, is_member
from allmende_rules.phases.commons.carbon import NO_CAP
from allmende_rules.phases.property.charges import (
    CARBON_TAX,
    HARVEST_TAX,
    INCOME_LEVY,
    rate_in_money,
)
from allmende_rules.questions import Answers, Effect, Question
from allmende_rules.sky import SKY
from allmende_rules.system import Line, Replies
from allmende_rules.view import View
from allmende_rules.world import TABLE, World, once

HIGHEST = {HARVEST_TAX: 2.0, CARBON_TAX: 10.0, INCOME_LEVY: 0.6}
"""The highest rates that may be voted: hours of wages a unit, and a share of income."""
TITLES = {
    HARVEST_TAX: "Tax on what is harvested",
    CARBON_TAX: "Tax on what is emitted",
    INCOME_LEVY: "Levy on income",
}
HELPS = {
    HARVEST_TAX: "Hours of wages for each unit taken from a stock. Sellers add it to their price, and "
    "what it brings is paid out to all alike. ",
    CARBON_TAX: "Hours of wages for each unit emitted. Sellers add it to their price, and what it brings "
    "is paid out to all alike. ",
    INCOME_LEVY: "This part (0.2 is 20 %) of wages and dividends above the free amount is taken, and paid "
    "out to all alike. ",
}
LAW_HOLDS = "Silence means the law that holds; what is voted stays law."


def on_the_ballot(world: World) -> tuple[str, ...]:
    """The taxes that voters set: none where the statutes do, nor on what is capped."""
    if not world.dial("tax_vote"):
        return ()
    harvest = world.land.resources and not world.dial("harvest_cap")
    carbon = world.land.climate and world.dial("carbon_cap") >= NO_CAP
    return (
        *((HARVEST_TAX,) if harvest else ()),
        *((CARBON_TAX,) if carbon else ()),
        INCOME_LEVY,
    )


@once
def votes(world: World) -> tuple[Vote, ...]:
    """The rates that voters set this round; the law that holds is what silence means."""
    return tuple(
        [
            Vote(
                id=tax,
                title=TITLES[tax],
                help=HELPS[tax] + LAW_HOLDS,
                unit="share" if tax == INCOME_LEVY else "hours",
                low=0,
                high=micro(HIGHEST[tax]),
                now=micro(world.dial(tax)),
                effects=(Effect(f"dial.{tax}", 1), Effect("dividend", 1)),
            )
            for tax in on_the_ballot(world)
        ]
    )


def ask_elections(world: World, seat: str) -> tuple[Question, ...]:
    """A ballot on each tax, for workers."""
    return ask_votes(votes(world)) if is_member(world, seat) else ()


def hold_elections(world: World, replies: Replies) -> list[Event]:
    """The middle vote on each tax is law; votes are open."""
    events: list[Event] = []
    for vote in votes(world):
        rate = count(replies, vote) or 0
        cast = [
            f"{world.land.name(seat)} {number(vote.id, units(value))}"
            for seat, said in sorted(replies.items())
            if isinstance(value := said.get(vote.id), int)
        ]
        events.append(Stated("all", "dials", {vote.id: units(rate)}))
        if cast:
            facts = {"tax": vote.title, "rate": reads(vote.id, units(rate))}
            text = "{tax}: {rate} by the middle vote ({votes})."
            events.append(Told("all", text, {**facts, "votes": ", ".join(cast)}))
    return events


def reads(tax: str, rate: float) -> str:
    """A rate as people read it, with its unit."""
    return number(tax, rate) + ("" if tax == INCOME_LEVY else " hours a unit")


def number(tax: str, rate: float) -> str:
    """A rate without its unit, but for percent."""
    return f"{100 * rate:.3g} %" if tax == INCOME_LEVY else f"{rate:.3g}"


def preview_elections(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """What a rate is in money today, and what it would have brought on the last round."""
    lines: list[Line] = []
    for question in questions:
        chosen = draft.get(question.id, question.default)
        rate = units(chosen if isinstance(chosen, int) else 0)
        if question.topic in (HARVEST_TAX, CARBON_TAX):
            lines.append(_foresee_tax(view, question, rate))
        elif question.topic == INCOME_LEVY:
            lines.append(_foresee_levy(view, question, rate))
    return tuple(lines)


def taxed_last(view: View, tax: str) -> float:
    """Units taken or emitted last round, on which a tax falls; 0 in the first."""
    if tax == CARBON_TAX:
        return float(view.fact(SKY, "emissions", 0.0))
    return sum([float(view.fact(one.id, "harvest", 0.0)) for one in view.land.resources])


def _foresee_tax(view: View, question: Question, rate: float) -> Line:
    money, much = rate_in_money(view, rate), taxed_last(view, question.topic)
    facts = {"money": f"{money:.2f}"}
    if not much:
        text = "{money} of money a unit at the wage of now. What it brings shows after a round."
        return Line(question.id, text, facts)
    text = (
        "{money} of money a unit at the wage of now. On the {much} {done} last round it would bring "
        "{whole}, {mine} of it to your people."
    )
    facts |= {
        "much": f"{much:.1f}",
        "done": "taken" if question.topic == HARVEST_TAX else "emitted",
        "whole": f"{money * much:.1f}",
        "mine": f"{money * much * part_of_people(view):.2f}",
    }
    return Line(question.id, text, facts)


def part_of_people(view: View) -> float:
    """The part of all people that a seat speaks for: its part of what is paid out alike."""
    mine = [view.land.household(unit) for unit in view.holds if view.land.is_household(unit)]
    whole = sum([group.people for group in view.land.households])
    return sum([group.people for group in mine]) / whole


def _foresee_levy(view: View, question: Question, rate: float) -> Line:
    """What your own people's last income would have paid, and got back of what all incomes would."""
    last = view.fact(TABLE, "round", 0) - 1
    income: float = view.secret(view.seat or "", f"round {last}", {}).get("income", 0.0)
    if not income:
        text = "Nobody has earned yet: what your people would pay and get shows after a round."
        return Line(question.id, text, {})
    text = (
        "On incomes as of last round your people would pay up to {tax} of their {income}, and get back "
        "about {back}."
    )
    facts = {"income": f"{income:.1f}", "tax": f"{income * rate:.1f}"}
    back = incomes_last(view) * rate * part_of_people(view)
    return Line(question.id, text, facts | {"back": f"{back:.1f}"})


def incomes_last(view: View) -> float:
    """Wages and published profits of the last round, in units of money."""
    labour, sites = view.public["labour"], view.land.enterprises
    wages = units(labour.get("worked", 0)) * units(labour["wage"])
    return wages + units(sum([view.fact(site.id, "profit", 0) for site in sites]))
