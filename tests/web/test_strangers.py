"""What others typed, and what only they may know: shown as text, kept apart, never run."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from playwright.async_api import Browser

from allmende_protocol import messages as m
from allmende_rules.events import Told
from allmende_rules.refusals import Refusal
from tests.client.valley import ASK, SEATS, happened
from tests.web.browser import NARROW, in_one_loop, needs_chromium, visit
from tests.web.host import hosting
from tests.web.told import arrival, opened
from tests.web.wire import Straw, at_the_door

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]
SCRIPT = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 1'>"
NASTY = f"{SCRIPT}\u202egnp.exe\u2066\x1b[31mred\x07\u0000 {'w' * 120}"
"""Markup, a turned direction, escape codes, and a word that no screen holds."""
SHOWN = f"{SCRIPT}gnp.exe[31mred {'w' * 120}"
"""The same as a person reads it."""


async def nothing_ran(straw: Straw) -> None:
    """What was shown has made no element and run nothing, and the page is as wide as before."""
    assert await straw.page.evaluate("window.hacked") is None
    assert await straw.page.locator("main script, main img").count() == 0
    assert not await straw.too_wide()
    assert straw.errors == []


async def test_names_and_talk_are_text_whatever_they_hold(browser: Browser) -> None:
    """Names of people and lines of talk are read, not run, at the door and at the table."""
    seats = (replace(SEATS[0], people=(NASTY,)), replace(SEATS[1], name=NASTY))
    straw = await at_the_door(browser, **NARROW)
    welcome, seated, *rest = arrival(opened(ASK))
    assert isinstance(welcome, m.Welcome)
    await straw.bring(replace(welcome, seats=seats, briefing=NASTY))
    await straw.sees(SHOWN, "#door")
    await nothing_ran(straw)
    await straw.bring(seated, *rest, m.Presence(seats))
    await straw.bring(*(m.Heard(n, "ada", NASTY, "table", NASTY) for n in range(1, 4)))
    await straw.bring(m.Heard(9, "", "Host", "host", NASTY))
    await straw.sees(SHOWN, "#coach")
    await straw.sees(SHOWN, "#context")
    await straw.page.click("#tab-talk")
    await straw.sees(SHOWN, "#said")
    assert await straw.page.locator("#said bdi").count() >= 3
    await nothing_ran(straw)


async def test_news_questions_and_refusals_are_text_whatever_they_hold(browser: Browser) -> None:
    """Templates and facts from the host, too, make text alone."""
    asked = replace(ASK, title=NASTY, help=NASTY, unit="%")
    news = m.Happened(1, 1, "market", (Told("all", "It is {x}.", {"x": NASTY}),))
    straw = await at_the_door(browser, **NARROW)
    await straw.bring(*arrival(news, opened(asked)))
    await straw.put_away()
    await straw.sees(SHOWN, "#cards")
    await straw.sees(f"It is {SHOWN}.", "#context")
    await straw.page.click("#send")
    nonce = (await straw.last("submit"))["nonce"]
    await straw.bring(m.Refused(nonce, Refusal("too_long", "{x}", {"x": NASTY})))
    await straw.sees(SHOWN, "#status")
    await nothing_ran(straw)


async def test_what_was_told_to_one_seat_is_not_shown_to_the_next(browser: Browser) -> None:
    """Who takes another seat, or has lost theirs, no longer reads its news."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(happened(), opened(ASK)))
    await straw.put_away()
    await straw.sees("You paid 9 in fees", "#context")
    await straw.bring(m.Seated("ben", "another-token"), opened(ASK, key="2"))
    await straw.sees("Dry year", "#context")
    assert "You paid 9" not in await straw.page.inner_text("#decide")


async def test_talk_reaches_the_table_and_the_role_that_it_is_for(browser: Browser) -> None:
    """A line to one's role is heard by that role alone; the line is emptied once it was said."""
    async with hosting(("ada", "ben", "eli"), by_host=True) as host:
        people = {}
        for seat, name in (("ada", "Robin"), ("ben", "Sam"), ("eli", "Kim")):
            people[seat] = await visit(browser, host.url)
            await people[seat].come_in(name)
            await people[seat].sit(seat)
            await people[seat].page.click("#tab-talk")
        robin = people["ada"]
        for text, to in (("Cap the forest!", "table"), ("We bid low.", "role")):
            await robin.page.select_option("#say-to", to)
            await robin.page.fill("#say-line", text)
            await robin.page.click("#say-send")
            await robin.until("document.querySelector('#say-line').value === ''")
        await people["ben"].sees("We bid low.", "#said")
        await people["eli"].sees("Cap the forest!", "#said")
        assert "We bid low." not in await people["eli"].page.inner_text("#said")
        assert [visitor.errors for visitor in people.values()] == [[], [], []]


async def test_talk_that_met_a_lost_connection_stays_in_its_line(browser: Browser) -> None:
    """It is not said in silence later: the line keeps it, and says so."""
    async with hosting(("ada",)) as host:
        robin = await visit(browser, host.url)
        await robin.come_in("Robin")
        await robin.sit("ada")
        await robin.page.click("#tab-talk")
        host.cable.unplug()
        await robin.sees("trying again", "#banner")
        await robin.page.fill("#say-line", "Hello?")
        await robin.page.click("#say-send")
        await robin.sees("Not said", "#say-note")
        host.cable.plug_in()
        await robin.until("document.querySelector('#banner').hidden")
        assert await robin.page.input_value("#say-line") == "Hello?"
        await robin.page.click("#say-send")
        await robin.sees("Hello?", "#said")
        assert robin.errors == []
