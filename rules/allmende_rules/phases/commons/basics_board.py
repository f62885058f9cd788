"""The planner's board: the basics plan as tables, with what it needs, what falls short, and why.

Plain data worked out from a view, for the planner's screen; and the preview under its questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from allmende_rules.mechanisms.plan_conflict_words import contradiction
from allmende_rules.mechanisms.plan_lp import Planner
from allmende_rules.mechanisms.plan_program import Plan, Solution
from allmende_rules.mechanisms.plan_sentence import Sentence, rounded_down, shown
from allmende_rules.mechanisms.plan_words import left_over, worth
from allmende_rules.phases.commons.basics_delivery import ALL, in_words, planned_delivery, solved
from allmende_rules.phases.commons.basics_plan import CASH, LABOUR, basics_plan, cheapest
from allmende_rules.phases.commons.basics_table import board_limits, board_plants, board_rows
from allmende_rules.phases.units import share
from allmende_rules.planboard import Board, BoardLimit
from allmende_rules.questions import Amount, Answers, Question, Value
from allmende_rules.system import Line
from allmende_rules.view import View
from allmende_rules.world import TABLE

TOPIC = "basics"

NOTHING_ASKED = "Nothing is asked of the plan."
ALL_MET = "All that is asked can be delivered: it takes {hours} hours and {money} in money."
EMPTY = "The basics fund is empty: it gets what renewal and the dividend leave of the rent."
SHORT = (
    "{percent} % of what is asked can be delivered: that takes {hours} hours and {money} in money."
)


def board(
    view: View, targets: Mapping[str, float], draft: Answers | None = None, rounds: int = 1
) -> Board:
    """Plan `targets`, the share of each need by good, as far as they can be met together.

    `draft` holds the viewer's own statements about the planned plants, by question.
    """
    first: int = view.fact(TABLE, "round", 1)
    basics = basics_plan(view, targets, draft or {}, rounds)
    most = solved(basics.plan)
    # A hair's breadth within what is possible, so that rounding cannot make it impossible.
    found = solved(cheapest(basics.plan, tuple(ALL * number for number in most.baskets)))
    limits = board_limits(basics, found)
    short = any(basics.plan.basket) and min(most.baskets) < ALL
    return Board(
        first=first,
        covered=most.baskets,
        rows=board_rows(view, basics, targets, found),
        plants=board_plants(basics, found),
        limits=limits,
        summary=_summary(basics.plan, most, limits),
        why=_lines((*_empty(limits), *_why(basics.plan, first))) if short else (),
        worth=_lines(worth(most, first) if short else left_over(found, first)),
    )


def preview_basics(view: View, questions: tuple[Question, ...], draft: Answers) -> tuple[Line, ...]:
    """How much of drafted targets of the basics can be delivered, what is scarce, and what would mend it."""
    asked = [q for q in questions if q.topic == TOPIC and isinstance(q, Amount)]
    if not asked:
        return ()
    targets = {one.about: share(_number(draft.get(one.id), one.default)) for one in asked}
    planned = planned_delivery(view, targets, draft)
    return tuple(Line(asked[0].id, text, facts) for text, facts in in_words(targets, planned))


def _number(value: Value, otherwise: int) -> int:
    return value if isinstance(value, int) else otherwise


def _summary(plan: Plan, most: Solution, limits: tuple[BoardLimit, ...]) -> Line:
    """What can be done in the round in which least can, and what the first round takes."""
    facts = {"hours": shown(limits[LABOUR].used), "money": shown(limits[CASH].used)}
    if not any(plan.basket):
        return Line(TOPIC, NOTHING_ASKED)
    if min(most.baskets) >= ALL:
        return Line(TOPIC, ALL_MET, facts)
    return Line(TOPIC, SHORT, {"percent": rounded_down(100 * min(most.baskets)), **facts})


def _empty(limits: tuple[BoardLimit, ...]) -> tuple[Sentence, ...]:
    return () if limits[CASH].there else (Sentence(EMPTY, {}),)


def _why(plan: Plan, first: int) -> tuple[Sentence, ...]:
    """What contradicts when every target is to be met in every round, and what would mend it."""
    asked = plan._replace(targets=(plan.basket,) * plan.rounds)
    return contradiction(asked, Planner(asked).explain(), first)


def _lines(sentences: Iterable[Sentence]) -> tuple[Line, ...]:
    return tuple(Line(TOPIC, text, facts) for text, facts in sentences)
