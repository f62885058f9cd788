"""The card of democratic market neo-communism: its dials, what it assumes, and what speaks for it."""

from __future__ import annotations

from collections.abc import Callable

from allmende_rules.land import Land
from allmende_rules.mechanisms.voting.registry import METHODS
from allmende_rules.phases.assembly.floor import AGENDA_METHODS, MOTION_METHODS
from allmende_rules.phases.courts.dials import COURT_DIALS
from allmende_rules.phases.market.dials import market_dials
from allmende_rules.system import Dial, everywhere

OURS = "ours: the source leaves it open"


def _dial(  # noqa: PLR0913  # a dial is a row of a table: one argument a column
    id_: str,
    label: str,
    unit: str,
    default: float,
    low: float,
    high: float,
    *,
    off: tuple[float, str] | None = None,
    source: str = OURS,
    bounds: tuple[float, float] | None = None,
    applies: Callable[[Land], bool] = everywhere,
) -> Dial:
    at, word = off or (None, "")
    return Dial(
        id_,
        label,
        unit,
        default,
        low,
        high,
        at,
        source,
        "assembly",
        whole=unit in ("rounds", "motions", "members"),
        bounds=bounds,
        applies=applies,
        off_word=word,
    )


def _has_sky(land: Land) -> bool:
    return land.climate is not None


def _choice(
    id_: str,
    label: str,
    names: tuple[str, ...],
    default: int = 0,
    *,
    off: float | None = None,
    source: str = OURS,
) -> Dial:
    """A dial that is a choice between names."""
    last = len(names) - 1
    return Dial(
        id_, label, "choice", default, 0, last, off, source, "assembly", whole=True, names=names
    )


def _methods(ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(METHODS[name].name for name in ids)


DIALS: tuple[Dial, ...] = (
    _choice(
        "cap_vote",
        "Who sets the cap",
        ("statute", "Congress, each round"),
        1,
        off=0,
        source="Landon: congress and ecological courts",
    ),
    _dial("cap_share", "Statutory cap, of expected growth", "share", 0.9, 0, 2, bounds=(0, 1.5)),
    _choice("cap_drawdown", "A large stock may be drawn down", ("no", "yes"), 1),
    _dial(
        "carbon_cap",
        "Statutory carbon cap, of the opening's emissions",
        "share",
        1,
        0,
        2,
        off=(2, "no cap"),
        applies=_has_sky,
    ),
    _dial(
        "carbon_cut",
        "The carbon cap falls each round by",
        "share",
        0.08,
        0,
        0.5,
        off=(0, "no fall"),
        applies=_has_sky,
    ),
    _dial("dividend_share", "Dividend's part of the rent", "share", 0.5, 0, 1),
    _dial(
        "income_levy",
        "Levy on income above the free amount",
        "share",
        0,
        0,
        0.6,
        off=(0, "no levy"),
    ),
    _dial("levy_free", "Income a head that is free of the levy", "money", 1, 0, 10),
    _dial("term", "Term of a site's licence", "rounds", 4, 1, 12),
    _dial(
        "share_guard",
        "Greatest share of a trade for one licensee",
        "share",
        0.4,
        0.25,
        1,
        off=(1, "no limit"),
        bounds=(0.25, 0.8),
    ),
    _dial(
        "reserve",
        "Lowest fee for a site, of its wear",
        "share",
        0.5,
        0,
        2,
        off=(0, "no lowest fee"),
    ),
    _dial("grace", "Rounds of unpaid fees forgiven", "rounds", 1, 0, 4, off=(4, "no end")),
    _dial("working_advance", "Working advance, of a round's takings", "share", 0.5, 0, 1),
    _dial(
        "threshold",
        "Left alone up to this share of a trade",
        "share",
        0.03,
        0,
        0.2,
        off=(0, "nobody"),
        source="Landon: lower indifference level; the value is ours",
    ),
    _dial("flat_fee", "Flat fee below the threshold", "money", 0.05, 0, 1, off=(0, "no fee")),
    _dial(
        "wage_floor",
        "Wage floor",
        "money",
        0,
        0,
        10,
        off=(0, "no floor"),
        source="Landon: labour unions; the rule is ours",
    ),
    *COURT_DIALS,
    _choice("auction", "Licences and their fees", ("read off the clearing", "by auction"), 1),
    _dial("seconds", "Members who must second a motion", "members", 1, 0, 5, off=(0, "none")),
    _dial("agenda", "Motions put to the vote in a round", "motions", 3, 1, 8, off=(8, "no limit")),
    Dial(
        "supermajority",
        "Share of all members who must agree to another system",
        "share",
        2 / 3,
        0.5,
        1,
        off=1,
        source="Basic Law of Germany, Article 79 (2); 1 means never",
        amended_by="facilitator",
        off_word="never",
    ),
    _choice("agenda_method", "How a crowded agenda is filled", _methods(AGENDA_METHODS), 1),
    _choice("method", "How motions are decided", _methods(MOTION_METHODS)),
    *market_dials(),
)

CARD = {
    "assumes": (
        "Licences can be told apart from ownership; unless the dial “overcut” says otherwise, lots bind "
        "physically and nobody needs to watch; bids are sealed; the "
        "market clears goods, labour, inputs and carbon permits at once (a strong institution: with the "
        "dial “clearing” at Posted sellers post prices instead, and shortages are felt)."
    ),
    "leaves out": (
        "Presidency and guardian party, unions, the Commons bank and with it all credit, trade, and the "
        "struggle over the road from another system to this one: a change takes a vote or the agenda, is "
        "done in one step, and costs nothing."
    ),
    "kind": (
        "Fees are always computed right; carbon permits clear at one price with all else, so no site is "
        "caught without permits that it can pay for; nobody lobbies or hides an emission. A harvest beyond "
        "lots shows in the stock, whose harvest everybody knows to the unit, so courts need only ask who "
        "it was; jurors judge apart from one another, serve without pay and cannot be bribed; the court's "
        "bound on caps is right."
    ),
    "unkind": (
        "Licensees cannot invest on their own account, terms are short, and what a licensee's people pay "
        "for research stays with the site. Whoever complains pays for what all gain by. A fine comes a round "
        "after the breach, and none after the last round."
    ),
    "defender": (
        "Markets are not capitalism: with the Commons as owner, scarcity pays a dividend to all, and a "
        "democratic cap, not a price alone, decides what nature must bear."
    ),
    "ours": (
        "Auction rules, terms, reserve, advance, threshold, dividend, renewal and basics rules, carbon cap "
        "and permits, income levy, how motions are seconded and counted, recall; who may complain, how "
        "juries are drawn and err, sanctions, how licences are renewed and passed on: the source names the "
        "institutions and leaves their rules and numbers open."
    ),
    "sources": (
        "John Landon, redfortyeight.com (2019-01-22) and Two Manifestos (2016); Craig Collins, "
        "CounterPunch (2019-02-01); Posner and Weyl, Radical Markets (2018); Peter Barnes, Capitalism 3.0; "
        "Barrage and Nordhaus (2024) for the climate; Kantorovich (1939) for the plan; "
        "Condorcet (1785) for juries; Ostrom (1990) for graduated sanctions; Koopman (1956) for inspections."
    ),
}
