"""Hello, seats, leaving and coming back."""

import pytest

from allmende_protocol import messages as m
from allmende_rules.record import Answered, Seated
from tests.server.hall import Hall, refusal
from tests.server.toy import SEATS


def test_hello_is_answered_with_the_table_and_its_state() -> None:
    """A newcomer sees the table, the public state and the open phase, and is asked nothing."""
    hall = Hall()
    kinds = [type(one) for one in hall.send(1, m.Hello(m.VERSION, "Ada"))]
    assert kinds[:3] == [m.Welcome, m.State, m.Opened]
    welcome = hall.last(1, m.Welcome)
    assert [phase.asks for phase in welcome.phases] == [True, True, False]
    assert [(seat.seat, seat.who, seat.role) for seat in welcome.seats] == [
        ("ada", "free", "Villager"),
        ("ben", "free", "Villager"),
        ("cem", "free", "Miller"),
    ]
    assert hall.last(1, m.State).own == {}
    assert hall.opened(1).questions == ()


def test_another_version_is_refused_with_both_versions() -> None:
    """Who speaks another version is told which one this table speaks."""
    refused = refusal(Hall().send(1, m.Hello(m.VERSION + 1, "Ada"))).refusal
    assert refused.code == "wrong_version"
    assert refused.facts == {"found": m.VERSION + 1, "wanted": m.VERSION}


def test_nothing_works_before_hello() -> None:
    """A connection begins with hello."""
    assert refusal(Hall().send(1, m.TakeSeat("ada", 4))).refusal.code == "not_seated"


def test_a_seat_comes_with_what_led_here_its_view_and_its_questions() -> None:
    """Sitting down brings the news of the opening and the seat's own questions."""
    hall = Hall()
    hall.send(1, m.Hello(m.VERSION, "Ada"))
    replies = hall.send(1, m.TakeSeat("ada", 4))
    assert replies[0] == m.Seated("ada", hall.last(1, m.Seated).token, 4)
    assert [one.phase for one in hall.all(1, m.Happened)] == ["opening", "titles", "round"]
    assert [one.seq for one in hall.all(1, m.Happened)] == [1, 2, 3]
    assert hall.last(1, m.State).seq == 3
    assert [question.id for question in hall.opened(1).questions] == ["pledge", "day", "note"]
    assert hall.opened(1).silence["pledge"] == 1_000_000


def test_the_table_waits_for_its_first_person() -> None:
    """Bots at every seat play nothing before a person has sat down."""
    hall = Hall(bots=dict.fromkeys(SEATS, "greedy"))
    hall.send(1, m.Hello(m.VERSION, "Ada"))
    before = len(hall.entries)
    hall.pass_time(1000)
    assert len(hall.entries) == before


def test_free_seats_go_to_the_stand_in_when_the_first_person_sits_down() -> None:
    """So nobody is waited for who never came."""
    hall = Hall(stand_in="cooperative")
    hall.sit(1, "ada")
    assert [hall.state_of(1, seat).who for seat in SEATS] == ["person", "bot", "bot"]
    assert hall.state_of(1, "ben").state == "decided"
    assert hall.state_of(1, "ben").rule


def test_taking_over_from_a_bot_takes_its_answers_back() -> None:
    """The person decides, not the bot that had answered already."""
    hall = Hall(bots={"ben": "greedy"})
    hall.sit(1, "ada")
    hall.sit(2, "ben", "Ben")
    assert hall.opened(2).answers == {}
    assert hall.state_of(1, "ben") == m.SeatInfo(
        "ben", "Ben", "Villager", "person", state="deciding"
    )


def test_a_person_seat_is_not_to_be_had() -> None:
    """Neither by another client nor under a wrong name, nor as a second seat."""
    hall = Hall()
    hall.sit(1, "ada")
    hall.send(2, m.Hello(m.VERSION, "Ben"))
    assert refusal(hall.send(2, m.TakeSeat("ada", 9))).refusal.code == "seat_taken"
    assert refusal(hall.send(2, m.TakeSeat("adda", 9))).refusal.code == "no_such_seat"
    assert refusal(hall.send(2, m.TakeSeat("house", 9))).refusal.code == "no_such_seat"
    assert refusal(hall.send(1, m.TakeSeat("ben", 9))).refusal.code == "seat_taken"


def test_asking_again_for_ones_own_seat_gives_the_same_token() -> None:
    """A repeated request changes nothing."""
    hall = Hall()
    token = hall.sit(1, "ada").token
    before = len(hall.entries)
    hall.send(1, m.TakeSeat("ada", 2))
    assert hall.last(1, m.Seated) == m.Seated("ada", token, 2)
    assert len(hall.entries) == before


@pytest.mark.parametrize("leave", [True, False])
def test_a_person_who_goes_away_is_waited_for_and_resumes_by_token(leave: bool) -> None:
    """A closed laptop, with or without a word, loses nothing."""
    hall = Hall()
    token = hall.sit(1, "ada").token
    if leave:
        hall.send(1, m.Leave())
    hall.drop(1)
    before = list(hall.entries)
    hall.pass_time(3600)
    assert hall.entries == before
    replies = hall.send(2, m.Hello(m.VERSION, "Ada", token))
    assert [type(one) for one in replies[:2]] == [m.Welcome, m.Seated]
    assert hall.last(2, m.Seated) == m.Seated("ada", token)
    assert len(hall.opened(2).questions) == 3


def test_a_person_who_is_away_is_shown_as_away() -> None:
    """Everyone sees for whom the table waits."""
    hall = Hall()
    hall.sit(1, "ada")
    hall.sit(2, "ben")
    hall.drop(1)
    assert hall.state_of(2, "ada").state == "away"


def test_an_unknown_token_is_refused_and_a_seat_can_be_taken_after() -> None:
    """A token of another table does not lock anyone out."""
    hall = Hall()
    replies = hall.send(1, m.Hello(m.VERSION, "Ada", "nonsense"))
    assert refusal(replies).refusal.code == "not_seated"
    assert hall.sit(1, "ada").seat == "ada"


def test_the_end_of_a_stale_connection_is_ignored() -> None:
    """Who resumed from a new connection stays when the old one is found dead."""
    hall = Hall()
    token = hall.sit(1, "ada").token
    hall.send(2, m.Hello(m.VERSION, "Ada", token))
    hall.drop(1)
    assert hall.state_of(2, "ada").state == "deciding"
    assert isinstance(hall.submit(2)[0], m.Taken)


def test_who_leaves_for_good_is_stood_in_for_to_the_end() -> None:
    """The table plays on at once, and the record says who answered for whom."""
    hall = Hall(stand_in="greedy")
    hall.sit(1, "ada")
    hall.sit(2, "ben")
    hall.drop(2)
    hall.send(1, m.Leave(for_good=True))
    assert hall.state_of(1, "ada").who == "stand_in"
    assert not hall.all(1, m.Ended)
    hall.send(3, m.Hello(m.VERSION, "Ben", hall.last(2, m.Seated).token))
    hall.send(3, m.Leave(for_good=True))
    assert hall.last(1, m.Ended) == m.Ended("toy.allmende")
    assert hall.last(3, m.State).public["table"]["finished"]
    bodies = [entry.body for entry in hall.entries]
    assert Seated("ada", "greedy") in bodies
    assert {body.by for body in bodies if isinstance(body, Answered)} == {"greedy"}


def test_two_hundred_rounds_of_bots_are_played_in_one_go() -> None:
    """Leaving for good at the start of a long game ends it without running out of stack."""
    hall = Hall(rounds=200)
    hall.sit(1, "ada")
    hall.send(1, m.Leave(for_good=True))
    assert hall.last(1, m.State).public["round 200"]
    assert isinstance(hall.inbox[1][-2], m.Ended)


def test_someone_may_take_over_from_a_stand_in() -> None:
    """A seat that was given up can be had again, but not by the old token."""
    hall = Hall()
    token = hall.sit(1, "ada").token
    hall.sit(2, "ben")
    hall.send(1, m.Leave(for_good=True))
    hall.drop(1)
    assert refusal(hall.send(3, m.Hello(m.VERSION, "Eve", token))).refusal.code == "not_seated"
    hall.sit(3, "ada", "Eve")
    assert hall.state_of(2, "ada").name == "Eve"
    assert hall.opened(3).answers == {}
