"""Failure by incentive as a subject: every hypothesis with what came out, and no verdict on the model."""

from __future__ import annotations

from allmende_lab.hypotheses import hypotheses
from allmende_lab.incentives import SEEDS, Tried, tried
from allmende_lab.validate.findings import Findings, Subject, Table
from allmende_lab.watching import Watch

STATED = {1: "more", -1: "less", 0: "same"}
NOT_PLAYED = "–"
HEADINGS = ("", "stated", "off", "on", "difference", "from", "to", "agree", "")


def failures(watch: Watch) -> Findings:
    """All hypotheses over paired seeds; those of a system that cannot be played are named."""
    found = list(tried(hypotheses(), watch=watch))
    return Findings((), (claims(found), outcomes(found)))


def claims(found: list[Tried]) -> Table:
    """What is claimed, and on whose word."""
    rows = [(f"{one.id}: {one.claim} ({one.source})",) for one in found]
    return Table("Declared", ("",), tuple(rows))


def outcomes(found: list[Tried]) -> Table:
    """What came out: both settings, means, the mean difference with its interval, and the verdict."""
    title = (
        f"Over {len(SEEDS)} paired seeds: what is measured under both settings, on less off, its 95 % "
        "interval, and the share of seeds that agree"
    )
    return Table(title, HEADINGS, tuple(row for one in found for row in _rows(one)))


def _rows(one: Tried) -> list[tuple[str, ...]]:
    """A line of words, and one of figures."""
    said = f"{one.system}: {one.measured}, {one.off} → {one.on}"
    empty = ("",) * (len(HEADINGS) - 1)
    return [(said, *empty), _figures(one)]


def _figures(one: Tried) -> tuple[str, ...]:
    stated = STATED[one.direction]
    if one.found is None:
        return (f"  {one.id}", stated, *[NOT_PLAYED] * 6, "the system cannot be played")
    found = one.found
    figures = (found.off, found.on, found.difference, found.low, found.high)
    return (
        f"  {one.id}",
        stated,
        *(f"{round(value, 4) + 0.0:.4f}" for value in figures),
        f"{found.agree:.0%}",
        str(one.verdict),
    )


FAILURES = Subject("failures", "Failure by incentive", failures, SEEDS[0], named_only=True)
