"""A page at a table that its host takes back, and under another system that the host orders."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from allmende_protocol import messages as m
from tests.web.browser import in_one_loop, needs_chromium, visit
from tests.web.host import hosting, ordering

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]
ASK = "[data-question^='ask:'] input[type=text]"


async def test_a_page_stands_where_the_host_went_back_to(browser: Browser) -> None:
    """In mid-round and after the end: a sentence, no results of undone rounds, and questions anew."""
    async with hosting(("ada",), by_host=True) as host, ordering(host) as order:
        robin = await visit(browser, host.url)
        await robin.come_in("Robin")
        await robin.sit("ada")
        await order(m.Start(1))
        await robin.put_away()
        await robin.page.wait_for_selector(ASK)
        for _ in range(2):
            await robin.page.click("#send")
            await robin.until("document.querySelector('[data-sheet=results]') !== null")
            await order(m.GoBack(0, 2))
            await robin.sees("The host took the table back to the opening.")
            await robin.until("document.querySelector('[data-sheet=results]') === null")
            await robin.page.wait_for_selector(ASK)
            await robin.page.click("#ruling-read")
            await robin.until("document.querySelector('#ruling-read') === null")
        await order(m.EndGame(3))
        await robin.sees("The host has ended the game early")
        await order(m.GoBack(0, 4))
        await robin.until("document.querySelector('[data-sheet=end]') === null")
        await robin.page.wait_for_selector(ASK)
        assert robin.errors == []


async def test_a_page_hears_of_an_ordered_system_and_follows_it(browser: Browser) -> None:
    """What is typed stays until the phase closes; then the new system's name stands above."""
    async with hosting(("ada",), by_host=True) as host, ordering(host) as order:
        robin = await visit(browser, host.url)
        await robin.come_in("Robin")
        await robin.sit("ada")
        await order(m.Start(1))
        await robin.put_away()
        await robin.page.fill(ASK, "17")
        await order(m.ChangeSystem("open_access", (), {}, 2))
        await robin.sees("The host has ordered a change of system", "#coach")
        await robin.page.click("#ruling-read")
        assert await robin.page.input_value(ASK) == "17"
        await robin.page.click("#send")
        await robin.sees("Open access", "#place")
        assert host.answered("ada")[0]["ask:field_east"] == 17_000_000
        assert robin.errors == []
