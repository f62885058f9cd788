"""Every published figure is met by what the mechanisms make of it, and one that is not is called a miss."""

from __future__ import annotations

import pytest

from allmende_lab.cpr import optimum
from allmende_lab.validate import commons, findings, public_goods
from allmende_lab.validate.findings import Findings, about, at_least, misses, shown
from allmende_lab.validate.registry import SUBJECTS, find_subject

ELSEWHERE = "neutral"
"""Held to its tolerances by the tests of conformance, case by case: it plays many games."""
QUICK = [name for name, one in SUBJECTS.items() if not one.named_only and name != ELSEWHERE]


@pytest.fixture(scope="module", params=QUICK)
def found(request: pytest.FixtureRequest) -> Findings:
    """What each subject finds; computed once."""
    return SUBJECTS[request.param].run()


def test_every_figure_agrees(found: Findings) -> None:
    """No row misses, and some row can."""
    assert [row.what for row in misses(found)] == []
    assert any(row.passed for row in found.rows)


def test_every_row_says_what_it_is(found: Findings) -> None:
    """Each has its own name and a source, and what decides nothing says why."""
    names = [row.what for row in found.rows]
    assert len(set(names)) == len(names)
    assert all(row.source for row in found.rows)
    assert all(row.note for row in found.rows if row.passed is None)
    assert all((row.basis == "bound") is (row.reading == "at_least") for row in found.rows)
    assert all(row.published == row.theirs for row in found.rows if row.basis == "published")


def test_draws_have_a_seed() -> None:
    """Subjects that draw name the seed of their draws, and only those."""
    drawing = {name for name, subject in SUBJECTS.items() if subject.seed is not None}
    assert drawing == {"markets", "auctions", "plan_errors", "frictions", "failures"}
    assert {SUBJECTS[name].seed for name in drawing} == {findings.SEED}


def test_the_same_seed_finds_the_same() -> None:
    """A subject run twice finds the very same numbers."""
    assert SUBJECTS["auctions"].run() == SUBJECTS["auctions"].run()


@pytest.mark.parametrize(
    ("ours", "passed"),
    [(2.0, True), (2.1, True), (1.9, True), (2.11, False), (float("nan"), False)],
)
def test_a_figure_passes_within_its_tolerance(ours: float, passed: bool) -> None:
    """On either side of theirs, and what is no number misses."""
    assert about("x", 2.0, ours, 0.1000001, "source").passed is passed


def test_a_least_figure_is_reached_or_missed() -> None:
    """Equal is enough."""
    assert at_least("x", 2.0, 2.0, "source", 3.0).passed
    assert at_least("x", 2.0, 1.99, "source", 3.0).passed is False


def test_what_is_only_shown_misses_nothing() -> None:
    """However far ours is from theirs."""
    row = shown("x", 2.0, "source", "Remembered.", 99.0)
    assert row.passed is None
    assert misses(Findings((row,))) == ()


def test_a_wrong_mechanism_misses(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the cap were set one token off, the rows that hang on it would say so, and no others."""
    monkeypatch.setattr(commons, "optimum", lambda game: optimum(game) + 1)
    missed = {row.what for row in misses(commons.commons())}
    assert "Optimum: tokens in all" in missed
    assert "Cap 36: licence price, price takers" in missed
    assert "Nash equilibrium: tokens in all" not in missed


def test_a_wrong_return_misses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a token given comes back more than whole, nobody rides free: the equilibrium is missed."""
    monkeypatch.setattr(public_goods, "MULTIPLIER", 5_000_000)
    missed = {row.what for row in misses(public_goods.public_goods())}
    assert "Equilibrium from full contributions: tokens" in missed
    assert "Optimum: tokens each" not in missed


def test_an_unknown_subject_gets_the_nearest() -> None:
    """In one sentence, with all that there are."""
    with pytest.raises(LookupError, match="Did you mean commons") as refused:
        find_subject("comons")
    assert all(name in str(refused.value) for name in SUBJECTS)
