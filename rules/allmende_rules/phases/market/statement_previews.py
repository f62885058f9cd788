"""What is said ahead of a statement: its price, what law and fees add, and what cleaner or better work takes.

All of it comes from the asking seat's view: last prices, its own costs, and the licences and lots that
everybody may see.
"""

from __future__ import annotations

from math import exp

from allmende_rules.amounts import units
from allmende_rules.land import Enterprise
from allmende_rules.land_parts import Research
from allmende_rules.mechanisms.licensing import Licence
from allmende_rules.phases.abatement import burden, emission_of, emission_rate, worthwhile
from allmende_rules.phases.commons.harvest_lots import LOTS
from allmende_rules.phases.commons.sectors import AUTONOMOUS, LICENSED
from allmende_rules.phases.commons.site_licences import LICENCES
from allmende_rules.phases.market.enterprise import Statement, stated, true_labour, unit_cost
from allmende_rules.phases.units import HUNDRED, share
from allmende_rules.physics.damages import learned
from allmende_rules.questions import Amount, Answers, Question
from allmende_rules.sky import SKY
from allmende_rules.system import Line
from allmende_rules.view import View

PRICE = (
    "Cost {cost} a unit, so you sell from {price}; {good} last fetched {last}. "
    "At full scale: {scale} {unit}, {hours} hours."
)
PRICE_WITH_PERMITS = (
    "Cost {cost} a unit, {permits} of it for what it emits, so you sell from {price}; "
    "{good} last fetched {last}. At full scale: {scale} {unit}, {hours} hours."
)
CLEAN = (
    "{percent} % abated adds {cost} to labour and inputs of a unit and saves {saved} in permits, at "
    "their usual price of {price}. At that price it pays to abate {pays} %."
)
LEARN = "Buys {bundles} research bundles at last prices; an hour here then makes {more} % more, for good."
LEARN_MOST = (
    "Nothing is put in. All of {most} would buy {bundles} research bundles at last prices, and an hour "
    "here would make {more} % more, for good."
)


def preview_enterprise(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """Price and need of labour that follow from a draft statement, and what lots and fees add to it.

    What the draft leaves out counts as proposed.
    """
    draft = {question.id: question.default for question in questions} | draft
    lines: list[Line] = []
    for question in questions:
        if question.topic == "ask":
            site = view.land.enterprise(question.about)
            lines.append(_price(view, question.id, stated(view, site, draft), draft))
            lines += _law(view, question.id, site)
        elif question.topic == "cleaner" and isinstance(question, Amount):
            lines.append(_cleaner(view, question, draft))
        elif question.topic == "research" and isinstance(question, Amount):
            lines.append(_research(view, question, draft))
    return tuple(lines)


def _price(view: View, question: str, said: Statement, draft: Answers) -> Line:
    site, good = said.site, view.land.good(said.site.good)
    cost = unit_cost(view, site, said.labour, said.abated)
    markup = draft[question]
    permits = emission_rate(view, site, said.abated) * units(view.fact(SKY, "price", 0))
    facts = {
        "cost": _shown(cost),
        "price": _shown(cost * (1 + share(markup if isinstance(markup, int) else 0))),
        "good": good.name,
        "last": _shown(units(view.fact(good.id, "price"))),
        "scale": _shown(said.capacity),
        "unit": good.unit,
        "hours": _shown(said.capacity * said.labour),
    }
    if not permits:
        return Line(question, PRICE, facts)
    return Line(question, PRICE_WITH_PERMITS, facts | {"permits": _shown(permits)})


def _law(view: View, question: str, site: Enterprise) -> list[Line]:
    """How much a site's lots allow this round, and what it pays for its licence and lots."""
    if not view.fact("dials", "auction", 0):
        return []
    lines: list[Line] = []
    good, sector = view.land.good(site.good), view.fact(site.id, "sector")
    lots = {
        name: view.fact(LOTS, name, {}).get("lots", {}).get(site.id, {}) for name in good.harvest
    }
    if lots and sector != AUTONOMOUS:
        allowed = min(units(lots[name].get("quantity", 0)) / a for name, a in good.harvest.items())
        facts = {"allowed": _shown(allowed), "unit": good.unit}
        lines.append(Line(question, "Your lots allow {allowed} {unit} this round.", facts))
    held = [Licence(*row) for row in view.fact(LICENCES, "held", ())]
    fee = sum([one.fee for one in held if one.kind == site.id and sector == LICENSED])
    fee += sum([lot.get("fee", 0) for lot in lots.values() if sector != AUTONOMOUS])
    if fee:
        text = "Fees of {fee} this round come on top of cost, whatever you make."
        lines.append(Line(question, text, {"fee": _shown(units(fee))}))
    return lines


def _cleaner(view: View, question: Amount, draft: Answers) -> Line:
    """What abating costs a unit and saves it, against abating nothing."""
    site, chosen = view.land.enterprise(question.about), draft[question.id]
    abated = chosen if isinstance(chosen, int) else question.default
    good, price = view.land.good(site.good), units(view.fact(SKY, "usual", 0))
    facts = {
        "percent": f"{share(abated) * 100:.0f}",
        "cost": _shown(_own_cost(view, site, abated) - _own_cost(view, site, 0)),
        "saved": _shown(emission_of(view, good) * share(abated) * price),
        "price": _shown(price),
        "pays": f"{100 * worthwhile(view, good) / HUNDRED:.0f}",
    }
    return Line(question.id, CLEAN, facts)


def _own_cost(view: View, site: Enterprise, abated: int) -> float:
    """Labour and inputs of a unit at last prices, without permits."""
    inputs = view.land.good(site.good).inputs.items()
    bought = sum([a * units(view.fact(j, "price")) for j, a in inputs])
    hours = true_labour(view, site, abated) * units(view.fact("labour", "wage"))
    return hours + burden(view, site, abated) * bought


def _research(view: View, question: Amount, draft: Answers) -> Line:
    """What money for research buys at last prices, and what it adds to an hour's work."""
    put = draft[question.id]
    money = put if isinstance(put, int) and put else question.high
    known = view.land.research or Research(recipe={})
    bundle = sum([a * units(view.fact(j, "price")) for j, a in known.recipe.items()])
    bundles = units(money) / bundle if bundle else 0.0
    capacity = units(max(1, view.fact(question.about, "capacity")))
    rise = learned(bundles / capacity, known.efficiency)
    facts = {"bundles": _shown(bundles), "more": f"{100 * (exp(rise) - 1):.1f}"}
    if put:
        return Line(question.id, LEARN, facts)
    return Line(question.id, LEARN_MOST, facts | {"most": _shown(units(question.high))})


def _shown(value: float) -> str:
    return f"{value:.2f}"
