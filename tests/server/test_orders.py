"""What a host may order, what is noted of it, and what of it outlives the server."""

import pytest

from allmende_protocol import messages as m
from allmende_rules.record import Answered, Ordered, Said, Seated
from allmende_server.table import TableSettings
from tests.scenarios_tiny import TINY
from tests.server.parlour import HOST, Parlour, refusal, seated
from tests.server.toy import UNIT

ORDERS: list[m.Order] = [
    m.Start(5),
    m.Pause(5),
    m.GoOn(5),
    m.Extend(60, 5),
    m.ClosePhase("the open key", 5),
    m.HandToBot("ada", 5),
    m.GiveBack("ada", 5),
    m.Announce("hello", 5),
    m.GoBack(1, 5),
    m.ChangeSystem("toy", (), {}, 5),
    m.EndGame(5),
]


def noted(parlour: Parlour) -> list[tuple[str, dict[str, object]]]:
    """The orders in the record; all of them are the host's."""
    orders = parlour.bodies(Ordered)
    assert {one.by for one in orders} <= {"host"}
    return [(one.order, one.facts) for one in orders]


def refused(parlour: Parlour, order: m.Order) -> str:
    """The code with which an order of the host is refused; it changes nothing."""
    before = len(parlour.entries)
    code = refusal(parlour.send(HOST, order)).refusal.code
    assert len(parlour.entries) == before
    return code


@pytest.mark.parametrize("order", ORDERS, ids=lambda one: type(one).__name__)
def test_a_guest_can_order_nothing(order: m.Order) -> None:
    """Neither from a seat nor as a spectator; nothing is noted, and nobody is told."""
    parlour = seated("ada", "ben")
    parlour.send(3, m.Hello(m.VERSION, "Eve"))
    before, heard = len(parlour.entries), len(parlour.inbox[2])
    for client in (1, 3):
        answer = refusal(parlour.send(client, order))
        assert (answer.nonce, answer.refusal.code) == (5, "not_host")
    assert len(parlour.entries) == before
    assert len(parlour.inbox[2]) == heard


def test_who_brings_the_key_is_host_and_sees_all_tables() -> None:
    """A guest is told its own level, and no table but its own."""
    parlour = Parlour()
    parlour.host()
    parlour.send(1, m.Hello(m.VERSION, "Ada"))
    welcome = parlour.last(HOST, m.Welcome)
    assert (welcome.level, [table.code for table in welcome.tables]) == ("host", ["TBLCD"])
    assert (welcome.tables[0].people, welcome.tables[0].seats) == (0, 3)
    assert (parlour.last(1, m.Welcome).level, parlour.last(1, m.Welcome).tables) == ("guest", ())


def test_a_host_is_not_counted_among_those_who_watch() -> None:
    """It is at every table."""
    parlour = Parlour()
    parlour.host()
    parlour.send(1, m.Hello(m.VERSION, "Eve"))
    assert parlour.last(1, m.Presence).watching == 1


def test_in_the_lobby_people_sit_down_and_no_phase_closes() -> None:
    """Until the host starts: then the seats still free go to bots, and what was answered counts."""
    parlour = Parlour(by_host=True, timed=True)
    parlour.sit(1, "ada")
    assert not parlour.clock(1).begun
    parlour.submit(1, pledge=2 * UNIT)
    parlour.pass_time(1000)
    assert (parlour.opened(1).phase, parlour.clock(1).remaining) == ("pledge", 30)
    assert parlour.state_of(1, "ben").who == "free"
    assert parlour.sit(2, "ben").next_phase is False
    parlour.start()
    assert parlour.state_of(1, "cem").who == "bot"
    assert (parlour.clock(1).begun, parlour.clock(1).running) == (True, True)
    parlour.submit(2)
    assert parlour.opened(1).phase == "vote"
    assert parlour.last(1, m.State).public["ada"]["pledge"] == 2 * UNIT
    assert noted(parlour) == [("start", {})]
    assert refused(parlour, m.Start()) == "phase_closed"


def test_no_order_but_start_begins_a_game() -> None:
    """Where the first person begins it, a host who pauses beforehand seats no bots."""
    parlour = Parlour()
    parlour.host()
    parlour.order(m.Pause())
    parlour.order(m.GoOn())
    assert parlour.state_of(HOST, "ada").who == "free"
    assert not parlour.clock(HOST).begun


def test_a_game_that_begins_before_anybody_sits_does_not_run_away() -> None:
    """The host closes its phases, and whoever comes late can still play."""
    parlour = Parlour(by_host=True, rounds=2)
    parlour.start()
    assert parlour.opened(HOST).phase == "pledge"
    parlour.order(m.ClosePhase(parlour.opened(HOST).key))
    assert parlour.opened(HOST).phase == "vote"
    assert refused(parlour, m.Start()) == "phase_closed"


def test_time_cannot_be_stopped_before_it_began() -> None:
    """Else the game would begin and stand still."""
    parlour = Parlour(by_host=True)
    parlour.host()
    assert refused(parlour, m.Pause()) == "phase_closed"


def test_a_pause_stops_time_and_phases_until_the_host_goes_on() -> None:
    """Everybody is told; what is answered meanwhile is kept."""
    parlour = seated("ada", "ben", timed=True)
    parlour.pass_time(10)
    assert parlour.order(m.Pause(3)) == m.Taken(3, {})
    assert parlour.clock(1) == m.Clock(20, running=False, begun=True, paused=True)
    parlour.pass_time(1000)
    parlour.submit(1)
    parlour.submit(2)
    assert parlour.opened(1).phase == "pledge"
    assert refused(parlour, m.Pause()) == "phase_closed"
    assert parlour.order(m.GoOn(4)) == m.Taken(4, {})
    assert parlour.opened(1).phase == "vote"
    assert parlour.clock(1) == m.Clock(20, running=True, begun=True, paused=False)
    assert refused(parlour, m.GoOn()) == "phase_closed"
    assert noted(parlour)[1:] == [("pause", {}), ("go_on", {})]


def test_time_can_be_given() -> None:
    """So many seconds more, also while paused, and also where there was no limit."""
    parlour = seated("ada", "ben", timed=True)
    parlour.pass_time(29)
    parlour.order(m.Extend(60))
    assert (parlour.clock(1).remaining, parlour.clock(1).running) == (61, True)
    parlour.pass_time(60)
    parlour.order(m.Pause())
    parlour.order(m.Extend(10))
    assert (parlour.clock(1).remaining, parlour.clock(1).running) == (11, False)
    untimed = seated("ada", "ben")
    untimed.order(m.Extend(60))
    assert untimed.clock(1).remaining == 60
    untimed.pass_time(60)
    assert untimed.opened(1).phase == "vote"
    assert untimed.clock(1).remaining is None
    assert noted(parlour)[1:] == [
        ("extend", {"seconds": 60}),
        ("pause", {}),
        ("extend", {"seconds": 10}),
    ]


def test_a_phase_is_closed_by_its_key() -> None:
    """Who is silent is answered for by draft or silence; a late order closes no other phase."""
    parlour = seated("ada", "ben")
    key = parlour.opened(1).key
    parlour.send(1, m.Draft(key, {"pledge": 4 * UNIT}))
    parlour.order(m.ClosePhase(key))
    assert parlour.opened(1).phase == "vote"
    by = {one.seat: one.by for one in parlour.bodies(Answered)}
    assert (by["ada"], by["ben"]) == ("draft", "silence")
    assert refused(parlour, m.ClosePhase(key)) == "phase_closed"
    assert parlour.opened(1).phase == "vote"
    assert noted(parlour)[1:] == [("close_phase", {"phase": "pledge"})]


def test_a_paused_phase_can_be_closed_and_the_next_one_stands_still() -> None:
    """The pause goes on."""
    parlour = seated("ada", "ben", timed=True)
    parlour.order(m.Pause())
    parlour.order(m.ClosePhase(parlour.opened(1).key))
    assert parlour.clock(1) == m.Clock(20, running=False, begun=True, paused=True)


def test_no_phase_is_closed_before_the_game_has_begun() -> None:
    """The host has to start it first."""
    parlour = Parlour(by_host=True)
    parlour.host()
    parlour.sit(1, "ada")
    assert refused(parlour, m.ClosePhase(parlour.opened(1).key)) == "phase_closed"


def test_a_seat_is_lent_to_a_bot_and_given_back() -> None:
    """The bot plays on at once and its people cannot; given back, they decide from the next phase."""
    parlour = seated("ada", "ben", stand_in="pledger")
    assert parlour.order(m.HandToBot("ben", 3)) == m.Taken(3, {})
    assert (parlour.state_of(1, "ben").who, parlour.state_of(1, "ben").state) == (
        "stand_in",
        "decided",
    )
    for message in (m.Submit(parlour.opened(2).key, {}, 4), m.Undo(parlour.opened(2).key, 4)):
        assert refusal(parlour.send(2, message)).refusal.code == "next_phase"
    parlour.submit(1)
    assert parlour.last(1, m.State).public["ben"]["pledge"] == 2 * UNIT
    assert parlour.order(m.GiveBack("ben", 5)) == m.Taken(5, {})
    assert parlour.state_of(1, "ben").who == "person"
    assert refusal(parlour.submit(2, cap=1)).refusal.code == "next_phase"
    parlour.submit(1)
    assert isinstance(parlour.submit(2)[0], m.Taken)
    facts = {"seat": "ben"}
    assert noted(parlour)[1:] == [("hand_to_bot", facts), ("give_back", facts)]
    seats = [(one.who, one.name) for one in parlour.bodies(Seated) if one.seat == "ben"]
    assert seats == [("person", "Ben"), ("pledger", ""), ("person", "Ben")]


def test_only_what_is_lent_can_be_given_back_and_only_peoples_seats_be_lent() -> None:
    """A bot's own seat is neither, and the house is no seat."""
    parlour = seated("ada", "cem")
    codes = [
        refused(parlour, order)
        for order in (
            m.GiveBack("ada"),
            m.HandToBot("ben"),
            m.GiveBack("ben"),
            m.HandToBot("house"),
        )
    ]
    assert codes == ["no_such_seat"] * 4
    parlour.order(m.HandToBot("ada"))
    assert refused(parlour, m.HandToBot("ada")) == "no_such_seat"


def test_what_the_host_announces_is_heard_by_all_and_kept() -> None:
    """Cleaned like all that people say; nothing at all is refused."""
    parlour = seated("ada")
    parlour.send(2, m.Hello(m.VERSION, "Eve"))
    assert parlour.order(m.Announce("\x1b[2JFive\nminutes", 3)) == m.Taken(3, {})
    for client in (1, 2, HOST):
        assert parlour.last(client, m.Heard) == m.Heard(1, "", "Host", "host", "[2JFive minutes")
    assert parlour.bodies(Said) == [Said("", "host", "[2JFive minutes", "Host")]
    assert refused(parlour, m.Announce("\u202e")) == "bad_message"


def test_an_ended_game_stands_as_it_is() -> None:
    """Everybody is told, also who comes late; only going back can be ordered, nothing answered."""
    parlour = seated("ada", "ben")
    parlour.submit(1, pledge=2 * UNIT)
    key = parlour.opened(1).key
    assert parlour.order(m.EndGame(3)) == m.Taken(3, {})
    ended = m.Ended("toy.allmende", early=True)
    assert parlour.last(1, m.Ended) == ended
    assert ended in parlour.send(3, m.Hello(m.VERSION, "Late"))
    before = len(parlour.entries)
    for message in (m.Submit(key, {}, 5), m.Undo(key, 5), m.Foresee(key, {}, 5), m.Draft(key, {})):
        assert refusal(parlour.send(1, message)).refusal.code == "game_over"
    parlour.send(2, m.Leave(for_good=True))
    parlour.pass_time(1000)
    assert len(parlour.entries) == before
    ends = [order for order in ORDERS if not isinstance(order, m.Announce | m.GoBack)]
    assert {refused(parlour, order) for order in ends} == {"game_over"}
    assert isinstance(parlour.order(m.Announce("well played")), m.Taken)
    assert noted(parlour)[-1] == ("end_game", {})


def test_an_end_ahead_of_time_tells_all_how_far_every_mandate_had_come() -> None:
    """By the last full round, also who comes later; taken back, nobody knows it any more."""
    parlour = Parlour(TableSettings(TINY, "open_access", seed=3, rounds=3, by_host=True))
    parlour.sit(1, "ann", "Ann")
    parlour.start()
    while parlour.opened(1).round < 2:
        parlour.submit(1)
    mine = parlour.last(1, m.State).own["ann"]["mandate"]
    parlour.order(m.EndGame())
    late = parlour.send(3, m.Hello(m.VERSION, "Late"))
    for told in (parlour.inbox[1], parlour.inbox[HOST], late):
        *_, judged, ended = [one for one in told if isinstance(one, m.Changed | m.Ended)]
        assert isinstance(judged, m.Changed)
        assert isinstance(ended, m.Ended)
        assert judged.public["mandates"]["ann"] == mine
        assert judged.public["mandates"].keys() == {seat.id for seat in TINY.land.seats}
    parlour.order(m.GoBack(0))
    assert "mandates" not in parlour.last(1, m.State).public


def test_a_hosted_table_whose_seats_are_all_lent_waits_for_the_host() -> None:
    """Bots do not run through the game; the host closes phases, and can give a seat back."""
    parlour = Parlour(by_host=True)
    parlour.host()
    parlour.sit(1, "ada")
    parlour.send(HOST, m.Start(1))
    parlour.send(HOST, m.HandToBot("ada", 2))
    parlour.pass_time(1000)
    assert parlour.opened(1).phase == "pledge"
    parlour.send(HOST, m.ClosePhase(parlour.opened(1).key, 3))
    assert parlour.opened(1).phase == "vote"
    parlour.send(HOST, m.GiveBack("ada", 4))
    assert parlour.state_of(1, "ada").who == "person"


def test_no_seat_is_taken_after_the_end() -> None:
    """Who comes late sees how it ended, and changes nothing."""
    parlour = Parlour()
    parlour.host()
    parlour.sit(1, "ada")
    parlour.send(HOST, m.EndGame(1))
    before = len(parlour.entries)
    parlour.send(2, m.Hello(m.VERSION, "Ben"))
    assert refusal(parlour.take(2, "ben")).refusal.code == "game_over"
    assert len(parlour.entries) == before
