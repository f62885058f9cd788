"""What people who see the page for the first time stumble over: papers, waiting, leaving, the end."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from playwright.async_api import Browser

from allmende_protocol import messages as m
from allmende_rules.refusals import Refusal
from tests.client.valley import ASK, LOBBY, SEATS, state
from tests.web.browser import PHONE, in_one_loop, needs_chromium
from tests.web.told import arrival, opened
from tests.web.wire import Straw, at_the_door

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]
ANN = replace(SEATS[1], name="Ann 2", who="person", people=("Ann 2",), state="deciding", bot="")


async def titles(straw: Straw) -> list[str]:
    """The headings of the paper on the table."""
    return await straw.page.locator("#paper h2").all_inner_texts()


async def test_nothing_is_sent_from_under_a_paper(browser: Browser) -> None:
    """While the story lies on the questions the button reads it; a team mate's answer takes nothing away."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(opened(ASK)))
    await straw.sees("The story", "#paper")
    assert await straw.page.inner_text("#send") == "To the table"
    await straw.sees("Your questions lie below the sheet", "#status")
    await straw.bring(m.Taken(0, {ASK.id: 12_000_000}, "Sam"))
    assert (await titles(straw))[0] == "The story"
    await straw.put_away()
    assert await straw.page.inner_text("#send") == "Send again"
    assert await straw.page.is_enabled("#send")
    await straw.sees("Sam has answered", "#status")
    await straw.bring(state(1), opened(ASK, key="2.market.1", round_=2))
    await straw.sees("Round 1 is over", "#paper")
    await straw.page.keyboard.press("End")
    await straw.page.locator("#send", has_text="Go on").click()
    await straw.page.locator("#send", has_text="Send").wait_for()
    assert await titles(straw) == []
    assert await straw.sent("submit") == []
    assert straw.errors == []


async def test_a_long_paper_is_read_by_screens(browser: Browser) -> None:
    """The button goes down the paper, and puts it away only when its end has been seen."""
    straw = await at_the_door(browser, **{**PHONE, "viewport": {"width": 390, "height": 420}})
    await straw.bring(*arrival(opened(ASK)))
    await straw.sees("The story", "#paper")
    send = straw.page.locator("#send")
    assert await send.inner_text() == "Read on"
    await send.click()
    await straw.until("window.scrollY > 0")
    await straw.sees("The story", "#paper")
    while await send.inner_text() == "Read on":
        before = await straw.page.evaluate("window.scrollY")
        await send.click()
        await straw.until("before => window.scrollY > before", before)
    assert await send.inner_text() == "To the table"
    await send.click()
    await straw.page.locator("#send", has_text="Send").wait_for()
    assert await straw.sent("submit") == []


async def test_the_report_of_a_round_is_drawn_as_a_whole(browser: Browser) -> None:
    """Never new numbers of all beside the seat's old ones, however slowly the report comes."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(opened(ASK, key="2.market.1", round_=2), done=1))
    before, after = state(1), state(2)
    await straw.page.wait_for_selector("#cards .card")
    stood = await straw.page.inner_text("#commons")
    await straw.bring(m.Changed(after.seq, after.public, ()))
    assert await straw.page.inner_text("#commons") == stood
    assert await titles(straw) == []
    assert before.own != after.own
    await straw.bring(m.Own(after.seq, after.own, after.books, (), ()))
    assert await titles(straw) == []
    await straw.bring(opened(ASK, key="3.market.1", round_=3))
    await straw.sees("Round 2 is over", "#paper")
    assert await straw.page.inner_text("#commons") != stood
    told = await straw.page.locator("#paper .goal").all_inner_texts()
    assert told == await straw.page.locator("#context .goal").all_inner_texts()
    assert straw.errors == []


async def test_a_story_that_was_read_stays_away(browser: Browser) -> None:
    """Who loads the page again has read it; another seat tells it anew, with its own mandate."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(opened(ASK)))
    await straw.put_away()
    await straw.page.reload()
    await straw.last("hello")
    await straw.bring(*arrival(opened(ASK)))
    await straw.sees("You are Ada")
    assert await titles(straw) == []
    await straw.bring(m.Seated("ben", "another-token"), opened(ASK))
    await straw.sees("Nobody goes hungry.", "#paper")


async def test_who_is_waited_for_is_a_person(browser: Browser) -> None:
    """A seat with people is called by their names, as they call each other."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(m.Presence((SEATS[0], ANN)), opened(ASK)))
    await straw.put_away()
    await straw.page.click("#send")
    sent = await straw.last("submit")
    await straw.bring(m.Taken(sent["nonce"], sent["answers"]))
    await straw.sees("Waiting for Ann 2.", "#status")


async def test_before_the_game_begins_nobody_is_waited_for(browser: Browser) -> None:
    """The lobby says who is here and that the host starts; the story can be read meanwhile."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(m.Presence((SEATS[0], ANN)), LOBBY, opened(ASK)))
    await straw.sees("The story", "#paper")
    await straw.sees("the host", "#banner")
    await straw.sees("Here now: Robin, Ann 2.", "#banner")
    await straw.sees("not begun", "#time")
    await straw.put_away()
    everything = await straw.page.inner_text("body")
    assert not [word for word in ("thinking", "Waiting for", "Round 1 of") if word in everything]
    assert not await straw.too_wide()


async def test_giving_a_seat_up_is_asked_twice(browser: Browser) -> None:
    """It stands apart from leaving, says what it means, and the first answer at hand is to stay."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(opened(ASK)))
    assert not await straw.page.locator("#give-up, #leave").count()
    await straw.page.click("#leaving-open")
    await straw.page.click("#give-up")
    await straw.sees("Give Ada up for good?", "#leaving")
    await straw.sees("a stand-in plays it", "#leaving")
    assert await straw.page.evaluate("document.activeElement.id") == "keep-seat"
    assert not await straw.too_wide()
    await straw.page.click("#keep-seat")
    assert await straw.page.is_hidden("#leaving")
    assert await straw.sent("leave") == []
    await straw.page.click("#leaving-open")
    await straw.page.click("#give-up")
    await straw.page.click("#leave-for-good")
    assert (await straw.last("leave"))["for_good"] is True
    assert straw.errors == []


async def test_help_unfolds_what_is_asked_for(browser: Browser) -> None:
    """Its sections fit a few screens, and one that was opened stays open while the game goes on."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(opened(ASK)))
    await straw.page.click("#tab-help")
    height = "document.querySelector('#side').scrollHeight"
    assert await straw.page.evaluate(height) < 2 * 844
    await straw.page.click("#fold-words")
    await straw.bring(m.Presence((SEATS[0], ANN)))
    await straw.page.click("#fold-seats")
    await straw.sees("Nobody goes hungry.", "#side")
    assert await straw.page.locator("#side details[open]").count() == 4
    await straw.page.click("#fold-words")
    assert await straw.page.locator("#side details[open]").count() == 3
    assert straw.errors == []


async def test_the_end_begins_with_ones_own_mandate(browser: Browser) -> None:
    """It is marked, and stands before the valley and the mandates of others."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(m.Seated("ben", "token"), state(2, finished=True), m.Ended("")))
    await straw.sees("The end", "#paper")
    own, valley, other = (await titles(straw))[1:4]
    assert own == "Your mandate: Ben, Member of Congress"
    assert valley == "The Valley"
    assert other == "Ada, Licensee"
    assert await straw.page.locator("#paper .mine h2").all_inner_texts() == [own]


async def test_a_host_that_goes_after_the_end_is_not_called_for(browser: Browser) -> None:
    """It is said once that it has gone; the result stays, also when another table answers instead."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(state(2, finished=True), m.Ended("")))
    await straw.page.evaluate("window.wire.onclose()")
    await straw.sees("The host has gone. The result stays here.", "#banner")
    assert await straw.page.locator("#banner button").count() == 0
    assert "not connected" not in await straw.page.inner_text("body")
    await straw.until("window.sent.filter(one => one.is === 'hello').length === 2")
    await straw.bring(m.Refused(0, Refusal("wrong_code", "No such table.", {})))
    await straw.sees("The host has gone. The result stays here.", "#banner")
    assert (await titles(straw))[1] == "Your mandate: Ada, Licensee"
    assert straw.errors == []


async def test_gauges_of_each_good_stand_in_one_line(browser: Browser) -> None:
    """Among the numbers of a round and at the end; shares are named by their enterprise."""
    straw = await at_the_door(browser)
    known = state(1, finished=True)
    wished = {"wishes.grain": 0.7, "wishes.timber": 0.3}
    public = {**known.public, "round 1": {**known.public["round 1"], **wished}}
    books = {**known.books, "north": {"share:mill": 40_000_000}}
    await straw.bring(*arrival(replace(known, public=public, books=books), m.Ended("g.allmende")))
    await straw.sees("Delegates' wishes in round 1: Grain 70%, Timber 30%.", "#paper")
    await straw.page.click("#tab-news")
    await straw.sees("delegates' wishes", "#side")
    await straw.sees("Grain 70%, Timber 30%", "#side")
    await straw.page.click("#tab-books")
    await straw.sees("shares in Sawmill North 40", "#side")
    assert straw.errors == []
