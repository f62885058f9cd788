"""The price taker: asks nothing over cost, tells the truth, and spends by taste alone.

It is what the theorems speak of. On all else it is silent, which means what is published for silence.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from math import floor

from allmende_bots.mind import Bot
from allmende_rules.phases.units import percent
from allmende_rules.questions import Amount, Ballot, Estimate, Question, Split, Value
from allmende_rules.view import View


def nothing(_view: View, _question: Amount) -> Value:
    """Nothing at all."""
    return 0


def as_usual(_view: View, question: Question) -> Value:
    """What is proposed."""
    return question.default


def by_taste(view: View, question: Split) -> Value:
    """Shares of spending as in its tastes, in whole parts.

    What is rounded differs from group to group, by their place in the land, so that groups alike in
    all else together spend as their tastes say.
    """
    tastes: dict[str, float] = view.secret(question.about, "tastes")
    groups = [group.id for group in view.land.households]
    offset = (groups.index(question.about) + 0.5) / len(groups)
    names = [part.value for part in question.parts]
    wanted = accumulate(tastes.get(name, 0.0) for name in names)
    steps = [floor(sofar / sum(tastes.values()) * question.total + offset) for sofar in wanted]
    return {name: high - low for name, low, high in zip(names, (0, *steps), steps, strict=False)}


def its_taste(view: View, question: Ballot) -> Value:
    """The share of a good in its people's spending, in percent."""
    group = next(unit for unit in view.holds if view.land.is_household(unit))
    tastes: dict[str, float] = view.secret(group, "tastes")
    return percent(tastes.get(question.about, 0.0) / sum(tastes.values()))


PRICE_TAKER = Bot(
    id="price_taker",
    name="Price taker",
    rule="Asks nothing over cost, tells the truth, builds nothing, and spends by taste.",
    habits={
        "ask": nothing,
        "invest": nothing,
        "cleaner": nothing,
        "hours": as_usual,
        "budget": by_taste,
        "ends": its_taste,
    },
)


def overstated(_view: View, _question: Estimate) -> Value:
    """A tenth more labour than a unit takes."""
    return percent(1.1)


def sole_markup(_view: View, question: Amount) -> Value:
    """Half of cost on care, of which there is one seller; nothing on all else."""
    return min(question.high, percent(0.5)) if question.about == "care_works" else 0


OVERSTATING = replace(
    PRICE_TAKER,
    id="overstating",
    name="Overstating price taker",
    rule="A price taker who says that a unit takes a tenth more labour than it does.",
    habits={**PRICE_TAKER.habits, "norm": overstated, "report_norm": overstated},
)
SOLE_SELLER = replace(
    PRICE_TAKER,
    id="sole_seller",
    name="Sole seller of care",
    rule="A price taker but for care, for which it asks half of cost on top.",
    habits={**PRICE_TAKER.habits, "ask": sole_markup},
)
