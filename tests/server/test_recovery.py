"""A table taken up again after its server was killed: orders, seats and tokens are as they were."""

from typing import Any

import pytest

from allmende_protocol import messages as m
from allmende_rules.record import Seated
from allmende_rules.replay import verify
from tests.server.parlour import Parlour, refusal, seated
from tests.server.toy import UNIT


def killed(parlour: Parlour, **changes: Any) -> Parlour:
    """The table that a server finds in its store after it was killed."""
    return Parlour.resumed(parlour.entries, parlour.log.holders, **changes)


def token_of(parlour: Parlour, client: int) -> str:
    """The token that a client was given."""
    return parlour.last(client, m.Seated).token


def test_a_pause_goes_on_until_the_host_ends_it() -> None:
    """Nothing closes, though all have answered."""
    parlour = seated("ada", "ben")
    parlour.order(m.Pause())
    again = killed(parlour, by_host=True)
    for client, name in ((1, "Ada"), (2, "Ben")):
        again.send(client, m.Hello(m.VERSION, name, token=token_of(parlour, client)))
        again.submit(client)
    assert again.clock(1) == m.Clock(None, running=False, begun=True, paused=True)
    assert again.opened(1).phase == "pledge"
    again.host()
    again.order(m.GoOn())
    assert again.opened(1).phase == "vote"
    once_more = killed(again, by_host=True)
    once_more.send(1, m.Hello(m.VERSION, "Eve"))
    assert not once_more.clock(1).paused


@pytest.mark.parametrize("begun", [False, True])
def test_a_lobby_is_a_lobby_and_a_begun_game_has_begun(begun: bool) -> None:
    """People who sat in the lobby still sit there, and the host starts when it likes."""
    parlour = Parlour(by_host=True)
    parlour.sit(1, "ada", "Ada")
    if begun:
        parlour.start()
    again = killed(parlour, by_host=True)
    again.send(1, m.Hello(m.VERSION, "Ada", token=token_of(parlour, 1)))
    assert again.clock(1).begun is begun
    assert again.state_of(1, "ben").who == ("bot" if begun else "free")
    again.host()
    assert isinstance(again.order(m.Start()), m.Refused) is begun


def test_an_ended_game_stays_ended() -> None:
    """Who comes is told so, and nothing is recorded any more."""
    parlour = seated("ada", "ben")
    parlour.order(m.EndGame())
    again = killed(parlour, by_host=True)
    told = again.send(1, m.Hello(m.VERSION, "Ada", token=token_of(parlour, 1)))
    assert m.Ended("toy.allmende", early=True) in told
    again.pass_time(1000)
    assert again.entries == parlour.entries


def test_a_lent_seat_is_still_lent_and_can_be_given_back_to_its_people() -> None:
    """They resume it by their token, watch the bot, and decide again when it is theirs."""
    parlour = seated("ada", "ben", stand_in="pledger")
    parlour.order(m.HandToBot("ben"))
    again = killed(parlour, by_host=True, stand_in="pledger")
    for client, name in ((1, "Ada"), (2, "Ben")):
        again.send(client, m.Hello(m.VERSION, name, token=token_of(parlour, client)))
    assert (again.state_of(1, "ben").who, again.state_of(1, "ben").people) == ("stand_in", ("Ben",))
    assert refusal(again.submit(2, pledge=0)).refusal.code == "next_phase"
    again.host()
    assert again.order(m.GiveBack("ben", 3)) == m.Taken(3, {})
    again.submit(1)
    assert isinstance(again.submit(2, cap=1)[0], m.Taken)
    assert again.bodies(Seated)[-1] == Seated("ben", "person", "Ben")


def test_everybody_resumes_by_token_and_nobody_else_gets_their_seats() -> None:
    """A team has each of its people again; who asks for a full seat is refused as before."""
    parlour = Parlour(by_host=True, team=2)
    for client, (seat, name) in enumerate([("ada", "Ada"), ("ada", "Eve"), ("ben", "Ben")], 1):
        parlour.sit(client, seat, name)
    parlour.start()
    parlour.submit(1, pledge=3 * UNIT)
    again = killed(parlour, by_host=True, team=2)
    again.send(9, m.Hello(m.VERSION, "Mallory"))
    assert again.state_of(9, "ada").people == ("Ada", "Eve")
    assert again.state_of(9, "ada").state == "away"
    assert refusal(again.send(9, m.AskSeat("ada", 1))).refusal.code == "seat_taken"
    for client, name in ((1, "Ada"), (2, "Eve"), (3, "Ben")):
        replies = again.send(client, m.Hello(m.VERSION, name, token=token_of(parlour, client)))
        assert [type(one) for one in replies[:2]] == [m.Welcome, m.Seated]
    assert again.opened(2).answers == {"pledge": 3 * UNIT}
    assert again.state_of(9, "ben").state == "deciding"


def test_who_left_for_good_before_the_kill_has_no_seat_after_it() -> None:
    """Their token resumes nothing, and the others keep what they had."""
    parlour = seated("ada", "ben")
    parlour.send(2, m.Leave(for_good=True))
    again = killed(parlour, by_host=True)
    hello = m.Hello(m.VERSION, "Ben", token=token_of(parlour, 2))
    assert refusal(again.send(2, hello)).refusal.code == "not_seated"
    again.send(1, m.Hello(m.VERSION, "Ada", token=token_of(parlour, 1)))
    assert again.state_of(1, "ben").who == "stand_in"


def test_without_tickets_anyone_may_relieve_the_people_of_a_record() -> None:
    """A record that came by mail knows names and no tokens: who sits down is asked first."""
    parlour = seated("ada", "ben")
    again = Parlour.resumed(parlour.entries)
    again.send(1, m.Hello(m.VERSION, "Zoe"))
    assert again.state_of(1, "ada").people == ("Ada",)
    (offered,) = [one for one in again.send(1, m.AskSeat("ada", 1)) if isinstance(one, m.Offered)]
    assert offered.joins == ("Ada",)
    again.send(1, m.TakeSeat("ada", offered.offer, 2))
    assert again.state_of(1, "ada").people == ("Zoe",)
    old = again.send(2, m.Hello(m.VERSION, "Ada", token=token_of(parlour, 1)))
    assert refusal(old).refusal.code == "not_seated"
    assert again.entries[-1].body == Seated("ada", "person", "Zoe")


def test_a_game_that_was_killed_often_is_verified() -> None:
    """Killed after every message, it plays to its end, and the record says the same of itself."""
    parlour = seated("ada", "ben", rounds=2)
    tokens = {client: token_of(parlour, client) for client in (1, 2)}
    while not any(isinstance(one, m.Ended) for one in parlour.inbox[1]):
        for client, name in ((1, "Ada"), (2, "Ben")):
            parlour = killed(parlour, by_host=True, rounds=2)
            parlour.send(client, m.Hello(m.VERSION, name, token=tokens[client]))
            parlour.submit(client)
        parlour.send(1, m.Hello(m.VERSION, "Ada", token=tokens[1]))
    assert verify(parlour.entries).same


def test_the_time_of_a_phase_begins_anew() -> None:
    """Nobody loses time to a kill."""
    parlour = seated("ada", timed=True)
    parlour.pass_time(29)
    again = killed(parlour, by_host=True, timed=True)
    again.send(1, m.Hello(m.VERSION, "Ada", token=token_of(parlour, 1)))
    assert (again.clock(1).remaining, again.clock(1).running) == (30, True)
