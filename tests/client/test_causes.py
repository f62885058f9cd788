"""Computed causes come before all that was told, on every way to read them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from io import StringIO
from unittest.mock import Mock

from allmende_client import lines
from allmende_client.dialogue import Dialogue
from allmende_client.folding import fold
from allmende_client.line import Incoming
from allmende_client.model import Model
from allmende_client.plain import converse
from allmende_client.screens.results import ResultsScreen
from allmende_client.screens.table import TableScreen
from allmende_client.session import Session
from allmende_protocol import messages as m
from allmende_rules.headlines import INCOME, TEXTS, Change, Reason
from tests.client import valley
from tests.client.fake_link import FakeLink
from tests.client.screens import LARGE, all_text, shown, table, text_of, until

HEAD = "Your income went from 12.8 to 11.4 (-1.4)."
RULE = "-2.1 from what was decided otherwise: cap on The Forest."
SMALL_ONES = "+0.7 from smaller causes (2)."
TOLD = "You paid 9 in fees: the cap fell by 3."


def because(round_: int = 1, change: str = "-1.4") -> m.Because:
    """Ada's income fell because a rule changed."""
    facts = {"before": "12.8", "now": "11.4", "change": change}
    reasons = (
        Reason("rule", -2.1, TEXTS["rule"], {"effect": "-2.1", "what": "cap on The Forest"}),
        Reason("small", 0.7, TEXTS["small"], {"effect": "+0.7", "count": 2}),
    )
    return m.Because(round_, (Change("income", INCOME.text, facts, reasons),))


def folded(*messages: Incoming) -> Model:
    """The model after these messages."""
    model = Model()
    for message in valley.arrival(*messages):
        model = fold(model, message)
    return model


def test_causes_come_first_then_what_was_told_to_this_seat() -> None:
    """A cause stands beneath the change that it explains."""
    model = folded(valley.happened(), because())
    assert [(news.mark.strip(), news.text) for news in lines.why(model)] == [
        ("▸", HEAD),
        ("", RULE),
        ("", SMALL_ONES),
        ("▸", TOLD),
        ("·", "Dry year: fields yield 8 % less."),
    ]


def test_causes_of_a_round_are_replaced_and_those_of_others_stay() -> None:
    """A reconnection brings the last ones again."""
    model = folded(because(1), because(2), because(2, change="-9.9"))
    told = [(news.round, news.text) for news in model.news if news.why == "change"]
    assert told == [(1, HEAD), (2, HEAD.replace("-1.4", "-9.9"))]


async def test_the_panel_and_the_results_show_them_first() -> None:
    """Both at the table and on the page of the round."""
    app, link = table(valley.happened(), valley.opened(valley.ASK))
    async with app.run_test(size=LARGE) as pilot:
        link.bring(valley.state(1), because())
        await shown(pilot, ResultsScreen)
        await until(pilot, lambda: HEAD in all_text(app))
        said = all_text(app)
        assert said.index(HEAD) < said.index(RULE) < said.index(TOLD)
        await pilot.press("escape")
        await shown(pilot, TableScreen)
        assert HEAD in text_of(app, "Why")


async def plain(*messages: Incoming) -> list[str]:
    """What the plain dialogue prints when these messages come."""
    opening = valley.arrival(valley.happened(), valley.state(1), valley.opened(valley.ASK))
    link = FakeLink([*opening, *messages], ends)
    out = StringIO()
    session = Session(link, valley.SOLO)
    await asyncio.wait_for(converse(session, StringIO("quit\n"), out), 20)
    return out.getvalue().splitlines()


def ends(message: m.ClientMessage) -> Iterable[Incoming]:
    """The game ends for one who leaves."""
    return [m.Ended("game.allmende")] if isinstance(message, m.Leave) else []


async def test_plain_mode_says_them_once_and_asks_again() -> None:
    """In the order of the server; the open question follows, for they came after it."""
    said = await plain(because(), because())
    at = said.index("Why round 1 came so for you:")
    assert said[at + 1 : at + 4] == [HEAD, f"  {RULE}", f"  {SMALL_ONES}"]
    assert said[at + 4] == said[at - 1]
    assert said.count(HEAD) == 1


async def test_after_the_end_plain_mode_says_them_and_asks_again_what_comes_next() -> None:
    """They come when the end has been told."""
    out = StringIO()
    dialogue = Dialogue(Session(FakeLink(), valley.SOLO), lambda: None, out, waits=True)
    over = (valley.state(2, finished=True), m.Ended("game.allmende"))
    for message in (*valley.arrival(), *over, because(2)):
        await dialogue.arrived(message)
    said = out.getvalue().splitlines()
    assert said.index("Why round 2 came so for you:") > said.index("The record is game.allmende")
    assert said[-1] == "Next: again, role, system, quit? [quit]"


async def test_after_the_end_of_input_plain_mode_says_them_and_asks_nothing() -> None:
    """There is nobody to answer."""
    out, asked = StringIO(), Mock()
    dialogue = Dialogue(Session(FakeLink(), valley.SOLO), asked, out, waits=False)
    for message in valley.arrival(valley.state(1), valley.opened(valley.ASK)):
        await dialogue.arrived(message)
    await dialogue.typed(None)
    asked.reset_mock()
    await dialogue.arrived(because())
    assert out.getvalue().splitlines()[-1] == f"  {SMALL_ONES}"
    asked.assert_not_called()
