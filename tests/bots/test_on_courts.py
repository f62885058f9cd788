"""Minds before a court: each does what its rule says, from what it may see."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from allmende_bots.on_courts import expected_loss, found_out, if_innocent, if_it_saves
from allmende_bots.registry import find_bot
from allmende_rules.game import Game
from allmende_rules.phases.courts.overcutting import beyond
from allmende_rules.questions import Amount, Choice, Flag, Question
from allmende_rules.view import View, view
from tests.headless import VALLEY
from tests.rules.phases.courtroom import NORTH, against, opened, over, played, saying

MILL = VALLEY.land.enterprise(NORTH)
CAST = saying(overcut=over(NORTH))


def brought_to(game: Game, topic: str, seat: str, by: object = CAST) -> Question:
    """The first question on a topic that a seat is asked."""
    assert callable(by)
    while not game.finished:
        for question in game.asked.get(seat, ()):
            if question.topic == topic:
                return question
        for one, asked in game.asked.items():
            game.submit(one, by(game, one, asked))
        game.close()
    raise AssertionError(f"{seat} is never asked on {topic}")


def answered(bot: str, game: Game, seat: str, question: Question) -> Mapping[str, object]:
    """What a mind says to a question."""
    return find_bot(bot).answer(view(game.world, seat), (question,))


def after_a_breach(fine: float) -> Game:
    """Ben went beyond its lots once, was inspected, and is in the second round."""
    game = opened(inspection=1, inspection_error=0, fine=fine)
    return played(game, CAST, rounds=1)


def test_greed_goes_beyond_its_lots_where_only_a_warning_waits() -> None:
    """No fine on the first step, and nothing to leave standing: all that is possible."""
    game = opened(inspection=1, restoration=0)
    question = brought_to(game, "overcut", "ben")
    assert isinstance(question, Amount)
    assert answered("greedy", game, "ben", question) == {question.id: question.high}


def test_greed_keeps_its_lots_where_the_next_step_costs_more_than_it_brings() -> None:
    """Once warned, a sure fine of twice the worth is more than the margin."""
    game = after_a_breach(fine=2)
    question = brought_to(game, "overcut", "ben")
    assert answered("greedy", game, "ben", question) == {question.id: 0}


@pytest.mark.parametrize("chance", [0.0, 0.1, 0.6, 1.0])
def test_greed_is_a_best_reply_to_the_published_chance(chance: float) -> None:
    """It goes beyond exactly where gain exceeds the loss that published rules make it expect."""
    game = opened(inspection=chance, inspection_cost=0, sanctions=0, fine=1)
    question = brought_to(game, "overcut", "ben")
    seen: View = view(game.world, "ben")
    more, less = expected_loss(seen, MILL, beyond(seen, MILL)), found_out(seen, MILL)
    assert less == pytest.approx(chance)
    went = answered("greedy", game, "ben", question)[question.id]
    assert bool(went) == (chance < 0.5)
    assert (more == 0) == (chance == 0)


def test_greed_fears_nothing_in_the_last_round() -> None:
    """What is found then has no consequence, and everybody knows how many rounds there are."""
    game = opened(rounds=2, inspection=1, sanctions=0, fine=10)
    first = brought_to(game, "overcut", "ben")
    assert answered("greedy", game, "ben", first) == {first.id: 0}
    played(game, saying(), rounds=1)
    last = brought_to(game, "overcut", "ben")
    assert answered("greedy", game, "ben", last)[last.id] != 0


@pytest.mark.parametrize("bot", ["cautious", "cooperative", "constituency"])
def test_others_keep_to_their_lots(bot: str) -> None:
    """They are silent, which means their lots."""
    game = opened()
    question = brought_to(game, "overcut", "ben")
    assert answered(bot, game, "ben", question) == {}


def test_the_conditional_does_as_others_did_and_a_little_less() -> None:
    """Nobody went beyond: it does not. Its neighbour took all it could: it takes seven tenths."""
    innocent, corrupt = opened(), opened()
    played(innocent, saying(), rounds=1)
    played(corrupt, CAST, rounds=1)
    kept, followed = (
        answered("conditional", game, "cem", question)[question.id]
        for game in (innocent, corrupt)
        for question in (brought_to(game, "overcut", "cem", saying()),)
    )
    assert kept == 0
    assert followed == pytest.approx(70_000_000, rel=1e-3)


def test_who_complains() -> None:
    """The cooperative name who may have taken most; the greedy and the cautious pay for no complaint."""
    game = opened()
    question = brought_to(game, "complaint", "fay")
    assert isinstance(question, Choice)
    named = question.options[1].value
    assert answered("cooperative", game, "fay", question) == {question.id: named}
    assert answered("conditional", game, "fay", question) == {question.id: named}
    for bot in ("greedy", "cautious"):
        assert answered(bot, game, "fay", question) == {}


def test_the_conditional_does_not_throw_the_first_stone() -> None:
    """Who went beyond its own lots names nobody."""
    game = opened()
    both = saying(overcut=over(NORTH, "sawmill_south"))
    question = brought_to(game, "complaint", "ben", both)
    assert isinstance(question, Choice)
    assert answered("conditional", game, "ben", question) == {question.id: question.default}


def test_jurors_vote_by_the_evidence() -> None:
    """No mind has a habit on verdicts, and silence is what the eyes say."""
    game = opened(jury=3)
    named = saying(overcut=over(NORTH), complaint=against(NORTH, "fay"))
    while game.phase.id != "jury" or not game.asked:
        for seat, asked in game.asked.items():
            game.submit(seat, named(game, seat, asked))
        game.close()
    for juror, (question,) in game.asked.items():
        assert isinstance(question, Choice)
        for bot in ("greedy", "cooperative", "conditional", "cautious", "constituency"):
            assert answered(bot, game, juror, question) == {}
        assert question.default == "guilty"


def test_the_guilty_appeal_only_if_it_pays() -> None:
    """Before eyes that see the truth nobody guilty is acquitted; before coins half the fine is saved."""
    for accuracy, pays in ((1.0, False), (0.5, True)):
        game = opened(inspection=1, inspection_error=0, court_accuracy=accuracy, sanctions=0)
        question = brought_to(game, "appeal", "ben")
        assert isinstance(question, Flag)
        assert if_it_saves(view(game.world, "ben"), question) is pays
        assert if_innocent(view(game.world, "ben"), question) is False


def test_licensees_keep_what_is_worth_its_fee() -> None:
    """Whoever is offered a site that left more than its fee takes it; nobody gives such a site back."""
    game = opened(hand_on=1, renewable=1, overcut=0)
    given = brought_to(game, "return", "ben", saying())
    assert answered("greedy", game, "ben", given) == {given.id: False}
    offer = saying(
        pass_on=lambda _g, seat, q: "dora" if q.about == NORTH and seat == "ben" else None
    )
    taken = brought_to(game, "accept", "dora", offer)
    assert answered("cooperative", game, "dora", taken) == {taken.id: True}
