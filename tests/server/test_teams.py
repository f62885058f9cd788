"""Several people on one seat, several devices of one person, and offers that are no longer good."""

from typing import Any

from allmende_protocol import messages as m
from allmende_rules.record import Answered, Seated
from tests.server.parlour import Parlour, refusal, seated
from tests.server.toy import UNIT


def team(**changes: Any) -> Parlour:
    """Ada and Eve (client 3) on one seat, Ben on another, started."""
    parlour = Parlour(by_host=True, **changes)
    parlour.sit(1, "ada", "Ada")
    parlour.sit(3, "ada", "Eve")
    parlour.sit(2, "ben", "Ben")
    parlour.start()
    return parlour


def test_the_last_answer_of_a_team_wins_and_all_of_it_are_told() -> None:
    """Question by question, by whom it came; one answer closes the phase for both."""
    parlour = team()
    parlour.submit(1, pledge=2 * UNIT, note="ada")
    parlour.submit(3, pledge=3 * UNIT)
    stands = {"pledge": 3 * UNIT, "note": "ada"}
    assert parlour.last(1, m.Taken) == m.Taken(0, stands, "Eve")
    assert parlour.last(3, m.Taken) == m.Taken(7, stands)
    assert not parlour.all(2, m.Taken)
    parlour.submit(2)
    assert parlour.last(1, m.State).public["ada"]["pledge"] == 3 * UNIT
    assert {one.by for one in parlour.bodies(Answered) if one.seat == "ada"} == {"person"}


def test_one_of_a_team_may_take_back_what_another_has_given() -> None:
    """The answers are the seat's; everybody on it hears that none stand."""
    parlour = team()
    parlour.submit(1, pledge=2 * UNIT)
    assert parlour.send(3, m.Undo(parlour.opened(3).key, 8))[0] == m.Taken(8, {})
    assert parlour.last(1, m.Taken) == m.Taken(0, {}, "Eve")
    assert parlour.state_of(2, "ada").state == "deciding"


def test_a_seat_is_away_only_when_all_of_its_team_are() -> None:
    """As long as one of them is here they are waited for."""
    parlour = team()
    parlour.submit(2)
    parlour.drop(1)
    parlour.pass_time(1000)
    assert parlour.state_of(2, "ada").state == "deciding"
    parlour.drop(3)
    assert parlour.state_of(2, "ada").state == "away"
    parlour.pass_time(30)
    assert parlour.opened(2).phase == "vote"


def test_a_full_seat_takes_nobody_more() -> None:
    """Neither who asks now nor who was offered it while there was room."""
    parlour = Parlour(team=2)
    parlour.sit(1, "ada")
    for client in (2, 3, 4):
        parlour.send(client, m.Hello(m.VERSION, f"Person {client}"))
    offers = [parlour.send(client, m.AskSeat("ada", 1))[0] for client in (2, 3)]
    replies = [
        parlour.send(client, m.TakeSeat("ada", offer.offer, 2))[0]
        for client, offer in zip((2, 3), offers, strict=True)
        if isinstance(offer, m.Offered)
    ]
    assert isinstance(replies[0], m.Seated)
    assert refusal(replies[1:]).refusal.code == "seat_taken"
    assert refusal(parlour.send(4, m.AskSeat("ada", 1))).refusal.code == "seat_taken"
    assert parlour.state_of(1, "ada").people == ("Person 1", "Person 2")


def test_the_last_of_a_team_who_leaves_gives_the_seat_up() -> None:
    """The record names who is left, and then the stand-in."""
    parlour = team()
    parlour.send(1, m.Leave(for_good=True))
    assert parlour.state_of(2, "ada").people == ("Eve",)
    parlour.send(3, m.Leave(for_good=True))
    assert parlour.state_of(2, "ada").who == "stand_in"
    seats = [(one.who, one.name) for one in parlour.bodies(Seated) if one.seat == "ada"]
    assert seats == [
        ("person", "Ada"),
        ("person", "Ada, Eve"),
        ("person", "Eve"),
        ("cautious", ""),
    ]


def test_a_device_that_was_relieved_cannot_come_back_by_its_old_offer() -> None:
    """It would sit there twice; the token at a new connection is the way."""
    parlour = seated("ada", "ben")
    token = parlour.last(1, m.Seated).token
    parlour.send(3, m.Hello(m.VERSION, "Ada", token=token))
    assert parlour.last(1, m.Refused).refusal.code == "elsewhere"
    again = parlour.send(1, m.TakeSeat("ada", token, 5))
    assert refusal(again).refusal.code == "unconfirmed"
    assert parlour.state_of(2, "ada").people == ("Ada",)


def test_who_has_left_cannot_take_the_seat_by_the_old_offer() -> None:
    """They keep the one place that they have."""
    parlour = seated("ada", "ben")
    token = parlour.last(1, m.Seated).token
    parlour.send(1, m.Leave())
    assert refusal(parlour.send(1, m.TakeSeat("ada", token, 5))).refusal.code == "unconfirmed"
    assert parlour.state_of(2, "ada").people == ("Ada",)
    assert parlour.state_of(2, "ada").state == "away"


def test_who_holds_a_seat_is_offered_none() -> None:
    """Not even their own: confirming it would give them a token that resumes nothing."""
    parlour = seated("ada", "ben")
    token = parlour.last(1, m.Seated).token
    parlour.send(3, m.Hello(m.VERSION, "Ada", token=token))
    for seat in ("ada", "cem"):
        assert refusal(parlour.send(3, m.AskSeat(seat, 5))).refusal.code == "seat_taken"
    assert parlour.send(3, m.TakeSeat("ada", token, 6))[0] == m.Seated("ada", token, 6)
    assert refusal(parlour.send(3, m.TakeSeat("cem", token, 7))).refusal.code == "unconfirmed"


def test_a_token_passed_between_devices_is_always_with_the_last() -> None:
    """Back and forth: one place, one device, and the game goes on from it."""
    parlour = seated("ada", "ben")
    token = parlour.last(1, m.Seated).token
    for client in (3, 4, 5):
        parlour.send(client, m.Hello(m.VERSION, "Ada", token=token))
    for client in (1, 3, 4):
        assert refusal(parlour.submit(client)).refusal.code == "not_seated"
        parlour.drop(client)
    assert parlour.state_of(2, "ada").state == "deciding"
    assert isinstance(parlour.submit(5)[0], m.Taken)


def test_a_lost_device_is_made_good_by_handing_the_seat_to_a_bot() -> None:
    """Its person comes anew under the same name, and the lost token is void."""
    parlour = seated("ada", "ben")
    lost = parlour.last(1, m.Seated).token
    parlour.drop(1)
    parlour.host()
    assert refusal(parlour.send(5, m.Hello(m.VERSION, "Ada"))).refusal.code == "name_taken"
    parlour.order(m.HandToBot("ada"))
    parlour.send(6, m.Hello(m.VERSION, "Ada"))
    assert isinstance(parlour.take(6, "ada")[0], m.Seated)
    assert parlour.state_of(2, "ada").people == ("Ada",)
    assert (
        refusal(parlour.send(7, m.Hello(m.VERSION, "Eve", token=lost))).refusal.code == "not_seated"
    )
    assert all(holder[2] != lost for holder in parlour.log.holders)
