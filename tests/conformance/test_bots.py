"""What any bot must do: answer the questions of every system, legally, from its view, always the same."""

import ast
import inspect
from pathlib import Path

import pytest

import allmende_bots
from allmende_bots.registry import BOTS
from allmende_rules.answers import read_answers
from allmende_rules.view import view
from tests.conformance.tables import each_table, fresh
from tests.headless import at_levels, bots_of, mixed, step

WORLDS = {"surmise", "foresight"}
"""Modules that are no minds: they make up worlds from what is public, for bots to play in."""
FOLDER = Path(inspect.getfile(allmende_bots)).parent
MODULES = [path for path in sorted(FOLDER.glob("*.py")) if path.stem not in WORLDS]
STATE = {"World", "Game", "fold", "apply", "open_world", "Header"}
"""Names by which a mind could reach more than a view."""
each_bot = pytest.mark.parametrize("bot", BOTS)


@each_bot
@each_table
def test_every_answer_is_legal(system: str, scenario: str, bot: str) -> None:
    """In every seat and phase, with any company: each answer is to a question asked, and stands."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        for seat, asked in game.asked.items():
            answers = BOTS[bot].answer(view(game.world, seat), asked)
            assert answers.keys() <= {question.id for question in asked}
            assert bool(answers) == BOTS[bot].has_habit(asked)
            assert read_answers(asked, answers) == answers
        step(game, cast)


@each_bot
@each_table
def test_a_bot_copes_with_odd_company(system: str, scenario: str, bot: str) -> None:
    """After rounds in which all others answered wildly, its answers still stand."""
    game = fresh(system, scenario)
    wild = at_levels([0.0, 1.0, 0.35, 0.99, 0.01])
    while not game.finished:
        for seat, asked in game.asked.items():
            game.submit(seat, BOTS[bot].answer(view(game.world, seat), asked))
        step(game, wild)


@each_bot
@each_table
def test_the_same_view_gets_the_same_answers(system: str, scenario: str, bot: str) -> None:
    """A bot keeps nothing between calls: asked twice, in whatever order, it answers the same."""
    game = fresh(system, scenario)
    cast = bots_of(mixed(game))
    while not game.finished:
        seats = [(seat, view(game.world, seat), asked) for seat, asked in game.asked.items()]
        first = {seat: BOTS[bot].answer(seen, asked) for seat, seen, asked in seats}
        again = {seat: BOTS[bot].answer(seen, asked) for seat, seen, asked in reversed(seats)}
        assert first == again
        step(game, cast)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.stem)
def test_a_bot_knows_of_views_alone(module: Path) -> None:
    """No bot's module imports the state or the game."""
    imported = {
        alias.name
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom | ast.Import)
        for alias in node.names
    }
    assert imported & STATE == set()
