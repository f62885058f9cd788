"""Laying a table, and taking one up again."""

from typing import Any

import pytest

from allmende_protocol import messages as m
from allmende_rules.opening import HOUSE
from allmende_rules.record import Answered, Header, Seated
from allmende_rules.replay import verify
from allmende_server.table import InMemory, open_table, recorded_settings
from tests.server.parlour import Parlour, seated, settings
from tests.server.toy import UNIT


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"system": "toi"}, "Did you mean toy?"),
        ({"bots": {"ada": "gredy"}}, "Did you mean greedy?"),
        ({"stand_in": "cautius"}, "Did you mean cautious?"),
        ({"house": "nobody"}, "There is no bot “nobody”"),
        ({"bots": {"adda": "greedy"}}, "Did you mean ada?"),
    ],
)
def test_a_wrong_name_is_a_sentence_and_records_nothing(
    changes: dict[str, Any], sentence: str
) -> None:
    """The error names what was found, what there is and the nearest; no file gets a header."""
    kept: list[object] = []
    with pytest.raises(LookupError, match=sentence.replace("?", r"\?")):
        open_table(settings(**changes), InMemory(kept.append))
    assert kept == []


def test_the_record_names_the_house_bot_and_every_seated_bot() -> None:
    """Who plays what is in the record from the start."""
    parlour = Parlour(house="cooperative", bots={"ben": "greedy"})
    bodies = [entry.body for entry in parlour.entries]
    assert bodies[1:3] == [Seated(HOUSE, "cooperative"), Seated("ben", "greedy")]


def test_a_resumed_table_waits_for_its_person_who_takes_the_seat_again() -> None:
    """Answers, chat and bots are as they were; the person is away until they sit down."""
    parlour = seated("ada", "cem", bots={"ben": "greedy"})
    parlour.submit(1, pledge=3 * UNIT)
    key = parlour.opened(1).key
    again = Parlour.resumed(parlour.entries)
    again.pass_time(100)
    again.send(1, m.Hello(m.VERSION, "Ada"))
    seats = {seat.seat: seat for seat in again.last(1, m.Welcome).seats}
    assert (seats["ada"].who, seats["ada"].state, seats["ada"].name) == ("person", "away", "Ada")
    assert (seats["ben"].who, seats["ben"].state, seats["ben"].bot) == ("bot", "decided", "Greedy")
    again.take(1, "ada")
    assert again.opened(1).key == key
    assert again.opened(1).answers == {"pledge": 3 * UNIT}
    assert [one.seq for one in again.all(1, m.Happened)] == [1, 2, 3]
    again.sit(2, "cem", "Cem")
    again.submit(2)
    assert again.opened(1).phase == "vote"
    assert again.last(1, m.State).public["ada"]["pledge"] == 3 * UNIT


def test_a_resumed_table_tells_its_whole_story_to_who_sits_down() -> None:
    """The news come again, with the numbers that they had."""
    parlour = Parlour()
    parlour.sit(1, "ada")
    parlour.submit(1)
    parlour.submit(1)
    again = Parlour.resumed(parlour.entries)
    again.sit(1, "ada")
    told = again.all(1, m.Happened)
    assert told == parlour.all(1, m.Happened)
    assert [one.phase for one in told][-3:] == ["vote", "report", "round"]


def test_a_table_whose_person_left_for_good_is_played_to_its_end() -> None:
    """A record that stops while stand-ins play goes on without anybody."""
    parlour = Parlour(stand_in="greedy")
    parlour.sit(1, "ada")
    leaving = len(parlour.entries)
    parlour.send(1, m.Leave(for_good=True))
    again = Parlour.resumed(parlour.entries[: leaving + 1])
    again.send(1, m.Hello(m.VERSION, "Ada"))
    assert again.last(1, m.State).public["table"]["finished"]
    assert {seat.who for seat in again.last(1, m.Presence).seats} == {"stand_in", "bot"}


@pytest.mark.parametrize("timed", [False, True])
def test_every_cut_of_a_record_can_be_taken_up_and_played_to_the_end(timed: bool) -> None:
    """Wherever a record was cut off, the table goes on, and what it becomes is verified."""
    parlour = Parlour(rounds=2, timed=timed)
    parlour.sit(1, "ada")
    for _ in range(4):
        parlour.submit(1)
    first = next(n for n, e in enumerate(parlour.entries) if isinstance(e.body, Answered))
    for cut in range(first, len(parlour.entries) + 1):
        again = Parlour.resumed(parlour.entries[:cut])
        again.sit(1, "ada")
        again.send(1, m.Leave(for_good=True))
        assert again.last(1, m.State).public["table"]["finished"]
        assert verify(again.entries).same


def test_settings_of_a_record_are_those_it_was_opened_with() -> None:
    """A saved game brings its own scenario, system, seed and length."""
    parlour = Parlour()
    header = parlour.entries[0].body
    assert isinstance(header, Header)
    opened = recorded_settings(header, saved_as="toy.allmende")
    assert opened == settings()
