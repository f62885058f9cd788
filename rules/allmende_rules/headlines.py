"""The numbers of a seat that are explained each round, and the sentences that explain them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

NOTABLE = 0.02
"""Effects below this share of the number itself are left out, and counted."""
NAMED = 3
"""As many causes are told of a change, and as many answers or rules named in a sentence."""


class Reason(msgspec.Struct, frozen=True):
    """What one cause did: `effect` as the sentence counts it, in a template and its facts."""

    cause: Literal["own", "others", "rule", "nature", "holdings", "rest", "small"]
    effect: float
    text: str
    facts: dict[str, Any]


class Change(msgspec.Struct, frozen=True):
    """How an indicator of a seat moved since last round, and why; the effects add up to the change."""

    indicator: str
    text: str
    facts: dict[str, Any]
    reasons: tuple[Reason, ...]


class Headline(NamedTuple):
    """An indicator that is explained: how it reads, in units of 1 / `scale`, to so many digits."""

    indicator: str
    text: str
    scale: float = 1.0
    digits: int = 1

    def shown(self, value: float) -> float:
        """The value as people read it."""
        return round(value * self.scale, self.digits)

    def text_of(self, shown: float, sign: Literal["+", "-"] = "-") -> str:
        """That value in digits; with "+" it always has a sign."""
        return f"{shown:{sign}.{self.digits}f}"


INCOME = Headline("income", "Your income went from {before} to {now} ({change}).")
PROFIT = Headline("profit", "Your profit went from {before} to {now} ({change}).")
EATEN = Headline(
    "consumption",
    "What your people consumed a head went from {before} to {now} ({change}).",
    digits=2,
)
BASICS = Headline(
    "basics",
    "The basics covered {now} % of everyone's needs, after {before} % ({change}).",
    scale=100.0,
)
HEADLINES = {"licensee": (INCOME, PROFIT), "planner": (INCOME, BASICS)}
"""What is explained to each role; to all others income and consumption."""

TEXTS: Mapping[str, str] = {
    "own": "{effect} from what you answered otherwise: {what}.",
    "others": "{effect} from what others offered, bid, worked and spent otherwise.",
    "rule": "{effect} from what was decided otherwise: {what}.",
    "nature": "{effect} from weather, luck and the state of nature.",
    "holdings": "{effect} from the money, machines and stores that all came with.",
    "rest": "{effect} from causes acting together, and from the prices and terms carried over.",
    "small": "{effect} from smaller causes ({count}).",
}
UNNAMED: Mapping[str, str] = {
    "own": "{effect} from what you answered otherwise.",
    "rule": "{effect} from what was decided otherwise.",
}
"""The same where nothing that has a name was otherwise."""

DECIDED: Mapping[str, str] = {
    "cap": "cap on {name}",
    "quota": "quota of {name}",
    "target": "target of {name}",
}
"""What is decided for one stock, site or good at a time, by the name of its fact."""


def explained(
    headline: Headline,
    before: float,
    now: float,
    effects: Mapping[str, float],
    what: Mapping[str, Sequence[str]],
) -> Change | None:
    """A change with its causes, the largest first, then the rest; None if nothing moved on screen.

    `effects` are unrounded. What is shown of the causes adds up to what is shown of the change.
    """
    was, is_ = headline.shown(before), headline.shown(now)
    moved = round(is_ - was, headline.digits)
    if not moved:
        return None
    known = {cause: headline.shown(effect) for cause, effect in effects.items()}
    rest = round(moved - sum(known.values()), headline.digits)
    least = max(10.0**-headline.digits, NOTABLE * max(abs(was), abs(is_)))
    ranked = [*sorted(known.items(), key=lambda one: -abs(one[1])), ("rest", rest)]
    shown = [one for one in ranked[:NAMED] + ranked[-1:] if abs(one[1]) >= least]
    told = [_reason(headline, cause, much, what) for cause, much in shown]
    if small := [much for cause, much in ranked if much and (cause, much) not in shown]:
        together = round(sum(small), headline.digits)
        told.append(_reason(headline, "small", together, {}, count=len(small)))
    facts = {"before": headline.text_of(was), "now": headline.text_of(is_)}
    facts["change"] = headline.text_of(moved, "+")
    return Change(headline.indicator, headline.text, facts, tuple(told))


def _reason(
    headline: Headline, cause: Any, effect: float, what: Mapping[str, Sequence[str]], **facts: Any
) -> Reason:
    facts = {"effect": headline.text_of(effect, "+"), **facts}
    named = what.get(cause, ())
    if cause in UNNAMED and not named:
        return Reason(cause, effect, UNNAMED[cause], facts)
    if named:
        facts["what"] = ", ".join(named[:NAMED]) + " and more" * (len(named) > NAMED)
    return Reason(cause, effect, TEXTS[cause], facts)
