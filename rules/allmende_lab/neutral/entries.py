"""The neutral limit of each system: dials that are off, caps at which it applies, why at no others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from allmende_lab.neutral.planner import tax
from allmende_lab.neutral.table import BASKET, CAPS, OPENING, UNCAPPED

Dials = Mapping[str, float]
SLACK = 1.5
"""A cap, as a share of the opening's emissions, that nobody comes near."""


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """A system in its neutral limit.

    `cap` gives the dials that keep emissions at a share of the opening's. `why` says what holds at the
    caps that are not in `caps`. Where `same_program` holds the system's market is the planner's program
    and both are compared before rounding; elsewhere the allocation is compared after some `rounds`.
    `stated` are values to try of dials whose default is off already.
    """

    name: str
    system: str
    off: Dials
    cap: Callable[[float], Dials]
    caps: tuple[float, ...] = CAPS
    why: str = ""
    same_program: bool = True
    rounds: int = 3
    stated: Dials = field(default_factory=dict)

    def dials(self, share: float) -> dict[str, float]:
        """All dials of a game at a cap."""
        return {**self.off, **self.cap(share)}


def no_cap(_share: float) -> Dials:
    """The system has no dial that caps emissions."""
    return {}


def carbon_cap(share: float) -> Dials:
    """The statutory cap, or one that does not bind."""
    return {"carbon_cap": share if share < UNCAPPED else SLACK}


def carbon_tax(share: float) -> Dials:
    """The tax in hours of wages at which the table's people just keep the cap."""
    return {"carbon_tax": tax(BASKET, share * OPENING)}


DMNC = Limit(
    name="dmnc",
    system="dmnc",
    off={
        "threshold": 0,
        "reserve": 0,
        "share_guard": 1,
        "cap_vote": 0,
        "carbon_cut": 0,
        "dividend_share": 1,
        "income_levy": 0,
        "flat_fee": 0,
        "wage_floor": 0,
        "auction": 0,
        "grace": 4,
        "seconds": 0,
        "agenda": 8,
        "supermajority": 1,
    },
    cap=carbon_cap,
    stated={"income_levy": 0.3, "wage_floor": 1.0},
)
OPEN_ACCESS = Limit(
    name="open_access",
    system="open_access",
    off={},
    cap=no_cap,
    caps=(UNCAPPED,),
    why="Nobody can cap the sky; where no cap binds it is one market among others.",
)
OSTROM = Limit(
    name="ostrom",
    system="ostrom",
    off={
        "clearing": 0,
        "boundaries": 0,
        "congruence": 0,
        "collective_choice": 0,
        "monitoring": 0,
        "sanctions": 0,
        "conflict_resolution": 0,
        "right_to_organise": 0,
        "nesting": 0,
        "talk": 0,
    },
    cap=no_cap,
    caps=(UNCAPPED,),
    why="A group rules the stocks that its members harvest; the sky is beyond its reach.",
)
CAPITALISM_OFF = {
    "tax_vote": 0,
    "harvest_tax": 0,
    "carbon_cut": 0,
    "income_levy": 0,
    "lobbying": 0,
    "inherited": 0,
    "market_power": 0,
    "entry": 0,
    "exit": 0,
    "ltv": 0,
    "spread": 0,
    "bargaining": 0,
    "rigidity": 0,
}
CAPITALISM_STATED = {"income_levy": 0.2, "bargaining": 0.5}
CAPITALISM = Limit(
    name="capitalism",
    system="capitalism",
    off={"clearing": 0, "carbon_tax": 0, **CAPITALISM_OFF},
    cap=carbon_cap,
    stated=CAPITALISM_STATED,
)
TAXED = Limit(
    name="capitalism, taxed",
    system="capitalism",
    off={"clearing": 0, "carbon_cap": 2, **CAPITALISM_OFF},
    cap=carbon_tax,
    same_program=False,
    rounds=30,
)
POSTED = Limit(
    name="capitalism, posted",
    system="capitalism",
    off={"clearing": 1, "stock_target": 0, "carbon_tax": 0, **CAPITALISM_OFF},
    cap=carbon_cap,
    stated=CAPITALISM_STATED,
    same_program=False,
    rounds=100,
)
COMMAND = Limit(
    name="command",
    system="command",
    off={
        "tautness": 1,
        "passes": 60,
        "padding": 0,
        "audit_hours": 0,
        "bonus_scheme": 0,
        "bonus": 0,
        "bonus_slope": 0,
        "claims": 0,
        "ratchet": 0,
        "ratchet_drift": 0,
        "soft_budget": 0,
        "priority": 0,
        "price_adjustment": 0,
        "ends_by": 1,
    },
    cap=no_cap,
    caps=(UNCAPPED,),
    why="The plan has no limit on what is emitted. List prices are what goods cost in labour.",
    same_program=False,
    rounds=20,
    stated={"price_adjustment": 1.0},
)

LIMITS: tuple[Limit, ...] = (DMNC, CAPITALISM, TAXED, POSTED, COMMAND, OSTROM, OPEN_ACCESS)
"""Every system that can be played has an entry, or several: a test sees to it."""
