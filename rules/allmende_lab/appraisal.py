"""Appraisal: what a finished game was worth, beside what nobody at the table could know (DESIGN 8).

Read from its record after the fact. No single score: each number says one thing.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from allmende_lab.candour import coercion, distortion, innovation, plan_error
from allmende_lab.decisions import Decisions, decisions, power, voice
from allmende_lab.optimum import Consumption, optimum
from allmende_lab.recovery import Recovery, recoveries
from allmende_lab.rounds import Round, rounds
from allmende_lab.welfare import (
    eaten,
    equivalent,
    means_of_round,
    means_of_scenario,
    people_of,
)
from allmende_rules.measures import prices
from allmende_rules.measures_inequality import atkinson, theil_t, top_share
from allmende_rules.record import DamageError, Entry
from allmende_rules.world import TABLE


class RoundAppraisal(msgspec.Struct, frozen=True):
    """A round. All are shares, and 1 is the best for the first two.

    `welfare` of the best that the scenario allows for good, and `efficiency` of the best that could
    be done with what the round had, are both consumption-equivalents; `distortion` is of "labour"
    norms and of "capacity"; `innovation` is growth of knowledge; `voice` is None where nothing binds;
    `inequality` of consumption is the "top_tenth", and the indices of "atkinson" (aversion 1) and "theil".
    """

    round: int
    welfare: float
    efficiency: float
    plan_error: float
    distortion: dict[str, float]
    innovation: float
    voice: float | None
    coercion: float
    inequality: dict[str, float]


class Appraisal(msgspec.Struct, frozen=True):
    """A game: welfare and efficiency over all its rounds, recoveries from shocks, each seat's power."""

    welfare: float
    efficiency: float
    rounds: tuple[RoundAppraisal, ...]
    recovery: tuple[Recovery, ...]
    power: dict[str, float]


def appraise(entries: Sequence[Entry]) -> Appraisal:
    """Appraise the rounds that have ended in a game's record.

    Raises DamageError if it is no game's or none has ended, OptimumError if an optimum is not found.
    """
    game = list(rounds(entries))
    if not game:
        raise DamageError("no round has ended in the record")
    opening = game[0].opening
    people, needs = people_of(opening), opening.land.needs
    had = [eaten(one) for one in game]
    able = [optimum(means_of_round(one), people, needs) for one in game]
    best = [optimum(means_of_scenario(opening, one), people, needs) for one in game]
    taken = decisions(game)
    parts = zip(game, had, able, best, taken, strict=True)
    return Appraisal(
        welfare=_rounded(equivalent(had, best, people, needs)),
        efficiency=_rounded(equivalent(had, able, people, needs)),
        rounds=tuple(
            RoundAppraisal(
                round=one.number,
                welfare=_rounded(equivalent([eats], [ideal], people, needs)),
                efficiency=_rounded(equivalent([eats], [could], people, needs)),
                plan_error=_rounded(plan_error(one)),
                distortion={name: _rounded(gap) for name, gap in distortion(one).items()},
                innovation=_rounded(innovation(one)),
                voice=_voice(one, choices),
                coercion=_rounded(coercion(one)),
                inequality=_inequality(one, eats),
            )
            for one, eats, could, ideal, choices in parts
        ),
        recovery=tuple(recoveries(game)),
        power={seat: _rounded(part) for seat, part in power(_seats(game), taken).items()},
    )


def _seats(game: Sequence[Round]) -> tuple[str, ...]:
    return tuple(game[0].opening.fact(TABLE, "seats"))


def _inequality(one: Round, eats: Consumption) -> dict[str, float]:
    """Indices of the worth of consumption a head, at the prices of the round."""
    price = prices(one.at_table)
    worth = [sum(price[good] * much for good, much in had.items()) for had in eats.values()]
    people = [one.at_table.land.household(group).people for group in eats]
    return {
        "top_tenth": _rounded(top_share(worth, people)),
        "atkinson": _rounded(atkinson(worth, people, 1)),
        "theil": _rounded(theil_t(worth, people)),
    }


def _voice(one: Round, taken: Decisions) -> float | None:
    share = voice(one, taken)
    return None if share is None else _rounded(share)


def _rounded(value: float) -> float:
    """To six decimals: the optimum is not known much better."""
    return round(value, 6)
