"""What a friction costs: welfare beside the best that the land allows, and how far the allocation moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

import msgspec

from allmende_lab.neutral.entries import Limit
from allmende_lab.neutral.frictions import Friction, frictions
from allmende_lab.neutral.land import WORKED
from allmende_lab.neutral.limit import gap, playable
from allmende_lab.neutral.play import consumption, play
from allmende_lab.neutral.table import UNCAPPED
from allmende_lab.optimum import Means, optimum
from allmende_lab.paired import compared, pooled
from allmende_lab.rounds import Round
from allmende_lab.watching import Watch, unwatched
from allmende_lab.welfare import eaten, equivalent, people_of
from allmende_rules.phases.abatement import emission_rate
from allmende_rules.phases.physical import true_sites

CAP = 0.8
"""The cap at which a system's dials are tried where it can hold one, as a share of the opening's emissions.

What land and people bring is tried where no cap binds, so that it compares between systems.
"""
SEEDS = range(1, 21)
JUDGED = 3
"""The rounds at the end of a game that are judged: before them prices may still be sought."""
SAME = 1e-9
NONE = Friction("none", "")


class Cost(msgspec.Struct, frozen=True):
    """A friction in a system: the part of the best consumption that it costs, and the largest change.

    `cost` is a difference of consumption-equivalents in pairs of games with the same seed, with its 95 %
    interval; `change` that of the good whose consumption moved most in the last round, as a mean over
    seeds. One seed where chance makes no difference.
    """

    name: str
    cap: float
    friction: str
    setting: str
    seeds: int
    cost: float
    low: float
    high: float
    change: float


Pair = tuple[Limit, Friction]
Task = tuple[Limit, Friction, int]
Outcome = tuple[float, dict[str, float]]
"""The part of the best that was missed, and consumption in the last round."""
Try = tuple[Outcome, Outcome]
"""Without the friction, and with it."""


def all_costs(watch: Watch = unwatched) -> Iterator[Cost]:
    """Every friction of every system that can be played."""
    return costs(
        [(one, friction) for one in playable() for friction in frictions(one)], watch=watch
    )


def costs(
    pairs: Sequence[Pair], workers: int | None = None, watch: Watch = unwatched
) -> Iterator[Cost]:
    """What each friction costs in its system; over all seeds where the first two already differ.

    What is watched are pairs of games: first those of two seeds, then those of the others.
    """
    first, last = SEEDS[:2], SEEDS[2:]
    tries = dict(zip(pairs, _grouped(pairs, first, workers, watch), strict=True))
    chancy = [pair for pair in pairs if _differ(*tries[pair])]
    more = dict(zip(chancy, _grouped(chancy, last, workers, watch), strict=True))
    for pair in pairs:
        yield _cost(*pair, [*tries[pair], *more[pair]] if pair in more else tries[pair][:1])


def _grouped(
    pairs: Sequence[Pair], seeds: Sequence[int], workers: int | None, watch: Watch
) -> list[list[Try]]:
    """For each pair what came out at each seed."""
    found = pooled(_tried, [(*pair, seed) for pair in pairs for seed in seeds], workers, watch)
    return [list(islice(found, len(seeds))) for _ in pairs]


def _tried(task: Task) -> Try:
    one, friction, seed = task
    cap = cap_of(one, friction)
    return _neutral(one.name, cap, seed), _outcome(one, friction, cap, seed)


@cache
def _neutral(name: str, cap: float, seed: int) -> Outcome:
    return _outcome(next(one for one in playable() if one.name == name), NONE, cap, seed)


def _differ(one: Try, other: Try) -> bool:
    return any(abs(a[0] - b[0]) > SAME for a, b in zip(one, other, strict=True))


def _outcome(one: Limit, friction: Friction, cap: float, seed: int) -> Outcome:
    played = play(
        one.system,
        {**one.dials(cap), **friction.dials},
        one.rounds,
        seed=seed,
        scenario=friction.scenario(),
        mind=friction.mind,
    )
    return shortfall(played.rounds[-JUDGED:], cap), consumption(played.rounds[-1])


def cap_of(one: Limit, friction: Friction) -> float:
    """The cap at which a friction is tried in a system."""
    return CAP if CAP in one.caps and friction.of_system else UNCAPPED


def shortfall(played: Sequence[Round], cap: float) -> float:
    """One less the part of the best consumption in these rounds that is as good as what people had.

    The best knows the truth of each round and keeps the same cap, with all usual hours worked.
    """
    opening = played[0].opening
    people, needs = people_of(opening), opening.land.needs
    best = [optimum(_means(one, cap), people, needs) for one in played]
    return 1 - equivalent([eaten(one) for one in played], best, people, needs)


def _means(one: Round, cap: float) -> Means:
    world, climate = one.at_work, one.opening.land.climate
    bound = climate.baseline * cap if climate and cap < UNCAPPED else None
    emission = {site.id: emission_rate(world, site) for site in world.land.enterprises}
    return Means(true_sites(world), WORKED, emission=emission, emissions=bound)


def _cost(one: Limit, friction: Friction, tries: Sequence[Try]) -> Cost:
    found = compared([(off[0], on[0]) for off, on in tries], 1)
    changes = [gap(on[1], off[1]) for off, on in tries]
    return Cost(
        name=one.name,
        cap=cap_of(one, friction),
        friction=friction.name,
        setting=friction.setting,
        seeds=len(tries),
        cost=found.difference,
        low=found.low,
        high=found.high,
        change=sum(changes) / len(changes),
    )
