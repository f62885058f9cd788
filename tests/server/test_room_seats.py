"""Hello, seats, leaving and coming back."""

import pytest

from allmende_protocol import messages as m
from allmende_rules.record import Answered, Seated
from tests.server.parlour import Parlour, refusal, seated
from tests.server.toy import SEATS, UNIT


def test_hello_is_answered_with_the_table_and_its_state() -> None:
    """A newcomer sees the table, the public state and the open phase, and is asked nothing."""
    parlour = Parlour()
    kinds = [type(one) for one in parlour.send(1, m.Hello(m.VERSION, "Ada"))]
    assert kinds[:3] == [m.Welcome, m.State, m.Opened]
    welcome = parlour.last(1, m.Welcome)
    assert [phase.asks for phase in welcome.phases] == [True, True, False]
    assert [(seat.seat, seat.who, seat.role) for seat in welcome.seats] == [
        ("ada", "free", "Villager"),
        ("ben", "free", "Villager"),
        ("cem", "free", "Miller"),
    ]
    assert parlour.last(1, m.State).own == {}
    assert parlour.opened(1).questions == ()


def test_another_version_is_refused_with_both_versions() -> None:
    """Who speaks another version is told which one this table speaks."""
    refused = refusal(Parlour().send(1, m.Hello(m.VERSION + 1, "Ada"))).refusal
    assert refused.code == "wrong_version"
    assert refused.facts == {"found": m.VERSION + 1, "wanted": m.VERSION}


def test_nothing_works_before_hello() -> None:
    """A connection begins with hello."""
    assert refusal(Parlour().send(1, m.AskSeat("ada", 4))).refusal.code == "not_seated"


def test_a_seat_comes_with_what_led_here_its_view_and_its_questions() -> None:
    """Sitting down brings the news of the opening and the seat's own questions."""
    parlour = Parlour()
    parlour.send(1, m.Hello(m.VERSION, "Ada"))
    replies = parlour.take(1, "ada", 4)
    assert replies[0] == m.Seated("ada", parlour.last(1, m.Seated).token, 4)
    assert [one.phase for one in parlour.all(1, m.Happened)] == ["opening", "titles", "round"]
    assert [one.seq for one in parlour.all(1, m.Happened)] == [1, 2, 3]
    assert parlour.last(1, m.State).seq == 3
    assert [question.id for question in parlour.opened(1).questions] == ["pledge", "day", "note"]
    assert parlour.opened(1).silence["pledge"] == 1_000_000


def test_the_table_waits_for_its_first_person() -> None:
    """Bots at every seat play nothing before a person has sat down."""
    parlour = Parlour(bots=dict.fromkeys(SEATS, "greedy"))
    parlour.send(1, m.Hello(m.VERSION, "Ada"))
    before = len(parlour.entries)
    parlour.pass_time(1000)
    assert len(parlour.entries) == before


def test_free_seats_go_to_the_stand_in_when_the_first_person_sits_down() -> None:
    """So nobody is waited for who never came."""
    parlour = Parlour(stand_in="cooperative")
    parlour.sit(1, "ada")
    assert [parlour.state_of(1, seat).who for seat in SEATS] == ["person", "bot", "bot"]
    assert parlour.state_of(1, "ben").state == "decided"
    assert parlour.state_of(1, "ben").rule


def test_who_takes_over_from_a_bot_decides_from_the_next_phase() -> None:
    """What the bot has answered stands; from the next phase on the person is asked."""
    parlour = Parlour(bots={"ben": "pledger"})
    parlour.sit(1, "ada")
    assert parlour.sit(2, "ben", "Ben").next_phase
    stands = parlour.opened(2).answers
    assert stands
    assert refusal(parlour.submit(2, pledge=0)).refusal.code == "next_phase"
    assert refusal(parlour.send(2, m.Undo(parlour.opened(2).key, 3))).refusal.code == "next_phase"
    assert parlour.state_of(1, "ben").people == ("Ben",)
    assert parlour.state_of(1, "ben").state == "decided"
    parlour.submit(1)
    assert parlour.last(1, m.State).public["ben"]["pledge"] == stands["pledge"]
    assert parlour.opened(2).phase == "vote"
    assert isinstance(parlour.submit(2, cap=3)[0], m.Taken)


def test_a_person_seat_is_not_to_be_had() -> None:
    """Neither by another client nor under a wrong name, nor as a second seat."""
    parlour = Parlour(team=1)
    parlour.sit(1, "ada")
    parlour.send(2, m.Hello(m.VERSION, "Ben"))
    assert refusal(parlour.send(2, m.AskSeat("ada", 9))).refusal.code == "seat_taken"
    assert refusal(parlour.send(2, m.AskSeat("adda", 9))).refusal.code == "no_such_seat"
    assert refusal(parlour.send(2, m.AskSeat("house", 9))).refusal.code == "no_such_seat"
    assert refusal(parlour.send(1, m.AskSeat("ben", 9))).refusal.code == "seat_taken"


def test_a_seat_is_taken_only_as_it_was_offered() -> None:
    """Nothing is given to who has not asked, or confirms something else."""
    parlour = Parlour()
    parlour.send(1, m.Hello(m.VERSION, "Ada"))
    parlour.send(2, m.Hello(m.VERSION, "Ben"))
    offer = parlour.send(1, m.AskSeat("ada", 1))[0]
    assert isinstance(offer, m.Offered)
    assert (offer.name, offer.role, offer.mandate) == ("Ada", "Villager", "See the rounds out.")
    assert parlour.state_of(2, "ada").who == "free"
    for client, seat in ((2, "ada"), (1, "ben")):
        tried = parlour.send(client, m.TakeSeat(seat, offer.offer, 2))
        assert refusal(tried).refusal.code == "unconfirmed"


def test_confirming_twice_changes_nothing_and_an_unheard_success_can_be_resumed() -> None:
    """The offer is the token, so an answer lost on its way loses no seat."""
    parlour = Parlour()
    seated = parlour.sit(1, "ada")
    before = len(parlour.entries)
    again = parlour.send(1, m.TakeSeat("ada", seated.token, 2))
    assert again[0] == m.Seated("ada", seated.token, 2)
    assert len(parlour.entries) == before
    parlour.drop(1)
    parlour.send(2, m.Hello(m.VERSION, "Person 1", token=seated.token))
    assert parlour.last(2, m.Seated).seat == "ada"


def test_a_team_shares_a_seat() -> None:
    """Each has a token, all hear of each answer, the last counts, and one may go."""
    parlour = Parlour(team=2)
    first, second = parlour.sit(1, "ada", "Ada"), parlour.sit(2, "ada", "Eve")
    parlour.sit(3, "ben")
    assert first.token != second.token
    assert parlour.state_of(3, "ada").people == ("Ada", "Eve")
    assert parlour.state_of(3, "ada").room == 0
    parlour.submit(1, pledge=2 * UNIT)
    assert parlour.last(2, m.Taken) == m.Taken(0, {"pledge": 2 * UNIT}, "Ada")
    parlour.send(2, m.Leave(for_good=True))
    assert parlour.state_of(3, "ada").people == ("Ada",)
    parlour.drop(1)
    assert parlour.state_of(3, "ada").state == "away"


def test_two_people_of_one_name_are_told_apart() -> None:
    """The second is told which name is free, and comes in with it."""
    parlour = Parlour()
    parlour.sit(1, "ada", "Ada")
    refused = refusal(parlour.send(2, m.Hello(m.VERSION, " ada"))).refusal
    assert (refused.code, refused.facts["free"]) == ("name_taken", "ada 2")
    assert parlour.sit(2, "ben", refused.facts["free"]).seat == "ben"


def test_who_came_in_with_the_same_name_is_numbered_on_sitting_down() -> None:
    """Neither had a seat when the other said hello, so neither could be told."""
    parlour = Parlour()
    for client in (1, 2, 3):
        parlour.send(client, m.Hello(m.VERSION, "Anna" if client < 3 else "anna"))
    for client, seat in ((1, "ada"), (2, "ben"), (3, "ben")):
        parlour.take(client, seat)
    assert parlour.state_of(1, "ada").people == ("Anna",)
    assert parlour.state_of(1, "ben").people == ("Anna 2", "anna 3")
    token = parlour.last(2, m.Seated).token
    parlour.drop(2)
    assert isinstance(parlour.send(4, m.Hello(m.VERSION, "Anna", token=token))[1], m.Seated)
    parlour.send(4, m.Say("hello", 3))
    assert parlour.last(1, m.Heard).name == "Anna 2"


def test_a_second_device_with_one_token_takes_the_seat_along() -> None:
    """The first is told and goes on watching; its end then changes nothing."""
    parlour = Parlour()
    token = parlour.sit(1, "ada").token
    parlour.send(2, m.Hello(m.VERSION, "Person 1", token=token))
    assert parlour.last(1, m.Refused).refusal.code == "elsewhere"
    assert parlour.opened(1).questions == ()
    assert parlour.last(1, m.State).own == {}
    assert refusal(parlour.submit(1)).refusal.code == "not_seated"
    parlour.send(1, m.Leave(for_good=True))
    assert isinstance(parlour.submit(2)[0], m.Taken)


@pytest.mark.parametrize("leave", [True, False])
def test_a_person_who_goes_away_is_waited_for_and_resumes_by_token(leave: bool) -> None:
    """A closed laptop, with or without a word, loses nothing."""
    parlour = Parlour()
    token = parlour.sit(1, "ada").token
    if leave:
        parlour.send(1, m.Leave())
    parlour.drop(1)
    before = list(parlour.entries)
    parlour.pass_time(3600)
    assert parlour.entries == before
    replies = parlour.send(2, m.Hello(m.VERSION, "Person 1", token=token))
    assert [type(one) for one in replies[:2]] == [m.Welcome, m.Seated]
    assert parlour.last(2, m.Seated) == m.Seated("ada", token)
    assert len(parlour.opened(2).questions) == 3


def test_a_person_who_is_away_is_shown_as_away() -> None:
    """Everyone sees for whom the table waits."""
    parlour = Parlour()
    parlour.sit(1, "ada")
    parlour.sit(2, "ben")
    parlour.drop(1)
    assert parlour.state_of(2, "ada").state == "away"


def test_an_unknown_token_is_refused_and_a_seat_can_be_taken_after() -> None:
    """A token of another table does not lock anyone out."""
    parlour = Parlour()
    replies = parlour.send(1, m.Hello(m.VERSION, "Ada", token="nonsense"))
    assert refusal(replies).refusal.code == "not_seated"
    assert parlour.sit(1, "ada").seat == "ada"


def test_the_end_of_a_stale_connection_is_ignored() -> None:
    """Who resumed from a new connection stays when the old one is found dead."""
    parlour = Parlour()
    token = parlour.sit(1, "ada").token
    parlour.send(2, m.Hello(m.VERSION, "Person 1", token=token))
    parlour.drop(1)
    assert parlour.state_of(2, "ada").state == "deciding"
    assert isinstance(parlour.submit(2)[0], m.Taken)


def test_who_leaves_for_good_is_stood_in_for_to_the_end() -> None:
    """The table plays on at once, and the record says who answered for whom."""
    parlour = Parlour(stand_in="greedy")
    parlour.sit(1, "ada")
    parlour.sit(2, "ben")
    parlour.drop(2)
    parlour.send(1, m.Leave(for_good=True))
    assert parlour.state_of(1, "ada").who == "stand_in"
    assert not parlour.all(1, m.Ended)
    parlour.send(3, m.Hello(m.VERSION, "Person 2", token=parlour.last(2, m.Seated).token))
    parlour.send(3, m.Leave(for_good=True))
    assert parlour.last(1, m.Ended) == m.Ended("toy.allmende")
    assert parlour.last(3, m.State).public["table"]["finished"]
    bodies = [entry.body for entry in parlour.entries]
    assert Seated("ada", "greedy") in bodies
    assert {body.by for body in bodies if isinstance(body, Answered)} == {"greedy"}


def test_two_hundred_rounds_of_bots_are_played_in_one_go() -> None:
    """Leaving for good at the start of a long game ends it without running out of stack."""
    parlour = Parlour(rounds=200)
    parlour.sit(1, "ada")
    parlour.send(1, m.Leave(for_good=True))
    assert parlour.last(1, m.State).public["round 200"]
    assert isinstance(parlour.inbox[1][-2], m.Ended)


def test_someone_may_take_over_from_a_stand_in() -> None:
    """A seat that was given up can be had again, but not by the old token."""
    parlour = seated("ada", "ben", stand_in="pledger")
    token = parlour.last(1, m.Seated).token
    parlour.send(1, m.Leave(for_good=True))
    parlour.drop(1)
    assert (
        refusal(parlour.send(3, m.Hello(m.VERSION, "Eve", token=token))).refusal.code
        == "not_seated"
    )
    parlour.sit(3, "ada", "Eve")
    assert parlour.state_of(2, "ada").name == "Eve"
    assert parlour.opened(3).answers
