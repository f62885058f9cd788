"""The page of graphs: what is drawn, what is told beside it, and only what has been measured."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.client.valley import ASK, state, warm
from tests.web.browser import NARROW, in_one_loop, needs_chromium
from tests.web.told import arrival, opened
from tests.web.wire import Straw, at_the_door

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]
LORENZ = "Consumption of the poorest, round 2"


async def titles(straw: Straw) -> list[str]:
    """The headings of the page, which is laid open."""
    await straw.page.click("#tab-graphs")
    await straw.sees("Needs", "#side h2")
    return await straw.page.locator("#side h2").all_inner_texts()


async def test_the_climate_and_equality_are_drawn_where_they_are_measured(browser: Browser) -> None:
    """Each graph is a picture with a name, a legend and a table of the same numbers."""
    straw = await at_the_door(browser, **NARROW)
    await straw.bring(*arrival(opened(ASK, round_=3), done=2), warm())
    await straw.put_away()
    found = await titles(straw)
    assert found[-3:] == ["Degrees of warming since 1850–1900", "Emissions", LORENZ]
    assert await straw.page.locator("svg.graph[aria-label]").count() == len(found) == 6
    for words in (
        "The poorer half of all people has 30% of it, the richest tenth 20%.",
        "equal shares",
        "basics delivered",
        "1.42",
    ):
        await straw.sees(words, "#side")
    row = straw.page.locator("#side tr", has_text="Lorenz curve").locator("td")
    assert await row.all_inner_texts() == [
        *("0%", "3%", "8%", "14%", "21%", "30%", "40%", "51%", "64%", "80%", "100%")
    ]
    assert not await straw.too_wide()
    assert straw.errors == []


async def test_what_nobody_measures_is_not_drawn(browser: Browser) -> None:
    """Before the first results lines are promised, and there is no sky in a valley without one."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(opened(ASK)))
    await straw.put_away()
    before = await titles(straw)
    await straw.sees("Lines begin after round 1.", "#side")
    await straw.bring(state(2))
    await straw.sees(LORENZ, "#side h2")
    after = await titles(straw)
    assert after == [*before, LORENZ]
    assert not any("warming" in title or "Emissions" in title for title in after)
    assert straw.errors == []
