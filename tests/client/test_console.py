"""The host's console: orders by key and by line, what it shows, and what it asks before it does it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from functools import partial
from io import StringIO

import pytest
from msgspec import structs
from textual.widgets import Input

from allmende_client.console.app import ConsoleApp
from allmende_client.console.line_screen import LineScreen
from allmende_client.console.pages import CardScreen, ConsoleHelp, SummaryScreen
from allmende_client.console.plain import PlainConsole
from allmende_client.console.plain_help import HELP
from allmende_client.console.roster import Roster
from allmende_client.console.screen import ConsoleScreen
from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_client.plain import converse
from allmende_client.screens.confirm import ConfirmScreen
from allmende_client.session import Session
from allmende_protocol import messages as m
from allmende_rules.decree import ORDERED
from allmende_rules.events import Told
from allmende_rules.refusals import Refusal
from allmende_server.invitation import invitation
from tests.client import valley
from tests.client.fake_link import FakeLink, Peer
from tests.client.screens import SMALL, all_text, shown, text_of, until

RECORD = "/home/host/host.allmende"
CARDS = {"BCDFG": "Come to the table: BCDFG", "XZWVT": "Come to the table: XZWVT"}
TABLES = (
    m.TableInfo("BCDFG", "The Valley", "dmnc", 1, 2, 1, 3, over=False),
    m.TableInfo("XZWVT", "The Valley", "capitalism", 0, 2, 3, 3, over=True),
)
WELCOME = structs.replace(valley.WELCOME, level="host", tables=TABLES)
PRESENCE = m.Presence(valley.SEATS, 1)
OPENED = valley.opened(key="1.licences.1")
IN_LOBBY: tuple[Incoming, ...] = (
    Connection(up=True),
    WELCOME,
    valley.state(),
    OPENED,
    valley.LOBBY,
    PRESENCE,
)
PLAYING = (*IN_LOBBY, valley.CLOCK, valley.happened())


def obeying(message: m.ClientMessage) -> Iterable[Incoming]:
    """A server that obeys, refuses to lend Ben's seat, and says what is announced."""
    match message:
        case m.Hello(table="XZWVT"):
            return [structs.replace(WELCOME, table="XZWVT"), valley.state(), valley.CLOCK]
        case m.HandToBot(seat="ben"):
            refusal = Refusal(
                "no_such_seat", "Nobody but a bot plays the seat {seat}.", {"seat": "ben"}
            )
            return [m.Refused(message.nonce, refusal)]
        case m.Announce():
            said = m.Heard(9, "", "Host", "host", message.text)
            return [m.Taken(message.nonce, {}), said]
        case m.Pause():
            return [m.Taken(message.nonce, {}), structs.replace(valley.CLOCK, paused=True)]
        case m.EndGame():
            return [m.Taken(message.nonce, {}), m.Ended("host.allmende", early=True)]
        case m.Hello() | m.Leave():
            return []
        case _:
            return [m.Taken(getattr(message, "nonce", 0), {})]


def console(*messages: Incoming, peer: Peer = obeying) -> tuple[ConsoleApp, FakeLink]:
    """A console to which these messages have come, and its link."""
    link = FakeLink(messages, peer)
    return ConsoleApp(Session(link, valley.HOST), CARDS, RECORD), link


async def test_the_card_comes_first_and_a_key_away_later() -> None:
    """With the code of the table that is shown."""
    app, link = console(*IN_LOBBY)
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, CardScreen)
        assert "BCDFG" in text_of(app, "#words")
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await pilot.press("c")
        await shown(pilot, CardScreen)
        await pilot.press("c")
        await shown(pilot, ConsoleScreen)
        assert link.sent_of(m.Hello)[0].key == "key"


@pytest.mark.parametrize(
    "address", ["192.168.178.120", "[fd00:1234:5678:9abc:1234:5678:9abc:def0]"]
)
async def test_the_card_has_room_on_the_smallest_usual_terminal(address: str) -> None:
    """A square with a line broken or cut off is read by no phone."""
    urls = [f"http://{address}:8765/?table=BCDFG", "http://10.0.0.2:8765/?table=BCDFG"]
    card = invitation(urls, "BCDFG", *SMALL)
    link = FakeLink(IN_LOBBY, obeying)
    app = ConsoleApp(Session(link, valley.HOST), {"BCDFG": card}, RECORD)
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, CardScreen)
        words = app.screen.query_one("#words")
        assert words.region.height == len(card.splitlines())
        assert words.region.height <= app.screen.query_one(".page-body").region.height


async def test_in_the_lobby_people_are_here_and_nobody_thinks() -> None:
    """In lines as well."""
    app, link = console(*IN_LOBBY)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        roster = app.screen.query_one(Roster)
        await until(pilot, lambda: "Robin: here" in _listed(roster))
        link.bring(valley.CLOCK)
        await until(pilot, lambda: "Robin: thinking" in _listed(roster))
    said, _link = await commanded("who", opening=IN_LOBBY)
    assert "Robin: here" in said
    assert "thinking" not in said


def _listed(roster: Roster) -> str:
    return "\n".join(str(option.prompt) for option in roster.options)


async def test_who_is_here_and_what_is_next_are_seen() -> None:
    """Seats, people, states, bots and tables."""
    app, _link = console(*IN_LOBBY)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await until(pilot, lambda: "1 of 2 seats are taken" in text_of(app, "#hint"))
        assert app.screen.query_one("#roster").option_count == 2  # type: ignore[attr-defined]
        assert "▸1 BCDFG: The Valley, dmnc, 1 people, 1/3" in all_text(app)
        assert "capitalism, 0 people, over" in all_text(app)


@pytest.mark.parametrize(
    ("keys", "order"),
    [
        (["s"], m.Start(1)),
        (["p"], m.Pause(1)),
        (["p", "p"], m.GoOn(2)),
        (["x", "enter"], m.Extend(60, 1)),
        (["x", "ctrl+u", "9", "0", "enter"], m.Extend(90, 1)),
        (["z", "y"], m.ClosePhase("1.licences.1", 1)),
        (["b"], m.HandToBot("ada", 1)),
        (["down", "b"], m.GiveBack("ben", 1)),
        (["t", "h", "i", "enter"], m.Announce("hi", 1)),
        (["r", "ctrl+u", "0", "enter", "y"], m.GoBack(0, 1)),
        (["r", "enter", "enter"], m.GoBack(0, 1)),
        (["a", *"ostrom", "enter", "y"], m.ChangeSystem("ostrom", (), {}, 1)),
        (["e", "enter"], m.EndGame(1)),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, list) else "".join(value),
)
async def test_an_order_is_a_key_away(keys: list[str], order: m.Order) -> None:
    """What cannot be undone is asked first."""
    app, link = console(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await until(pilot, lambda: app.session.model.news != ())
        for key in keys:
            await pilot.press(key)
            await pilot.pause()
        await until(pilot, lambda: order in link.sent)


@pytest.mark.parametrize("keys", ["z", "e", "q", ("r", "0", "enter"), ("a", *"ostrom", "enter")])
async def test_no_means_no(keys: Iterable[str]) -> None:
    """Nothing is sent."""
    app, link = console(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await until(pilot, lambda: app.session.model.news != ())
        await pilot.press(*keys)
        await shown(pilot, ConfirmScreen)
        await pilot.press("n")
        await shown(pilot, ConsoleScreen)
        assert [type(one) for one in link.sent] == [m.Hello]


async def test_seconds_that_are_none_get_a_sentence() -> None:
    """And Escape gives none."""
    app, link = console(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await pilot.press("x", "a", "enter")
        await shown(pilot, LineScreen)
        await until(pilot, lambda: "is not a number" in text_of(app, "#refused"))
        await pilot.press("escape")
        await shown(pilot, ConsoleScreen)
        assert link.sent_of(m.Extend) == []


async def test_a_refused_order_is_told() -> None:
    """In the server's words."""
    app, link = console(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        link.bring(m.Refused(5, Refusal("phase_closed", "The game has already begun.")))
        await until(pilot, lambda: "! The game has already begun." in text_of(app, "#hint"))
        await pilot.press("p")
        await until(pilot, lambda: "Paused" in text_of(app, "#hint"))


async def test_another_table_is_a_digit_away() -> None:
    """By a new connection, with that table's code and card."""
    app, link = console(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await until(pilot, lambda: app.session.model.news != ())
        await pilot.press("2")
        await until(pilot, lambda: app.session.visit.code == "XZWVT" and link.renewed == 1)
        await until(pilot, lambda: "▸2 XZWVT" in all_text(app))
        assert app.session.model.news == ()
        await pilot.press("c")
        await shown(pilot, CardScreen)
        assert "XZWVT" in text_of(app, "#words")


async def test_letters_typed_to_all_are_no_orders() -> None:
    """Until Escape."""
    app, link = console(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await pilot.press("t", *"spze")
        assert app.screen.query_one("#say", Input).value == "spze"
        await pilot.press("escape", "question_mark")
        await shown(pilot, ConsoleHelp)
        assert "start the game" in text_of(app, "#words")
        assert [type(one) for one in link.sent] == [m.Hello]


async def test_quitting_is_asked_and_ends_the_console() -> None:
    """The server's own end is its caller's."""
    app, link = console(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await pilot.press("ctrl+c")
        await shown(pilot, ConfirmScreen)
        assert "takes it up again" in text_of(app, "#confirm")
        await pilot.press("y")
        await until(pilot, lambda: link.closed)


async def commanded(*lines: str, opening: Iterable[Incoming] = PLAYING) -> tuple[str, FakeLink]:
    """What was printed when these lines were typed, and the link."""
    link = FakeLink(opening, obeying)
    out, stdin = StringIO(), StringIO("".join(f"{line}\n" for line in (*lines, "quit", "yes")))
    partner = partial(PlainConsole, cards=CARDS, record=RECORD)
    await asyncio.wait_for(converse(Session(link, valley.HOST), stdin, out, partner), 20)
    return out.getvalue(), link


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (["start"], m.Start(1)),
        (["pause"], m.Pause(1)),
        (["GO"], m.GoOn(1)),
        (["extend"], m.Extend(60, 1)),
        (["extend 90"], m.Extend(90, 1)),
        (["close", "yes"], m.ClosePhase("1.licences.1", 1)),
        (["bot Ada"], m.HandToBot("ada", 1)),
        (["back ben"], m.GiveBack("ben", 1)),
        (["say Hello all"], m.Announce("Hello all", 1)),
        (["round 0", "yes"], m.GoBack(0, 1)),
        (["system ostrom", "yes"], m.ChangeSystem("ostrom", (), {}, 1)),
        (
            ["system DMNC+hostile term=2 cap_share=0,9", "yes"],
            m.ChangeSystem("dmnc", ("hostile",), {"term": 2.0, "cap_share": 0.9}, 1),
        ),
        (["end", "perhaps", "yes"], m.EndGame(1)),
    ],
    ids=lambda value: type(value).__name__ if not isinstance(value, list) else value[0],
)
async def test_an_order_is_a_line(lines: list[str], order: m.Order) -> None:
    """What cannot be undone is asked first."""
    _said, link = await commanded(*lines)
    assert order in link.sent


async def test_the_lines_say_what_is_there_and_what_happens() -> None:
    """The card, the table, the news, talk, refusals, who is here."""
    said, link = await commanded(
        "who", "help", "tables", "bot ben", "say Hello", "card", "end", "no"
    )
    assert said.startswith("Come to the table: BCDFG\n")
    assert said.count("Come to the table: BCDFG") == 2
    for words in (
        "The Valley, Democratic market neo-communism, BCDFG.",
        "Ada, Licensee: Robin: thinking",
        "Ben, Member of Congress: bot: Cautious",
        "Dry year: fields yield 8 % less.",
        "Nobody but a bot plays the seat ben.",
        "Host: Hello",
        *(f"{name}: " for name in HELP),
    ):
        assert words in said, words
    assert link.sent_of(m.EndGame) == []


async def test_an_unknown_line_gets_the_nearest_command() -> None:
    """As does a table that is not there."""
    said, link = await commanded("stort", "xyzzy", "table QQQQQ", "extend ten", "table xzwvt")
    assert "There is no command “stort”; help lists them. Did you mean start?" in said
    assert "There is no command “xyzzy”; help lists them." in said
    assert "There is no table “QQQQQ”; there are BCDFG, XZWVT." in said
    assert "“ten” is not a number" in said
    assert link.renewed == 1


async def test_a_round_or_system_that_means_nothing_gets_a_sentence() -> None:
    """Nothing is sent; a no sends nothing either."""
    said, link = await commanded(
        "round",
        "round 1",
        "round -1",
        "system",
        "system dmnc term",
        "round 0",
        "no",
        "system ostrum",
        "system dmnc+hostil",
        "system dmnc trm=2",
        "system dmnc",
        "system dmnc+hostile term=2",
        "no",
    )
    for words in (
        "Type 0, for the opening: no later round can be gone back to.",
        "Type a system, like dmnc",
        "“term” sets no dial; write a name and a number, like term=2.",
        "Go back to the opening?",
        "There is no system “ostrum”; there are",
        "Did you mean ostrom?",
        "Did you mean hostile?",
        "Did you mean term?",
        "Democratic market neo-communism is in force, and no other system has been ordered.",
        "play under Democratic market neo-communism (hostile, term = 2)?",
    ):
        assert words in said, words
    assert link.sent_of(m.GoBack) == []
    assert link.sent_of(m.ChangeSystem) == []


async def test_after_the_end_one_can_go_back_to_all_but_its_last_round() -> None:
    """After that there is nothing to play; the hint says that it can be done."""
    welcome = structs.replace(WELCOME, rounds=2)
    over = (welcome, valley.state(2, finished=True), m.Ended("host.allmende"))
    said, link = await commanded("who", "round 2", "round 1", "yes", opening=(*PLAYING, *over))
    assert "Until you quit it can go back to an earlier round." in said
    assert "Type a round, 0 to 1." in said
    assert "Go back to the end of round 1?" in said
    assert link.sent_of(m.GoBack) == [m.GoBack(1, 1)]


def _waiting(round_: int = 1) -> m.State:
    """A change of system that the host has ordered waits for round 2."""
    waits = valley.state(round_)
    acts = [{"system": "dmnc", "rounds": 1}, {"system": "open_access", "rounds": 2}]
    waits.public["table"] |= {"decreed": [], "agenda": acts}
    return waits


async def test_going_back_to_where_a_change_was_ordered_says_that_it_begins_anew() -> None:
    """And which round is without it; where nothing was ordered it says nothing of it."""
    order = Told("all", ORDERED, {"begins": 2, "new": "Open access"})
    ordered = m.Happened(5, 1, "", (order,))
    said, _link = await commanded("round 1", "no", opening=(*PLAYING, _waiting(2), ordered))
    assert "The change to Open access, ordered in round 1, begins anew" in said
    assert "to be without it, go back to round 0." in said
    for opening in ((*PLAYING, _waiting(2)), (*PLAYING, valley.state(2), ordered)):
        said, _link = await commanded("round 1", "no", opening=opening)
        assert "Go back to the end of round 1?" in said
        assert "begins anew" not in said


async def test_no_other_system_can_be_ordered_in_the_last_round_or_after_the_end() -> None:
    """It is said before anything is asked."""
    last = structs.replace(WELCOME, rounds=1)
    said, _link = await commanded("system ostrom", opening=(*PLAYING, last))
    assert "Round 1 is the last one;" in said
    assert "to the last, play under" not in said
    over = (valley.state(2, finished=True), m.Ended("host.allmende"))
    said, link = await commanded("system ostrom", opening=(*PLAYING, *over))
    assert "The game is over. Go back to an earlier round first." in said
    assert link.sent_of(m.ChangeSystem) == []


async def test_what_a_refused_system_was_typed_as_stays() -> None:
    """With the nearest name below it, whole on the smallest usual terminal, in the middle."""
    app, link = console(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await until(pilot, lambda: app.session.model.news != ())
        await pilot.press("a", *"ostrum", "enter")
        await until(pilot, lambda: "Did you mean ostrom?" in text_of(app, "#refused"))
        assert app.screen.query_one("#line", Input).value == "ostrum"
        box = app.screen.query_one("#confirm").region
        assert box.contains_region(app.screen.query_one("#refused").region)
        assert box.y > 1
        assert box.x == SMALL[0] - box.right
        assert link.sent_of(m.ChangeSystem) == []


async def test_another_command_drops_a_question() -> None:
    """A later yes is no answer to it; what is no command has it asked again."""
    said, link = await commanded("round 0", "stop", "who", "yes", "end", "close", "no")
    assert said.count("Go back to the opening?") == 2
    assert said.count("The question is dropped; nothing is changed.") == 2
    assert "There is no command “yes”" in said
    assert "Nothing is changed." in said.splitlines()
    assert [type(one) for one in link.sent] == [m.Hello, m.Leave]


async def test_a_number_given_back_is_perhaps_a_round() -> None:
    """No seat is given back then."""
    said, link = await commanded("back 1")
    assert "To go back to a round: round 1." in said
    assert link.sent_of(m.GiveBack) == []


async def test_quitting_after_the_end_says_that_it_is_for_good() -> None:
    """And where the record is; the other tables go on."""
    over = (valley.state(2, finished=True), m.Ended("host.allmende"))
    said, _link = await commanded(opening=(*PLAYING, *over))
    assert f"nobody can go back in it. The record stays in {RECORD}." in said
    assert "takes up the other tables, unless they are over" in said
    assert "Everything is kept" not in said


async def test_the_card_tells_of_other_tables_and_shows_them() -> None:
    """By the digits that the list on the console has; help is a key away."""
    app, link = console(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, CardScreen)
        await until(pilot, lambda: app.session.model.news != ())
        assert "Table 1 of 2" in all_text(app)
        await pilot.press("question_mark")
        await shown(pilot, ConsoleHelp)
        await pilot.press("escape")
        await shown(pilot, CardScreen)
        await pilot.press("2")
        await until(pilot, lambda: "Table 2 of 2" in all_text(app))
        assert "XZWVT" in text_of(app, "#words")
        assert link.renewed == 1
    said, _link = await commanded()
    assert "Other tables are open: XZWVT; “table CODE” goes to one." in said


async def test_the_end_comes_up_by_itself_once() -> None:
    """Above what the host looks at only when that is the console; e shows it again."""
    app, link = console(*PLAYING)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await until(pilot, lambda: app.session.model.news != ())
        await pilot.press("x")
        await shown(pilot, LineScreen)
        link.bring(valley.state(2, finished=True))
        link.bring(m.Ended("host.allmende"))
        await until(pilot, lambda: app.session.model.over)
        await shown(pilot, LineScreen)
        await pilot.press("escape")
        await shown(pilot, SummaryScreen)
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await pilot.press("e")
        await shown(pilot, SummaryScreen)
        await pilot.press("q")
        await shown(pilot, ConfirmScreen)
        assert "cannot be taken up again" in " ".join(text_of(app, "#confirm").split())


async def test_going_back_and_an_order_of_another_system_are_told() -> None:
    """In lines as they happen; and the order is kept in sight until it begins."""
    back = m.WentBack(9, 0, "The host took the table back to the opening.", {"round": 0})
    waits = _waiting()
    opened = structs.replace(OPENED, key="1.licences.9")
    said, _link = await commanded("who", opening=(*PLAYING, back, waits, opened))
    assert said.count("The host took the table back to the opening.") == 1
    assert said.count("Round 1 of 3. Licences.") == 2
    assert "From round 2 on: Open access." in said
    app, _link = console(*PLAYING, waits)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("enter")
        await shown(pilot, ConsoleScreen)
        await until(pilot, lambda: "From round 2 on: Open access." in text_of(app, "#hint"))


async def test_what_is_known_as_in_force_takes_an_order_back() -> None:
    """The question says so, and what follows."""
    said, link = await commanded("system dmnc", "yes", opening=(*PLAYING, _waiting()))
    assert "Take the change of system back?" in said
    assert "Then Democratic market neo-communism goes on, as if nothing" in said
    assert link.sent_of(m.ChangeSystem) == [m.ChangeSystem("dmnc", (), {}, 1)]


async def test_what_the_host_brings_about_is_told_once() -> None:
    """The lobby, the beginning, a pause, the end."""
    said, _link = await commanded("pause", "pause", "end", "yes", opening=PLAYING)
    for words in (
        "The game begins when the host starts it.",
        "The game begins.",
        "Round 1 of 3. Licences.",
        "The host has paused the game.",
        "The host ended the game here.",
    ):
        assert said.count(words) == 1, words


class Listener(StringIO):
    """An output that notes when words are printed."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.told = asyncio.Event()
        self._words = words

    def write(self, text: str) -> int:
        """Print, and listen."""
        if self._words in text:
            self.told.set()
        return super().write(text)


async def test_at_the_end_of_input_the_server_goes_on() -> None:
    """Only a host who is asked quits it."""
    link = FakeLink(PLAYING, obeying)
    out = Listener("The input has ended")
    partner = partial(PlainConsole, cards=CARDS, record=RECORD)
    talk = asyncio.create_task(converse(Session(link, valley.HOST), StringIO(""), out, partner))
    await asyncio.wait_for(out.told.wait(), 20)
    assert "the server goes on" in out.getvalue()
    assert not talk.done()
    talk.cancel()
    assert link.sent_of(m.Leave) == []
