"""Every decision matters: each question moves what its help says it moves, the way it says.

One answer of one seat goes from its low to its high bound in one round; all else is played by a mix of
the bots. Over the seeds the named indicator of that seat, or of the valley, must change, in a clear
majority the stated way, and by a mean of the stated sign.
"""

from functools import cache

import pytest

from allmende_rules.game import Game
from allmende_rules.phases.assembly import FLOOR, NO, YES
from allmende_rules.questions import Answers, Ballot, Motion, Proposal, Question
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
    assert topics == {stake.topic for stake in six_seeds(system)}


MOTIONS = [
    (system.id, dial.id, bound)
    for system in SYSTEMS.values()
    for dial in system.dials
    if dial.amended_by == "assembly"
    for bound in ("low", "high")
]


@pytest.mark.parametrize(("system", "dial", "bound"), MOTIONS)
@pytest.mark.parametrize("verdict", [YES, NO])
def test_a_motion_that_passes_changes_its_dial(
    system: str, dial: str, bound: str, verdict: str
) -> None:
    """A majority puts the proposed value into force at once; without one all stays."""
    game = new_game(VALLEY, system, rounds=1)
    cast = bots_of(mixed(game))
    before = dict(game.world.public["dials"])
    value = _table(game, dial, bound)
    game.close()
    assert [m["dial"] for m in game.world.fact(FLOOR, "floor")] == [dial]
    for seat, asked in game.asked.items():
        game.submit(seat, _vote(asked, verdict))
    step(game, lambda g, s, q: {} if s in g.given else cast(g, s, q))
    wanted = value / 1_000_000 if verdict == YES else before[dial]
    assert game.world.dial(dial) == pytest.approx(wanted, abs=1e-6)
    kept = {name for name in before if name != dial}
    assert {name: game.world.dial(name) for name in kept} == {name: before[name] for name in kept}


def _table(game: Game, dial: str, bound: str) -> int:
    """Let a member table a motion to set the dial to a bound; the value proposed."""
    seat, question = next(
        (seat, question)
        for seat, asked in game.asked.items()
        for question in asked
        if isinstance(question, Motion)
    )
    value: int = next(getattr(range_, bound) for range_ in question.dials if range_.dial == dial)
    game.submit(seat, {question.id: Proposal(dial, value)})
    return value


def _vote(asked: tuple[Question, ...], verdict: str) -> Answers:
    return {question.id: verdict for question in asked if isinstance(question, Ballot)}


@pytest.mark.parametrize(("system", "dial", "bound"), MOTIONS)
def test_a_ballot_on_a_motion_says_which_way_it_moves(system: str, dial: str, bound: str) -> None:
    """The stated effect of a yes is the direction from the value in force to the one proposed."""
    game = new_game(VALLEY, system, rounds=1)
    now = game.world.dial(dial)
    value = _table(game, dial, bound) / 1_000_000
    game.close()
    ballot = next(question for asked in game.asked.values() for question in asked)
    signs = [effect.sign for effect in ballot.effects if effect.indicator == f"dial.{dial}"]
    assert signs == ([1 if value > now else -1] if value != now else signs)
