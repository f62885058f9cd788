"""What a newcomer meets at the table: what may be decided, mistakes out of sight, changes after sending."""

from __future__ import annotations

import pytest
from msgspec import structs
from textual.widgets import Input

from allmende_client.app import AllmendeApp
from allmende_client.asking import Asking
from allmende_client.fields.picker import Picker
from allmende_client.fields.rows import Rows
from allmende_client.format import apart, quantity
from allmende_client.model import News
from allmende_client.tidings import verdict
from allmende_client.widgets.card import Card
from allmende_protocol import messages as m
from allmende_rules.migration import BY_AGENDA, BY_VOTE
from allmende_rules.refusals import Refusal
from tests.client import valley
from tests.client.screens import SMALL, all_text, table, text_of, until
from tests.client.test_table import answering, cards
from tests.client.valley import MICRO

SECOND = structs.replace(
    valley.APPROVE, id="second", title="Second motions", required=False, once=True
)
AMEND = structs.replace(valley.MOTION, id="amend:threshold", title="Amend it", required=False)


def in_view(app: AllmendeApp, card: Card) -> bool:
    """Whether what is said beneath a card's field is on the screen."""
    note, seen = card.query_one(".note").region, app.screen.query_one("#cards").region
    return bool(note) and seen.contains_region(note)


async def test_what_is_asked_once_lies_open_where_nothing_must_be_decided() -> None:
    """The line says what may be decided, and the cursor is there; Enter still sends."""
    app, link = table(valley.opened(AMEND, SECOND), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Rows))
        assert [(card.question.id, card.folded) for card in cards(app)] == [
            ("second", False),
            ("amend:threshold", True),
        ]
        assert "You may: “Second motions”." in text_of(app, "#status")
        await pilot.press("1", "enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        assert link.sent_of(m.Submit)[0].answers["second"] == ["school"]


async def test_all_lie_open_where_nothing_is_asked_once() -> None:
    """What may be decided is never hidden."""
    app, _link = table(valley.opened(valley.BUDGET, AMEND))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        assert not any(card.folded for card in cards(app))


def test_the_plain_dialogue_asks_what_is_asked_once() -> None:
    """Where nothing must be decided; what stands is asked only when it is wanted."""
    assert Asking((AMEND, SECOND)).question == SECOND
    assert Asking((AMEND, SECOND, valley.ASK)).question == valley.ASK
    assert Asking((AMEND,)).question is None


@pytest.mark.parametrize("key", ["space", "enter"])
async def test_a_rule_is_chosen_where_the_mark_is_and_what_is_tabled_is_said(key: str) -> None:
    """The key goes on to the value; nothing is sent by it."""
    app, link = table(valley.opened(valley.LAWS), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(app.focused, Picker))
        await pilot.press("down", key)
        await until(pilot, lambda: app.focused is not None and app.focused.id == "amount")
        assert app.screen.query(Picker).first().chosen == valley.LAWS.dials[0].dial
        assert link.sent_of(m.Submit) == []
        await pilot.press("ctrl+u", "3")
        dial = valley.LAWS.dials[0]
        await until(pilot, lambda: f"You table: {dial.label}: " in all_text(app))
        assert " → 3" in all_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        assert link.sent_of(m.Submit)[0].answers == {
            "laws": {"dial": dial.dial, "value": 3 * MICRO}
        }


async def test_letters_in_a_number_field_are_told_at_once_and_in_view() -> None:
    """In the status line, and beneath the field, which is brought into view."""
    app, _link = table(valley.opened(valley.LOTS, valley.ASK, valley.RANK, valley.MACHINES))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 4)
        last = cards(app)[-1]
        last.field.focus_first()
        await pilot.press("x")
        await until(pilot, lambda: "! “x” is not a number." in text_of(app, "#status"))
        await until(pilot, lambda: in_view(app, last))


async def test_a_mistake_out_of_sight_is_brought_into_view_when_it_is_sent() -> None:
    """The status line names the question and the reason."""
    app, link = table(valley.opened(valley.LOTS, valley.ASK, valley.RANK, valley.MACHINES))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 4)
        last = cards(app)[-1]
        last.field.query_one(Input).value = "x"
        await pilot.pause()
        cards(app)[0].field.focus_first()
        await pilot.press("enter")
        title = last.question.title
        words = f"! Not sent, “{title}”: “x” is not a number."
        await until(pilot, lambda: words in text_of(app, "#status"))
        await until(pilot, lambda: in_view(app, last))
        assert link.sent_of(m.Submit) == []


async def test_a_refusal_brings_its_question_to_the_cursor() -> None:
    """So what was refused is put right where one looks."""
    app, link = table(valley.opened(valley.LOTS, valley.ASK, valley.RANK, valley.MACHINES))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 4)
        last = cards(app)[-1]
        facts = {"question": last.question.id, "found": 1}
        link.bring(m.Refused(9, Refusal("out_of_bounds", "Too much.", facts)))
        await until(pilot, lambda: "! Too much." in text_of(app, "#status"))
        await until(pilot, lambda: app.focused is not None and last in app.focused.ancestors)


async def test_what_is_typed_after_sending_is_said_to_be_unsent() -> None:
    """It is no draft either; taken back, it is one again."""
    app, link = table(valley.opened(valley.ASK), peer=answering)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 1)
        await pilot.press("ctrl+u", "1", "2", "enter")
        await until(pilot, lambda: text_of(app, "#status").startswith("● Sent."))
        assert "is not" not in text_of(app, "#status")
        drafts = len(link.sent_of(m.Draft))
        await pilot.press("backspace")
        await until(pilot, lambda: "What you changed since is not" in text_of(app, "#status"))
        assert len(link.sent_of(m.Draft)) == drafts
        await pilot.press("2")
        await until(pilot, lambda: "is not" not in text_of(app, "#status"))
        await pilot.press("backspace", "ctrl+z")
        await until(pilot, lambda: len(link.sent_of(m.Draft)) > drafts)
        assert link.sent_of(m.Draft)[-1].answers == {"ask:mill": MICRO}


async def test_space_never_wipes_a_number() -> None:
    """Though the number is selected when one comes to it."""
    app, _link = table(valley.opened(valley.LOTS, valley.ASK))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(cards(app)) == 2)
        field = cards(app)[1].field.query_one(Input)
        field.focus()
        await pilot.pause()
        before = field.value
        await pilot.press("space")
        assert field.value.strip() == before


def test_a_goal_that_is_missed_never_reads_as_its_bound() -> None:
    """As many digits as tell them apart, and no more."""
    assert apart("valley.needs_met", 0.7976, 0.8) == "79.8%"
    assert apart("valley.needs_met", 0.79996, 0.8) == "79.996%"
    assert apart("gini", 0.1404, 0.14) == "0.1404"
    assert apart("gini", 0.2, 0.14) == "0.2"


def test_one_of_a_unit_is_singular() -> None:
    """Of the units that rules have."""
    assert quantity(MICRO, "rounds") == "1 round"
    assert quantity(2 * MICRO, "members") == "2 members"


def test_what_became_of_a_motion_stands_before_what_else_is_told() -> None:
    """As the rules word it."""
    assert verdict("“{label}: {value}” is not seconded and falls.")
    assert verdict("“{label}: {adopted}” holds from now on, by {method} ({tally}).")
    assert verdict(BY_AGENDA)
    assert verdict(BY_VOTE)
    assert not verdict("{who} moves “{label}: {value}”; it is {now} now.")
    told = News(1, "vote", "holds", own=False, verdict=True)
    assert told.rank < News(1, "vote", "Votes on the cap", own=False).rank
