"""The planner's page: targets to type, the plan as a table, what it lacks and why."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs
from playwright.async_api import Browser

from allmende_protocol import messages as m
from allmende_rules.refusals import Refusal
from tests.client import office, valley
from tests.client.valley import MICRO
from tests.web.browser import LAPTOP, PHONE, in_one_loop, needs_chromium
from tests.web.told import CLOCK, SEATED, opened
from tests.web.wire import Straw, at_the_door

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]


async def at_work(browser: Browser, **looks: Any) -> Straw:
    """The page at the planner's seat while targets are asked."""
    straw = await at_the_door(browser, **looks)
    welcome = structs.replace(office.WELCOME, version=m.VERSION, table="VLLYX")
    asked = opened(office.GRAIN, office.TIMBER, key="3.market", round_=3)
    await straw.bring(welcome, SEATED, office.planning(), CLOCK, asked)
    await straw.page.wait_for_selector("#cards .card")
    await straw.put_away()
    return straw


async def planned(straw: Straw, grain: float = 1.0, rounds: int = 1) -> dict[str, Any]:
    """Answer the last plan that was asked for; returns what was asked."""
    asked = await straw.last("ask_plan")
    await straw.bring(m.Planned(asked["nonce"], office.board(grain, rounds)))
    return asked


async def test_the_page_opens_with_a_plan_of_what_stands(browser: Browser) -> None:
    """Every good with where it comes from and goes, what stands in the way, and what would mend it."""
    straw = await at_work(browser, **PHONE)
    await straw.page.click("#tab-plan")
    asked = await planned(straw)
    assert asked["targets"] == {"grain": office.ALL, "timber": office.ALL}
    await straw.sees("30 % of what is asked can be delivered", "#plan-found")
    rows = await straw.page.locator("#plan-found tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["Grain (sacks)", "12", "–", "3.6", "–", "3.6", "30%"],
        ["Timber (stacks)", "2.4", "1", "–", "0.3", "0.72", "30%"],
    ]
    await straw.sees("There are only 4.5 units of money in the basics fund in round 3.")
    await straw.sees("Lower the target for Grain in round 3 from 12 to 3.6 sacks.")
    await straw.sees("Grain: 20% of everyone's need planned, 17% delivered.")
    assert straw.errors == []


async def test_targets_are_tried_and_put_into_the_answers(browser: Browser) -> None:
    """What is no target gets a sentence; what is tried stands in its cards when it is wanted."""
    straw = await at_work(browser, **LAPTOP)
    await straw.page.click("#tab-plan")
    await planned(straw)
    line = straw.page.locator("#plan-grain")
    await line.fill("120")
    await straw.page.click("#plan-go")
    await straw.sees("too much", "#plan-note")
    assert len(await straw.sent("ask_plan")) == 1
    await line.fill("10")
    await straw.page.select_option("#plan-rounds", "3")
    await straw.page.click("#plan-go")
    asked = await planned(straw, 0.1, 3)
    assert (asked["targets"]["grain"], asked["rounds"]) == (10 * MICRO, 3)
    await straw.sees("round 4: 40%", "#plan-found")
    await straw.page.click("#plan-use")
    await straw.page.click("#send")
    assert (await straw.last("submit"))["answers"]["basics:grain"] == 10 * MICRO
    assert straw.errors == []


async def test_why_a_plan_is_refused_is_said(browser: Browser) -> None:
    """And another can be asked for."""
    straw = await at_work(browser)
    await straw.page.click("#tab-plan")
    asked = await straw.last("ask_plan")
    refusal = Refusal("too_fast", "Wait a moment between two plans.")
    await straw.bring(m.Refused(asked["nonce"], refusal))
    await straw.sees("! Wait a moment between two plans.", "#plan-found")
    await straw.page.click("#plan-go")
    assert len(await straw.sent("ask_plan")) == 2


async def test_who_does_not_plan_has_no_tab(browser: Browser) -> None:
    """At another's seat there is no page for a plan."""
    straw = await at_the_door(browser)
    welcome = structs.replace(office.WELCOME, version=m.VERSION, table="VLLYX")
    await straw.bring(welcome, SEATED, valley.state(2), CLOCK, opened(office.GRAIN))
    await straw.page.wait_for_selector("#cards .card")
    assert not await straw.page.locator("#tab-plan").is_visible()
