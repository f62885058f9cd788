"""What has happened, read from the record."""

from itertools import pairwise

from allmende_rules.game import Game, new_header
from allmende_server.history import History, Moment, Return
from tests.server.toy import SEATS, scenario


def played(rounds: int) -> Game:
    """A game in which everyone keeps silent for some rounds."""
    game = Game(new_header(scenario(), system="toy", seed=1, rounds=3))
    game.start()
    for _ in range(rounds):
        for _phase in range(2):
            for seat in SEATS:
                if seat in game.asked:
                    game.submit(seat, {})
            game.close()
    return game


def test_each_moment_has_the_state_that_it_led_to() -> None:
    """The last moment's state is the game's, and each state differs from the one before."""
    game = played(2)
    past = History(scenario().land).catch_up(game.entries)
    moments = [one for one in past if isinstance(one, Moment)]
    assert moments == past
    assert moments[-1].after == game.world
    assert [moment.seq for moment in moments] == list(range(1, len(moments) + 1))
    assert all(a.after is not b.after for a, b in pairwise(moments))


def test_catching_up_bit_by_bit_is_catching_up_at_once() -> None:
    """Nothing is told twice or left out."""
    game = played(2)
    whole, slow = History(scenario().land), History(scenario().land)
    told = [one for n in range(len(game.entries)) for one in slow.catch_up(game.entries[: n + 1])]
    assert told == whole.catch_up(game.entries)
    assert slow.catch_up(game.entries) == []
    assert slow.latest == told[-1:]


def test_after_a_rollback_moments_go_on_from_the_older_state() -> None:
    """Numbers go on, states go back."""
    game = played(2)
    history = History(scenario().land)
    before = history.catch_up(game.entries)
    game.roll_back(1, "host")
    back, again = history.catch_up(game.entries)
    assert back == Return(before[-1].seq + 1, 1)
    assert isinstance(again, Moment)
    assert again.seq == back.seq + 1
    assert again.after == game.world
    assert again.round == 2


def test_what_was_undone_is_told_to_nobody_again() -> None:
    """Whoever comes back is told of each going back that concerns them, and of what counts since."""
    game = played(2)
    history = History(scenario().land)
    history.catch_up(game.entries)
    first = [one for one in history.recent if one.round < 2]
    game.roll_back(1, "host")
    history.catch_up(game.entries)
    back = history.returns[-1]
    told, oldest = history.missed(0)
    assert told == [*first, back, history.recent[-1]]
    assert oldest is None
    assert history.missed(back.seq - 1) == ([back, history.recent[-1]], None)
    assert history.missed(back.seq) == ([history.recent[-1]], None)
    game.roll_back(0, "host")
    history.catch_up(game.entries)
    assert [one.round for one in history.returns] == [0]
    assert [one.round for one in history.missed(0)[0]] == [0, 0, 0, 1]
    again = History(scenario().land)
    again.catch_up(game.entries)
    assert (again.missed(0), again.seq) == (history.missed(0), history.seq)
