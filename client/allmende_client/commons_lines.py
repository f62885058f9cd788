"""How the commons are, in short pieces: stocks with their path, the sky, needs, prices and the wage."""

from __future__ import annotations

from allmende_client import series
from allmende_client.format import distinct, percent, plain, sparkline, trend, trend_word
from allmende_client.model import Model
from allmende_client.words import _
from allmende_rules.amounts import units
from allmende_rules.sky import SKY


def stock_shares(model: Model) -> list[tuple[str, float]]:
    """The name of each stock, and how much there is of what the land carries."""
    if model.welcome is None:
        return []
    return [
        (r.name, model.fact(r.id, "stock", default=r.stock) / r.carrying_capacity)
        for r in model.welcome.land.resources
    ]


def stock_path(model: Model, resource: str) -> list[float]:
    """A stock's share from the opening over all finished rounds."""
    land = model.welcome.land if model.welcome else None
    opening = (
        [r.stock / r.carrying_capacity for r in land.resources if r.id == resource] if land else []
    )
    return [*opening, *series.series(model, f"stock.{resource}")[1]]


def commons(model: Model, *, spoken: bool = False) -> list[str]:
    """The state of the commons in short pieces: stocks, needs, prices, wage, each with its trend.

    `spoken` leaves pictures and arrows out, for readers who hear the text.
    """
    if model.welcome is None:
        return []
    land = model.welcome.land
    pieces = []
    for resource, (name, share) in zip(land.resources, stock_shares(model), strict=True):
        path = [*stock_path(model, resource.id)[-5:], share]
        picture = "" if spoken else f" {sparkline(path, high=1.0)}"
        pieces.append(f"{name} {percent(share)}{picture}")
    pieces += _sky(model, spoken=spoken)
    met = series.series(model, "needs_met")[1]
    if met:
        pieces.append(_("needs {share}").format(share=percent(met[-1])))
    prices = [_price(model, good.id, "price", f"price.{good.id}") for good in land.goods]
    named = [(good.name, price) for good, price in zip(land.goods, prices, strict=True)]
    for name, (was, now) in (*named, (_("wage"), _price(model, "labour", "wage", "wage"))):
        before = distinct(was, now, plain)
        word = trend_word(before, now)
        moved = (f" ({word})" if word else "") if spoken else trend(before, now)
        pieces.append(f"{name} {plain(now)}{moved}")
    return pieces


def _price(model: Model, entity: str, fact: str, indicator_: str) -> tuple[float | None, float]:
    """A price before the last finished round, and now."""
    before, _last = series.last_two(series.series(model, indicator_)[1])
    return before, units(model.fact(entity, fact, default=0))


def _sky(model: Model, *, spoken: bool) -> list[str]:
    """How much warmer the sky is than before industry, where the land has one."""
    climate = model.welcome.land.climate if model.welcome else None
    if climate is None:
        return []
    now = float(model.fact(SKY, "temperature", default=climate.warming))
    before, _last = series.last_two(series.series(model, "temperature")[1])
    moved = f" ({trend_word(before, now)})" if spoken and before is not None else ""
    arrow = "" if spoken else trend(before, now)
    return [f"{climate.name} +{now:.2f}°{moved or arrow}"]
