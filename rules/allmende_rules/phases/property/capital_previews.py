"""What is said ahead of money for machines: what it buys, what a loan costs, what new shares earned."""

from __future__ import annotations

from allmende_rules.amounts import units
from allmende_rules.land import Enterprise
from allmende_rules.phases.market.investment import machine_price
from allmende_rules.phases.property.capital_market import (
    open_offer,
    own_money,
    profit_rate,
    worth_of,
)
from allmende_rules.phases.property.credit_market import debt, rate_for
from allmende_rules.questions import Amount, Answers, Question
from allmende_rules.system import Line
from allmende_rules.view import View
from allmende_rules.world import TABLE

MACHINES_BOUGHT = (
    "Buys {more} {unit} of capacity at last prices, beside {have} of which {worn} wear out."
)
FROM_PURSE = "{own} of it is the enterprise's, {rest} your people's, for {part} % of its shares."
LOAN_COSTS = (
    "{money} would buy {more} {unit} of capacity at last prices. Your debt of {debt} would then cost "
    "{interest} of interest next round, {rate} %, and {back} to pay back; {name} earned {earned} % on its "
    "machines last round."
)
SHARES_EARN = (
    "It earned {profit} last round, {earned} % on its machines. All of {most} would buy your people "
    "{part} % of it, which would have earned {mine}."
)
TOO_LATE = "This is the last round: new machines never work."


def preview_capital(
    view: View, questions: tuple[Question, ...], draft: Answers
) -> tuple[Line, ...]:
    """What machines cost, what a loan buys and costs, and what the shares on offer earned."""
    foresee = {"invest": _machines, "borrow": _loan, "stake": _stake}
    lines: list[Line] = []
    for question in questions:
        chosen = draft.get(question.id, question.default)
        if question.topic in foresee and isinstance(question, Amount) and isinstance(chosen, int):
            lines += foresee[question.topic](view, question, chosen)
            if view.fact(TABLE, "round") == view.fact(TABLE, "rounds"):
                lines.append(Line(question.id, TOO_LATE))
    return tuple(lines)


def _bought(view: View, site: Enterprise, money: int) -> str:
    """Units of capacity for so much money at last prices."""
    return f"{units(money) / (machine_price(view, site.good) or 1.0):.1f}"


def _machines(view: View, question: Amount, chosen: int) -> list[Line]:
    site = view.land.enterprise(question.about)
    have = units(view.fact(site.id, "capacity"))
    facts = {
        "more": _bought(view, site, chosen),
        "unit": view.land.good(site.good).unit,
        "have": f"{have:.1f}",
        "worn": f"{have * view.land.frictions.depreciation:.1f}",
    }
    rest = chosen - own_money(view, site)
    shared = [_from_purse(view, question, site, rest)] if rest > 0 else []
    return [Line(question.id, MACHINES_BOUGHT, facts), *shared]


def _from_purse(view: View, question: Amount, site: Enterprise, rest: int) -> Line:
    facts = {
        "own": f"{units(own_money(view, site)):.2f}",
        "rest": f"{units(rest):.2f}",
        "part": f"{100 * rest / (worth_of(view, site) + rest):.1f}",
    }
    return Line(question.id, FROM_PURSE, facts)


def _loan(view: View, question: Amount, chosen: int) -> list[Line]:
    """What the loan would do, or all that the bank lends where none is asked for."""
    site, more = view.land.enterprise(question.about), chosen or question.high
    rate, owed = rate_for(view, site, more), debt(view, site.id) + more
    facts = {
        "money": f"{units(more):.2f}",
        "more": _bought(view, site, more),
        "unit": view.land.good(site.good).unit,
        "debt": f"{units(owed):.2f}",
        "interest": f"{units(owed) * rate:.2f}",
        "rate": f"{100 * rate:.0f}",
        "back": f"{units(owed) * float(view.fact('dials', 'instalment')):.2f}",
        "name": site.name,
        "earned": f"{100 * profit_rate(view, site):.0f}",
    }
    return [Line(question.id, LOAN_COSTS, facts)]


def _stake(view: View, question: Amount, _chosen: int) -> list[Line]:
    site = open_offer(view)
    if site is None:
        return []
    profit = units(view.fact(site.id, "profit", 0))
    part = question.high / (worth_of(view, site) + question.high)
    facts = {
        "profit": f"{profit:.1f}",
        "earned": f"{100 * profit_rate(view, site):.0f}",
        "most": f"{units(question.high):.1f}",
        "part": f"{100 * part:.1f}",
        "mine": f"{profit * part:.2f}",
    }
    return [Line(question.id, SHARES_EARN, facts)]
