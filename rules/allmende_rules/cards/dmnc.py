"""The card of democratic market neo-communism: its dials, what it assumes, and what speaks for it."""

from __future__ import annotations

from typing import Literal

from allmende_rules.system import Dial

OURS = "ours: the source leaves it open"


def _dial(  # noqa: PLR0913  # a dial is a row of a table: one argument a column
    id_: str,
    label: str,
    unit: str,
    default: float,
    low: float,
    high: float,
    *,
    off: float | None = None,
    source: str = OURS,
    by_facilitator: bool = False,
) -> Dial:
    amended_by: Literal["assembly", "facilitator"] = "facilitator" if by_facilitator else "assembly"
    whole = unit in ("rounds", "0 or 1")
    return Dial(id_, label, unit, default, low, high, off, source, amended_by, whole)


DIALS: tuple[Dial, ...] = (
    _dial(
        "cap_vote",
        "Congress votes the cap",
        "0 or 1",
        1,
        0,
        1,
        off=0,
        source="Landon: congress and ecological courts",
        by_facilitator=True,
    ),
    _dial("cap_share", "Statutory cap, of expected growth", "share", 0.9, 0, 2),
    _dial("cap_drawdown", "A large stock may be drawn down (1) or not (0)", "0 or 1", 1, 0, 1),
    _dial("dividend_share", "Dividend's part of the rent", "share", 0.5, 0, 1),
    _dial("term", "Term of a site's licence", "rounds", 4, 1, 12),
    _dial(
        "share_guard", "Greatest share of a trade for one licensee", "share", 0.4, 0.25, 1, off=1
    ),
    _dial("reserve", "Lowest fee for a site, of its wear", "share", 0.5, 0, 2, off=0),
    _dial("grace", "Rounds of unpaid fees forgiven", "rounds", 1, 0, 4, off=4),
    _dial("working_advance", "Working advance, of a round's takings", "share", 0.5, 0, 1),
    _dial(
        "threshold",
        "Left alone up to this share of a trade",
        "share",
        0.03,
        0,
        0.2,
        off=0,
        source="Landon: lower indifference level; the value is ours",
    ),
    _dial("flat_fee", "Flat fee below the threshold", "money", 0.05, 0, 1, off=0),
    _dial(
        "wage_floor",
        "Wage floor",
        "money",
        0,
        0,
        10,
        off=0,
        source="Landon: labour unions; the rule is ours",
    ),
    _dial(
        "auction",
        "Licences by auction (1), or fees read off the clearing (0)",
        "0 or 1",
        1,
        0,
        1,
        by_facilitator=True,
    ),
)

CARD = {
    "assumes": (
        "Licences can be told apart from ownership and enforced without cost; bids are sealed; the "
        "market clears goods, labour and inputs at once (a strong institution: see the clearing)."
    ),
    "leaves out": (
        "Presidency and guardian party, ecological and economic courts, unions, the Commons bank, trade, "
        "and the road from another system to this one."
    ),
    "kind": "Fees are always computed right, and nobody lobbies or hides a harvest.",
    "unkind": "Licensees cannot invest on their own account, and terms are short.",
    "defender": (
        "Markets are not capitalism: with the Commons as owner, scarcity pays a dividend to all, and a "
        "democratic cap, not a price alone, decides what nature must bear."
    ),
    "ours": (
        "Auction rules, terms, reserve, advance, threshold, dividend, renewal and basics rules: the "
        "source names the institutions and leaves their rules and numbers open."
    ),
    "sources": (
        "John Landon, redfortyeight.com (2019-01-22) and Two Manifestos (2016); Craig Collins, "
        "CounterPunch (2019-02-01); Posner and Weyl, Radical Markets (2018); Peter Barnes, Capitalism 3.0."
    ),
}
