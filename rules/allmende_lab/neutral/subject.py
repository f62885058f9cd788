"""The neutral limit as something to validate: gaps with a verdict, and every number beside the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from allmende_lab.neutral.cost import SEEDS, Cost, all_costs
from allmende_lab.neutral.entries import Limit
from allmende_lab.neutral.limit import EXACT, ROUGH, Tie, neutral_rows, playable, ties
from allmende_lab.neutral.limit import Row as Measured
from allmende_lab.neutral.planner import by_prices, loss, tax
from allmende_lab.neutral.table import BASKET, CAPS, GOODS, OPENING, PRINTED, UNCAPPED
from allmende_lab.validate.findings import Findings, Row, Subject, Table, about
from allmende_lab.watching import Watch

SOURCE = "six-sector table"
SAME = (
    "What people get before anything is rounded, beside the optimum found by another route (SLSQP)."
)
PLAYED = "What people had in the last round, beside the printed row: the good that is furthest off."
NOTHING = "–"
TIED = (("capitalism", "dmnc"),)
"""Systems that must tie at every cap: equal owners, a cap, and a dividend, under two names."""


def neutral(watch: Watch) -> Findings:
    """Every system in its neutral limit, and ties between them."""
    rows = list(neutral_rows(watch))
    found = [tie for pair in TIED for tie in ties(rows, *pair)]
    gaps = [one for row in rows for one in gap_rows(row)]
    tables = (dials_off(playable()), *(at_cap(cap, rows) for cap in CAPS))
    return Findings((*gaps, *(one for tie in found for one in tie_rows(tie))), tables)


def one_at_a_time(watch: Watch) -> Findings:
    """What each friction costs alone; nothing is stated that it should cost."""
    return Findings((), (costs(list(all_costs(watch))),))


def gap_rows(row: Measured) -> Iterator[Row]:
    """The gaps of a system at a cap, each with its tolerance."""
    named = f"{row.name}, {_cap(row.cap)}"
    if row.solved is not None:
        yield about(f"{named}: gap solved", 0.0, row.solved, EXACT, SOURCE, SAME)
    yield about(
        f"{named}: gap played", 0.0, row.played, ROUGH, SOURCE, f"{PLAYED} {row.why}".strip()
    )


def tie_rows(tie: Tie) -> Iterator[Row]:
    """How far two systems lie apart."""
    named = f"{tie.first} beside {tie.second}, {_cap(tie.cap)}"
    note = "With equal owners a capped capitalism that shares out its permits is to tie with a Commons."
    yield about(f"{named}: allocation", 0.0, tie.allocation, ROUGH, SOURCE, note)
    yield about(f"{named}: Gini", 0.0, tie.gini, ROUGH, SOURCE, note)


def _cap(cap: float) -> str:
    return "no cap binds" if cap == UNCAPPED else f"cap {cap:g}"


def dials_off(limits: Sequence[Limit]) -> Table:
    """Which dials each system has off, at which value, and for how many rounds it is played."""
    names = list(dict.fromkeys(dial for one in limits for dial in one.off))
    rows = [
        (name, *(f"{one.off[name]:g}" if name in one.off else NOTHING for one in limits))
        for name in names
    ]
    played = ("rounds played", *(str(one.rounds) for one in limits))
    return Table("Dials off", ("dial", *(one.name for one in limits)), (*rows, played))


def at_cap(cap: float, rows: Sequence[Measured]) -> Table:
    """What is printed for a cap, what the planner finds, and what people have under each system."""
    found = [_line(row.name, row.consumption, row.tau, row.loss) for row in rows if row.cap == cap]
    printed, had = PRINTED[cap], by_prices(BASKET, cap * OPENING)
    known = dict(zip(GOODS, printed.consumption, strict=True))
    return Table(
        f"Consumption by good, price of a permit in wages, and loss: {_cap(cap)}",
        ("", *GOODS, "tau/w", "loss %"),
        (
            _line("as printed", known, printed.tau, printed.loss / 100),
            _line("planner", had, tax(BASKET, cap * OPENING), loss(had, BASKET)),
            *found,
        ),
    )


def _line(name: str, had: dict[str, float], tau: float, lost: float) -> tuple[str, ...]:
    goods = [f"{had[good]:.3f}" for good in GOODS]
    return (name, *goods, f"{tau:.5f}", percent(lost))


def costs(found: Sequence[Cost]) -> Table:
    """What each friction costs alone."""
    return Table(
        "One friction at a time: percent of the best consumption that it costs, 95 % interval over "
        f"{len(SEEDS)} seeds where chance matters, and the largest change of a good",
        ("system", "cap", "friction", "setting", "cost %", "from", "to", "change %"),
        tuple(_cost(one) for one in found),
    )


def _cost(one: Cost) -> tuple[str, ...]:
    reach = (percent(one.low), percent(one.high)) if one.seeds > 1 else (NOTHING, NOTHING)
    change = f"{100 * one.change:.2f}"
    return (
        one.name,
        f"{one.cap:g}",
        one.friction,
        one.setting,
        percent(one.cost),
        *reach,
        change,
    )


def percent(part: float) -> str:
    """Three decimals, and no sign before nothing."""
    return f"{round(100 * part, 3) + 0.0:.3f}"


NEUTRAL = Subject("neutral", "Without frictions systems allocate alike", neutral)
FRICTIONS = Subject("frictions", "One friction at a time", one_at_a_time, SEEDS[0], named_only=True)
