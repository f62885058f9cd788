"""What a person meets who does not know the game: pages, the story, odd keys and small windows."""

from __future__ import annotations

from functools import partial
from typing import Any
from unittest.mock import patch

import pytest
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from allmende_client import lines, series
from allmende_client.app import AllmendeApp
from allmende_client.fields.picker import Picker
from allmende_client.model import Model
from allmende_client.next import Next
from allmende_client.screens.base import Page
from allmende_client.screens.end import EndScreen
from allmende_client.screens.leave import LeaveScreen
from allmende_client.screens.results import ResultsScreen
from allmende_client.screens.story import StoryScreen
from allmende_client.screens.table import TableScreen
from allmende_client.widgets.card import Card
from allmende_client.widgets.talk import newest
from allmende_protocol import messages as m
from allmende_rules.questions import DialRange, Motion
from tests.client import valley
from tests.client.screens import SMALL, all_text, shown, table, text_of, until

ASKED = valley.opened(valley.LOTS, valley.ASK)


async def laid(pilot: Pilot[Next], count: int) -> None:
    """Wait for so many questions."""
    await until(pilot, lambda: len(pilot.app.screen.query(Card)) == count)


@pytest.mark.parametrize("page", ["f1", "f2", "f3", "f4", "f5", "results", "end", "story"])
async def test_every_page_bears_the_scrolling_keys(page: str) -> None:
    """Also one without a body that scrolls."""
    app, _link = table(ASKED, valley.happened())
    async with app.run_test(size=SMALL) as pilot:
        await laid(pilot, 2)
        made: dict[str, Any] = {
            "results": ResultsScreen,
            "end": partial(EndScreen, visit=valley.SOLO),
            "story": StoryScreen,
        }
        if page in made:
            assert isinstance(app.screen, TableScreen)
            await app.push_screen(made[page](app.screen.model))
        else:
            await pilot.press(page)
        await shown(pilot, Page)
        await pilot.press("down", "up", "pagedown", "pageup", "space")
        assert isinstance(app.screen, Page)


async def test_keys_act_on_nothing_beneath_the_notice_but_leaving_does() -> None:
    """Nothing is sent unseen."""
    app, link = table(ASKED)
    async with app.run_test(size=(20, 5)) as pilot:
        await laid(pilot, 2)
        cover = app.screen.query_one("#too-small")
        assert cover.display
        assert cover.virtual_size.height <= 5
        await pilot.press("7", "enter", "f10", "f1")
        assert isinstance(app.screen, TableScreen)
        assert link.sent_of(m.Submit) == []
        assert app.screen.query_one("#quantity", Input).value == "4"
        await pilot.press("ctrl+q")
        await shown(pilot, LeaveScreen)
        await pilot.press("n")
        await shown(pilot, TableScreen)


@pytest.mark.parametrize("key", ["enter", "escape", "f2"])
async def test_a_fresh_game_opens_with_its_story_once(key: str) -> None:
    """The briefing, what the seat runs, and its mandate; then the table takes keys."""
    app, _link = table(ASKED, story=True)
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, StoryScreen)
        for words in ("Grain, timber", "Ada, Licensee", "North End, Sawmill North", "Live off"):
            assert words in text_of(app, "#words")
        await pilot.press(key)
        await shown(pilot, TableScreen)
        await laid(pilot, 2)
        await until(pilot, lambda: isinstance(app.focused, Input))


@pytest.mark.parametrize(
    "opened",
    [
        valley.opened(valley.ASK, key="2", round_=2),
        m.Opened("1", 1, "p", "P", "", (valley.ASK,), {"ask:mill": 10}, {}),
    ],
    ids=["a later round", "answers given"],
)
async def test_a_resumed_game_has_no_story(opened: m.Opened) -> None:
    """The table is there at once."""
    app, _link = table(opened, story=True)
    async with app.run_test(size=SMALL) as pilot:
        await laid(pilot, 1)
        assert isinstance(app.screen, TableScreen)


@pytest.mark.parametrize("key", ["enter", "e"])
async def test_the_end_page_opens_again(key: str) -> None:
    """And leaving does not speak of going on."""
    app, _link = table(valley.state(2, finished=True), m.Ended("game.allmende"))
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, EndScreen)
        await pilot.press("escape")
        await shown(pilot, TableScreen)
        await pilot.press(key)
        await shown(pilot, EndScreen)
        await pilot.press("escape")
        await shown(pilot, TableScreen)
        await pilot.press("q")
        await shown(pilot, LeaveScreen)
        assert "The game is over" in all_text(app)
        assert "--resume" not in all_text(app)


async def test_control_c_asks_before_leaving() -> None:
    """Also from a text field."""
    app, _link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        await laid(pilot, 2)
        await pilot.press("ctrl+c")
        await shown(pilot, LeaveScreen)


async def test_a_motion_takes_up_the_value_of_the_dial_chosen() -> None:
    """A switch has no unit, and a value that does not stand gets the cursor."""
    dials = (
        DialRange("threshold", "Threshold", 0, 500_000, 150_000, "share"),
        DialRange("switch", "Drawdown", 0, 1_000_000, 1_000_000, "0 or 1"),
    )
    motion = Motion(id="motion", topic="motion", about="a", title="Motion", help="", dials=dials)
    app, _link = table(valley.opened(motion))
    async with app.run_test(size=SMALL) as pilot:
        await laid(pilot, 1)
        amount = app.screen.query_one("#amount", Input)
        app.screen.query_one(Picker).focus()
        await pilot.press("right")
        await until(pilot, lambda: amount.value == "15")
        await pilot.press("right")
        await until(pilot, lambda: amount.value == "1")
        assert "now 1" in all_text(app)
        assert "0 or 1" not in text_of(app, "#range")
        await pilot.press("tab", "9", "shift+tab", "enter")
        await until(pilot, lambda: app.focused is amount)


async def burst(app: AllmendeApp, *keys: str) -> None:
    """Keys that come at once."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


async def test_tab_in_a_burst_moves_on_before_the_next_key() -> None:
    """As does clearing the line."""
    app, _link = table(ASKED)
    async with app.run_test(size=SMALL) as pilot:
        await laid(pilot, 2)
        await burst(app, "end", "ctrl+u", "1", "2", "tab", "2", "5")
        await until(pilot, lambda: app.screen.query_one("#limit", Input).value == "25")
        assert app.screen.query_one("#quantity", Input).value == "12"


def test_talk_shows_its_newest_end() -> None:
    """No message takes more than two rows."""
    rows = str(newest(["Ben: " + "old " * 50, "Eli: " + "new " * 50, "Ada: yes"], 30, 3)).split(
        "\n"
    )
    assert rows[-1] == " Ada: yes"
    assert len(rows) == 3
    assert rows[0].startswith(" Eli: new")
    assert rows[1].endswith("…")


def test_a_trend_that_prints_alike_is_not_told() -> None:
    """0.41 is not up from 0.41."""
    now, before = {"gini": 0.4112}, {"gini": 0.4091}
    with patch.object(series, "rounds", return_value={1: before, 2: now}):
        assert lines.valley_results(Model(), 2, spoken=True) == ["Gini of consumption 0.41"]
