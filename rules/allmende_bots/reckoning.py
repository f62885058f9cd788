"""What any mind reckons from its view: margins, worth of a licence, and what a commons can bear."""

from __future__ import annotations

from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.land import Enterprise
from allmende_rules.phases.market.enterprise import true_labour, unit_cost
from allmende_rules.physics.nature import expected_growth
from allmende_rules.questions import Amount, Bid, Offer, Question
from allmende_rules.view import View

TARGET, SPEED = 0.6, 0.2
"""The share of carrying capacity at which a careful user would hold a stock, and how fast to go there."""


def margin(view: View, site: Enterprise) -> float:
    """Money left of a unit's last price after labour and inputs; never below 0."""
    known = view.secret(site.id, "theta") is not None
    labour = true_labour(view, site) if known else view.land.good(site.good).labour
    return max(0.0, units(view.fact(site.good, "price")) - unit_cost(view, site, labour))


def site_worth(view: View, site: Enterprise) -> float:
    """What a round like the last would leave, before the fee; at full scale if there was none."""
    capacity: int = view.fact(site.id, "capacity")
    return margin(view, site) * units(min(capacity, view.fact(site.id, "output", capacity)))


def bid_for_site(view: View, question: Amount, part: float) -> int:
    """A part of what the site would leave, within the question's bounds; nothing below its own default."""
    site = view.land.enterprise(question.about)
    return max(question.low, min(question.high, micro(part * site_worth(view, site))))


def bid_for_lots(view: View, question: Bid, part: float) -> Offer:
    """All the lots that machines could use, for a part of the margin that a unit of harvest brings."""
    site = view.land.enterprise(question.about)
    per_unit = sum(view.land.good(site.good).harvest.values())
    worth = micro(part * margin(view, site) / per_unit)
    affordable = question.budget * MICRO // question.most if question.most else 0
    return Offer(question.most, min(worth, question.highest, affordable))


def bearable(view: View, name: str) -> float:
    """What a stock can bear in a round: its growth, and a fifth of what stands above its target."""
    resource = view.land.resource(name)
    stock: float = view.fact(name, "stock")
    excess = stock - TARGET * resource.carrying_capacity
    return max(0.0, expected_growth(resource, stock) + SPEED * excess)


def sustainable_part(view: View, question: Question) -> float:
    """The effort at which all harvesters alike would take what the stock can bear."""
    site = view.land.enterprise(question.about)
    parts = [1.0]
    for name, per_unit in view.land.good(site.good).harvest.items():
        resource = view.land.resource(name)
        users = [e for e in view.land.enterprises if name in view.land.good(e.good).harvest]
        stock: float = view.fact(name, "stock")
        density = min(1.0, resource.catchability * stock / resource.carrying_capacity)
        reach = sum(units(view.fact(e.id, "capacity")) for e in users) * per_unit * density
        parts.append(bearable(view, name) / reach if reach else 0.0)
    return min(parts)
