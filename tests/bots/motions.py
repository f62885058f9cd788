"""Games of the valley between bots in which a motion is tabled and passed, and the scene before it."""

from typing import Any

from allmende_bots.foresight import Scene
from allmende_lab.minds import minds
from allmende_lab.simulate import open_game
from allmende_rules.game import Game
from allmende_rules.phases.decision import MOTION
from allmende_rules.questions import Ballot
from allmende_rules.view import view
from allmende_rules.world import World
from allmende_scenarios.catalogue import load_scenario

VALLEY = load_scenario("valley")
MINDS = minds(VALLEY, {})
MOTIONS = (
    ("dividend_share", 900_000),
    ("cap_share", 1_300_000),
    ("threshold", 100_000),
    ("reserve", 1_200_000),
    ("flat_fee", 500_000),
)


def opened_at(number: int, *, seed: int) -> Game:
    """A game of bots in which a round has just opened."""
    game = open_game(VALLEY, system="dmnc", seed=seed, rounds=VALLEY.rounds)
    while game.world.round < number:
        close(game)
    return game


def scene_of(world: World) -> Scene:
    """What everybody sees of a world."""
    seen = view(world, None)
    bots = {seat: bot.id for seat, bot in MINDS.items()}
    return Scene(VALLEY, bots, seen.public, seen.books)


def close(game: Game, dial: str = "", value: int = 0) -> None:
    """Have the bots answer, members with yes to a motion on `dial` that one of them tables; and close."""
    for seat, questions in game.asked.items():
        answers: dict[str, Any] = dict(MINDS[seat].answer(view(game.world, seat), questions))
        for question in questions:
            if question.id == "motion" and dial:
                answers[question.id] = {"dial": dial, "value": value}
            elif isinstance(question, Ballot) and question.about == dial:
                answers[question.id] = MOTION
        game.submit(seat, answers)
    game.close()
