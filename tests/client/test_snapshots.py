"""Pictures of the screens that matter, at both sizes; their diff is part of a review."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest
from textual.pilot import Pilot

from allmende_client.app import AllmendeApp
from allmende_client.next import Next
from allmende_client.screens.end import EndScreen
from allmende_client.screens.results import ResultsScreen
from allmende_client.session import Incoming
from allmende_client.widgets.card import Card
from allmende_protocol import messages as m
from allmende_rules.system import Line
from tests.client import valley
from tests.client.screens import LARGE, SMALL, table, until

Compare = Callable[..., bool]
Before = Callable[[Pilot[Next]], Awaitable[None]]

LICENCES: tuple[Incoming, ...] = (
    valley.happened(),
    valley.opened(valley.LOTS, valley.ASK, valley.NORM, valley.BUDGET),
    m.Heard("ben", "If you leave the old stand I vote for your kiln."),
)
CONGRESS = valley.opened(valley.CAP, valley.VOTE, valley.MOTION, valley.SPEECH, title="Congress")
LATER: tuple[Incoming, ...] = (
    valley.state(2),
    valley.happened(2),
    valley.opened(valley.LOTS, valley.ASK, key="3", round_=3),
)


def foreseeing(message: m.ClientMessage) -> Iterable[Incoming]:
    """A server with one preview."""
    if isinstance(message, m.Foresee):
        yield m.Foreseen(message.nonce, (Line("lots", "Needs 4.2 labour; you have 4.0."),))


def playing(*messages: Incoming) -> AllmendeApp:
    """An app to which these messages have come."""
    return table(*messages, peer=foreseeing)[0]


def after(count: int, *keys: str) -> Before:
    """Wait for so many questions, then press keys."""

    async def run(pilot: Pilot[Next]) -> None:
        await until(pilot, lambda: len(pilot.app.screen.query(Card)) == count)
        await until(pilot, lambda: "Needs" in _previews(pilot) or count != 4)
        await pilot.press(*keys)
        await pilot.pause()

    return run


def _previews(pilot: Pilot[Next]) -> str:
    parts = pilot.app.screen.query(".preview").results()
    return "".join(str(part.render()) for part in parts)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
def test_the_table(snap_compare: Compare, size: tuple[int, int]) -> None:
    """Where and when, the commons, questions with a preview, causes, people, mandate, talk and keys."""
    assert snap_compare(playing(*LICENCES), terminal_size=size, run_before=after(4))


def test_a_mistake(snap_compare: Compare) -> None:
    """The sentence stands under its field, and the status says that nothing was sent."""
    before = after(4, "1", "2", "x", "enter")
    assert snap_compare(playing(*LICENCES), terminal_size=SMALL, run_before=before)


def test_standing_answers_opened(snap_compare: Compare) -> None:
    """Every question shows its field, its help and what it moves."""
    assert snap_compare(playing(*LICENCES), terminal_size=LARGE, run_before=after(4, "f7"))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
def test_ballots_and_a_motion(snap_compare: Compare, size: tuple[int, int]) -> None:
    """A median ballot, a majority ballot, a folded motion and a text."""
    app = table(valley.happened(), CONGRESS)[0]

    async def before(pilot: Pilot[Next]) -> None:
        await until(pilot, lambda: len(pilot.app.screen.query(Card)) == 4)

    assert snap_compare(app, terminal_size=size, run_before=before)


def test_a_later_round_has_trends_and_no_coach(snap_compare: Compare) -> None:
    """Prices with arrows, the stock's path, the mandate's progress."""
    assert snap_compare(playing(*LATER), terminal_size=SMALL, run_before=after(2))


def test_high_contrast(snap_compare: Compare) -> None:
    """Black, white and yellow."""
    assert snap_compare(playing(*LICENCES), terminal_size=SMALL, run_before=after(4, "f9"))


def test_too_small(snap_compare: Compare) -> None:
    """A polite sentence with the size that is needed."""
    assert snap_compare(playing(*LICENCES), terminal_size=(40, 8), run_before=after(4))


@pytest.mark.parametrize(
    "key", ["f1", "f2", "f3", "f4", "f5"], ids=["help", "graphs", "books", "news", "words"]
)
def test_a_page(snap_compare: Compare, key: str) -> None:
    """Help, graphs, books, news and words after two rounds."""
    app = playing(*LATER)
    assert snap_compare(app, terminal_size=SMALL, run_before=after(2, key))


def _waiting_for(screen: type[Any], link: Any, *messages: Incoming) -> Before:
    async def run(pilot: Pilot[Next]) -> None:
        await until(pilot, lambda: len(pilot.app.screen.query(Card)) > 0)
        link.bring(*messages)
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultsScreen))
        if screen is EndScreen:
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(pilot.app.screen, EndScreen))

    return run


def test_results(snap_compare: Compare) -> None:
    """Causes first, then one's own numbers, the mandate and the valley."""
    app, link = table(*LICENCES)
    before = _waiting_for(ResultsScreen, link, valley.state(1))
    assert snap_compare(app, terminal_size=SMALL, run_before=before)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
def test_the_end(snap_compare: Compare, size: tuple[int, int]) -> None:
    """What became of the valley and of each mandate, and no single winner."""
    app, link = table(*LICENCES)
    over = (valley.state(2, finished=True), m.Ended("valley-seed3.allmende"))
    before = _waiting_for(EndScreen, link, *over)
    assert snap_compare(app, terminal_size=size, run_before=before)
