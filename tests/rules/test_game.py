"""A running game: submit, undo, close, roll back; nothing deleted, nothing silently dropped."""

import pytest

from allmende_rules.game import Game, new_header
from allmende_rules.questions import stands
from allmende_rules.record import Answered, Entry, Withdrawn
from allmende_rules.refusals import Refused
from allmende_rules.world import TABLE
from tests.headless import all_played_by, answer_all, bots_of, new_game, play_on
from tests.scenarios_tiny import TINY


def started(rounds: int = 3) -> Game:
    """A small game that waits for its first answers."""
    return new_game(TINY, "open_access", rounds=rounds)


def first_question(game: Game) -> tuple[str, str]:
    """A seat that is asked, and its first question."""
    seat, asked = next(iter(game.asked.items()))
    return seat, asked[0].id


def code(game: Game, seat: str, answers: dict[str, object]) -> str:
    """The code of a refused submission."""
    with pytest.raises(Refused) as caught:
        game.submit(seat, answers)
    return caught.value.refusal.code


def test_a_game_opens_at_its_first_question() -> None:
    """After the start a phase is open, someone is asked, and nobody has answered."""
    game = started()
    assert game.world.round == 1
    assert game.asked
    assert game.given == {}
    assert not game.finished


def test_answers_add_up_and_the_last_one_counts() -> None:
    """A later answer to the same question replaces the earlier; others stay."""
    game = started()
    while not any(len(asked) > 1 for asked in game.asked.values()):
        game.close()
    seat, asked = next((s, q) for s, q in game.asked.items() if len(q) > 1)
    one, two = asked[0], asked[1]
    game.submit(seat, {one.id: one.default})
    game.submit(seat, {two.id: two.default})
    assert game.submit(seat, {}) == {one.id: one.default, two.id: two.default}
    assert all(isinstance(entry.body, Answered) for entry in game.entries[-3:])


def test_undo_takes_back_ones_own_answers_only() -> None:
    """Withdrawing restores silence for that seat and is written down; there is nothing to undo twice."""
    game = started()
    answer_all(game, bots_of(all_played_by(game, "greedy")))
    seat, _ = first_question(game)
    others = {who: given for who, given in game.given.items() if who != seat}
    game.withdraw(seat)
    assert game.given == others
    assert game.entries[-1].body == Withdrawn(seat, game.phase.id)
    with pytest.raises(Refused, match="have not answered"):
        game.withdraw(seat)


def test_withdrawn_answers_count_for_nothing() -> None:
    """A phase closes as if they had never been given."""
    silent, undone = started(), started()
    cast = bots_of(all_played_by(undone, "greedy"))
    answer_all(undone, cast)
    for seat in list(undone.given):
        undone.withdraw(seat)
    assert silent.close() == undone.close()
    assert silent.world == undone.world


def test_silence_plays_on() -> None:
    """A game in which nobody ever answers comes to its end."""
    game = started()
    while not game.finished:
        game.close()
    assert game.world.fact(TABLE, "finished")
    assert game.world.round == 3
    assert not any(isinstance(entry.body, Answered) for entry in game.entries)


def test_what_stands_holds_for_the_next_round() -> None:
    """A person's optional answer is kept when it says nothing next time."""
    game = started()
    while game.phase.id != "allocate":
        game.close()
    game.submit("bo", {"hours:cove": 33_000_000})
    game.close()
    while game.phase.id != "allocate":
        game.close()
    assert stands(next(q for q in game.asked["bo"] if q.id == "hours:cove"))
    game.close()
    offered = game.world.hidden["orders"]["supply"]["cove"]
    assert offered == round(8 * 0.33 * 1_000_000)


def test_after_the_end_nothing_is_taken() -> None:
    """Answers, undo and closing are out of turn; the record stands."""
    game = play_on(started(1), bots_of(all_played_by(started(1), "cautious")))
    entries = len(game.entries)
    assert code(game, "ann", {}) == "game_over"
    with pytest.raises(Refused, match="game is over"):
        game.withdraw("ann")
    with pytest.raises(Refused, match="game is over"):
        game.close()
    assert len(game.entries) == entries
    assert game.asked == {}


def test_strangers_have_no_say() -> None:
    """Only seats of the table and the house answer, sit down or take back."""
    game = started()
    assert code(game, "stranger", {}) == "no_such_seat"
    with pytest.raises(Refused, match="no seat stranger; there are ann, bo, cy"):
        game.withdraw("stranger")
    with pytest.raises(Refused, match="no seat stranger; there are ann, bo, cy"):
        game.seat("stranger", "person")


def test_a_seat_that_is_not_asked_has_nothing_to_answer() -> None:
    """Its answer is refused as no question, not dropped."""
    game = started()
    waiting = next(seat for seat in game.seats if seat not in game.asked)
    assert code(game, waiting, {"effort:boat_shore": 1}) == "no_such_question"


def test_every_entry_is_kept_once_and_in_order() -> None:
    """Whoever keeps the record receives each entry as it is made."""
    kept: list[Entry] = []
    game = Game(new_header(TINY, system="dmnc", seed=1, rounds=1), kept.append)
    game.start()
    game.seat("ann", "person", "Ann")
    play_on(game, bots_of(all_played_by(game, "cautious")))
    game.roll_back(0, "host")
    assert kept == game.entries
    assert [entry.id for entry in kept] == list(range(len(kept)))
    assert all(-1 <= entry.parent < entry.id for entry in kept)


def test_a_seat_that_nobody_takes_is_the_houses() -> None:
    """With fewer seats at the table the house holds the rest, and the game is played."""
    game = Game(new_header(TINY, system="dmnc", seed=1, rounds=1, seats=("bo",)))
    game.start()
    assert game.header.seats == ("bo",)
    assert set(game.world.held("house")) >= {"shore", "boat_shore", "hill", "weir"}
    play_on(game, bots_of(all_played_by(game, "cautious")))
    assert game.world.private["bo"]["round 1"]
