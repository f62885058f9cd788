"""What several screens and the plain dialogue say, as lines of text made from the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from allmende_client import bundles, series
from allmende_client.describe import indicator_name
from allmende_client.format import (
    apart,
    distinct,
    indicator,
    number,
    trend,
    trend_word,
)
from allmende_client.model import Model, News
from allmende_client.words import _
from allmende_protocol.messages import Heard
from allmende_rules.land import Goal, Mandate, Seat, mandate_under

OWN = ("income", "wages", "profit", "dividend", "fees", "cash", "consumption", "needs_met")
"""The seat's own indicators that a result page shows, in this order."""
VALLEY = (
    "needs_met",
    "gini",
    "capital",
    "unemployment",
    "basics",
    "wage",
    "temperature",
    "emissions",
    "queue_hours",
)
"""The common indicators that a result page shows between stocks and prices."""
ALWAYS = (
    "income",
    "cash",
    "consumption",
    "needs_met",
    "gini",
    "capital",
    "unemployment",
    "wage",
    "stock",
    "price",
)
"""What a result page shows also where it has been 0 in all rounds; anything else that is says nothing."""


def place(model: Model) -> str:
    """What the world of the game is called."""
    return model.welcome.name if model.welcome else _("The world")


def why(model: Model, most: int = 20) -> list[News]:
    """The latest news, newest round first, what concerns this seat alone before the rest."""
    latest = sorted({news.round for news in model.news}, reverse=True)[:2]
    found: list[News] = []
    for number_ in latest:
        of_round = [news for news in model.news if news.round == number_]
        found += sorted(of_round, key=lambda news: news.rank)
    return found[:most]


def mandate(model: Model, seat: str, *, spoken: bool = False) -> list[str]:
    """A seat's goals, a line each: met or not, where it stands, what it should be.

    Before the first report they are only named; what is known is the seat's own, or at the end all's.
    """
    wanted, reached = goals(model, seat), _reached(model, seat)
    if not reached:
        return [goal.text if spoken else f"· {goal.text}" for goal in wanted]
    return [_goal(goal, now, spoken=spoken) for goal, now in zip(wanted, reached, strict=False)]


def mandate_brief(model: Model, seat: str) -> list[tuple[str, str]]:
    """A seat's goals as a mark with words, and where each stands; the words tell the bound."""
    wanted, reached = goals(model, seat), _reached(model, seat)
    if not reached:
        return [(f"· {goal.text}", "") for goal in wanted]
    return [
        (
            f"{'✓' if now['met'] else '✗'} {goal.text}",
            f" ({_where(goal, now)})",
        )
        for goal, now in zip(wanted, reached, strict=False)
    ]


def _reached(model: Model, seat: str) -> Sequence[Mapping[str, Any]]:
    """How far each goal is, as far as it is known."""
    own = model.own.get(seat, {}).get("mandate")
    return model.public.get("mandates", {}).get(seat) or own or ()


def in_force(model: Model, seat: Seat) -> Mandate:
    """What a seat is asked to care about under the system in force."""
    at_first = model.welcome.system if model.welcome else ""
    return mandate_under(seat, model.fact("table", "system", default=at_first))


def _mandate_of(model: Model, seat: str) -> Mandate | None:
    seats = model.welcome.land.seats if model.welcome else ()
    return next((in_force(model, one) for one in seats if one.id == seat), None)


def goals(model: Model, seat: str) -> tuple[Goal, ...]:
    """The goals that a seat has now; none for somebody without a seat."""
    now = _mandate_of(model, seat)
    return now.goals if now else ()


def _goal(goal: Goal, reached: Mapping[str, Any], *, spoken: bool) -> str:
    met, unmet = (_("Met:"), _("Not met:")) if spoken else ("✓", "✗")
    least = goal.at_least is not None
    bound = goal.at_least if goal.at_least is not None else goal.at_most
    wanted = _("at least {bound}") if least else _("at most {bound}")
    return _("{mark} {text} ({value}; wanted {wanted})").format(
        mark=met if reached["met"] else unmet,
        text=goal.text,
        value=_where(goal, reached),
        wanted=wanted.format(bound=indicator(goal.indicator, bound or 0.0)),
    )


def _where(goal: Goal, reached: Mapping[str, Any]) -> str:
    """How far a goal is; one that is missed never reads as its bound."""
    bound = goal.at_least if goal.at_least is not None else goal.at_most
    if reached["met"] or bound is None:
        return indicator(goal.indicator, reached["value"])
    return apart(goal.indicator, reached["value"], bound)


def mandate_text(model: Model, seat: str) -> str:
    """What a seat is asked to care about, in words."""
    now = _mandate_of(model, seat)
    return now.text if now else ""


def own_results(model: Model, number_: int, *, spoken: bool = False) -> list[str]:
    """The seat's numbers of a round, beside those of the round before; then the gauges of its sites."""
    known = series.own_rounds(model)
    public = series.rounds(model.public)
    held = model.fact(model.seat, "holds", default=())
    gauges = series.gauges(model, number_, held)
    return [
        *_results(model, known, number_, OWN, spoken=spoken),
        *_results(model, public, number_, gauges, spoken=spoken),
    ]


def valley_results(model: Model, number_: int, *, spoken: bool = False) -> list[str]:
    """The numbers of all in a round, beside those of the round before: also the system's own gauges."""
    known = series.rounds(model.public)
    now = known.get(number_, {})
    stocks = tuple(name for name in now if name.startswith("stock."))
    prices = tuple(name for name in now if name.startswith("price."))
    gauges = series.gauges(model, number_, series.shared(model))
    bundled = {name for names in bundles.bundled(model, gauges).values() for name in names}
    alone = (name for name in gauges if name not in bundled)
    return [
        *_results(model, known, number_, (*stocks, *VALLEY, *alone), spoken=spoken),
        *bundles.told(model, number_, gauges),
        *_results(model, known, number_, prices, spoken=spoken),
    ]


def _results(
    model: Model,
    known: Mapping[int, Mapping[str, Any]],
    number_: int,
    names: Sequence[str],
    *,
    spoken: bool,
) -> list[str]:
    """The indicators that a round has and that say something, a line each."""
    now, before = known.get(number_, {}), known.get(number_ - 1, {})
    said = [
        name
        for name in names
        if name in now
        and (name.partition(".")[0] in ALWAYS or any(one.get(name) for one in known.values()))
    ]
    return [_result(model, name, now[name], before.get(name), spoken=spoken) for name in said]


def _result(model: Model, name: str, now: float, before: float | None, *, spoken: bool) -> str:
    text = f"{indicator_name(name, model.name_of)} {indicator(name, now)}"
    before = distinct(before, now, partial(indicator, name))
    arrow = trend(before, now)
    if arrow and before is not None:
        word, was = trend_word(before, now), indicator(name, before)
        template = _(", {word} from {was}") if spoken else _(" {arrow} was {was}")
        text += template.format(arrow=arrow, word=word, was=was)
    return text


def purse(book: Mapping[str, int], model: Model) -> list[str]:
    """What an account holds, an asset each."""
    return [
        f"{asset_name(asset, model)} {number(amount)}" for asset, amount in book.items() if amount
    ]


def asset_name(asset: str, model: Model) -> str:
    """How an asset reads: `good:grain` is the good itself."""
    kind, _colon, about = asset.partition(":")
    if kind == "good" and about:
        return model.name_of(about)
    if kind == "share" and about:
        return _("shares in {name}").format(name=model.name_of(about))
    return f"{kind} · {model.name_of(about)}" if about else model.name_of(kind)


def said(heard: Heard) -> str:
    """A line of the table's talk, with its speaker and who hears it."""
    if heard.channel == "host":
        return _("Host: {text}").format(text=heard.text)
    name = (
        _("{name} (to your role)").format(name=heard.name)
        if heard.channel == "role"
        else heard.name
    )
    return f"{name}: {heard.text}"


def watching(model: Model) -> str:
    """How many look on without a seat; empty if nobody does."""
    if not model.watching:
        return ""
    text = _("1 watches") if model.watching == 1 else _("{count} watch")
    return text.format(count=model.watching)
