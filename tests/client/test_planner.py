"""The planner's board: targets to type, the plan as a table, what it lacks and why."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from io import StringIO

import pytest
from textual.pilot import Pilot

from allmende_client import planning
from allmende_client.app import AllmendeApp
from allmende_client.entry import Mistake
from allmende_client.fields.base import LineInput
from allmende_client.folding import fold
from allmende_client.line import Incoming
from allmende_client.model import Connection, Model
from allmende_client.next import Next
from allmende_client.plain import converse
from allmende_client.screens.planner import GoodRow, PlannerScreen
from allmende_client.screens.table import TableScreen
from allmende_client.session import Session
from allmende_client.widgets.card import Card
from allmende_protocol import messages as m
from tests.client import office, valley
from tests.client.fake_link import FakeLink
from tests.client.screens import LARGE, SMALL, shown, text_of, until
from tests.client.valley import MICRO

Compare = Callable[..., bool]
ASKED: tuple[Incoming, ...] = (
    Connection(up=True),
    office.WELCOME,
    valley.SEATED,
    valley.CLOCK,
    office.planning(),
    valley.opened(office.GRAIN, office.TIMBER, key="3.market", round_=3, title="Market"),
)


def at_work(*messages: Incoming) -> tuple[AllmendeApp, FakeLink]:
    """An app at the planner's seat while targets are asked."""
    link = FakeLink(messages or ASKED, office.desk)
    return AllmendeApp(Session(link, valley.SOLO), story=False), link


async def opened(pilot: Pilot[Next]) -> None:
    """Open the board, by the key that works in a text field too, and wait for the first plan."""
    await until(pilot, lambda: len(pilot.app.screen.query(Card)) == 2)
    await pilot.press("ctrl+p")
    await shown(pilot, PlannerScreen)
    await until(pilot, lambda: "What can be done" in text_of(pilot.app, "#words"))


async def typed(pilot: Pilot[Next], good: str, value: str) -> None:
    """Type a target and have it planned."""
    line = pilot.app.screen.query_one(f"#target-{good}", LineInput)
    line.focus()
    line.value = value
    await pilot.press("enter")
    await pilot.pause()


def cells(app: AllmendeApp) -> list[list[str]]:
    """The numbers of every good."""
    rows = app.screen.query(GoodRow)
    return [str(row.query_one(".cells").render()).split() for row in rows]


def plans(link: FakeLink) -> list[tuple[dict[str, int], int]]:
    """The plans that were asked for."""
    return [(one.targets, one.rounds) for one in link.sent_of(m.AskPlan)]


async def test_the_board_opens_with_a_plan_of_what_stands() -> None:
    """What is asked, made, bought, used in plants and reaches people, good by good, and why it is short."""
    app, link = at_work()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        assert plans(link) == [({"grain": office.ALL, "timber": office.ALL}, 1)]
        assert cells(app) == [
            ["12", "–", "3.6", "–", "3.6", "30%"],
            ["2.4", "1", "–", "0.3", "0.72", "30%"],
        ]
        words = " ".join(text_of(app, "#words").split())
        for line in (
            "30 % of what is asked can be delivered: that takes 0.2 hours and 4.5 in money.",
            "· There are only 4.5 units of money in the basics fund in round 3.",
            "Any one of these would do:",
            "· Lower the target for Grain in round 3 from 12 to 3.6 sacks.",
            "Sawmill North: 1 of 8 stacks of Timber, at 0.2 hours a unit (its report).",
            "Grain: 20% of everyone's need planned, 17% delivered.",
        ):
            assert line in words


async def test_a_large_screen_has_a_column_for_each_plant() -> None:
    """Named, where a small one has them all in one."""
    app, _link = at_work()
    async with app.run_test(size=LARGE) as pilot:
        await opened(pilot)
        assert "Sawmill" in text_of(app, "#heads")


async def test_targets_are_typed_in_place_and_go_into_the_answers() -> None:
    """Enter plans them; back at the table they stand in the fields of the questions."""
    app, link = at_work()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await typed(pilot, "grain", "10")
        assert plans(link)[-1] == ({"grain": 10 * MICRO, "timber": office.ALL}, 1)
        await until(pilot, lambda: "All that is asked" in text_of(app, "#words"))
        assert "What stands in the way" not in text_of(app, "#words")
        await pilot.press("escape")
        await shown(pilot, TableScreen)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        answers = link.sent_of(m.Submit)[-1].answers
        assert answers["basics:grain"] == 10 * MICRO
        assert answers["basics:timber"] == office.ALL


async def test_a_plan_looks_up_to_three_rounds_ahead() -> None:
    """With the share of what is asked in each; four are too many."""
    app, link = at_work()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        rounds = app.screen.query_one("#rounds", LineInput)
        rounds.focus()
        rounds.value = "3"
        await pilot.press("enter")
        await until(pilot, lambda: "round 4: 40%" in text_of(app, "#words"))
        assert plans(link)[-1][1] == 3
        rounds.value = "4"
        await pilot.press("enter")
        await until(pilot, lambda: "4 is too much" in text_of(app, "#refused"))
        assert len(plans(link)) == 2


async def test_what_is_no_target_or_refused_is_said() -> None:
    """And nothing that was typed is lost."""
    app, link = at_work()
    async with app.run_test(size=SMALL) as pilot:
        await opened(pilot)
        await typed(pilot, "grain", "120")
        await until(pilot, lambda: "120% is too much" in text_of(app, "#refused"))
        assert len(plans(link)) == 1
        await typed(pilot, "grain", "20")
        await typed(pilot, "timber", "0")
        await until(pilot, lambda: "Wait a moment" in text_of(app, "#refused"))
        assert app.screen.query_one("#target-grain", LineInput).value == "20"


async def test_who_does_not_plan_has_no_board() -> None:
    """The key does nothing at another's seat."""
    app, link = at_work(*ASKED[:4], valley.state(2), ASKED[5])
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(pilot.app.screen.query(Card)) == 2)
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert isinstance(app.screen, TableScreen)
        assert plans(link) == []


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
def test_the_board(snap_compare: Compare, size: tuple[int, int]) -> None:
    """The whole page at both sizes."""
    assert snap_compare(at_work()[0], terminal_size=size, run_before=opened)


def model() -> Model:
    """What Ada knows."""
    known = Model()
    for message in ASKED:
        known = fold(known, message)
    return known


def test_targets_are_typed_by_name_or_for_all() -> None:
    """With rounds, in any order; what is left out stays as it stands."""
    for line, typed_, rounds in (
        ("", {}, 1),
        ("grain 50", {"grain": 50 * MICRO}, 1),
        ("Grain 12.5 %, timber 7, 2 rounds", {"grain": 12_500_000, "timber": 7 * MICRO}, 2),
        ("30%", {"grain": 30 * MICRO, "timber": 30 * MICRO}, 1),
        ("3 rounds", {}, 3),
    ):
        assert planning.typed_targets(model(), line) == (typed_, rounds)
    for wrong in ("grane 50", "grain much", "grain 101", "4 rounds", "grain"):
        with pytest.raises(Mistake):
            planning.typed_targets(model(), wrong)
    assert planning.targets(model(), {"grain": 1}) == {"grain": 1, "timber": office.ALL}


def test_outside_the_market_targets_begin_as_they_were_last() -> None:
    """Where no question is open the board starts from what was asked in the last plan."""
    waiting = fold(model(), valley.opened(key="3.debate", round_=3))
    assert planning.targets(waiting, {}) == {"grain": 80 * MICRO, "timber": office.ALL}


async def test_in_the_plain_dialogue_plan_tells_the_board() -> None:
    """In whole sentences, and the question is put again; a slip gets a sentence."""
    link = FakeLink(ASKED, office.desk)
    out, lines = StringIO(), StringIO("plan grain 50, 2 rounds\nplan grane 50\nquit\n")
    await asyncio.wait_for(converse(Session(link, valley.SOLO), lines, out), 20)
    said = out.getvalue()
    assert plans(link) == [({"grain": 50 * MICRO, "timber": office.ALL}, 2)]
    assert "30 % of what is asked can be delivered" in said
    assert "Grain: 6 sacks asked, 50% of need; 0 made, 1.8 bought, 0 used in plants" in said
    assert "Of what is asked, round 3: 30%, round 4: 40%." in said
    assert "Did you mean grain?" in said
