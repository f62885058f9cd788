"""Every kind of question as a form: what stands when nothing is touched, what is typed, what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs
from playwright.async_api import Browser, Locator

from allmende_protocol import messages as m
from allmende_rules.answers import read_answers
from allmende_rules.refusals import KINDS, Refusal
from allmende_rules.system import Line
from tests.client.valley import (
    ALL_KINDS,
    APPROVE,
    ASK,
    BUDGET,
    KILN,
    LAWS,
    LOTS,
    MACHINES,
    MOTION,
    NORM,
    ORDER,
    POINTS,
    RANK,
)
from tests.web.browser import LAPTOP, NARROW, PHONE, in_one_loop, needs_chromium
from tests.web.told import arrival, opened
from tests.web.wire import Straw, at_the_door

pytestmark = [pytest.mark.browser, needs_chromium, in_one_loop]
TEXT = "input[type=text]"
WRONG = {
    "ask:mill": ("1x", "is not a number"),
    "machines": ("13", "13 sets is too much: at most 12.3 sets"),
    "norm:mill": ("49", "49% is too little: at least 50%"),
    "cap": ("80.1", "too much"),
}
"""What is typed where, and what the page then says."""


def card(straw: Straw, question: str) -> Locator:
    """The card of a question."""
    return straw.page.locator(f"[data-question='{question}']")


async def unfold(straw: Straw) -> None:
    """Open every standing answer."""
    await straw.page.evaluate(
        "document.querySelectorAll('details').forEach(one => one.open = true)"
    )


async def asked(straw: Straw) -> None:
    """Every kind lies on the table."""
    await straw.bring(*arrival(opened(*ALL_KINDS)))
    await straw.page.wait_for_selector("#cards .card")
    await straw.put_away()
    await unfold(straw)


async def test_untouched_forms_send_what_stands(browser: Browser) -> None:
    """The answers are the defaults to the last micro-unit, though the fields show them rounded."""
    straw = await at_the_door(browser)
    await asked(straw)
    await straw.page.click("#send")
    submitted = await straw.last("submit")
    assert submitted["key"] == "1.market.1"
    given = read_answers(ALL_KINDS, submitted["answers"])
    assert given == {question.id: question.default for question in ALL_KINDS}
    assert straw.errors == []


async def test_what_is_typed_is_what_is_sent(browser: Browser) -> None:
    """One answer of each kind, made as a person makes it, arrives exactly."""
    straw = await at_the_door(browser)
    await asked(straw)
    await fill_all(straw)
    await straw.page.click("#send")
    answers = (await straw.last("submit"))["answers"]
    assert answers == {
        "lots": {"quantity": 2_500_000, "limit": 4_250_000},
        "ask:mill": 12_500_000,
        "machines": 12_345_678,
        "norm:mill": 120_000_000,
        "budget": {"grain": 50, "timber": 20, "keep": 30},
        "kiln": True,
        "technique": "select",
        "cap": None,
        "vote": "no",
        "approve": ["school", "well"],
        "rank": ["road", "school", "well"],
        "points": {"school": 3, "road": -1},
        "order": ["road", "school", "well"],
        "motion": {"dial": "threshold", "value": 250_000},
        "laws": {"dial": "method", "value": 2_000_000},
        "speech": "Leave the old stand <b>be</b>.",
    }
    assert set(read_answers(ALL_KINDS, answers)) == {question.id for question in ALL_KINDS}
    assert straw.errors == []


async def fill_all(straw: Straw) -> None:
    """An answer to each kind; 12.3 is the highest number of machines as the page shows it."""
    lots, budget = card(straw, LOTS.id), card(straw, BUDGET.id)
    await lots.locator(TEXT).nth(0).fill("2,5")
    await lots.locator(TEXT).nth(1).fill("4.25")
    await card(straw, ASK.id).locator(TEXT).fill("12.5 %")
    await card(straw, MACHINES.id).locator(TEXT).fill("12.3")
    await card(straw, NORM.id).locator(TEXT).fill("120")
    await budget.locator(TEXT).nth(0).fill("50")
    await budget.locator(TEXT).nth(1).fill("20")
    await budget.get_by_role("button", name="Give the rest to keep").click()
    await card(straw, KILN.id).get_by_label("yes").check()
    await card(straw, "technique").get_by_label("Selective cutting").check()
    await card(straw, "cap").get_by_role("button", name="abstain").click()
    await card(straw, "vote").get_by_label("No", exact=True).check()
    await card(straw, APPROVE.id).get_by_label("School").check()
    await card(straw, APPROVE.id).get_by_label("Well").check()
    await card(straw, RANK.id).get_by_role("button", name="Move Road to the mill up").click()
    await card(straw, POINTS.id).locator(TEXT).nth(0).fill("3")
    await card(straw, POINTS.id).get_by_role("button", name="A vote less for Road").click()
    await card(straw, LAWS.id).locator("select").select_option(label="Voting method")
    await card(straw, LAWS.id).get_by_label("New value").select_option(label="approval")
    await card(straw, ORDER.id).get_by_role("button", name="Move Road up").click()
    await card(straw, MOTION.id).locator("select").select_option(label="Threshold")
    await card(straw, MOTION.id).locator(TEXT).fill("25")
    await straw.sees("→ 25 %. The assembly votes on it.", f"[data-question='{MOTION.id}'] .note")
    await card(straw, "speech").locator("textarea").fill("Leave the old stand <b>be</b>.")


async def test_what_is_asked_once_lies_open_where_nothing_must_be_decided(browser: Browser) -> None:
    """The bar says what may be decided; what stands is folded."""
    straw = await at_the_door(browser)
    second = structs.replace(APPROVE, required=False, once=True, title="Second motions")
    budget = structs.replace(BUDGET, required=False)
    await straw.bring(*arrival(opened(budget, second)))
    await straw.page.wait_for_selector("#cards .card")
    await straw.put_away()
    await straw.sees("You may: “Second motions”.", "#status")
    assert await card(straw, APPROVE.id).get_by_label("School").is_visible()
    assert not await card(straw, BUDGET.id).locator(TEXT).first.is_visible()
    assert straw.errors == []


@pytest.mark.parametrize("wrong", WRONG.items(), ids=WRONG)
async def test_a_mistake_is_said_in_its_place_and_nothing_is_sent(
    browser: Browser,
    wrong: tuple[str, tuple[str, str]],
) -> None:
    """The card says what is wrong, Send goes there, and what was typed stays."""
    question, (typed, said) = wrong
    straw = await at_the_door(browser)
    await asked(straw)
    line = card(straw, question).locator(TEXT)
    await line.fill(typed)
    await straw.sees(said, f"[data-question='{question}'] .note")
    await straw.page.click("#send")
    await straw.sees("Not sent, “", "#status")
    assert await line.evaluate("line => line === document.activeElement")
    assert await line.input_value() == typed
    assert await straw.sent("submit") == []
    assert straw.errors == []


async def test_parts_must_add_up_and_a_bid_must_be_paid(browser: Browser) -> None:
    """A split says what is left, a bid what it could cost; each in its card."""
    straw = await at_the_door(browser)
    await asked(straw)
    await card(straw, BUDGET.id).locator(TEXT).nth(0).fill("10")
    await straw.sees("50% are left to give", f"[data-question={BUDGET.id}] .note")
    await card(straw, LOTS.id).locator(TEXT).nth(0).fill("40")
    await card(straw, LOTS.id).locator(TEXT).nth(1).fill("20")
    await straw.sees("This bid could cost 800, and you can pay 51", "[data-question=lots] .note")
    await card(straw, LOTS.id).locator(TEXT).nth(0).fill("0")
    await straw.sees("no bid", "[data-question=lots] .note")
    assert straw.errors == []


async def test_a_wrong_price_of_a_bid_gets_the_cursor(browser: Browser) -> None:
    """Rather than the quantity before it, which is as it should be."""
    straw = await at_the_door(browser)
    await asked(straw)
    lines = card(straw, LOTS.id).locator(TEXT)
    await lines.nth(1).fill("x")
    await straw.page.click("#send")
    await straw.until(
        "label => document.activeElement.labels[0]?.textContent.startsWith(label)", "At most"
    )
    await lines.nth(0).fill("x")
    await straw.page.click("#send")
    await straw.until(
        "label => document.activeElement.labels[0]?.textContent.startsWith(label)", "How much"
    )
    assert straw.errors == []


async def test_a_ballot_abstains_until_something_is_put_on_it(browser: Browser) -> None:
    """A box abstains again, what was put on it stays, and each card says how it counts."""
    straw = await at_the_door(browser)
    await asked(straw)
    for ballot in (APPROVE, RANK, POINTS):
        where, box = f"[data-question={ballot.id}]", card(straw, ballot.id).get_by_label("abstain")
        await straw.sees(ballot.account, where)
        await straw.sees("You abstain.", f"{where} .note")
        assert await box.is_checked()
    await card(straw, APPROVE.id).get_by_label("Well").check()
    await card(straw, RANK.id).get_by_role("button", name="Move School down").click()
    await card(straw, POINTS.id).get_by_role("button", name="A vote more for Well").click()
    await straw.sees("1 of 20 credits used, 19 left.", "[data-question=points] .note")
    assert not await card(straw, RANK.id).get_by_label("abstain").is_checked()
    await card(straw, POINTS.id).get_by_label("abstain").check()
    await card(straw, APPROVE.id).get_by_label("Well").uncheck()
    await straw.sees("You approve of none of them.", "[data-question=approve] .note")
    await straw.page.click("#send")
    answers = (await straw.last("submit"))["answers"]
    ballots = {name: answers[name] for name in ("approve", "rank", "points")}
    assert ballots == {"approve": [], "rank": ["road", "school", "well"], "points": None}
    assert straw.errors == []


async def test_votes_beyond_the_credits_are_not_given(browser: Browser) -> None:
    """Twenty credits pay four votes for one option; who types more is told what can be paid."""
    straw = await at_the_door(browser)
    await asked(straw)
    more = card(straw, POINTS.id).get_by_role("button", name="A vote more for School")
    for _ in range(6):
        await more.click()
    await straw.sees("16 of 20 credits used, 4 left.", "[data-question=points] .note")
    assert await card(straw, POINTS.id).locator(TEXT).nth(0).input_value() == "4"
    await card(straw, POINTS.id).locator(TEXT).nth(1).fill("-3")
    sentence = "you have 20. What you can pay: School +3, Road to the mill −3."
    await straw.sees(sentence, "[data-question=points] .note")
    await straw.page.click("#send")
    assert await straw.sent("submit") == []
    await card(straw, POINTS.id).locator(TEXT).nth(1).fill("1.5")
    await straw.sees("Road to the mill: 1.5 is not a whole number", "[data-question=points] .note")
    assert straw.errors == []


async def test_a_rule_that_is_a_choice_offers_its_names(browser: Browser) -> None:
    """The one in force is said and chosen; a whole number may not be half."""
    straw = await at_the_door(browser)
    await asked(straw)
    laws = card(straw, LAWS.id)
    await laws.locator("select").select_option(label="Voting method")
    await straw.sees("now majority", "[data-question=laws]")
    assert await laws.get_by_label("New value").input_value() == "0"
    await laws.locator("select").first.select_option(label="Term in rounds")
    await laws.locator(TEXT).fill("2,4")
    await straw.sees("Term in rounds takes whole numbers: 2, not 2,4", "[data-question=laws] .note")
    assert straw.errors == []


async def test_the_rules_in_force_are_told_by_name(browser: Browser) -> None:
    """On the page of help, numbers with their bounds and choices with their names."""
    straw = await at_the_door(browser)
    await asked(straw)
    await straw.page.click("#tab-help")
    await straw.page.click("#fold-rules")
    await straw.sees("one of majority; approval; borda; now: approval", "#side")
    await straw.sees("from 0 to 50 %, now 15 %; the assembly may change it", "#side")
    assert straw.errors == []


async def test_numbers_up_to_two_to_the_fifty_third_are_exact(browser: Browser) -> None:
    """The largest whole number that a page can hold goes out as it was typed."""
    huge = MACHINES.__class__(**{**as_fields(MACHINES), "high": 2**53 - 1, "price": 0})
    straw = await at_the_door(browser)
    await straw.bring(*arrival(opened(huge)))
    await straw.put_away()
    await card(straw, huge.id).locator(TEXT).fill("9007199254.7409")
    await straw.page.click("#send")
    assert (await straw.last("submit"))["answers"] == {huge.id: 9_007_199_254_740_900}


def as_fields(question: Any) -> dict[str, Any]:
    """A question's fields, to make another like it."""
    return {name: getattr(question, name) for name in question.__struct_fields__}


async def test_a_draft_is_kept_and_previewed_one_at_a_time(browser: Browser) -> None:
    """While one preview is on its way the newest draft waits, and then goes out alone."""
    straw = await at_the_door(browser)
    await asked(straw)
    first = await straw.last("foresee")
    line = card(straw, ASK.id).locator(TEXT)
    for typed in ("11", "12", "13"):
        await line.fill(typed)
    await straw.bring(m.Foreseen(first["nonce"], (Line(ASK.id, "Sells {n}.", {"n": 4}),)))
    await straw.sees("Sells 4.", "[data-question^=ask] .preview")
    await straw.until("window.sent.filter(one => one.is === 'foresee').length === 2")
    assert (await straw.last("foresee"))["answers"][ASK.id] == 13_000_000
    assert (await straw.last("draft"))["answers"][ASK.id] == 13_000_000
    assert straw.errors == []


async def test_every_refusal_is_a_sentence_and_what_was_typed_stays(browser: Browser) -> None:
    """Whatever the code, the host's sentence stands by the answers, with what one can do."""
    straw = await at_the_door(browser)
    await asked(straw)
    await card(straw, ASK.id).locator(TEXT).fill("14")
    for code in KINDS:
        if code in ("elsewhere", "not_seated", "next_phase"):
            continue
        await straw.page.click("#send")
        nonce = (await straw.last("submit"))["nonce"]
        refusal = Refusal(code, "Because of {found}.", {"found": f"{code}!"})
        await straw.bring(m.Refused(nonce, refusal))
        await straw.sees(f"Because of {code}!.", "#status")
        assert await card(straw, ASK.id).locator(TEXT).input_value() == "14"
    assert straw.errors == []


async def keep_draft(straw: Straw, typed: str) -> None:
    """Type an answer, and return once its draft has gone out."""
    first = await straw.last("foresee")
    await card(straw, ASK.id).locator(TEXT).fill(typed)
    await straw.bring(m.Foreseen(first["nonce"], ()))
    await straw.last("draft")


async def test_a_draft_is_kept_only_once_somebody_has_changed_an_answer(browser: Browser) -> None:
    """A page that comes back leaves alone what the server kept for it."""
    straw = await at_the_door(browser)
    await asked(straw)
    await straw.last("foresee")
    assert await straw.sent("draft") == []
    await keep_draft(straw, "14")
    assert [draft["answers"][ASK.id] for draft in await straw.sent("draft")] == [14_000_000]


async def test_a_refused_draft_changes_nothing(browser: Browser) -> None:
    """A draft that met the end of its phase has no nonce, and is no reason to leave the table."""
    straw = await at_the_door(browser)
    await asked(straw)
    await keep_draft(straw, "14")
    await straw.bring(m.Refused(0, Refusal("phase_closed", "It is over.", {})))
    await straw.sees("You are Ada")
    assert await card(straw, ASK.id).locator(TEXT).input_value() == "14"
    assert straw.errors == []


async def test_a_refused_amount_reads_in_plain_units(browser: Browser) -> None:
    """Facts about a question of amounts are micro-units on the wire and units on the screen."""
    straw = await at_the_door(browser)
    await asked(straw)
    await straw.page.click("#send")
    facts = {"question": ASK.id, "title": ASK.title, "found": 101_000_000, "low": 0}
    refusal = Refusal("out_of_bounds", "{title}: {found} is outside {low}.", facts)
    await straw.bring(m.Refused((await straw.last("submit"))["nonce"], refusal))
    await straw.sees("Mark-up over cost: 101 is outside 0.", "#status")


async def test_taken_back_answers_can_be_sent_again(browser: Browser) -> None:
    """Take back is there only while there is something to take back."""
    straw = await at_the_door(browser)
    await asked(straw)
    assert await straw.page.is_hidden("#undo")
    await straw.page.click("#send")
    submitted = await straw.last("submit")
    await straw.bring(m.Taken(submitted["nonce"], submitted["answers"]))
    await straw.sees("● Sent.", "#status")
    await straw.page.click("#undo")
    await straw.bring(m.Taken((await straw.last("undo"))["nonce"], {}))
    await straw.sees("To decide", "#status")
    assert await straw.page.is_hidden("#undo")
    assert straw.errors == []


async def test_answers_can_be_given_by_keyboard_alone(browser: Browser) -> None:
    """Tab reaches every field in order, arrows choose, Enter in a line sends."""
    straw = await at_the_door(browser, **LAPTOP)
    await straw.bring(*arrival(opened(ASK, KILN)))
    await straw.put_away()
    await straw.page.focus("#decide")
    await straw.page.keyboard.press("Tab")
    await straw.page.keyboard.press("Control+A")
    await straw.page.keyboard.type("15")
    await straw.page.keyboard.press("Tab")
    await straw.page.keyboard.press("ArrowUp")
    await straw.page.keyboard.press("Shift+Tab")
    await straw.page.keyboard.press("Enter")
    assert (await straw.last("submit"))["answers"] == {ASK.id: 15_000_000, KILN.id: True}


async def test_a_host_that_has_been_quiet_for_long_is_asked_whether_it_is_there(
    browser: Browser,
) -> None:
    """Also someone who only waits learns that the host sleeps, and is told once it wakes."""
    straw = await at_the_door(browser)
    await straw.page.clock.install()
    await straw.page.reload()
    await straw.come_in("Robin")
    await straw.page.clock.run_for(100)
    await straw.last("hello")
    await asked(straw)
    await straw.page.clock.run_for(1_000)
    await straw.bring(m.Foreseen((await straw.last("foresee"))["nonce"], ()))
    await straw.page.clock.run_for(19_000)
    assert await straw.sent("ask_seat") == []
    await straw.page.clock.run_for(3_000)
    probe = await straw.last("ask_seat")
    await straw.bring(m.Offered("ada", "Ada", "Licensee", "", (), "", "o", probe["nonce"]))
    await straw.page.clock.run_for(5_000)
    assert await straw.page.is_hidden("#banner")
    await straw.page.clock.run_for(25_000)
    await straw.sees("The host does not answer", "#banner")
    assert straw.errors == []


@pytest.mark.parametrize("looks", [NARROW, PHONE, LAPTOP], ids=["320", "390", "1280"])
async def test_forms_fit_and_fingers_find_them(browser: Browser, looks: dict[str, Any]) -> None:
    """No page is wider than its screen, and what one touches is at least 44 pixels high."""
    straw = await at_the_door(browser, **looks)
    await asked(straw)
    for tab in ("decide", "news", "talk", "graphs", "books", "help"):
        await straw.page.click(f"#tab-{tab}")
        assert not await straw.too_wide(), tab
        assert await straw.page.evaluate(SMALL) == [], tab
    assert straw.errors == []


SMALL = """() =>
  [...document.querySelectorAll('button, select, summary, input, label.option')]
    .filter(one => !['radio', 'checkbox'].includes(one.type))
    .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.9)
    .map(one => one.outerHTML.slice(0, 80))"""


async def test_every_field_has_a_name_for_those_who_hear_the_page(browser: Browser) -> None:
    """Each thing that takes the focus has a label, by the browser's own reckoning."""
    straw = await at_the_door(browser)
    await asked(straw)
    nameless = await straw.page.evaluate("""() =>
      [...document.querySelectorAll('input, select, textarea')]
        .filter(one => !one.hidden && one.getAttribute('aria-hidden') !== 'true')
        .filter(one => !(one.labels && one.labels.length) && !one.getAttribute('aria-labelledby'))
        .map(one => one.outerHTML)""")
    assert nameless == []
