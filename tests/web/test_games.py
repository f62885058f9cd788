"""Whole games, played in a real browser through the page's own controls."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.async_api import Browser

from allmende_rules.scenario import Act
from tests.web.browser import LAPTOP, NARROW, PHONE, Visitor, in_one_loop, needs_chromium, visit
from tests.web.host import hosting

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]

WAITS = """done => document.querySelector('[data-sheet=end]')
  || (document.querySelector('#cards').dataset.phase
      && document.querySelector('#cards').dataset.phase !== done)"""


async def type_in(visitor: Visitor, question: str, texts: tuple[str, ...]) -> bool:
    """Type into the lines of the card whose question's id begins so, if it lies on the table."""
    card = visitor.page.locator(f"[data-question^='{question}']").first
    if not await card.count():
        return False
    if await card.evaluate("card => card.tagName === 'DETAILS' && !card.open"):
        await card.locator("summary").click()
    for place, text in enumerate(texts):
        await card.locator("input[type=text]").nth(place).fill(text)
    return True


async def play(visitor: Visitor, typed: dict[str, tuple[str, ...]]) -> int:
    """Play to the end; returns in how many phases this seat was asked."""
    phases, done = 0, ""
    while True:
        await visitor.until(WAITS, done)
        if await visitor.page.locator("[data-sheet=end]").count():
            return phases
        await visitor.put_away()
        for question, texts in typed.items():
            await type_in(visitor, question, texts)
        done = await visitor.page.evaluate("document.querySelector('#cards').dataset.phase")
        await visitor.page.click("#send")
        phases += 1


async def play_round(visitor: Visitor) -> None:
    """Send what stands in each phase, until the results of the round lie on the table."""
    done = ""
    await visitor.until(WAITS, done)
    while not await visitor.page.locator("[data-sheet=results]").count():
        await visitor.put_away()
        done = await visitor.page.evaluate("document.querySelector('#cards').dataset.phase")
        await visitor.page.click("#send")
        await visitor.until(WAITS, done)


@pytest.mark.parametrize(
    ("seat", "typed", "wire", "looks"),
    [
        ("ada", {"ask": ("12,5",)}, {"ask": 12_500_000}, PHONE),
        ("eli", {"cap": ("6.25",)}, {"cap": 6_250_000}, NARROW),
        ("hana", {"basics:grain": ("30",)}, {"basics:grain": 30_000_000}, LAPTOP),
    ],
    ids=["licensee", "member", "planner"],
)
async def test_a_whole_game_is_played_in_each_role(
    browser: Browser,
    seat: str,
    typed: dict[str, tuple[str, ...]],
    wire: dict[str, int],
    looks: dict[str, Any],
) -> None:
    """Every phase is answered by hand, what is typed is what the record has, and the end is told."""
    async with hosting((seat,)) as host:
        visitor = await visit(browser, host.url, **looks)
        await visitor.come_in("Robin")
        await visitor.sit(seat)
        phases = await play(visitor, typed)
        assert phases >= host.game.header.rounds
        await visitor.sees("No single winner")
        await visitor.sees("Met:")
        assert not await visitor.too_wide()
    assert host.game.finished
    for question, amount in wire.items():
        given = [
            value
            for answers in host.answered(seat)
            for name, value in answers.items()
            if name.startswith(question)
        ]
        assert given
        assert set(given) == {amount}
    assert visitor.errors == []


async def test_a_game_goes_on_under_another_system(browser: Browser) -> None:
    """Played to its end through both acts by hand, with each one's receipt among the news."""
    then = (Act(system="open_access", rounds=1),)
    async with hosting(("eli",), rounds=2, then=then) as host:
        visitor = await visit(browser, host.url, **LAPTOP)
        await visitor.come_in("Robin")
        await visitor.sit("eli")
        await play_round(visitor)
        await visitor.sees("From now on: Open access", "[data-sheet=results]")
        await visitor.sees("you held Upper Lane", "[data-sheet=results]")
        await play(visitor, {})
        await visitor.put_away()
        await visitor.page.click("#tab-news")
        await visitor.sees("ends, as the agenda says, and Open access begins")
        await visitor.sees("Under Democratic market neo-communism you held Upper Lane")
        await visitor.page.click("#tab-help")
        await visitor.page.click("#fold-phases")
        await visitor.sees("Going out", "#side")
        await visitor.page.click("#fold-system")
        await visitor.sees("Nobody owns the commons", "#side")
    assert host.game.finished
    assert visitor.errors == []
