"""What people name on the command line: found, or refused in one sentence with the nearest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from secrets import randbelow
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from allmende_rules.land import Seat
    from allmende_rules.scenario import Scenario

MOST_SEED = 2**53
SEEDS = 1_000_000
"""Seeds that nobody chose stay short enough to be read out and typed again."""
SEED = click.IntRange(0, MOST_SEED)
ROUNDS = click.IntRange(1, 200)


@contextmanager
def in_one_sentence() -> Iterator[None]:
    """Turn what look-ups raise into bad input. Only for look-ups: a fault elsewhere stays one."""
    from allmende_scenarios.errors import ScenarioError

    try:
        yield
    except KeyError:
        raise
    except (LookupError, ValueError, ScenarioError) as error:
        raise click.ClickException(str(error)) from None


def scenario(name_or_path: str) -> Scenario:
    """A scenario of the catalogue or of a file, checked."""
    from allmende_bots.registry import BOTS
    from allmende_scenarios.catalogue import load_scenario

    with in_one_sentence():
        return load_scenario(name_or_path, BOTS)


def for_people(played: Scenario, people: int) -> Scenario:
    """The scenario with seats for so many people."""
    from allmende_scenarios.elastic import for_people as enlarged

    with in_one_sentence():
        return enlarged(played, people)


def fresh_seed() -> int:
    """A seed for a game that need not be like any other."""
    return randbelow(SEEDS)


def bots(text: str, played: Scenario) -> dict[str, str]:
    """The bots of a list like "ada=greedy,rest=cooperative"."""
    from allmende_lab.minds import parse_bots

    with in_one_sentence():
        return parse_bots(text, [seat.id for seat in played.land.seats])


def seat(wanted: str | None, played: Scenario) -> Seat:
    """The first seat of that role, id or name; without a word the first licensee if there is any."""
    from allmende_scenarios.errors import listed, nearest

    seats = played.land.seats
    word = "licensee" if wanted is None else wanted.strip().casefold()
    for one in seats:
        if word in (one.role, one.id, one.name.casefold()):
            return one
    if wanted is None:
        return seats[0]
    roles = dict.fromkeys(one.role for one in seats)
    allowed = [*roles, *(one.id for one in seats)]
    hint = nearest(word, allowed)
    raise click.ClickException(
        f"There is no role or seat “{wanted}” in {played.name}; there are {listed(allowed)}.{hint}"
    )
