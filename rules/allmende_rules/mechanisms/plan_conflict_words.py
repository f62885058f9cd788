"""What contradicts in an impossible plan, and what would mend it, in plain words."""

from __future__ import annotations

from collections.abc import Iterable

from allmende_rules.mechanisms.plan_conflict import Change, Conflict
from allmende_rules.mechanisms.plan_program import Plan, Row
from allmende_rules.mechanisms.plan_sentence import Sentence, names, rounded_down, rounded_up, shown

CONTRADICTION = "These cannot all hold:"
ASKED = "At least {amount} {unit} of {name} are to go to people in round {round}."
BASKETS = "At least {amount} baskets are to go to people in round {round}."
THERE_IS = "There are only {amount} {unit} of {name} in round {round}."
THERE_IS_IN_ALL = "There are only {amount} {unit} of {name} over all rounds."
DELIVERS = "{name} can deliver at most {amount} {unit} in round {round}."
NO_MORE = "No more can be used than is made, bought or in store: {names}."
LOWER_IN_ROUNDS = "Lower the target for {name} ({unit}), by round: {steps}."
BASKETS_IN_ROUNDS = "Promise fewer baskets, by round: {steps}."
FIND_IN_ROUNDS = "Find more {name} ({unit}), by round: {steps}."
ADD_IN_ROUNDS = "Add capacity to {name} ({unit}), for each round: {steps}."
THIS_WOULD_DO = "This would do:"
EACH_WOULD_DO = "Any one of these would do:"
ALL_WOULD_DO = "No single change is enough. These together would do:"
LOWER = "Lower the target for {name} in round {round} from {stated} to {needed} {unit}."
DROP = "Drop the target of {stated} {unit} for {name} in round {round}."
LOWER_BASKETS = "Promise {needed} baskets in round {round} instead of {stated}."
FIND = "Find {extra} more {unit} of {name} in round {round}: {needed} instead of {stated}."
FIND_IN_ALL = "Find {extra} more {unit} of {name} over all rounds: {needed} instead of {stated}."
ADD = (
    "Add capacity for {extra} {unit} to {name} before round {round}: {needed} instead of {stated}."
)


def contradiction(plan: Plan, found: Conflict, first: int = 1) -> tuple[Sentence, ...]:
    """Which demands contradict each other, and what would mend it, one sentence a line."""
    hard = [row for row in found.rows if row.kind == "material"]
    soft = [n for n, row in enumerate(found.rows) if row.kind != "material"]
    return (
        Sentence(CONTRADICTION, {}),
        *(_demand(plan, found.rows[n], found.stated[n], first) for n in soft),
        *_no_more(plan, hard),
        Sentence(_lead(len(found.ways)), {}),
        *(_way(plan, way, first) for way in found.ways or [(c,) for c in found.together]),
    )


def gist(plan: Plan, found: Conflict, first: int = 1) -> tuple[Sentence, ...]:
    """A contradiction in short: the first thing of which there is too little, and the first way out."""
    scarce = [n for n, row in enumerate(found.rows) if row.kind in ("limit", "total", "capacity")]
    ways = found.ways or [(change,) for change in found.together]
    return (
        *(_demand(plan, found.rows[n], found.stated[n], first) for n in scarce[:1]),
        *(_way(plan, way, first) for way in ways[:1]),
    )


def _lead(alternatives: int) -> str:
    if alternatives > 1:
        return EACH_WOULD_DO
    return THIS_WOULD_DO if alternatives else ALL_WOULD_DO


def _demand(plan: Plan, row: Row, stated: float, first: int) -> Sentence:
    text = {
        "target": ASKED,
        "floor": BASKETS,
        "limit": THERE_IS,
        "total": THERE_IS_IN_ALL,
        "capacity": DELIVERS,
    }[row.kind]
    return Sentence(text, {**names(plan, row, first), "amount": shown(stated)})


def _no_more(plan: Plan, rows: Iterable[Row]) -> tuple[Sentence, ...]:
    names = list(dict.fromkeys(plan.goods[row.of] for row in rows))
    return (Sentence(NO_MORE, {"names": ", ".join(names)}),) if names else ()


def _way(plan: Plan, way: tuple[Change, ...], first: int) -> Sentence:
    """One thing to change, in one round or in several."""
    if len(way) == 1:
        return mend(plan, way[0], first)
    row = way[0].row
    steps = [f"{first + c.row.round}: {shown(c.stated)} → {safely(c)}" for c in way]
    text = {
        "target": LOWER_IN_ROUNDS,
        "floor": BASKETS_IN_ROUNDS,
        "limit": FIND_IN_ROUNDS,
        "capacity": ADD_IN_ROUNDS,
    }[row.kind]
    return Sentence(text, {**names(plan, row, first), "steps": ", ".join(steps)})


def safely(change: Change) -> float:
    """The number needed with three digits: what is asked rounded down, what there must be up."""
    lowers = change.row.kind in ("target", "floor")
    return rounded_down(change.needed) if lowers else rounded_up(change.needed)


def mend(plan: Plan, change: Change, first: int = 1) -> Sentence:
    """One change as an instruction."""
    row, stated, needed = change
    rounded = safely(change)
    facts = {
        **names(plan, row, first),
        "stated": shown(stated),
        "needed": rounded,
        "extra": rounded_up(abs(needed - stated)),
    }
    text = {
        "target": LOWER if rounded > 0 else DROP,
        "floor": LOWER_BASKETS,
        "limit": FIND,
        "total": FIND_IN_ALL,
        "capacity": ADD,
    }[row.kind]
    return Sentence(text, facts)
