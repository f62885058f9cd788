"""The ecological court strikes caps above what the stock is expected to bear, if it may."""

from __future__ import annotations

import pytest

from allmende_rules.amounts import MICRO
from allmende_rules.phases.assembly.congress import science_bound
from allmende_rules.physics.nature import expected_growth, most_productive
from tests.headless import VALLEY, new_game
from tests.rules.phases.courtroom import played, saying, told

HIGHEST = saying(cap=lambda _game, _seat, question: question.high)
FOREST = VALLEY.land.resource("forest")


@pytest.mark.parametrize("bound", [0.5, 1.0])
def test_a_cap_above_the_bound_is_struck_down_to_it(bound: float) -> None:
    """Members vote all there is; what holds is so many times the growth that is expected."""
    game = new_game(VALLEY, "dmnc", rounds=2, dials={"science_bound": bound})
    wanted = science_bound(game.world, "forest")
    played(game, HIGHEST, rounds=1)
    stock = min(FOREST.stock, most_productive(FOREST))
    assert game.world.fact("forest", "cap") == wanted
    assert wanted == pytest.approx(bound * expected_growth(FOREST, stock) * MICRO, rel=1e-6)
    assert any("strikes the cap" in text for text in told(game, "assembly", 1))


def test_a_cap_within_the_bound_stands() -> None:
    """The statutes ask for nine tenths of the growth, the court allows all of it."""
    game = new_game(VALLEY, "dmnc", rounds=2, dials={"science_bound": 1})
    free = new_game(VALLEY, "dmnc", rounds=2)
    for one in (game, free):
        played(one, saying(), rounds=1)
    assert game.world.fact("forest", "cap") == free.world.fact("forest", "cap")
    assert not [text for text in told(game, "assembly", 1) if "strikes" in text]


def test_without_a_bound_congress_may_vote_all_there_is() -> None:
    """By default no cap is struck."""
    game = new_game(VALLEY, "dmnc", rounds=2)
    stock = game.world.fact("forest", "stock")
    played(game, HIGHEST, rounds=1)
    assert game.world.fact("forest", "cap") == round(stock * MICRO)
