"""A record read round by round: the states and answers are those that the game had."""

import pytest

from allmende_bots.registry import BOTS
from allmende_lab.rounds import rounds
from allmende_lab.welfare import eaten
from allmende_rules.events import Posted
from allmende_rules.game import Game
from allmende_rules.record import Resolved
from allmende_rules.systems.registry import SYSTEMS
from allmende_rules.view import view
from tests.headless import new_game
from tests.scenarios_tiny import TINY


def listened(system: str) -> tuple[Game, list[tuple[int, str, str, object]]]:
    """A game of greedy bots of which the first seat never answers, and what the others said."""
    game = new_game(TINY, system, rounds=2)
    heard: list[tuple[int, str, str, object]] = []
    while not game.finished:
        for seat, questions in game.asked.items():
            if seat != game.seats[0]:
                said = BOTS["greedy"].answer(view(game.world, seat), questions)
                for name, value in game.submit(seat, said).items():
                    heard.append((game.world.round, seat, name, value))
        game.close()
    return game, heard


@pytest.mark.parametrize("system", SYSTEMS)
def test_answers_are_those_given_and_silence_is_filled(system: str) -> None:
    """What was submitted comes back by round, seat and question; the silent seat has defaults."""
    game, heard = listened(system)
    read = {
        (one.number, seat, name): value
        for one in rounds(game.entries)
        for phase in one.phases.values()
        for seat, said in phase.replies.items()
        for name, value in said.items()
    }
    assert heard
    assert all(read[number, seat, name] == value for number, seat, name, value in heard)
    silent = [seat for _, seat, _ in read]
    assert game.seats[0] in silent


@pytest.mark.parametrize("system", SYSTEMS)
def test_states_stand_where_they_say(system: str) -> None:
    """Opening and end meet, work has not begun at work, and at the table nothing is eaten."""
    game, _ = listened(system)
    first, second = rounds(game.entries)
    assert first.end == game.snapshots[1][2]
    assert second.opening.ledger == first.end.ledger
    assert second.opening.round == 2
    assert "executed" not in first.at_work.hidden
    assert sum(second.done.outputs.values()) == sum(
        second.end.public[site.id]["output"] for site in TINY.land.enterprises
    )
    meals = [
        event
        for entry in game.entries
        if isinstance(entry.body, Resolved) and entry.body.round == 2
        for event in entry.body.events
        if isinstance(event, Posted) and event.cause == "consumption"
    ]
    heads = {group.id: group.people for group in TINY.land.households}
    had = eaten(second)
    assert sum(move.amount for meal in meals for move in meal.moves) == pytest.approx(
        sum(1e6 * heads[group] * sum(goods.values()) for group, goods in had.items())
    )
