"""The dials of capitalism, with their ranges and sources."""

from __future__ import annotations

from collections.abc import Callable

from allmende_rules.land import Land
from allmende_rules.phases.market.dials import POSTED, market_dials
from allmende_rules.phases.property.elections import HIGHEST
from allmende_rules.phases.property.regulation import DEAREST
from allmende_rules.system import Amender, Dial, everywhere

OURS = "ours"
STATUTE = "the same statute as any cap in this game"


def _dial(  # noqa: PLR0913, PLR0917  # a dial is a row of a table: one argument a column
    id_: str,
    label: str,
    unit: str,
    default: float,
    high: float,
    off: tuple[float, str] | None,
    source: str = OURS,
    applies: Callable[[Land], bool] = everywhere,
    amended_by: Amender = "facilitator",
) -> Dial:
    at, word = off or (None, "")
    return Dial(
        id_,
        label,
        unit,
        default,
        0,
        high,
        at,
        source,
        amended_by,
        applies=applies,
        off_word=word,
    )


def _choice(
    id_: str,
    label: str,
    names: tuple[str, ...],
    default: int,
    off: float | None,
    source: str = OURS,
) -> Dial:
    last = len(names) - 1
    return Dial(
        id_,
        label,
        "choice",
        default,
        0,
        last,
        off,
        source,
        "facilitator",
        whole=True,
        names=names,
    )


def _has_sky(land: Land) -> bool:
    return land.climate is not None


def _has_stocks(land: Land) -> bool:
    return bool(land.resources)


DIALS: tuple[Dial, ...] = (
    *market_dials(POSTED),
    _choice("tax_vote", "Who sets taxes", ("statute", "workers, each round"), 1, 0),
    _dial(
        "harvest_tax",
        "Tax on a unit harvested",
        "hours",
        0,
        HIGHEST["harvest_tax"],
        (0, "no tax"),
        "Pigou (1920); in hours of wages, as ECONOMICS D1",
        applies=_has_stocks,
        amended_by="ballot",
    ),
    _dial(
        "carbon_tax",
        "Tax on a unit emitted",
        "hours",
        0,
        HIGHEST["carbon_tax"],
        (0, "no tax"),
        "Pigou (1920); in hours of wages, as ECONOMICS D1",
        applies=_has_sky,
        amended_by="ballot",
    ),
    _choice("harvest_cap", "Harvest is capped", ("no", "yes, by permits"), 0, 0, "Dales (1968)"),
    _dial("cap_share", "Statutory cap, of expected growth", "share", 0.9, 2, None, STATUTE),
    _choice("cap_drawdown", "A large stock may be drawn down", ("no", "yes"), 1, None, STATUTE),
    _dial(
        "carbon_cap",
        "Statutory carbon cap, of the opening's emissions",
        "share",
        2,
        2,
        (2, "no cap"),
        "Dales (1968); Barnes (2001)",
        applies=_has_sky,
    ),
    _dial(
        "carbon_cut",
        "The carbon cap falls each round by",
        "share",
        0.08,
        0.5,
        (0, "no fall"),
        STATUTE,
        applies=_has_sky,
    ),
    _dial(
        "income_levy",
        "Levy on income above the free amount",
        "share",
        0,
        HIGHEST["income_levy"],
        (0, "no levy"),
        "Meltzer and Richard (1981)",
        amended_by="ballot",
    ),
    _dial("levy_free", "Income a head that is free of the levy", "money", 0, 10, None),
    _dial(
        "lobbying",
        "Most that lobbying can take off a tax",
        "share",
        0.5,
        1,
        (0, "nothing"),
        "Tullock (1980); the bound is ours",
    ),
    _dial(
        "inherited",
        "Inherited part of shares",
        "share",
        1,
        1,
        (0, "none: all own alike"),
        "ECONOMICS B1: equal shares to all people at 0",
    ),
    _choice(
        "fortunes",
        "Who inherits",
        ("founders' families", "a tenth of families hold 70 %"),
        0,
        None,
        "Pareto (1896), ECONOMICS B1",
    ),
    _dial(
        "market_power",
        "Greatest mark-up over cost",
        "share",
        1,
        1,
        (0, "none"),
        "Cournot (1838); DESIGN 5 for the bound",
    ),
    _choice("entry", "Outsiders may subscribe shares", ("no", "yes"), 1, 0, "ECONOMICS B1"),
    _choice("exit", "Who cannot pay is sold up", ("no", "yes"), 1, 0, "ECONOMICS B1"),
    _dial(
        "ltv",
        "Lent on machines, of their worth",
        "share",
        0.7,
        1,
        (0, "nothing is lent"),
        "Kiyotaki and Moore (1997), ECONOMICS B1",
    ),
    _dial(
        "interest",
        "Base rate of interest for a round",
        "share",
        0.15,
        DEAREST,
        None,
        "ours: about 3 % a year",
        amended_by="ballot",
    ),
    _dial(
        "spread",
        "What full leverage adds to the rate",
        "share",
        0.15,
        1,
        (0, "nothing"),
        "ECONOMICS B1; the number is ours",
    ),
    _dial("instalment", "Part of a loan due each round", "share", 0.25, 1, None),
    _dial(
        "bargaining",
        "Bargaining power of unions",
        "share",
        0,
        1,
        (0, "none"),
        "Nickell and Andrews (1983)",
    ),
    _dial(
        "rigidity",
        "Part of the last wage below which none is cut",
        "share",
        0.9,
        1,
        (0, "none: any may be cut"),
        "Bewley (1999)",
    ),
)
