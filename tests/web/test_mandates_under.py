"""A mandate that is another one under a system, as the page tells it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from playwright.async_api import Browser

from allmende_protocol import messages as m
from tests.client.valley import ASK, OFFERED, SEATS, WELCOME_UNDER, state
from tests.web.browser import in_one_loop, needs_chromium
from tests.web.told import CLOCK, SEATED, opened
from tests.web.wire import at_the_door

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]
WELCOME = replace(WELCOME_UNDER, version=m.VERSION, table="VLLYX", seats=SEATS)


def under(system: str, told: m.State) -> m.State:
    """The same state with a system in force."""
    public = dict(told.public)
    public["table"] = {**public["table"], "system": system}
    return replace(told, public=public)


async def test_the_story_and_the_table_tell_the_mandate_in_force(browser: Browser) -> None:
    """Text and goals; when the system changes, both change with it and progress is gone."""
    straw = await at_the_door(browser)
    now = under("command", state())
    await straw.bring(WELCOME, SEATED, now, CLOCK, opened(ASK))
    await straw.sees("Meet the mill's target.", "#paper")
    await straw.sees("Consumption stays even", "#paper")
    assert "Live off the mill" not in await straw.page.inner_text("#paper")
    later = under("dmnc", state())
    changed = m.Changed(now.seq + 1, {"table": later.public["table"]}, ())
    await straw.bring(changed, opened(ASK, key="1.market.2"))
    await straw.sees("Live off the mill and leave a forest.", "#paper")
    await straw.sees("North End takes in 12 a round", "#paper")
    assert straw.errors == []


async def test_a_seat_is_offered_with_the_goals_of_the_system_announced(browser: Browser) -> None:
    """Before anything of the game is known."""
    straw = await at_the_door(browser)
    await straw.bring(replace(WELCOME, system="command"))
    await straw.bring(replace(OFFERED, mandate="Meet the mill's target."))
    await straw.sees("Meet the mill's target.")
    await straw.sees("Consumption stays even")
    assert straw.errors == []
