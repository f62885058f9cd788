"""What people say, and what they are called."""

from allmende_protocol import messages as m
from allmende_rules.record import Said
from tests.server.hall import Hall, pair, refusal


def test_chat_is_cleaned_recorded_and_heard_by_all() -> None:
    """Spectators hear it as well, and may not speak."""
    hall = pair()
    hall.send(3, m.Hello(m.VERSION, "Eve"))
    assert hall.send(1, m.Say("\x1b[2Jhello\n\u202ethere", 3))[0] == m.Taken(3, {})
    for client in (1, 2, 3):
        assert hall.last(client, m.Heard) == m.Heard("ada", "[2Jhello there")
    assert hall.entries[-1].body == Said("ada", "table", "[2Jhello there")
    assert refusal(hall.send(1, m.Say("\u200b \n", 4))).refusal.code == "bad_message"
    assert refusal(hall.send(3, m.Say("hi", 5))).refusal.code == "not_seated"


def test_names_are_cleaned_too() -> None:
    """A name commands no terminal; who gives none goes by the seat's name."""
    hall = Hall()
    hall.sit(1, "ada", "\x1b]0;x\x07Eve")
    hall.sit(2, "ben", "\u202e")
    assert hall.state_of(1, "ada").name == "]0;xEve"
    assert hall.state_of(1, "ben").name == "Ben"
