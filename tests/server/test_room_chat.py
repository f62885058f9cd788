"""What people say, who hears it, and what they are called."""

import pytest

from allmende_protocol import messages as m
from allmende_rules.record import Said
from allmende_server.talk import LINES
from tests.server.parlour import HOST, Parlour, refusal, seated


def heard(parlour: Parlour, client: int) -> list[str]:
    """Everything that a client has heard, oldest first."""
    return [one.text for one in parlour.all(client, m.Heard)]


def test_chat_is_cleaned_recorded_and_heard_by_all() -> None:
    """Spectators hear it as well, and may not speak."""
    parlour = seated("ada", "ben")
    parlour.send(3, m.Hello(m.VERSION, "Eve"))
    assert parlour.send(1, m.Say("\x1b[2Jhello\n\u202ethere", 3))[0] == m.Taken(3, {})
    for client in (1, 2, 3, HOST):
        told = m.Heard(1, "ada", "Ada", "table", "[2Jhello there")
        assert parlour.all(client, m.Heard) == [told]
    assert parlour.entries[-1].body == Said("ada", "table", "[2Jhello there", "Ada")
    assert refusal(parlour.send(1, m.Say("\u200b \n", 4))).refusal.code == "bad_message"
    assert refusal(parlour.send(3, m.Say("hi", 5))).refusal.code == "not_seated"


def test_what_is_said_to_a_role_is_heard_by_that_role_alone() -> None:
    """Not by other roles, spectators or the host, neither now nor when they come back."""
    parlour = seated("ada", "ben", "cem")
    parlour.send(4, m.Hello(m.VERSION, "Eve"))
    parlour.send(1, m.Say("villagers only", 3, "role"))
    parlour.send(3, m.Say("millers only", 4, "role"))
    assert heard(parlour, 2) == ["villagers only"]
    assert heard(parlour, 3) == ["millers only"]
    assert heard(parlour, 4) == heard(parlour, HOST) == []
    assert parlour.last(2, m.Heard).channel == "role"
    token = parlour.last(3, m.Seated).token
    parlour.send(5, m.Hello(m.VERSION, "Cem", token=token))
    parlour.send(6, m.Hello(m.VERSION, "Late"))
    assert heard(parlour, 5) == ["millers only"]
    assert heard(parlour, 6) == []
    assert parlour.bodies(Said)[0] == Said("ada", "role member", "villagers only", "Ada")


def test_who_takes_a_seat_hears_what_its_role_said_before() -> None:
    """It belongs to the seat: a member of the team comes late, and knows what was agreed."""
    parlour = seated("ada", "ben")
    parlour.send(1, m.Say("let us vote low", 3, "role"))
    parlour.send(3, m.Hello(m.VERSION, "Eve"))
    assert heard(parlour, 3) == []
    parlour.take(3, "ben")
    assert heard(parlour, 3) == ["let us vote low"]


def test_who_comes_late_hears_the_last_lines_with_their_numbers() -> None:
    """In order, each once, and no more than are kept; so a client can tell what it knows already."""
    parlour = seated("ada")
    for number in range(LINES + 5):
        parlour.pass_time(1)
        parlour.send(1, m.Say(f"line {number}", 3))
    parlour.send(2, m.Hello(m.VERSION, "Late"))
    told = parlour.all(2, m.Heard)
    assert [one.id for one in told] == list(range(6, LINES + 6))
    assert told == parlour.all(1, m.Heard)[-LINES:]


def test_talk_outlives_the_server_with_its_numbers_and_its_channels() -> None:
    """A resumed table tells the same lines, and counts on."""
    parlour = seated("ada", "cem")
    parlour.send(1, m.Say("to all", 3))
    parlour.send(1, m.Say("to villagers", 4, "role"))
    parlour.order(m.Announce("from the host"))
    again = Parlour.resumed(parlour.entries)
    for client, seat in ((1, "ada"), (2, "cem")):
        again.sit(client, seat)
    told = {(one.id, one.channel, one.text) for one in again.all(1, m.Heard)}
    assert sorted(told) == [
        (1, "table", "to all"),
        (2, "role", "to villagers"),
        (3, "host", "from the host"),
    ]
    assert set(heard(again, 2)) == {"to all", "from the host"}
    again.send(2, m.Say("and on", 5))
    assert again.last(1, m.Heard).id == 4


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("\x1b]0;x\x07Eve", "]0;xEve"),
        ("\u202e", "Somebody"),
        ("", "Somebody"),
        ("  Ada\n\tL.  ", "Ada L."),
    ],
)
def test_names_are_cleaned_too(typed: str, shown: str) -> None:
    """A name commands no terminal; who gives none is somebody."""
    parlour = Parlour()
    parlour.sit(1, "ada", typed)
    parlour.send(2, m.Hello(m.VERSION, "Eve"))
    assert parlour.state_of(2, "ada").people == (shown,)
    parlour.send(1, m.Say("hi", 3))
    assert parlour.last(2, m.Heard).name == shown
