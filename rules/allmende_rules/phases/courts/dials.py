"""The dials of licences after their grant, of inspections and courts: each a row, each with its `off`."""

from __future__ import annotations

from typing import Literal

from allmende_rules.land import Land
from allmende_rules.system import Dial, everywhere

OURS = "ours: the source leaves it open"
LANDON = "Landon: economic and ecological courts; composition and numbers are ours"
WHOLE = ("rounds", "members")
UNBOUNDED = 3.0
"""The value of `science_bound` at which no cap is struck."""


def _harvested(land: Land) -> bool:
    """Courts judge harvests: where nothing is harvested they have nothing to do."""
    return bool(land.resources)


def _row(  # noqa: PLR0917  # a dial is a row of a table: one argument a column
    id_: str,
    label: str,
    unit: str,
    values: tuple[float, float, float, float],
    off_word: str,
    source: str = OURS,
    amended_by: Literal["assembly", "facilitator"] = "assembly",
) -> Dial:
    """A dial whose `values` are its default, low, high and off, with the word for off.

    What only who runs the game may set says what people and instruments are taken to be able to do.
    """
    default, low, high, off = values
    return Dial(
        id=id_,
        label=label,
        unit=unit,
        default=default,
        low=low,
        high=high,
        off=off,
        source=source,
        amended_by=amended_by,
        whole=unit in WHOLE,
        applies=_harvested,
        under=_under(id_),
        off_word=off_word,
        assumed=amended_by == "facilitator",
    )


def _choice(id_: str, label: str, names: tuple[str, ...], default: int, off: int | None) -> Dial:
    return Dial(
        id=id_,
        label=label,
        unit="choice",
        default=default,
        low=0,
        high=len(names) - 1,
        off=off,
        source=OURS,
        amended_by="assembly",
        whole=True,
        names=names,
        applies=everywhere if id_ in LICENCES else _harvested,
        under=_under(id_),
    )


def _under(id_: str) -> str:
    """Where lots cannot be passed there is nothing to inspect, judge or punish."""
    return OVERCUT if id_ in JUDGED else ""


OVERCUT = "overcut"
JUDGED = (
    "inspection",
    "inspection_cost",
    "inspection_error",
    "jury",
    "court_accuracy",
    "court_cost",
    "sanctions",
    "fine",
    "memory",
    "restoration",
)
"""The dials that do nothing while lots cannot be passed."""
LICENCES = ("renewable", "hand_on")
"""The dials that are about sites, and matter on any land."""
COURT_DIALS: tuple[Dial, ...] = (
    _choice("renewable", "A site's licence that runs out", ("auctioned", "may be renewed"), 0, 0),
    _choice("hand_on", "Licences given back or passed on", ("no", "yes"), 0, 0),
    _row(
        OVERCUT,
        "Harvest beyond lots, of what machines could still take",
        "share",
        (0, 0, 1, 0),
        "none",
        "ours: at 0 lots bind physically",
        "facilitator",
    ),
    _row(
        "inspection",
        "Chance that a harvester is inspected",
        "share",
        (0.2, 0, 1, 0),
        "no inspections",
    ),
    _row("inspection_cost", "Cost of an inspection", "money", (0.5, 0, 5, 0), "nothing"),
    _row(
        "inspection_error",
        "Error of an inspection, and chance of a false alarm",
        "share",
        (0.05, 0, 0.5, 0),
        "no error",
        amended_by="facilitator",
    ),
    _row("jury", "Jurors of a court", "members", (3, 0, 12, 0), "no jury", LANDON),
    _row(
        "court_accuracy",
        "Chance that a juror sees the truth",
        "share",
        (0.8, 0.5, 1, 1),
        "always",
        "Condorcet (1785); the value is ours",
        "facilitator",
    ),
    _row("court_cost", "Cost of a complaint or an appeal", "money", (0.5, 0, 5, 0), "nothing"),
    _choice("sanctions", "Sanctions", ("the same fine each time", "step by step"), 1, None),
    _row(
        "fine",
        "Small fine, in times the worth of what was taken",
        "times",
        (1, 0, 10, 0),
        "no fine",
    ),
    _row("memory", "Rounds for which a breach is remembered", "rounds", (3, 0, 12, 0), "none"),
    _choice("restoration", "Who over-cut leaves as much standing", ("no", "yes"), 1, 0),
    _row(
        "science_bound",
        "Court's bound on a cap, of expected growth",
        "share",
        (UNBOUNDED, 0.5, UNBOUNDED, UNBOUNDED),
        "no bound",
        "Landon: congress and ecological courts; the bound is ours",
    ),
)
