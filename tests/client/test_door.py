"""The way to a seat on screens: name and code, a seat, the lobby; and what a shared table shows."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs
from textual.widgets import Input

from allmende_client.app import AllmendeApp
from allmende_client.countdown import Countdown
from allmende_client.line import Incoming
from allmende_client.model import Connection
from allmende_client.screens.confirm import ConfirmScreen
from allmende_client.screens.entry import EntryScreen
from allmende_client.screens.leave import LeaveScreen
from allmende_client.screens.lobby import LobbyScreen
from allmende_client.screens.seats import SeatsScreen
from allmende_client.screens.table import TableScreen
from allmende_client.session import Session
from allmende_client.visit import Visit
from allmende_client.widgets.card import Card
from allmende_client.widgets.mandate import Mandate
from allmende_client.widgets.where import Where
from allmende_protocol import messages as m
from allmende_rules.refusals import Refusal
from tests.client import valley
from tests.client.fake_link import FakeLink, Peer, silent
from tests.client.screens import SMALL, all_text, past_the_story, shown, text_of, until

WRONG = Refusal("wrong_code", "No table here has the code {found}.", {"found": "XXXXX"})
TAKEN = Refusal("name_taken", "{name} is already at this table.", {"name": "Robin"})


def door(visit: Visit, *messages: Incoming, peer: Peer = silent) -> tuple[AllmendeApp, FakeLink]:
    """An app of somebody who comes, to which these messages have come, and its link."""
    link = FakeLink(messages, peer)
    return AllmendeApp(Session(link, visit)), link


def table_of_one(message: m.ClientMessage) -> Iterable[Incoming]:
    """A server with one table: it welcomes the right code, and gives the seat."""
    match message:
        case m.Hello(table="XXXXX"):
            return [m.Refused(0, WRONG)]
        case m.Hello():
            return valley.watching()[1:]
        case m.AskSeat():
            return [valley.OFFERED]
        case m.TakeSeat():
            return [valley.SEATED, valley.state(), valley.opened(), valley.LOBBY]
        case _:
            return []


async def test_who_gives_no_name_is_asked_for_it_and_for_the_code() -> None:
    """The usual name stands in the field; both are wanted."""
    visit = Visit("", server="laptop:8765", usual="robin")
    app, link = door(visit, Connection(up=True), peer=table_of_one)
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, EntryScreen)
        await pilot.press("enter")
        await until(pilot, lambda: "Type the code" in text_of(app, "#refused"))
        assert link.sent == []
        await pilot.press(*"bcdfg", "enter")
        await shown(pilot, SeatsScreen)
        assert link.sent_of(m.Hello) == [m.Hello(m.VERSION, "robin", "BCDFG")]


async def test_a_wrong_code_is_told_where_it_is_typed_again() -> None:
    """Without losing the name."""
    visit = Visit("Robin", "XXXXX", server="laptop:8765")
    app, link = door(visit, Connection(up=True), peer=table_of_one)
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, EntryScreen)
        assert "the code XXXXX" in text_of(app, "#refused")
        assert app.focused is app.screen.query_one("#code", Input)
        await pilot.press("ctrl+u", *"BCDFG", "enter")
        await shown(pilot, SeatsScreen)
        assert link.sent_of(m.Hello)[-1] == m.Hello(m.VERSION, "Robin", "BCDFG")


async def test_a_taken_name_gets_the_cursor() -> None:
    """And the sentence."""
    app, _link = door(valley.GUEST, Connection(up=True), m.Refused(0, TAKEN))
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, EntryScreen)
        assert "Robin is already at this table" in text_of(app, "#refused")
        assert app.focused is app.screen.query_one("#name", Input)


async def test_leaving_the_door_goes_to_the_shell() -> None:
    """After a question, as everywhere."""
    app, link = door(Visit("", server="laptop:8765"), Connection(up=True))
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, EntryScreen)
        await pilot.press("escape")
        await shown(pilot, LeaveScreen)
        assert "allmende join laptop:8765" in text_of(app, "#confirm")
        await pilot.press("y")
        await until(pilot, lambda: link.closed)


async def test_a_seat_is_described_then_confirmed_then_one_waits_in_the_lobby() -> None:
    """Nothing is taken before the yes."""
    app, link = door(valley.GUEST, Connection(up=True), peer=table_of_one)
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, SeatsScreen)
        await pilot.press("up")
        for words in ("Ada looks after North End, Sawmill North.", "Live off the mill"):
            assert words in text_of(app, "#chair")
        await pilot.press("enter")
        await shown(pilot, ConfirmScreen)
        assert link.sent_of(m.TakeSeat) == []
        await pilot.press("n")
        await shown(pilot, SeatsScreen)
        await pilot.press("enter")
        await shown(pilot, ConfirmScreen)
        await pilot.press("y")
        await shown(pilot, LobbyScreen)
        assert [take.offer for take in link.sent_of(m.TakeSeat)] == ["offer1"]
        for words in ("Waiting for the host", "Ada, Licensee", "Grain, timber", "Live off"):
            assert words in text_of(app, "#words")


async def test_a_seat_that_is_just_gone_is_told_in_the_list() -> None:
    """One chooses again."""
    gone = m.Refused(1, Refusal("seat_taken", "The seat {seat} is full.", {"seat": "ada"}))
    app, link = door(valley.GUEST, *valley.watching())
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, SeatsScreen)
        link.bring(gone)
        await until(pilot, lambda: "The seat ada is full." in text_of(app, "#refused"))


async def test_the_lobby_gives_way_when_the_host_starts() -> None:
    """Also if a question about leaving lay over it; talk works before."""
    asked = valley.opened(valley.ASK)
    said = m.Heard(1, "", "Host", "host", "Welcome.")
    app, link = door(valley.GUEST, *valley.arrival(asked, said, clock=valley.LOBBY))
    async with app.run_test(size=SMALL) as pilot:
        await shown(pilot, LobbyScreen)
        assert "Host: Welcome." in text_of(app, "#said")
        await pilot.press("t", *"Yes", "enter")
        await until(pilot, lambda: bool(link.sent_of(m.Say)))
        await pilot.press("escape", "q")
        await shown(pilot, LeaveScreen)
        link.bring(valley.CLOCK)
        await until(pilot, lambda: app.session.model.clock is valley.CLOCK)
        await pilot.press("n")
        await shown(pilot, TableScreen)
        await until(pilot, lambda: len(app.screen.query(Card)) == 1)


async def test_a_spectator_sees_the_table_without_questions_and_may_sit_down_later() -> None:
    """Nothing is asked, and no line to talk is there."""
    visit = Visit("Robin", "BCDFG", watch=True, server="laptop:8765")
    app, link = door(visit, *valley.watching(valley.opened(), clock=valley.CLOCK))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "You only watch" in text_of(app, "#status"))
        assert isinstance(app.screen, TableScreen)
        assert not app.screen.query_one("#talking").display
        assert not app.screen.query_one(Mandate).display
        await pilot.press("enter", "c")
        await shown(pilot, SeatsScreen)
        await pilot.press("w")
        await shown(pilot, TableScreen)
        assert link.sent_of(m.Submit) == []


async def test_a_seat_used_elsewhere_is_told_and_can_be_taken_back() -> None:
    """One watches meanwhile."""
    app, link = door(valley.GUEST, *valley.arrival(valley.opened(valley.ASK)))
    async with app.run_test(size=SMALL) as pilot:
        await past_the_story(pilot)
        elsewhere = Refusal("elsewhere", "This seat is now used on another device.")
        link.bring(m.Refused(0, elsewhere), valley.state(), valley.opened(), valley.CLOCK)
        await until(pilot, lambda: "c: take it back here" in text_of(app, "#status"))
        assert isinstance(app.screen, TableScreen)
        await pilot.press("escape", "c")
        await until(pilot, lambda: link.renewed == 1)
        await until(pilot, lambda: link.sent_of(m.Hello)[-1].token == "secret")


async def test_a_mate_who_answers_is_named_with_the_answer_and_the_fields_stay() -> None:
    """What is sent last counts."""
    app, link = door(valley.SOLO, *valley.arrival(valley.opened(valley.ASK)))
    async with app.run_test(size=SMALL) as pilot:
        await past_the_story(pilot)
        await pilot.press("7")
        link.bring(m.Taken(0, {"ask:mill": 5_000_000}, "Kim"))
        await until(pilot, lambda: "Kim answered for this seat: 5%" in text_of(app, "#status"))
        assert app.screen.query_one("#amount", Input).value == "7"


async def test_a_phase_that_a_bot_has_decided_is_told() -> None:
    """The questions come with the next one."""
    late = m.Seated("ada", "secret", 1, next_phase=True)
    arriving: list[Incoming] = [
        valley.WELCOME,
        late,
        valley.CLOCK,
        valley.state(),
        valley.opened(valley.ASK),
    ]
    app, link = door(valley.SOLO, *arriving)
    async with app.run_test(size=SMALL) as pilot:
        await past_the_story(pilot)
        assert "A bot had decided this phase" in text_of(app, "#status")
        link.bring(valley.opened(valley.ASK, key="2", title="Market"))
        await until(pilot, lambda: len(app.screen.query(Card)) == 1)


async def test_undo_is_offered_only_while_somebody_is_waited_for() -> None:
    """Where bots alone are left the phase closes at once."""
    app, link = door(valley.SOLO, *valley.arrival(valley.opened(valley.ASK)))
    thinking = structs.replace(valley.SEATS[1], state="deciding")
    async with app.run_test(size=SMALL) as pilot:
        await past_the_story(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: bool(link.sent_of(m.Submit)))
        link.bring(m.Taken(link.sent_of(m.Submit)[0].nonce, {"ask:mill": 10_000_000}))
        await until(pilot, lambda: "Sent." in text_of(app, "#status"))
        assert "^Z" not in text_of(app, "#status")
        link.bring(m.Presence((valley.SEATS[0], thinking), watching=2))
        await until(pilot, lambda: "^Z" in text_of(app, "#status"))
        assert "2 watch" in all_text(app)


async def test_time_stands_still_while_the_host_pauses_and_away_seconds_are_counted() -> None:
    """Both are said in the first line."""
    paused = m.Clock(30.0, running=False, begun=True, paused=True)
    app, link = door(valley.SOLO, *valley.arrival(valley.opened(valley.ASK), paused))
    seconds = [0.0]
    app.countdown = Countdown(lambda: seconds[-1])
    async with app.run_test(size=SMALL) as pilot:
        await past_the_story(pilot)
        seconds.append(5.0)
        app.screen.query_one(Where).draw()
        assert "0:30  paused" in text_of(app, "#where")
        link.bring(Connection(up=False))
        await until(pilot, lambda: "no connection for" in text_of(app, "#where"))
        seconds.append(8.0)
        app.screen.query_one(Where).draw()
        assert "no connection for 3 s, trying again" in text_of(app, "#where")
        link.bring(Connection(up=True))
        await until(pilot, lambda: "0:30" in text_of(app, "#where"))


async def test_seconds_run_down_on_the_table_and_on_every_page_alike() -> None:
    """A page that opens later shows what is left then; and nothing falls below 0:00."""
    clock = m.Clock(60.0, running=True, begun=True, paused=False)
    app, _link = door(valley.SOLO, *valley.arrival(valley.opened(valley.ASK), clock))
    seconds = [0.0]
    app.countdown = Countdown(lambda: seconds[-1])
    async with app.run_test(size=SMALL) as pilot:
        await past_the_story(pilot)
        for now, shown_ in ((17.0, "0:43"), (36.5, "0:24"), (70.0, "0:00")):
            seconds.append(now)
            app.screen.query_one(Where).draw()
            assert shown_ in text_of(app, "#where")
            for key in ("f1", "f4", "f12"):
                await pilot.press(key)
                await until(pilot, lambda: not isinstance(app.screen, TableScreen))
                assert shown_ in text_of(app, "#where")
                await pilot.press("escape")
                await shown(pilot, TableScreen)


async def test_the_story_waits_for_the_seat_that_is_asked_for() -> None:
    """What a spectator sees on the way there does not count as seen."""
    app, link = door(valley.SOLO, *valley.watching(valley.opened()))
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: "You only watch" in text_of(app, "#status"))
        link.bring(valley.SEATED, valley.state(), valley.opened(valley.ASK))
        await until(pilot, lambda: app.session.model.seat == "ada")
        link.bring(valley.CLOCK)
        await past_the_story(pilot)
        await until(pilot, lambda: len(app.screen.query(Card)) == 1)
