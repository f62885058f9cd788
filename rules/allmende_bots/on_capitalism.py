"""How each mind acts on what private property asks: taxes, lobbying, credit, shares, takeovers.

Greedy is the myopic best reply to the published rules, reckoned from its own view: who gains more from
what a tax pays out than its people pay votes for it, who loses lobbies for what that saves.
"""

from __future__ import annotations

from collections.abc import Mapping

from allmende_bots.mind import Habit
from allmende_bots.reckoning import bearable, margin, site_worth
from allmende_rules.amounts import MICRO, micro
from allmende_rules.land import Enterprise
from allmende_rules.mechanisms.lobbying import best_reply
from allmende_rules.mechanisms.shares import WHOLE
from allmende_rules.phases.market.investment import machine_price
from allmende_rules.phases.property.capital_market import IN_USE, in_use, open_offer, worth_of
from allmende_rules.phases.property.charges import CARBON_TAX, HARVEST_TAX, INCOME_LEVY, unit_taxes
from allmende_rules.phases.property.credit_market import debt, rate_for
from allmende_rules.phases.property.ownership import BANK, SHARE
from allmende_rules.phases.property.regulation import attention
from allmende_rules.questions import Amount, Ballot, Value
from allmende_rules.sky import SKY
from allmende_rules.view import View
from allmende_rules.world import TABLE

BIDS = {"cautious": 0.5, "greedy": 0.9, "cooperative": 0.7, "conditional": 0.8}
"""What part of a round's earnings each mind pays for a site; as its bids for licences."""
STEP = {HARVEST_TAX: 0.1, CARBON_TAX: 0.25, INCOME_LEVY: 0.1}
"""How far from the law a vote for the commons goes, in the tax's own units."""
TAXES = (HARVEST_TAX, CARBON_TAX, INCOME_LEVY)
"""The topics of ballots on taxes."""
SLOPE = 0.7
"""How much of others' restraint the conditional mind gives back (see its own file)."""
CLEAN = 0.5
"""Emissions above this part of the opening's are too many for who votes for the commons."""


def _last(view: View) -> str:
    return f"round {view.fact(TABLE, 'round', 0) - 1}"


def _lives_below_the_mean(view: View) -> bool:
    """Whether its people had less than others last round; in the first, whether it runs nothing."""
    mine = view.secret(view.seat or "", _last(view), {}).get("consumption")
    if mine is None:
        return not any(view.land.is_enterprise(unit) for unit in view.holds)
    all_had: float = view.fact(_last(view), "consumption")
    return bool(mine < all_had)


def gains_from_sharing(view: View, question: Ballot) -> Value:
    """More than the law if its people are below the mean, for what is paid out is alike a head; else less.

    By a step, as all minds vote on taxes: what it reckons from the last round holds near the law alone.
    """
    step = STEP[question.topic]
    return _moved(question, step if _lives_below_the_mean(view) else -step)


def tax_bill(view: View) -> int:
    """What the taxes of the round would cost the sites that it runs, made as much as last round."""
    return sum(
        [
            tax * view.fact(site.id, "output", view.fact(site.id, "capacity")) // MICRO
            for site in _sites(view)
            for tax in unit_taxes(view, site, None).values()
        ]
    )


def _sites(view: View) -> list[Enterprise]:
    return [view.land.enterprise(unit) for unit in view.holds if view.land.is_enterprise(unit)]


def worth_lobbying(view: View, question: Amount) -> Value:
    """What brings most for its own tax bill, as if nobody else spent anything."""
    most = micro(view.fact("dials", "lobbying"))
    stake = tax_bill(view) + _levy_bill(view)
    return min(question.high, best_reply(most, stake, 0, attention(view)))


def _levy_bill(view: View) -> int:
    """What the levy of the round takes of its people's last income, less what is paid back alike."""
    mine = view.secret(view.seat or "", _last(view), {})
    net = mine.get("income", 0.0) * view.fact("dials", INCOME_LEVY) - mine.get("dividend", 0.0)
    return max(0, micro(net))


def for_bank_or_debtor(view: View, question: Amount) -> Value:
    """Dear money for who owns more of the bank's claims than it owes, cheap money for who owes more."""
    homes = [unit for unit in view.holds if view.land.is_household(unit)]
    owed = sum([debt(view, site.id) for site in _sites(view)])
    loans: int = view.fact(BANK, "loans", 0)
    owned = sum([view.amount(home, SHARE + BANK) for home in homes]) / WHOLE * loans
    return question.low if owed > owned else question.high if owned else question.default


def strict_if_it_pays(view: View, question: Amount) -> Value:
    """Collects all if its people's part of what is paid out is more than their own sites' bill."""
    whole = sum(
        [
            tax * view.fact(site.id, "output", view.fact(site.id, "capacity")) // MICRO
            for site in view.land.enterprises
            for tax in unit_taxes(view, site, None).values()
        ]
    )
    people = sum([group.people for group in view.land.households])
    mine = [view.land.household(unit) for unit in view.holds if view.land.is_household(unit)]
    part = whole * sum([group.people for group in mine]) // people
    return question.high if part >= tax_bill(view) else question.low


def levered(view: View, question: Amount) -> Value:
    """As much as the bank lends if machines are short and earn more than interest and wear.

    None in the last round, for machines work from the next one on.
    """
    site = view.land.enterprise(question.about)
    if _left(view) == 0 or in_use(view, site) < IN_USE:
        return question.low
    cost, wear = machine_price(view, site.good), view.land.frictions.depreciation
    earns = margin(view, site) / cost if cost else 0.0
    return question.high if earns > rate_for(view, site, question.high) + wear else question.low


def _left(view: View) -> int:
    """The rounds that follow this one."""
    rounds: int = view.fact(TABLE, "rounds")
    return rounds - int(view.fact(TABLE, "round"))


def chases_profit(view: View, question: Amount) -> Value:
    """All that it may if the shares on offer pay for themselves in the rounds that are left."""
    site = open_offer(view)
    if site is None:
        return question.low
    pays = _left(view) * view.fact(site.id, "profit", 0) > worth_of(view, site) + question.high
    return question.high if pays else question.low


def _bid(part: float) -> Habit:
    """Bids that part of what a round like the last would leave."""

    def bid(view: View, question: Amount) -> Value:
        site = view.land.enterprise(question.about)
        return max(question.low, min(question.high, micro(part * site_worth(view, site))))

    return bid


def overused(view: View) -> float:
    """How far the most strained stock was taken from beyond what it bears: 0 if none was, 1 at twice."""
    strains = [0.0]
    for resource in view.land.resources:
        could, cut = bearable(view, resource.id), view.fact(resource.id, "harvest", 0.0)
        strains.append(min(1.0, max(0.0, cut / could - 1)) if could else float(cut > 0))
    return max(strains)


def spare_the_stock(view: View, question: Ballot) -> Value:
    """More than the law while stocks are overused; what is law while they are not."""
    step = STEP[HARVEST_TAX] if overused(view) else 0.0
    return _moved(question, step)


def overheated(view: View) -> float:
    """How far more went up last round than half of the opening's emissions: 0 if not, 1 at all of them."""
    climate = view.land.climate
    if climate is None:
        return 0.0
    emitted: float = view.fact(SKY, "emissions", climate.baseline)
    return min(1.0, max(0.0, emitted / (CLEAN * climate.baseline) - 1))


def spare_the_sky(view: View, question: Ballot) -> Value:
    """More than the law while more than half of the opening's emissions go up."""
    return _moved(question, STEP[CARBON_TAX] if overheated(view) else 0.0)


def share_with_those_in_need(view: View, question: Ballot) -> Value:
    """More than the law while anybody goes short."""
    short: bool = view.fact(_last(view), "needs_met", 1.0) < 1
    return _moved(question, STEP[INCOME_LEVY] if short else 0.0)


def as_others_spare(view: View, question: Ballot) -> Value:
    """More than the law by how much others overused, a little less."""
    return _moved(question, SLOPE * STEP[HARVEST_TAX] * overused(view))


def as_others_emit(view: View, question: Ballot) -> Value:
    """More than the law by how much too much all together emitted, a little less."""
    return _moved(question, SLOPE * STEP[CARBON_TAX] * overheated(view))


def _moved(question: Ballot, step: float) -> int:
    law = question.default if isinstance(question.default, int) else question.low
    return max(question.low, min(question.high, law + micro(step)))


CAUTIOUS: Mapping[str, Habit] = {"takeover": _bid(BIDS["cautious"])}
GREEDY: Mapping[str, Habit] = {
    **dict.fromkeys(TAXES, gains_from_sharing),
    "lobby": worth_lobbying,
    "interest": for_bank_or_debtor,
    "enforce": strict_if_it_pays,
    "borrow": levered,
    "stake": chases_profit,
    "takeover": _bid(BIDS["greedy"]),
}
COOPERATIVE: Mapping[str, Habit] = {
    HARVEST_TAX: spare_the_stock,
    CARBON_TAX: spare_the_sky,
    INCOME_LEVY: share_with_those_in_need,
    "takeover": _bid(BIDS["cooperative"]),
}
CONDITIONAL: Mapping[str, Habit] = {
    HARVEST_TAX: as_others_spare,
    CARBON_TAX: as_others_emit,
    "takeover": _bid(BIDS["conditional"]),
}
