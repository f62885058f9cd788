"""Decisions on lots, courts and licences matter where they are asked: they move what they say they move.

The defaults of `dmnc` let nobody pass its lots, so the tables of the other tests never ask them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

import msgspec

from allmende_rules.questions import Question
from tests.conformance.probes import Finding, Findings, probe, table
from tests.conformance.test_decisions_matter import failing
from tests.conformance.test_questions import DECISIONS, complete
from tests.headless import VALLEY, bots_of, mixed, new_game, play_on, step
from tests.rules.phases.courtroom import NORTH, over, saying

FRICTIONS = {
    "overcut": 1.0,
    "inspection": 0.3,
    "inspection_error": 0.2,
    "jury": 1.0,
    "court_accuracy": 0.7,
    "sanctions": 0.0,
    "fine": 0.3,
    "hand_on": 1.0,
    "renewable": 1.0,
    "term": 3.0,
}
TOPICS = {"overcut", "appeal", "verdict", "renew", "return", "pass_on"}
"""All but complaints, since where others complain too one more changes no fine, and but for what no
bot offers, licences to be taken over: those have tests of their own."""
COURTROOM = msgspec.structs.replace(
    VALLEY, dials={**VALLEY.dials, "dmnc": {**VALLEY.dials["dmnc"], **FRICTIONS}}
)


@cache
def findings() -> Findings:
    """What six seeds show of the topics of licences and courts; an offer is the same whoever gets it."""
    found: Findings = {}
    for stake, one in probe(COURTROOM, "dmnc", range(6)).items():
        if stake.topic in TOPICS:
            whole = stake._replace(part="") if stake.topic == "pass_on" else stake
            found.setdefault(whole, Finding()).changes.extend(one.changes)
    return found


def test_every_decision_on_lots_and_licences_matters() -> None:
    """Six seeds: each question moves its indicators the stated way."""
    print(table(findings()))  # noqa: T201  # the measured numbers, for pytest -s
    assert failing(findings()) == []
    assert {stake.topic for stake in findings()} == TOPICS


def test_a_complaint_brings_a_fine_that_would_not_have_been() -> None:
    """The guilty are fined if somebody names them, and not if nobody does: four seeds."""
    for seed in range(4):
        fines = []
        for name in (NORTH, "nobody"):
            dials = {**FRICTIONS, "inspection": 0.0, "court_accuracy": 1.0}
            game = new_game(VALLEY, "dmnc", seed=seed, rounds=2, dials=dials)

            def complain(_game: object, seat: str, _question: Question, name: str = name) -> str:
                return name if seat == "fay" else "nobody"

            play_on(game, saying(overcut=over(NORTH), complaint=complain))
            fines.append(game.world.public["round 2"]["fines"])
        assert fines[0] > fines[1] == 0


def test_a_round_with_courts_asks_for_at_most_four_decisions() -> None:
    """All that courts and registries ask may be left to silence."""
    game = new_game(COURTROOM, "dmnc", rounds=4)
    cast, required, topics = bots_of(mixed(game)), Counter[tuple[int, str]](), set[str]()
    while not game.finished:
        for seat in game.header.seats:
            asked = game.asked.get(seat, ())
            topics |= {question.topic for question in asked}
            required[game.world.round, seat] += sum(question.required for question in asked)
            for question in asked:
                complete(question)
        step(game, cast)
    assert topics >= {"overcut", "complaint", "verdict", "renew"}
    assert max(required.values()) <= DECISIONS
