"""Pictures of the screens that matter, at both sizes; their diff is part of a review."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import pytest
from msgspec import structs
from textual.pilot import Pilot

from allmende_client.app import AllmendeApp
from allmende_client.console.app import ConsoleApp
from allmende_client.console.pages import CardScreen
from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_client.next import Next
from allmende_client.screens.confirm import ConfirmScreen
from allmende_client.screens.end import EndScreen
from allmende_client.screens.entry import EntryScreen
from allmende_client.screens.lobby import LobbyScreen
from allmende_client.screens.results import ResultsScreen
from allmende_client.screens.seats import SeatsScreen
from allmende_client.session import Session
from allmende_client.visit import Visit
from allmende_client.widgets.card import Card
from allmende_protocol import messages as m
from allmende_rules.questions import Question
from allmende_rules.refusals import Refusal
from allmende_rules.system import Line
from tests.client import valley
from tests.client.fake_link import FakeLink
from tests.client.screens import LARGE, SMALL, all_text, shown, table, until

Compare = Callable[..., bool]
Before = Callable[[Pilot[Next]], Awaitable[None]]

LICENCES: tuple[Incoming, ...] = (
    valley.happened(),
    valley.opened(valley.LOTS, valley.ASK, valley.NORM, valley.BUDGET),
    m.Heard(1, "ben", "Ben", "table", "If you leave the old stand I vote for your kiln."),
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


@pytest.mark.parametrize(
    ("question", "keys"),
    [
        (valley.APPROVE, ("1", "3")),
        (valley.RANK, ("3", "plus")),
        (valley.POINTS, ("plus", "plus", "down", "minus", "plus", "minus", "down", *["plus"] * 4)),
        (valley.LAWS, ("3", "tab", "right")),
    ],
    ids=["approvals", "ranking", "points", "a_named_dial"],
)
def test_what_is_put_on_a_ballot(
    snap_compare: Compare, question: Question, keys: tuple[str, ...]
) -> None:
    """The options with what stands on each, a box that abstains, how it counts, and help."""
    app = table(valley.happened(), valley.opened(question, title="Congress"))[0]
    assert snap_compare(app, terminal_size=SMALL, run_before=after(1, *keys))


def test_ballots_of_every_kind(snap_compare: Compare) -> None:
    """Side by side with what stands on each, as many abstentions as ballots, and each account."""
    ballots = valley.opened(valley.APPROVE, valley.RANK, valley.POINTS, title="Congress")
    app = table(valley.happened(), ballots)[0]
    assert snap_compare(app, terminal_size=LARGE, run_before=after(3, "2"))


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


@pytest.mark.parametrize(
    ("size", "keys"),
    [(SMALL, ("right",)), (SMALL, ("left",)), (LARGE, ()), (LARGE, ("right",))],
    ids=["80x24-second", "80x24-last", "120x40-first", "120x40-last"],
)
def test_graphs_of_the_climate_and_of_equality(
    snap_compare: Compare, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    """Needs and basics, prices, warming, emissions, and the Lorenz curve beside equal shares."""
    app = playing(*LATER, valley.warm())
    assert snap_compare(app, terminal_size=size, run_before=after(2, "f2", *keys))


def _waiting_for(screen: type[Any], link: Any, *messages: Incoming) -> Before:
    async def run(pilot: Pilot[Next]) -> None:
        await until(pilot, lambda: len(pilot.app.screen.query(Card)) > 0)
        link.bring(*messages)
        await until(pilot, lambda: isinstance(pilot.app.screen, ResultsScreen))
        if screen is EndScreen:
            await pilot.press("escape")
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


def coming(visit: Visit, *messages: Incoming) -> AllmendeApp:
    """An app of somebody without a seat, to which these messages have come."""
    return AllmendeApp(Session(FakeLink(messages), visit))


def on(screen: type[Any], *keys: str) -> Before:
    """Wait for a screen, then press keys."""

    async def run(pilot: Pilot[Next]) -> None:
        await shown(pilot, screen)
        await pilot.press(*keys)
        await pilot.pause()

    return run


def test_the_door(snap_compare: Compare) -> None:
    """Name and code, and why the door stayed shut."""
    refusal = Refusal("wrong_code", "No table here has the code {found}.", {"found": "XXXXX"})
    visit = Visit("Robin", "XXXXX", server="laptop:8765")
    app = coming(visit, Connection(up=True), m.Refused(0, refusal))
    assert snap_compare(app, terminal_size=SMALL, run_before=on(EntryScreen))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
def test_the_seats(snap_compare: Compare, size: tuple[int, int]) -> None:
    """Who has which, what the marked one is, and what answers while its people are away."""
    app = coming(valley.GUEST, *valley.watching())
    assert snap_compare(app, terminal_size=size, run_before=on(SeatsScreen, "up"))


def test_a_seat_offered(snap_compare: Compare) -> None:
    """What it is, before it is taken."""
    joined = structs.replace(valley.OFFERED, joins=("Kim", "Lou"))
    app = coming(valley.GUEST, *valley.watching(), joined)
    assert snap_compare(app, terminal_size=SMALL, run_before=on(ConfirmScreen))


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
def test_the_lobby(snap_compare: Compare, size: tuple[int, int]) -> None:
    """Who is here, the story, and talk."""
    said = m.Heard(1, "", "Host", "host", "Welcome. We start in five minutes.")
    opening = valley.arrival(said, m.Presence(valley.SEATS, 2), clock=valley.LOBBY)
    app = coming(valley.GUEST, *opening)
    assert snap_compare(app, terminal_size=size, run_before=on(LobbyScreen))


def test_a_spectator(snap_compare: Compare) -> None:
    """Everything public, and no questions."""
    visit = Visit("Robin", "BCDFG", watch=True, server="laptop:8765")
    opening = valley.watching(valley.opened(), valley.happened(), clock=valley.CLOCK)
    app = coming(visit, *opening, m.Presence(valley.SEATS, 1))

    async def before(pilot: Pilot[Next]) -> None:
        await until(pilot, lambda: "1 watches" in all_text(pilot.app))

    assert snap_compare(app, terminal_size=SMALL, run_before=before)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["80x24", "120x40"])
def test_the_console(snap_compare: Compare, size: tuple[int, int]) -> None:
    """Tables, seats and what they do, news, what is next, what was said, keys."""
    app = hosting(valley.CLOCK, valley.happened(), m.Presence(_MANY, 2))
    assert snap_compare(app, terminal_size=size, run_before=on(CardScreen, "enter", "down"))


def test_the_card(snap_compare: Compare) -> None:
    """How others come to the table."""
    app = hosting(valley.LOBBY)
    assert snap_compare(app, terminal_size=SMALL, run_before=on(CardScreen))


def hosting(*messages: Incoming) -> ConsoleApp:
    """A console of a server with two tables, to which these messages have come."""
    tables = (
        m.TableInfo("BCDFG", "The Valley", "dmnc", 3, 5, 1, 3, over=False),
        m.TableInfo("XZWVT", "The Valley", "open_access", 0, 5, 3, 3, over=True),
    )
    welcome = structs.replace(valley.WELCOME, level="host", tables=tables)
    said = m.Heard(1, "ben", "Kim", "table", "If you leave the old stand I vote for your kiln.")
    opening = (Connection(up=True), welcome, valley.state(), valley.opened(key="1"))
    link = FakeLink((*opening, *messages, said))
    return ConsoleApp(
        Session(link, valley.HOST), {"BCDFG": "\n  Code: BCDFG\n\n  http://laptop"}, "host.allmende"
    )


_MANY = (
    structs.replace(valley.SEATS[0], state="decided"),
    m.SeatInfo(
        "ben", "Kim & Lou", "Member of Congress", "person", state="deciding", people=("Kim", "Lou")
    ),
    m.SeatInfo("mill", "Cem", "Licensee", "stand_in", "Greedy", people=("Cem",)),
    m.SeatInfo("field", "Dora", "Planner", "person", state="away", people=("Dora",)),
    m.SeatInfo("south", "Eli", "Member of Congress", "bot", "Cautious", state="decided"),
)
