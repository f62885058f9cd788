"""Sittings of an assembly: members move, second, amend and vote as told, and are silent on all else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allmende_rules.amounts import micro
from allmende_rules.events import Stated
from allmende_rules.game import Game
from allmende_rules.questions import Ballot, Proposal, Value
from allmende_rules.world import fold
from tests.headless import VALLEY, new_game, play_on

ELI, FAY, GUS = MEMBERS = ("eli", "fay", "gus")
"""The valley's members."""
HANA = "hana"
"""Its planner."""
Wishes = Mapping[str, Value]


def opened(rounds: int = 3, **dials: float) -> Game:
    """The valley, at its first sitting."""
    return new_game(VALLEY, "dmnc", rounds=rounds, dials=dials)


def with_members(game: Game, *seats: str) -> Game:
    """The same sitting, with more seats in the assembly."""
    game.world = fold(game.world, [Stated("all", seat, {"role": "member"}) for seat in seats])
    return game


def silence(_game: Game, _seat: str, _asked: object) -> dict[str, Value]:
    """Nobody says a word."""
    return {}


def motion(dial: str, value: float) -> Proposal:
    """This dial to this value, in units."""
    return Proposal(dial, micro(value))


def move(game: Game, **motions: Proposal) -> None:
    """Members table motions, and the sitting goes on to the debate."""
    for seat, moved in motions.items():
        game.submit(seat, {"motion": moved})
    game.close()


def debate(game: Game, **said: Wishes) -> None:
    """Members second and amend, and the sitting goes on to the vote."""
    assert game.phase.id == "debate"
    answer(game, said)


def vote(game: Game, **said: Wishes) -> None:
    """Members vote, and the round goes on."""
    assert game.phase.id == "vote"
    answer(game, said)


def answer(game: Game, said: Mapping[str, Wishes]) -> None:
    """Seats answer so, and the phase closes."""
    for seat, answers in said.items():
        game.submit(seat, dict(answers))
    game.close()


def favour(game: Game, dial: str, *first: str) -> Wishes:
    """A vote for the first of these options and, where that can be said, for the others after it."""
    ballot = next(q for asked in game.asked.values() for q in asked if q.id == f"vote:{dial}")
    assert isinstance(ballot, Ballot)
    rest = [option.value for option in ballot.options if option.value not in first]
    votes: dict[str, Value] = {
        "choice": first[0],
        "approvals": first,
        "ranking": (*first, *rest),
        "points": {first[0]: 10},
    }
    return {ballot.id: votes[ballot.takes]}


def pass_motion(game: Game, dial: str, value: float) -> None:
    """One member moves, another seconds, all vote for it."""
    move(game, eli=motion(dial, value))
    debate(game, fay={"second": (dial,)})
    vote(game, **{seat: favour(game, dial, "motion") for seat in MEMBERS if seat in game.asked})


def next_sitting(game: Game) -> None:
    """Silence until the next round."""
    play_on(game, silence, before=game.world.round + 1)


def past(game: Game, dial: str) -> dict[str, Any]:
    """The last motion on a dial, as history keeps it."""
    history: list[dict[str, Any]] = game.world.fact("laws", "history", [])
    return next(entry for entry in reversed(history) if entry["motion"]["dial"] == dial)


def laws(game: Game) -> dict[str, int]:
    """The laws in force, by dial."""
    return {law["dial"]: law["value"] for law in game.world.fact("laws", "in_force", ())}


def floor_of(game: Game) -> list[str]:
    """The matters on the floor."""
    return [one["dial"] for one in game.world.fact("motions", "floor", ())]
