"""What is typed or pressed by a slip of the hand does no harm, and says so."""

from textual.widgets import Input

from allmende_client.app import AllmendeApp
from allmende_client.fields.picker import Picker
from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_client.screens.leave import LeaveScreen
from allmende_client.session import Session
from allmende_client.widgets.card import Card
from allmende_protocol import messages as m
from tests.client import congress, valley
from tests.client.fake_link import FakeLink
from tests.client.screens import SMALL, text_of, until

OPENING: tuple[Incoming, ...] = (
    Connection(up=True),
    congress.WELCOME,
    valley.SEATED,
    valley.CLOCK,
    congress.sitting(),
    valley.opened(valley.CAP, congress.TABLE, key="3.assembly", round_=3, title="Congress"),
)


def sitting() -> tuple[AllmendeApp, FakeLink]:
    """A member who may table a motion."""
    link = FakeLink(OPENING)
    return AllmendeApp(Session(link, valley.SOLO), story=False), link


async def test_enter_on_a_motion_that_is_not_chosen_first_says_so() -> None:
    """Nothing is sent by it; a second one sends without a motion."""
    app, link = sitting()
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen.query(Card)) == 2)
        await pilot.press("f12", "t")
        await until(pilot, lambda: any(pick.has_focus for pick in app.screen.query(Picker)))
        await pilot.press("enter")
        await until(pilot, lambda: "No rule is chosen" in text_of(app, "#range"))
        assert link.sent_of(m.Submit) == []
        await pilot.press("enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))


async def test_a_number_that_was_not_said_is_gone_with_the_cursor() -> None:
    """Neither it nor the sentence about it stays beneath the questions."""
    app, _link = sitting()
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen.query(Card)) == 2)
        await pilot.press("f6", *"9", "enter")
        await until(pilot, lambda: "Not said" in text_of(app, "#said"))
        await pilot.press("shift+tab")
        await until(pilot, lambda: not app.screen.query_one("#said").display)
        assert app.screen.query_one("#say", Input).value == ""


async def test_one_may_leave_from_a_page() -> None:
    """F10 closes it, and the table asks."""
    app, _link = sitting()
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: len(app.screen.query(Card)) == 2)
        await pilot.press("f2", "f10")
        await until(pilot, lambda: isinstance(app.screen, LeaveScreen))
