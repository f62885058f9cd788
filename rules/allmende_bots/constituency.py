"""A member who votes the constituency: what its mandate asks for, by what each rule is known to move."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_bots import on_capitalism, on_command, on_courts, on_ostrom
from allmende_bots.ballots import directions, vote
from allmende_bots.mind import Bot
from allmende_bots.reckoning import bearable
from allmende_rules.amounts import MICRO, micro
from allmende_rules.land import Goal, mandate_under
from allmende_rules.questions import Amount, Ballot, Choice, Value
from allmende_rules.view import View
from allmende_rules.world import TABLE

MOVES: Mapping[str, Mapping[str, int]] = {
    "cap_share": {"stock": -1, "consumption": 1, "income": 1},
    "cap_drawdown": {"stock": -1, "consumption": 1},
    "carbon_cap": {"temperature": 1, "emissions": 1, "consumption": 1, "income": 1},
    "carbon_cut": {"temperature": -1, "emissions": -1, "consumption": -1, "income": -1},
    "dividend_share": {"income": 1, "dividend": 1, "gini": -1, "basics": -1},
    "wage_floor": {"wages": 1, "wage": 1, "unemployment": 1},
    "reserve": {"capital": 1, "dividend": 1, "profit": -1},
    "watch": {"stock": 1, "income": -1},
    "fine": {"stock": 1, "profit": -1},
    "flat_fee": {"profit": -1, "dividend": 1},
    "harvest_tax": {"stock": 1, "dividend": 1, "consumption": -1, "profit": -1},
    "carbon_tax": {"temperature": -1, "emissions": -1, "dividend": 1, "consumption": -1},
    "income_levy": {"gini": -1, "dividend": 1, "needs_met": 1, "income": -1},
}
"""Which way a higher dial is thought to move what people care about."""
STEP = 0.1
"""How far from what is proposed it votes, for each goal that is still missed."""


def missed(view: View) -> dict[str, int]:
    """The indicators of its mandate whose goals are not met now, each with the way it should go."""
    seat = next(one for one in view.land.seats if one.id == view.seat)
    progress = view.secret(seat.id, "mandate", ())
    told = {goal["text"]: goal["met"] for goal in progress}
    goals = mandate_under(seat, view.fact(TABLE, "system")).goals
    return {_kind(goal): _way(goal) for goal in goals if not told.get(goal.text, False)}


def _kind(goal: Goal) -> str:
    """An indicator without what it is about: of all stocks, prices and outputs the same is believed."""
    return goal.indicator.removeprefix("valley.").partition(".")[0]


def _way(goal: Goal) -> int:
    return 1 if goal.at_least is not None else -1


def pull(view: View, dial: str) -> int:
    """How many missed goals a higher dial would serve, less those it would harm."""
    wanted, moved = missed(view), MOVES.get(dial, {})
    return sum([way * moved.get(kind, 0) for kind, way in wanted.items()])


def cap_for_people(view: View, question: Ballot) -> Value:
    """What the stock can bear, moved by a tenth for each goal that is missed."""
    wanted = bearable(view, question.about) * (1 + STEP * pull(view, "cap_share"))
    return _within(question, micro(wanted))


def carbon_for_people(view: View, question: Ballot) -> Value:
    """The statutory cap, moved by a tenth for each goal that is missed."""
    proposed = question.default if isinstance(question.default, int) else question.low
    return _within(question, round(proposed * (1 + STEP * pull(view, "carbon_cap"))))


def order_for_people(view: View, question: Amount) -> Value:
    """The order to abate, with a tenth more or less let up than now for each goal that is missed."""
    return on_command.let_up(view, question, 1 + STEP * pull(view, "carbon_cap"))


def dividend_for_people(view: View, question: Ballot) -> Value:
    """The dividend in force, a tenth of the rent more or less for each goal that is missed."""
    now = question.default if isinstance(question.default, int) else question.low
    return _within(question, now + round(STEP * MICRO * pull(view, "dividend_share")))


def number_for_people(view: View, question: Ballot) -> Value:
    """The number in force, a tenth of its range more or less for each goal that is missed."""
    now = question.default if isinstance(question.default, int) else question.low
    step = STEP * (question.high - question.low) * pull(view, question.topic)
    return _within(question, now + round(step))


def _within(question: Ballot, wanted: int) -> int:
    return max(question.low, min(question.high, wanted))


def speak_for_people(view: View, question: Ballot) -> Value:
    """What moves a dial the way that its people's missed goals ask for."""
    way = pull(view, question.about)
    return vote(question, {option: way * up for option, up in directions(question).items()})


def second_for_people(view: View, question: Ballot) -> Value:
    """Motions that would serve a missed goal."""
    ways = directions(question)
    return tuple([dial for dial, way in ways.items() if way * pull(view, dial) > 0])


def complain_for_people(view: View, question: Choice) -> Value:
    """Of who may have taken most of what is missing, if its people's goal for a stock is missed."""
    return (
        on_courts.name_the_likeliest(view, question)
        if "stock" in missed(view)
        else question.default
    )


CONSTITUENCY = Bot(
    id="constituency",
    name="Voice of its people",
    rule="Votes for what moves the unmet goals of its own mandate, and otherwise as things are.",
    habits={
        "cap": cap_for_people,
        "plan_harvest": cap_for_people,
        "carbon": carbon_for_people,
        "plan_abatement": order_for_people,
        "dividend": dividend_for_people,
        "second": second_for_people,
        "vote": speak_for_people,
        **dict.fromkeys(on_ostrom.QUOTAS, cap_for_people),
        **dict.fromkeys(("watch", "fine"), number_for_people),
        **on_ostrom.CONSTITUENCY,
        **on_command.CONSTITUENCY,
        "complaint": complain_for_people,
        **dict.fromkeys(on_capitalism.TAXES, number_for_people),
    },
)
