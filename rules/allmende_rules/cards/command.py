"""The card of the command economy: its dials, and what speaks for and against it."""

from __future__ import annotations

from allmende_rules.land import Land
from allmende_rules.system import Dial

OURS = "ours"
PADDING = "padding"
ASSUMED = (PADDING, "audit_hours")
"""Dials that say what people and inspection are taken to be like, which nobody decrees."""
KORNAI = "Kornai (1980), Economics of Shortage"


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
        "facilitator",
        whole=unit == "passes",
        assumed=id_ in ASSUMED,
        off_word=word,
    )


def _choice(
    id_: str, label: str, names: tuple[str, ...], default: int, *, off: float | None, source: str
) -> Dial:
    """A dial that is a choice between names."""
    return Dial(
        id_,
        label,
        "choice",
        default,
        0,
        len(names) - 1,
        off,
        source,
        "facilitator",
        whole=True,
        names=names,
        assumed=id_ in ASSUMED,
    )


def _has_stock(land: Land) -> bool:
    return bool(land.resources)


DIALS: tuple[Dial, ...] = (
    _dial(
        "tautness",
        "Targets before the ratchet, of what reported hours would make",
        "times",
        1.1,
        1,
        1.3,
        off=(1, "no more than these"),
        source="Hunter (1961), Optimum tautness in developmental planning",
    ),
    _dial(
        "passes",
        "Passes of the material balance",
        "passes",
        3,
        0,
        60,
        off=(60, "as many as it takes"),
        source="Montias (1959), Levine (1959)",
    ),
    _choice(
        PADDING,
        "Reports may differ from truth",
        ("no", "yes"),
        1,
        off=0,
        source="Berliner (1957), Factory and Manager in the USSR",
    ),
    _dial("audit_rate", "Sites inspected in a round", "share", 0.2, 0, 1),
    _dial("audit_hours", "Hours that an inspection takes", "hours", 0.1, 0, 1, off=(0, "none")),
    _dial("penalty", "Fine for a lie found, in wage funds", "times", 1, 0, 10),
    _choice(
        "bonus_scheme",
        "Bonus of directors",
        ("none", "for targets", "truthful"),
        1,
        off=0,
        source="Berliner (1957); Weitzman (1976), The new Soviet incentive model",
    ),
    _dial(
        "bonus",
        "Bonus for a target met, of the wage fund",
        "share",
        0.08,
        0,
        0.5,
        off=(0, "no bonus"),
    ),
    _dial(
        "bonus_slope",
        "Bonus a unit beyond the target, less below",
        "share",
        0.3,
        0,
        2,
        off=(0, "none"),
    ),
    _dial(
        "ratchet",
        "Targets follow what was achieved by",
        "share",
        0.5,
        0,
        1,
        off=(0, "nothing"),
        source="Weitzman (1980), The ratchet principle and performance incentives",
    ),
    _dial(
        "ratchet_drift",
        "Targets rise each round by",
        "share",
        0.02,
        0,
        0.2,
        off=(0, "nothing"),
    ),
    _dial(
        "soft_budget",
        "Chance that the state covers a site's loss",
        "share",
        1,
        0,
        1,
        off=(0, "none"),
        source="Kornai (1979), Resource-constrained versus demand-constrained systems",
    ),
    _dial(
        "claims",
        "How far machines follow claims",
        "share",
        0.5,
        0,
        1,
        off=(0, "not at all"),
        source="Kornai (1980) on investment hunger; the rule is ours",
    ),
    _choice(
        "priority",
        "Who is served first",
        ("people and machines alike", "machines"),
        1,
        off=None,
        source=KORNAI,
    ),
    _dial(
        "price_adjustment",
        "List prices answer queues by",
        "share",
        0,
        0,
        1,
        source="Holzman (1955), Soviet Taxation, on the turnover tax; the rule is ours",
    ),
    _choice(
        "ends_by",
        "Who sets what is made for people",
        ("the planner", "delegates, by the median"),
        0,
        off=None,
        source=OURS,
    ),
    _choice("recall", "Delegates may recall the planner", ("no", "yes"), 0, off=None, source=OURS),
    _dial(
        "benefits",
        "Part of the state's surplus paid to everyone",
        "share",
        1,
        0,
        1,
        source="McAuley (1979) on social consumption funds; the rule is ours",
    ),
    Dial(
        "harvest_norm",
        "Planned harvest at most, of expected growth",
        "share",
        1,
        0,
        4,
        None,
        OURS,
        "facilitator",
        applies=_has_stock,
    ),
)

CARD = {
    "assumes": (
        "The state owns every site and sets one list of prices and one wage. A plan is made once a round "
        "from what sites report; directors are paid by what they report, and inspectors find some of what "
        "is made up. Losses are paid by the budget, and the state's bank issues what the budget lacks and "
        "takes back what it can."
    ),
    "each seat knows": (
        "A director knows what an hour at its site makes, and what its machines and hours were. The "
        "planner knows reports, list prices, queues and machines, and no site's truth. Delegates know their "
        "people's wants. All know the targets, the rules of the bonus and how many sites are inspected."
    ),
    "leaves out": (
        "Ministries and the party between planner and site, blat and the second economy, storming within a "
        "round, quality, foreign trade, war, repression, and hoarding of inputs: only labour is hoarded."
    ),
    "kind": (
        "People are free to choose goods, jobs and hours, no plan arrives late, nobody trades on the side, "
        "inspectors cannot be bribed and accuse nobody falsely, a fined director is only fined, and the "
        "budget's surplus goes to all alike."
    ),
    "unkind": (
        "Planners get a few passes and no computer, cannot count what lies in warehouses, and know no more "
        "of sites than these say; a network of real planners knew people, and bargained with them. Outputs "
        "and machines are in sight of all at the table, so a made-up output shows, though the bonus goes by "
        "the paper."
    ),
    "defender": (
        "A plan can decide what an economy is for: it built industry, schools and clinics within a lifetime "
        "and kept everyone in work. Chronic shortage is a matter of wrong prices and of defence, not of "
        "planning (Portes); give directors a truthful bonus and delegates the ends, and the plan remains."
    ),
    "ours": (
        "Sizes of bonus, fine and inspection, the hours that inspecting takes, the pressure by which the "
        "ratchet works, the share of the surplus paid out, how turnover tax answers queues and that sites "
        "pay it too, what the plan makes for people if nobody decides, the rate at which stocks may be "
        "harvested, how delegates' wishes are put together, recall."
    ),
    "sources": (
        "Joseph Berliner, Factory and Manager in the USSR (1957); J. M. Montias (1959) and Herbert Levine "
        "(1959) on balances; Holland Hunter (1961) on tautness; Martin Weitzman (1976, 1980); János Kornai "
        "(1979), Economics of Shortage (1980); Franklyn Holzman, Soviet Taxation (1955) and Abram Bergson "
        "(1964) on retail prices; Yingyi Qian (1994); Mark Harrison, Forging Success (2011); "
        "Richard Portes and David Winter (1980), and Robin Hahnel, for the other side."
    ),
}
