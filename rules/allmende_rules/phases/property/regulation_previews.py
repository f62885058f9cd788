"""What is said ahead of lobbying and regulation: what comes off a tax, what interest and collection bring."""

from __future__ import annotations

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.lobbying import taken_off
from allmende_rules.phases.property.charges import (
    CARBON_TAX,
    HARVEST_TAX,
    INCOME_LEVY,
    rate_in_money,
    unit_taxes,
)
from allmende_rules.phases.property.credit_market import collateral, debt, terms_of
from allmende_rules.phases.property.elections import (
    TITLES,
    number,
    part_of_people,
    reads,
    taxed_last,
)
from allmende_rules.phases.property.regulation import attention
from allmende_rules.phases.units import share
from allmende_rules.questions import Amount, Answers, Question
from allmende_rules.system import Line
from allmende_rules.view import View
from allmende_rules.world import TABLE

PULL = "If you spend {spent} and nobody else does, {percent} % comes off: {rates}."
SAVED = "On last round's output and income that saves your people and sites {saved}."
CREDIT = (
    "A loan costs {rate} % a round where it is the first, up to {top} % on all that the bank lends."
)
DEBTS = "Debts of {debt} would cost {interest} a round. Machines earned {earned} % last round."
COLLECTED = (
    "On the last round {whole} would be due: you collect {part}, {mine} of it for your people."
)


def preview_regulation(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """What money for lobbying takes off the taxes, what credit would cost, what is collected."""
    foresee = {"lobby": _lobby, "interest": _interest, "enforce": _collected}
    lines: list[Line] = []
    for question in questions:
        chosen = draft.get(question.id, question.default)
        if isinstance(question, Amount) and isinstance(chosen, int):
            lines += foresee[question.topic](view, question, chosen)
    return tuple(lines)


def _lobby(view: View, question: Amount, chosen: int) -> list[Line]:
    """What the money takes off, or the most that may be spent where none is."""
    spent = chosen or question.high
    part = units(taken_off(micro(view.fact("dials", "lobbying")), spent, attention(view)))
    rates = [
        f"{TITLES[tax]} from {number(tax, law)} to {reads(tax, law * (1 - part))}"
        for tax, law in _bills(view, question).items()
    ]
    facts = {
        "spent": f"{units(spent):.2f}",
        "percent": f"{100 * part:.1f}",
        "rates": ", ".join(rates),
    }
    saved = part * _bill(view)
    told = [Line(question.id, SAVED, {"saved": f"{saved:.2f}"})] if saved else []
    return [Line(question.id, PULL, facts), *told]


def _bills(view: View, question: Amount) -> dict[str, float]:
    """The taxes that a question bears on, as voted."""
    named = [effect.indicator.removeprefix("dial.") for effect in question.effects]
    return {tax: view.fact("dials", tax) for tax in named}


def _bill(view: View) -> float:
    """What the taxes of the round would cost the seat's sites and people, on the last round."""
    last = view.fact(TABLE, "round", 0) - 1
    income: float = view.secret(view.seat or "", f"round {last}", {}).get("income", 0.0)
    sites = [view.land.enterprise(unit) for unit in view.holds if view.land.is_enterprise(unit)]
    due = sum([_site_bill(view, site) for site in sites])
    return units(due) + income * float(view.fact("dials", INCOME_LEVY))


def _site_bill(view: View, site: Enterprise) -> int:
    made: int = view.fact(site.id, "output", 0)
    return sum([tax * made // MICRO for tax in unit_taxes(view, site, None).values()])


def _interest(view: View, question: Amount, chosen: int) -> list[Line]:
    rate, spread = share(chosen), view.fact("dials", "spread")
    top = rate + spread * units(terms_of(view).ltv)
    facts = {"rate": f"{100 * rate:.3g}", "top": f"{100 * top:.3g}"}
    return [Line(question.id, CREDIT, facts), *_debts(view, question, rate, spread)]


def _debts(view: View, question: Amount, rate: float, spread: float) -> list[Line]:
    """What those who owe would pay, beside what machines earn; nothing before anybody owes or earns."""
    sites = view.land.enterprises
    worth = {site.id: collateral(view, site) for site in sites}
    owed = {site.id: debt(view, site.id) for site in sites}
    profits = sum([view.fact(site.id, "profit", 0) for site in sites])
    if not any(owed.values()) and not profits:
        return []
    due = [
        units(much) * (rate + spread * much / max(much, worth[site], 1))
        for site, much in owed.items()
    ]
    facts = {
        "debt": f"{units(sum(owed.values())):.1f}",
        "interest": f"{sum(due):.1f}",
        "earned": f"{100 * profits / max(MICRO, sum(worth.values())):.0f}",
    }
    return [Line(question.id, DEBTS, facts)]


def _collected(view: View, question: Amount, chosen: int) -> list[Line]:
    due = sum(
        [
            rate_in_money(view, view.fact("dials", tax)) * taxed_last(view, tax)
            for tax in (HARVEST_TAX, CARBON_TAX)
        ]
    )
    if not due:
        return []
    part = due * share(chosen)
    mine = part * part_of_people(view)
    facts = {"whole": f"{due:.1f}", "part": f"{part:.1f}", "mine": f"{mine:.2f}"}
    return [Line(question.id, COLLECTED, facts)]
