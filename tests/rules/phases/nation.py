"""The nation for tests of its phases: a game played by bots up to a round, with what each seat said."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import cast

from allmende_bots.registry import BOTS
from allmende_rules.game import Game
from allmende_rules.questions import Answers
from allmende_rules.sky import Climate
from allmende_rules.view import view
from allmende_scenarios.catalogue import load_scenario
from tests.headless import new_game

NATION = load_scenario("nation")
CLIMATE = cast("Climate", NATION.land.climate)


def played(
    rounds: int,
    dials: Mapping[str, float] | None = None,
    said: Mapping[str, Answers] | None = None,
    seed: int = 1,
) -> Game:
    """A finished game in which all seats are cautious, but say what they are told to by `said`."""
    game = new_game(NATION, "dmnc", seed=seed, rounds=rounds, dials=dials)
    while not game.finished:
        for seat, questions in game.asked.items():
            open_now = {question.id for question in questions}
            told = {k: v for k, v in (said or {}).get(seat, {}).items() if k in open_now}
            answers = BOTS["cautious"].answer(view(game.world, seat), questions)
            game.submit(seat, {**answers, **told}, by="test")
        game.close()
    return game


@cache
def two_rounds() -> Game:
    """Two rounds at the statutory cap; nobody may change it."""
    return played(2)
