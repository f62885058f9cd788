"""Computed causes on the page: above all other news of the round, each beneath the change it explains."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.client.test_causes import HEAD, RULE, SMALL_ONES, TOLD, because
from tests.client.valley import ASK, happened
from tests.web.browser import in_one_loop, needs_chromium
from tests.web.told import arrival, opened
from tests.web.wire import at_the_door

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]


async def test_causes_come_first_and_once(browser: Browser) -> None:
    """Also when a reconnection brings them again."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(happened(), opened(ASK), done=0))
    await straw.page.wait_for_selector("#cards .card")
    await straw.bring(because(), because())
    await straw.page.wait_for_selector("#context .cause")
    told = await straw.page.locator("#context .block").first.locator("p").all_inner_texts()
    assert HEAD in told[0]
    assert told[1:3] == [RULE, SMALL_ONES]
    assert TOLD in told[3]
