"""The assembly's page: motions with a look ahead, laws, rules, and how votes were counted."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs
from playwright.async_api import Browser

from allmende_protocol import messages as m
from allmende_rules.events import plain
from allmende_rules.mechanisms.voting.registry import METHODS
from allmende_rules.questions import Ballot, Option
from allmende_rules.refusals import Refusal
from tests.client import congress
from tests.web.browser import LAPTOP, NARROW, PHONE, in_one_loop, needs_chromium
from tests.web.told import CLOCK, SEATED, arrival, opened
from tests.web.wire import Straw, at_the_door

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]
RUNOFF = METHODS["instant_runoff"]


async def sitting(browser: Browser, **looks: Any) -> Straw:
    """The page of the assembly, while a motion may be tabled."""
    straw = await at_the_door(browser, **looks)
    welcome = structs.replace(congress.WELCOME, version=m.VERSION, table="VLLYX")
    asked = opened(congress.TABLE, key="3.assembly", round_=3)
    await straw.bring(welcome, SEATED, congress.sitting(), CLOCK, asked)
    await straw.page.wait_for_selector("#cards .card")
    await straw.put_away()
    await straw.page.click("#tab-laws")
    return straw


async def test_motions_laws_rules_and_history_are_told(browser: Browser) -> None:
    """With the method in force, each step of a count, and who may change a rule."""
    straw = await sitting(browser)
    await straw.sees(METHODS["approval"].account, "#assembly")
    await straw.sees("Dividend's part: 50 % → 80 %", "#assembly")
    await straw.sees("Moved by Ben. Seconded by Ada. It needs 1 besides its mover.", "#assembly")
    await straw.sees("Amendment: 60 %, moved by Ada.", "#assembly")
    await straw.sees("In force since round 1, until it is repealed. Moved by Ben.", "#assembly")
    await straw.sees("fell: too few seconded it", "#assembly-past")
    await straw.sees("only the facilitator may change it", "#assembly-past")
    await straw.page.get_by_text("Round 1, Term of a licence: 4 rounds → 6 rounds").click()
    await straw.sees(f"abstentions: 1. {RUNOFF.name}: {RUNOFF.account}", "#assembly-past")
    await straw.sees("Step 1, first places – Keep 4 rounds: 2; 6 rounds: 3; 5 rounds: 1.")
    await straw.sees("Elected: 6 rounds.")
    await straw.sees("1 law", "#where")
    assert straw.errors == []


async def test_a_motion_on_the_floor_is_looked_at_ahead(browser: Browser) -> None:
    """First that it is worked out, then ranges without, with, and of the change: one's own goals first."""
    straw = await sitting(browser)
    await straw.page.get_by_role("button", name="Look ahead: 80 %").click()
    asked = await straw.last("look_ahead")
    assert (asked["dial"], asked["value"]) == ("dividend", 800_000)
    await straw.sees("Looking ahead…", "#assembly")
    await straw.bring(m.Ahead(asked["nonce"], congress.foresight()))
    await straw.page.wait_for_selector("#assembly .foresight")
    rows = await straw.page.locator("#assembly .foresight tbody tr").all_inner_texts()
    assert [row.split("\t") for row in rows] == [
        ["▸ Stock of The Forest", "52% to 61%", "52% to 60%", "−1 to +2 points"],
        ["Gini of consumption", "0.1 to 0.2", "0.08 to 0.19", "−0.02 to −0.004"],
    ]
    await straw.sees("No change to be seen: needs met.", "#assembly")
    assert not await straw.page.get_by_text("Looking ahead…").count()
    assert straw.errors == []


async def test_any_rule_and_value_can_be_looked_at_before_it_is_tabled(browser: Browser) -> None:
    """What is typed stays when the preview comes; what is no value gets a sentence."""
    straw = await sitting(browser)
    await straw.page.select_option("#look-form select", "dividend")
    line = straw.page.locator("#look-form input")
    await line.fill("95%")
    await straw.page.click("#look-go")
    await straw.sees("too much: at most 90%", "#look-note")
    assert await straw.sent("look_ahead") == []
    await line.fill("70 %")
    await straw.page.click("#look-go")
    asked = await straw.last("look_ahead")
    assert (asked["dial"], asked["value"]) == ("dividend", 700_000)
    await straw.bring(m.Ahead(asked["nonce"], congress.foresight(700_000)))
    await straw.sees("goes from 50 % to 70 % in round 3", "#look-found")
    assert await line.input_value() == "70 %"
    assert straw.errors == []


async def test_offices_and_the_system_can_be_looked_at_in_any_phase(browser: Browser) -> None:
    """While this seat is asked no motion too; in the words of the ballot."""
    straw = await at_the_door(browser)
    welcome = structs.replace(congress.WELCOME, version=m.VERSION, table="VLLYX")
    known = congress.sitting()
    systems = [{"name": name, "act": {"system": name}} for name in ("dmnc", "ostrom")]
    public = {
        **known.public,
        "offices": {"planner": "ada"},
        "ada": {"role": "planner"},
        "table": {"seats": ["ada", "ben"], "system": "dmnc", "systems": systems},
        "dials": {**known.public["dials"], "supermajority": 0.6},
    }
    await straw.bring(welcome, SEATED, structs.replace(known, public=public), CLOCK, opened())
    await straw.page.click("#tab-laws")
    await straw.page.select_option("#look-form select", "system")
    await straw.page.locator("#look-form select").nth(1).select_option(label="ostrom")
    await straw.page.click("#look-go")
    asked = await straw.last("look_ahead")
    assert (asked["dial"], asked["value"]) == ("system", 1_000_000)
    await straw.page.select_option("#look-form select", "planner")
    await straw.page.locator("#look-form select").nth(1).select_option(label="Ben")
    assert straw.errors == []


async def test_why_a_look_ahead_is_refused_is_said(browser: Browser) -> None:
    """And it can be asked for again."""
    straw = await sitting(browser)
    look = straw.page.get_by_role("button", name="Look ahead: 60 %")
    await look.click()
    asked = await straw.last("look_ahead")
    refusal = Refusal("look_running", "One is under way.")
    await straw.bring(m.Refused(asked["nonce"], refusal))
    await straw.sees("! One is under way.", "#look-found")
    assert await look.is_visible()


@pytest.mark.parametrize("looks", [NARROW, PHONE, LAPTOP], ids=["narrow", "phone", "laptop"])
async def test_the_page_is_as_wide_as_the_screen(browser: Browser, looks: dict[str, Any]) -> None:
    """With a preview on it."""
    straw = await sitting(browser, **looks)
    await straw.page.get_by_role("button", name="Look ahead: 80 %").click()
    asked = await straw.last("look_ahead")
    await straw.bring(m.Ahead(asked["nonce"], congress.foresight()))
    await straw.page.wait_for_selector("#assembly .foresight")
    assert not await straw.too_wide()


async def test_how_a_motion_is_tabled_is_said_where_motions_stand(browser: Browser) -> None:
    """With a way to the question while it is open; later with the phase that asks it."""
    straw = await sitting(browser)
    await straw.sees("“Table a motion” is among your questions", "#assembly")
    await straw.page.click("#go-to-motion")
    await straw.page.wait_for_selector("[data-question=motion] select:focus")
    await straw.page.click("#tab-laws")
    phases = (m.PhaseInfo("assembly", "Congress", "", asks=True), *congress.WELCOME.phases)
    await straw.bring(structs.replace(congress.WELCOME, phases=phases), opened(key="3.market"))
    await straw.sees("Members may table one each, in the phase “Congress” of every round.")
    member = {**congress.sitting().public, "ada": {"role": "member"}}
    await straw.bring(structs.replace(congress.sitting(), public=member))
    await straw.sees("when the phase “Congress” asks you", "#assembly")
    assert straw.errors == []


BALLOT = Ballot(
    id="vote:dividend",
    topic="vote",
    about="dividend",
    title="Dividend's part: from 50 % to 80 %",
    help="",
    method="plurality",
    takes="choice",
    options=(Option("keep", "Keep 50 %"), Option("motion", "80 %")),
    once=True,
)


@pytest.mark.parametrize(("mover", "vote"), [("ada", "motion"), ("ben", None)])
async def test_the_ballot_on_ones_own_motion_opens_with_a_vote_for_it(
    browser: Browser, mover: str, vote: str | None
) -> None:
    """And says so; on another's it opens as an abstention."""
    straw = await at_the_door(browser)
    told = congress.sitting()
    floor = plain((structs.replace(congress.FLOOR[0], by=mover),))
    told = structs.replace(told, public={**told.public, "motions": {"floor": floor}})
    welcome = structs.replace(congress.WELCOME, version=m.VERSION, table="VLLYX")
    await straw.bring(welcome, SEATED, told, CLOCK, opened(BALLOT, key="3.vote", round_=3))
    await straw.page.wait_for_selector("#cards .card")
    await straw.put_away()
    own = "This is your own motion, so your vote is set for it."
    assert await straw.page.get_by_text(own).count() == (mover == "ada")
    await straw.page.click("#send")
    assert (await straw.last("submit"))["answers"] == {"vote:dividend": vote}
    assert straw.errors == []


async def test_ones_own_motion_is_told_apart_when_it_may_be_amended(browser: Browser) -> None:
    """With no amendment to begin with, and quotation marks that can be told from each other."""
    straw = await at_the_door(browser)
    told = congress.sitting()
    floor = plain((structs.replace(congress.FLOOR[0], by="ada"),))
    told = structs.replace(told, public={**told.public, "motions": {"floor": floor}})
    welcome = structs.replace(congress.WELCOME, version=m.VERSION, table="VLLYX")
    title = "Amend “Dividend's part: 80 %”"
    amend = structs.replace(
        congress.TABLE, id="amend:dividend", topic="amend", about="dividend", title=title
    )
    await straw.bring(welcome, SEATED, told, CLOCK, opened(amend, key="3.debate", round_=3))
    await straw.page.wait_for_selector("#cards .card")
    await straw.put_away()
    await straw.sees("This is your own motion.", "#cards")
    await straw.sees("“Amend ‘Dividend's part: 80 %’”", "#status")
    chosen = await straw.page.locator("#cards select option:checked").inner_text()
    assert chosen == "no amendment"
    assert straw.errors == []


async def test_without_an_assembly_the_page_says_so(browser: Browser) -> None:
    """Where no method decides motions there is neither floor nor law."""
    straw = await at_the_door(browser)
    await straw.bring(*arrival(opened(congress.TABLE)))
    await straw.put_away()
    await straw.page.click("#tab-laws")
    await straw.sees("No motions are put under this system", "#assembly")
    assert not await straw.page.get_by_text("Motions on the floor").count()
    assert straw.errors == []
