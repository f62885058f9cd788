"""What has happened, read from the record."""

from itertools import pairwise

from allmende_rules.game import Game, new_header
from allmende_server.history import History
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
    moments = History(scenario().land).catch_up(game.entries)
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
    (again,) = history.catch_up(game.entries)
    assert again.seq == before[-1].seq + 1
    assert again.after == game.world
    assert again.round == 2
