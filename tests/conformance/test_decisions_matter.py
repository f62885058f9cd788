"""Every decision matters: each question moves what its help says it moves, the way it says.

One answer of one seat goes from its low to its high bound in one round; all else is played by a mix of
the bots. Over the seeds the named indicator of that seat, or of the valley, must change, in a clear
majority the stated way, and by a mean of the stated sign.
"""

from functools import cache

import pytest

from allmende_rules.amounts import micro
from allmende_rules.game import Game
from allmende_rules.phases.assembly.decision import KEEP, MOTION
from allmende_rules.phases.assembly.floor import floor
from allmende_rules.phases.assembly.members import members
from allmende_rules.questions import Effect, Motion, Proposal
from allmende_rules.system import System
from allmende_rules.systems.registry import SYSTEMS
from tests.conformance.probes import Findings, probe, table
from tests.conformance.tables import each_system
from tests.headless import VALLEY, bots_of, mixed, new_game, step

CLEAR_MAJORITY = 2 / 3
SOMETIMES = 0.1
"""The least share of probes in which a decision has to change anything at all."""


def failing(findings: Findings) -> list[str]:
    """What does not hold, a sentence each."""
    return [
        f"{' '.join(stake)}: moved {len(found.moved)} of {len(found.changes)}, "
        f"{found.agreeing:.0%} the stated way, mean {found.mean:.4f}"
        for stake, found in sorted(findings.items())
        if len(found.moved) < SOMETIMES * len(found.changes)
        or found.agreeing < CLEAR_MAJORITY
        or found.mean <= 0
    ]


@cache
def six_seeds(system: str) -> Findings:
    """What six seeds show."""
    return probe(VALLEY, system, range(6))


@each_system
def test_every_decision_matters(system: str) -> None:
    """Six seeds: each question moves its indicators the stated way."""
    findings = six_seeds(system)
    print(table(findings))  # noqa: T201  # the measured numbers, for pytest -s
    assert failing(findings) == []


@pytest.mark.deep
@each_system
def test_every_decision_matters_over_fifty_seeds(system: str) -> None:
    """Fifty seeds: each question moves its indicators the stated way."""
    findings = probe(VALLEY, system, range(50))
    print(table(findings))  # noqa: T201  # the measured numbers, for pytest -s
    assert failing(findings) == []


@each_system
def test_every_topic_that_is_asked_is_probed(system: str) -> None:
    """No topic of a person's questions is left out, but motions, which have their own test."""
    game = new_game(VALLEY, system, rounds=3)
    cast = bots_of(mixed(game))
    topics: set[str] = set()
    while not game.finished:
        for seat in game.header.seats:
            asked = game.asked.get(seat, ())
            topics |= {q.topic for q in asked if not isinstance(q, Motion)}
        step(game, cast)
    assert topics <= {stake.topic for stake in six_seeds(system)}


def _in_force(system: System) -> dict[str, float]:
    """The dials of the valley when a game opens."""
    return {dial.id: VALLEY.dials[system.id].get(dial.id, dial.default) for dial in system.dials}


MOTIONS = [
    (system.id, dial.id, bound)
    for system in SYSTEMS.values()
    for dial in system.dials
    for bound in dial.lawful
    if dial.amended_by == "assembly" and dial.applies(VALLEY.land)
    if bound != _in_force(system)[dial.id]
]


def _above(system: str, dial: str) -> dict[str, float]:
    """The dial that must not be off for this one to do anything, at its highest."""
    dials = {one.id: one for one in SYSTEMS[system].dials}
    under = dials[dial].under
    return {under: dials[under].high} if under else {}


each_motion = pytest.mark.parametrize(("system", "dial", "bound"), MOTIONS)


@each_motion
@pytest.mark.parametrize("verdict", [MOTION, KEEP])
def test_a_motion_that_passes_changes_its_dial(
    system: str, dial: str, bound: float, verdict: str
) -> None:
    """A majority puts the proposed value into force at once; without one all stays."""
    game = new_game(VALLEY, system, rounds=1, dials=_above(system, dial))
    cast = bots_of(mixed(game))
    before = dict(game.world.public["dials"])
    _bring_to_the_vote(game, dial, bound)
    for seat, asked in game.asked.items():
        game.submit(seat, {question.id: verdict for question in asked})
    step(game, lambda g, s, q: {} if s in g.given else cast(g, s, q))
    wanted = bound if verdict == MOTION else before[dial]
    assert game.world.dial(dial) == pytest.approx(wanted, abs=1e-6)
    kept = {name for name in before if name != dial}
    assert {name: game.world.dial(name) for name in kept} == {name: before[name] for name in kept}


def _bring_to_the_vote(game: Game, dial: str, bound: float) -> None:
    """Let a member table a motion to set a dial to a bound, and another second it."""
    mover, other, *_ = members(game.world)
    game.submit(mover, {"motion": Proposal(dial, micro(bound))})
    game.close()
    game.submit(other, {"second": (dial,)})
    game.close()
    assert [motion.dial for motion in floor(game.world)] == [dial]
    assert game.phase.id == "vote"


@each_motion
def test_a_ballot_on_a_motion_says_which_way_it_moves(system: str, dial: str, bound: float) -> None:
    """The stated effect of the motion is the direction from the value in force to the one proposed."""
    game = new_game(VALLEY, system, rounds=1, dials=_above(system, dial))
    now = game.world.dial(dial)
    _bring_to_the_vote(game, dial, bound)
    (ballot,) = game.asked[members(game.world)[0]]
    assert ballot.effects == (Effect(f"dial.{dial}", 1 if bound > now else -1, MOTION),)
