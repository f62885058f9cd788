"""After a round the people of each seat are told why it came so for them, and nobody else is."""

import pytest

from allmende_protocol import messages as m
from allmende_rules.attribution import attribution
from allmende_server.table import TableSettings
from tests.scenarios_tiny import TINY
from tests.server.parlour import Parlour

SETTINGS = TableSettings(TINY, "dmnc", seed=3, rounds=3)


def laid() -> Parlour:
    """Ann and Bo at a table of three seats, and somebody who watches."""
    parlour = Parlour(SETTINGS)
    parlour.send(5, m.Hello(m.VERSION, "Eve"))
    parlour.sit(1, "ann")
    parlour.sit(2, "bo")
    return parlour


def play_until(parlour: Parlour, round_: int) -> None:
    """Everybody accepts what is proposed until this round is open, or the game is over."""
    while parlour.opened(1).round < round_ and not parlour.all(1, m.Ended):
        for client in (1, 2):
            if parlour.opened(client).questions:
                parlour.submit(client, **parlour.opened(client).silence)


def test_each_seat_is_told_its_own_causes_once() -> None:
    """From the second round on; they are those of the rules."""
    parlour = laid()
    play_until(parlour, 3)
    assert [one.round for one in parlour.all(1, m.Because)] == [2]
    for client, seat in ((1, "ann"), (2, "bo")):
        told = parlour.last(client, m.Because)
        assert told.changes == attribution(parlour.room._game, 2).changes(seat)
        assert told.changes
    play_until(parlour, 4)
    assert [one.round for one in parlour.all(2, m.Because)] == [2, 3]


def test_who_only_watches_and_bots_are_told_none() -> None:
    """Nothing is worked out for them."""
    parlour = laid()
    play_until(parlour, 4)
    assert not parlour.all(5, m.Because)
    assert set(parlour.room._reasons._known) == {"ann", "bo"}


def test_results_come_first() -> None:
    """Nobody's results wait until causes have been worked out."""
    parlour = laid()
    play_until(parlour, 3)
    kinds = [type(one) for one in parlour.inbox[1]]
    because = kinds.index(m.Because)
    assert kinds[:because].count(m.Opened) > 1
    reports = [one.round for one in parlour.inbox[1][:because] if isinstance(one, m.Happened)]
    assert max(reports) == 3


def test_who_comes_back_hears_the_last_ones_again() -> None:
    """Once: also after the server was started anew, when they are worked out again."""
    parlour = laid()
    play_until(parlour, 3)
    told = parlour.last(1, m.Because)
    token = parlour.last(1, m.Seated).token
    parlour.send(9, m.Hello(m.VERSION, "Ann", token=token))
    assert parlour.all(9, m.Because) == [told]
    anew = Parlour.resumed(parlour.entries, parlour.log.holders)
    anew.send(9, m.Hello(m.VERSION, "Ann", token=token))
    assert anew.all(9, m.Because) == [told]


def test_who_takes_a_seat_later_is_told_why_its_last_round_came_so() -> None:
    """A bot played it until then."""
    parlour = laid()
    play_until(parlour, 3)
    parlour.sit(3, "cy")
    assert [one.round for one in parlour.all(3, m.Because)] == [2]


@pytest.mark.parametrize("away", [True, False])
def test_nothing_is_worked_out_for_people_who_are_away(away: bool) -> None:
    """They are told when they come back."""
    parlour = laid()
    play_until(parlour, 2)
    if away:
        parlour.drop(2)
        parlour.pass_time(60.0)
    while parlour.opened(1).round < 3:
        for client in (1,) if away else (1, 2):
            if parlour.opened(client).questions:
                parlour.submit(client, **parlour.opened(client).silence)
    assert ("bo" in parlour.room._reasons._known) == (not away)
