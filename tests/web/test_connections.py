"""What happens to people when pages are loaded again, cables are cut and hosts sleep."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from allmende_protocol import messages as m
from tests.web.browser import PHONE, Visitor, in_one_loop, needs_chromium, visit
from tests.web.host import CODE, Host, hosting, ordering

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]
ASK = "[data-question^='ask:'] input[type=text]"


async def seated(browser: Browser, host: Host, seat: str, name: str) -> Visitor:
    """Somebody at a seat, with the story put away."""
    visitor = await visit(browser, host.url)
    await visitor.come_in(name)
    await visitor.sit(seat)
    await visitor.put_away()
    return visitor


async def test_a_reload_in_mid_phase_goes_on_at_once_with_what_was_typed(browser: Browser) -> None:
    """The seat, the phase and the typed answer are there again, with no door in between."""
    async with hosting(("ada",)) as host:
        robin = await seated(browser, host, "ada", "Robin")
        await robin.page.fill(ASK, "17,5")
        await robin.until("document.querySelector('.preview p') !== null")
        await robin.page.reload()
        await robin.sees("You are Ada")
        assert await robin.page.input_value(ASK) == "17,5" or (
            await robin.page.input_value(ASK) == "17.5"
        )
        await robin.page.click("#send")
        await robin.until("document.querySelector('[data-sheet=results]') !== null")
        assert host.answered("ada")[0]["ask:field_east"] == 17_500_000
        assert robin.errors == []


async def test_answers_that_met_a_cut_connection_are_shown_as_unsent_and_sent_again(
    browser: Browser,
) -> None:
    """Nothing is queued in silence: the page says so, and sends the same answers once it can."""
    async with hosting(("ada", "hana"), by_host=True) as host:
        robin = await seated(browser, host, "ada", "Robin")
        await seated(browser, host, "hana", "Hana B")
        await host.start()
        await robin.page.wait_for_selector(ASK)
        host.cable.unplug()
        await robin.sees("The connection is lost", "#banner")
        await robin.page.fill(ASK, "21")
        await robin.page.click("#send")
        await robin.sees("Not sent yet", "#status")
        assert host.answered("ada") == []
        host.cable.plug_in()
        await robin.sees("● Sent.", "#status")
        assert [answers["ask:field_east"] for answers in host.answered("ada")] == [21_000_000]
        assert robin.errors == []


async def test_a_host_that_sleeps_is_noticed_and_found_again(browser: Browser) -> None:
    """A connection that stays open and says nothing is given up, with a sentence; then all is well."""
    async with hosting(("ada", "hana"), by_host=True) as host:
        robin = await seated(browser, host, "ada", "Robin")
        await seated(browser, host, "hana", "Hana B")
        await host.start()
        await robin.page.wait_for_selector(ASK)
        host.cable.hold()
        await robin.page.click("#send")
        await robin.sees("Sending…", "#status")
        await robin.sees("The host does not answer", "#banner")
        await robin.sees("Not sent yet", "#status")
        host.cable.let_go()
        await robin.sees("● Sent.", "#status")
        assert await robin.page.is_hidden("#banner")
        assert robin.errors == []


async def test_a_device_that_goes_offline_says_so_and_comes_back(browser: Browser) -> None:
    """The browser's own switch: the banner comes, typing goes on, and the seat is there again."""
    async with hosting(("ada",)) as host:
        robin = await seated(browser, host, "ada", "Robin")
        await robin.context.set_offline(True)
        host.cable.cut()
        await robin.sees("trying again", "#banner")
        await robin.page.fill(ASK, "9")
        await robin.context.set_offline(False)
        await robin.until("document.querySelector('#banner').hidden")
        await robin.page.click("#send")
        await robin.until("document.querySelector('[data-sheet=results]') !== null")
        assert host.answered("ada")[0]["ask:field_east"] == 9_000_000
        assert robin.errors == []


async def test_a_seat_opened_on_another_device_can_be_taken_back(browser: Browser) -> None:
    """The older page says so and watches, and one button brings the seat back."""
    async with hosting(("ada", "hana"), by_host=True) as host:
        robin = await seated(browser, host, "ada", "Robin")
        other = Visitor(robin.context, await robin.context.new_page())
        await other.page.goto(host.url)
        await other.sees("You are Ada")
        await robin.sees("This seat is open on another device", "#banner")
        assert not await robin.page.is_visible("#send")
        await robin.page.click("#use-here")
        await robin.sees("You are Ada")
        await other.sees("This seat is open on another device", "#banner")
        assert robin.errors == other.errors == []


async def test_a_page_whose_seat_is_used_elsewhere_watches_on_and_keeps_its_way_back(
    browser: Browser,
) -> None:
    """Also after the connection was lost the name that the other page has does not shut it out."""
    async with hosting(("ada", "hana"), by_host=True) as host:
        robin = await seated(browser, host, "ada", "Robin")
        other = Visitor(robin.context, await robin.context.new_page())
        await other.page.goto(host.url)
        await other.sees("You are Ada")
        await robin.sees("This seat is open on another device", "#banner")
        host.cable.unplug()
        await robin.sees("trying again", "#banner")
        assert await robin.page.is_visible("#use-here")
        host.cable.plug_in()
        await robin.sees("This seat is open on another device", "#banner")
        await other.sees("You are Ada")
        assert not await robin.page.is_visible("#join")
        await robin.page.click("#use-here")
        await robin.sees("You are Ada")
        assert robin.errors == other.errors == []


async def test_who_has_a_seat_here_can_go_on_under_its_name(browser: Browser) -> None:
    """Where the name is taken by oneself, the door offers the seat beside another name."""
    async with hosting(("ada", "hana"), by_host=True) as host:
        robin = await seated(browser, host, "ada", "Robin")
        await robin.page.click("#leaving-open")
        await robin.page.click("#leave")
        await robin.come_in("ROBIN")
        await robin.sees("Go on as Robin", "#door-note")
        await robin.sees("Come in as ROBIN 2", "#door-note")
        await robin.page.click("#go-on")
        await robin.sees("You are Ada")
        assert robin.errors == []


async def test_without_storage_the_page_works_until_it_is_loaded_again(browser: Browser) -> None:
    """A private window that keeps nothing: one can play, and a reload asks at the door."""
    async with hosting(("ada",)) as host:
        context = await browser.new_context(**PHONE)
        await context.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('closed'); }})"
        )
        robin = Visitor(context, await context.new_page())
        await robin.page.goto(host.url)
        await robin.come_in("Robin")
        await robin.sit("ada")
        host.cable.cut()
        await robin.until("document.querySelector('#banner').hidden")
        await robin.sees("You are Ada")
        await robin.page.reload()
        await robin.page.wait_for_selector("#join")
        assert robin.errors == []


async def test_people_share_a_seat_and_see_what_the_other_sent(browser: Browser) -> None:
    """The last answers count; the other sees them in the fields, and by whom they are."""
    async with hosting(("ada", "hana"), by_host=True) as host:
        robin = await seated(browser, host, "ada", "Robin")
        await seated(browser, host, "hana", "Hana B")
        await host.start()
        await robin.page.wait_for_selector(ASK)
        await robin.page.click("#send")
        await robin.sees("● Sent.", "#status")
        second = await visit(browser, host.url)
        await second.come_in("Sam")
        await second.page.click("#seat-ada")
        await second.sees("You would share this seat with Robin")
        await second.page.click("#take")
        await second.page.wait_for_selector(ASK)
        await second.put_away()
        await second.page.fill(ASK, "33")
        await second.page.click("#send")
        await robin.sees("Sam has answered for this seat", "#status")
        assert await robin.page.input_value(ASK) == "33"
        assert robin.errors == second.errors == []


async def test_a_bots_seat_is_taken_over_at_the_next_phase(browser: Browser) -> None:
    """Before it is taken and after, the page says that the bot still decides the open phase."""
    async with hosting(("ada",)) as host:
        robin = await seated(browser, host, "ada", "Robin")
        late = await visit(browser, host.url)
        await late.come_in("Late")
        await late.page.click("#seat-ben")
        await late.sees("A bot decides for this seat in the open phase")
        await late.page.click("#take")
        await late.put_away()
        await late.sees("A bot still decides this phase for you")
        assert not await late.page.is_visible("#send") or await late.page.is_disabled("#send")
        await robin.page.click("#send")
        await late.until("document.querySelector('[data-sheet=results]') !== null")
        await late.put_away()
        await late.until("!document.querySelector('#send').disabled")
        assert robin.errors == late.errors == []


async def test_the_door_says_why_it_stays_shut_and_how_it_opens(browser: Browser) -> None:
    """A wrong code and a name that is taken: a sentence each, the form as typed, and a way on."""
    async with hosting(("ada", "hana"), by_host=True) as host:
        await seated(browser, host, "ada", "Robin")
        late = await visit(browser, host.url)
        assert "empty" not in await late.page.inner_text("#code-help")
        await late.page.fill("#code", "")
        await late.come_in("Robin")
        await late.sees("No table here has the code that you left empty", "#door-note")
        await late.page.fill("#code", "ZZZZZ")
        await late.come_in("Robin")
        await late.sees("No table here has the code ZZZZZ", "#door-note")
        await late.page.fill("#code", CODE)
        await late.come_in("Robin")
        await late.sees("Robin is already at this table", "#door-note")
        assert await late.page.input_value("#code") == CODE
        await late.page.click("#free-name")
        await late.page.wait_for_selector("#seat-hana")
        assert late.errors == []


async def test_guessing_codes_ends_with_a_sentence(browser: Browser) -> None:
    """After too many wrong codes the page says for how long no more are taken."""
    async with hosting(("ada",)) as host:
        late = await visit(browser, host.url)
        for letter in "BCDFGHJKL":
            await late.page.fill("#code", letter * 5)
            await late.come_in("Robin")
            await late.until(
                "code => /too many|code /.test(document.querySelector('#door-note').innerText)"
                " && (document.querySelector('#door-note').innerText.includes(code)"
                " || document.querySelector('#door-note').innerText.includes('too many'))",
                letter * 5,
            )
        await late.sees("too many wrong codes", "#door-note")
        assert late.errors == []


async def test_who_leaves_finds_the_seat_kept_and_who_gives_it_up_does_not(
    browser: Browser,
) -> None:
    """Leaving keeps the seat for this browser; for good hands it to a stand-in."""
    async with hosting(("ada",)) as host:
        robin = await seated(browser, host, "ada", "Robin")
        await robin.page.click("#leaving-open")
        await robin.page.click("#leave")
        await robin.sees("You have left the table", "#door-note")
        await robin.page.click("#come-in")
        await robin.sees("You are Ada", "#asked")
        await robin.page.click("#leaving-open")
        await robin.page.click("#give-up")
        await robin.page.click("#leave-for-good")
        await robin.page.click("#come-in")
        await robin.page.wait_for_selector("#seat-ada")
        assert await robin.page.locator("#asked .me").is_hidden()
        assert robin.errors == []


async def test_a_full_table_can_still_be_watched(browser: Browser) -> None:
    """Where nobody more fits, the page says so, and watching shows the table and asks nothing."""
    async with hosting(("ada",), team=1) as host:
        await seated(browser, host, "ada", "Robin")
        late = await visit(browser, host.url)
        await late.come_in("Sam")
        await late.page.wait_for_selector("#watch")
        assert not await late.page.locator("#seat-ada").count()
        await late.page.click("#watch")
        await late.sees("You watch")
        await late.sees("The Forest", "#commons")
        assert not await late.page.is_visible("#sendbar")
        assert late.errors == []


async def test_the_lobby_a_pause_and_an_early_end_are_told(browser: Browser) -> None:
    """What the host does shows: not begun, begun, time stopped, and the end before the last round."""
    async with hosting(("ada",), by_host=True, timed=True) as host:
        robin = await seated(browser, host, "ada", "Robin")
        await robin.sees("The host has not begun yet", "#banner")
        await robin.sees("Here now: Robin.", "#banner")
        await robin.sees("1 here", "#time")
        await robin.sees(": here", "#context")
        assert "thinking" not in await robin.page.inner_text("body")
        async with ordering(host) as order:
            await order(m.Start(1))
            await robin.until("/^\\d+:\\d\\d/.test(document.querySelector('#time').innerText)")
            await order(m.Pause(2))
            await robin.sees("The host has paused the time", "#banner")
            await order(m.Announce("Ten minutes of talk.", 3))
            await robin.page.click("#tab-talk")
            await robin.sees("Ten minutes of talk.", "#said")
            await robin.page.click("#tab-decide")
            await robin.sees("Ten minutes of talk.", "#coach")
            await robin.page.click("#announcement-read")
            await robin.until("!document.querySelector('.announcement')")
            await order(m.HandToBot("ada", 5))
            await robin.sees("A bot plays your seat for now", "#banner")
            await order(m.GiveBack("ada", 6))
            await robin.sees("The host has paused the time", "#banner")
            await order(m.GoOn(4))
            await robin.until("document.querySelector('#banner').hidden")
            await order(m.EndGame(7))
            await robin.sees("The host has ended the game early")
        assert robin.errors == []
