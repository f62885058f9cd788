"""Games between bots in which a motion is tabled and passed, and the scene before it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from allmende_bots.foresight import Scene
from allmende_bots.mind import Bot
from allmende_lab.minds import minds
from allmende_lab.simulate import open_game
from allmende_rules.game import Game
from allmende_rules.phases.assembly.decision import MOTION
from allmende_rules.questions import Ballot
from allmende_rules.scenario import Scenario
from allmende_rules.view import view
from allmende_rules.world import World
from allmende_scenarios.catalogue import load_scenario

VALLEY, NATION = load_scenario("valley"), load_scenario("nation")
MOTIONS = (
    ("dividend_share", 900_000),
    ("cap_share", 1_300_000),
    ("threshold", 100_000),
    ("reserve", 1_200_000),
    ("flat_fee", 500_000),
)
NATIONAL_MOTIONS = (
    ("carbon_cut", 200_000),
    ("dividend_share", 900_000),
    ("reserve", 1_000_000),
    ("wage_floor", 800_000),
    ("income_levy", 300_000),
)


@cache
def minds_of(name: str) -> Mapping[str, Bot]:
    """The bots of a scenario's seats."""
    return minds(load_scenario(name), {})


def opened_at(number: int, *, seed: int, scenario: Scenario = VALLEY) -> Game:
    """A game of bots in which a round has just opened."""
    game = open_game(scenario, system="dmnc", seed=seed, rounds=scenario.rounds)
    while game.world.round < number:
        close(game)
    return game


def scene_of(world: World, scenario: Scenario = VALLEY) -> Scene:
    """What everybody sees of a world."""
    seen = view(world, None)
    bots = {seat: bot.id for seat, bot in minds_of(scenario.id).items()}
    return Scene(scenario, bots, seen.public, seen.books)


def close(game: Game, dial: str = "", value: int = 0) -> None:
    """Have the bots answer, members with yes to a motion on `dial` that one of them tables; and close."""
    players = minds_of(game.header.scenario.id)
    for seat, questions in game.asked.items():
        answers: dict[str, Any] = dict(players[seat].answer(view(game.world, seat), questions))
        for question in questions:
            if question.id == "motion" and dial:
                answers[question.id] = {"dial": dial, "value": value}
            elif isinstance(question, Ballot) and question.about == dial:
                answers[question.id] = MOTION
        game.submit(seat, answers)
    game.close()
