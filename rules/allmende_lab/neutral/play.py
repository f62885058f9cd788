"""Playing the frictionless nation, and watching what its markets solved before anything was rounded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import patch

from allmende_bots.mind import Bot
from allmende_lab.neutral.land import WORKED, frictionless
from allmende_lab.neutral.mind import PRICE_TAKER
from allmende_lab.neutral.table import GOODS, HOURS
from allmende_lab.rounds import Round, rounds
from allmende_lab.simulate import open_game, play_on
from allmende_lab.welfare import eaten
from allmende_rules.mechanisms.joint_clearing import Clearing, Program, clear
from allmende_rules.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Solved:
    """A joint clearing as it was posed and solved, in plain numbers."""

    program: Program
    clearing: Clearing


@dataclass(frozen=True, slots=True)
class Played:
    """The rounds of a game that is over, and the clearings that they solved."""

    rounds: tuple[Round, ...]
    solved: tuple[Solved, ...]


@contextmanager
def watched() -> Iterator[list[Solved]]:
    """What all markets solve in the meantime."""
    seen: list[Solved] = []

    def noted(program: Program) -> Clearing:
        found = clear(program)
        seen.append(Solved(program, found))
        return found

    with patch("allmende_rules.phases.market.clearing.clear", noted):
        yield seen


def play(
    system: str,
    dials: Mapping[str, float],
    many: int,
    *,
    seed: int = 1,
    scenario: Scenario | None = None,
    mind: Bot = PRICE_TAKER,
) -> Played:
    """`many` rounds with the same mind in every seat, of the frictionless nation unless told otherwise."""
    land = scenario or frictionless()
    game = open_game(land, system=system, seed=seed, rounds=many, dials=dials)
    with watched() as seen:
        play_on(game, dict.fromkeys(game.seats, mind))
    return Played(tuple(rounds(game.entries)), tuple(seen))


def consumption(one: Round) -> dict[str, float]:
    """What all people had to consume in a round, per 52.86 of the 80 hours that they usually work."""
    had = eaten(one)
    people = {group.id: group.people for group in one.at_table.land.households}
    part = HOURS / WORKED
    return {good: part * sum(people[g] * had[g][good] for g in people) for good in GOODS}
