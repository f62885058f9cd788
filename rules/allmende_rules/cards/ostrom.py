"""The card of the self-governed commons: its dials, its settings, and what speaks for and against it."""

from __future__ import annotations

from allmende_rules.land import Land
from allmende_rules.phases.market.dials import market_dials
from allmende_rules.phases.self_government.group import PRINCIPLES
from allmende_rules.phases.self_government.meeting_votes import MOST_FINE
from allmende_rules.phases.self_government.watch_hours import MOST_WATCH
from allmende_rules.system import Amender, Dial, Preset

OURS = "ours"
OSTROM = "Ostrom (1990), design principle {}"


def _has_stock(land: Land) -> bool:
    return bool(land.resources)


def _principle(number: int, label: str, names: tuple[str, ...], default: int) -> Dial:
    """A principle that holds in one way or another, or (0) not at all."""
    return Dial(
        PRINCIPLES[number - 1],
        label,
        "choice",
        default,
        0,
        len(names) - 1,
        0,
        OSTROM.format(number),
        "facilitator",
        whole=True,
        names=names,
        applies=_has_stock,
    )


ASSUMED = ("inspection_hours", "error", "false_alarm")
"""Dials that say what watching is taken to be like, which no group decides."""


def _dial(  # noqa: PLR0913  # a dial is a row of a table: one argument a column
    id_: str,
    label: str,
    unit: str,
    default: float,
    high: float,
    *,
    off: tuple[float, str] | None,
    source: str = OURS,
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
        whole=unit == "rounds",
        applies=_has_stock,
        assumed=id_ in ASSUMED,
        off_word=word,
    )


DIALS: tuple[Dial, ...] = (
    _dial(
        "boundaries",
        "Part of their reach barred to outsiders",
        "share",
        0.8,
        1,
        off=(0, "no boundaries"),
        source=OSTROM.format(1),
    ),
    _principle(
        2, "How a quota is shared out", ("no quotas", "alike", "as voted, at first by machines"), 2
    ),
    _principle(3, "Who sets the rules", ("a statute from outside", "the meeting of all users"), 1),
    _principle(4, "Who watches the harvest", ("nobody", "the group's monitor"), 1),
    _principle(5, "What follows an offence", ("nothing", "graduated sanctions", "one fine"), 1),
    _principle(6, "Who hears conflicts", ("nobody", "the meeting"), 1),
    _dial(
        "right_to_organise",
        "Chance that authorities recognise the rules",
        "share",
        0.95,
        1,
        off=(0, "never"),
        source=OSTROM.format(7),
    ),
    _principle(8, "Levels of rules", ("one meeting", "users within a federation"), 1),
    Dial(
        "talk",
        "Pledges before the harvest",
        "choice",
        1,
        0,
        1,
        0,
        "Ostrom, Walker and Gardner (1992)",
        "facilitator",
        whole=True,
        names=("none", "heard by all"),
        applies=_has_stock,
    ),
    _dial(
        "statutory_quota",
        "Statutory quota, as a part of expected growth",
        "share",
        0.9,
        2,
        off=None,
    ),
    _dial(
        "by_machines",
        "Part of a quota that goes by machines",
        "share",
        1,
        1,
        off=(0, "none: all sites alike"),
        amended_by="ballot",
    ),
    _dial(
        "watch",
        "Inspections of each site in a round",
        "inspections",
        1,
        MOST_WATCH,
        off=(0, "nobody watches"),
        amended_by="ballot",
    ),
    _dial("inspection_hours", "Hours that an inspection takes", "hours", 0.1, 1, off=(0, "none")),
    _dial("error", "Greatest error of a measurement", "share", 0.1, 0.5, off=(0, "no error")),
    _dial("tolerance", "Excess that is let pass", "share", 0.05, 0.5, off=(0, "none")),
    _dial(
        "false_alarm",
        "Chance of a false accusation when inspected",
        "share",
        0.02,
        0.5,
        off=(0, "none"),
    ),
    _dial(
        "fine",
        "Small fine, in times the worth of an offence",
        "times",
        1,
        MOST_FINE,
        off=(0, "no fine"),
        amended_by="ballot",
    ),
    _dial(
        "memory",
        "Rounds for which an offence is remembered",
        "rounds",
        3,
        12,
        off=(0, "none"),
    ),
    _dial(
        "delay",
        "Rounds from a finding that stands to its sanction",
        "rounds",
        0,
        4,
        off=(0, "none: at once"),
    ),
    *market_dials(),
)

PRINCIPLES_OFF = {**dict.fromkeys(PRINCIPLES, 0.0), "talk": 0.0}

PRESETS = (
    Preset(
        "charitable",
        "Charitable",
        "setting",
        "All principles hold, outsiders stay out, and a watch that hardly errs costs next to nothing.",
        {
            "boundaries": 1,
            "right_to_organise": 1,
            "watch": 2,
            "inspection_hours": 0.02,
            "error": 0.02,
            "false_alarm": 0,
            "fine": 2,
        },
    ),
    Preset(
        "hostile",
        "Hostile",
        "setting",
        "Outsiders come and go, the watch is thin and errs, sanctions are small and come late.",
        {
            "boundaries": 0.1,
            "right_to_organise": 0.7,
            "watch": 0.2,
            "inspection_hours": 0.5,
            "error": 0.3,
            "false_alarm": 0.1,
            "fine": 0.5,
            "delay": 2,
        },
    ),
    Preset(
        "principles_off",
        "No principle holds",
        "variant",
        "No rule and no talk: open access.",
        PRINCIPLES_OFF,
    ),
    Preset(
        "talk_alone",
        "Talk alone",
        "variant",
        "Users say what they will take; no rule binds them.",
        {**PRINCIPLES_OFF, "talk": 1.0},
    ),
    Preset(
        "watch_alone",
        "Watched, not sanctioned",
        "variant",
        "Quotas are set and watched, and nothing follows an offence.",
        {"sanctions": 0},
    ),
)

CARD = {
    "assumes": (
        "Users can meet, count what a stock will bear, and watch one another at the cost of some hours. "
        "Fines are owed like any other bill and reach the fund. Whoever sits at the table belongs to the "
        "group; what the house runs are outsiders, whom a fence keeps from a part of what they could "
        "take. All else is bought and sold in one market, and machines are private."
    ),
    "what each seat knows": (
        "All see stocks, quotas, pledges, votes, findings, offences and fines. Only the monitor knows "
        "beforehand where the watch will look. Landings of every site are public after work, as in all "
        "systems here; a sanction needs a finding of the monitor all the same."
    ),
    "leaves out": (
        "Kinship, shame, praise and the long memory of neighbours, which enforce most real rules; entry "
        "of new members; bribes to the monitor; the sky, which is beyond the group's reach."
    ),
    "kind": (
        "The stock is seen exactly; fines are always collected while there is money; a hearing has the "
        "true landings before it; an excluded member is kept out as well as any outsider."
    ),
    "unkind": (
        "The monitor is one seat, and finds by chance what neighbours would see every day. Restraint out "
        "of habit or esteem comes only from who plays. A fine is decided at the next meeting, so "
        "what is taken in the last round goes free. Those who are kept out lose their trade."
    ),
    "defender": (
        "Neither market nor state: people who live off a lake for generations write rules that fit it, watch "
        "each other while they work, and punish a first slip with a word. Where they may make their own "
        "rules commons have lasted for centuries; where rules came from the capital they fell apart."
    ),
    "ours": (
        "All numbers; random search by the monitor; quotas as the rule of appropriation; the ladder of "
        "warning, fine, threefold fine and a round's exclusion; dues in proportion to quotas; nesting as the "
        "lower of two medians; recognition drawn anew each round."
    ),
    "sources": (
        "Elinor Ostrom, Governing the Commons (1990); Ostrom, Gardner and Walker, Rules, Games, and "
        "Common-Pool Resources (1994); Ostrom, Walker and Gardner, Covenants With and Without a Sword, "
        "APSR 86 (1992); Cason and Gangadharan (2016), where swords alone do not help; Koopman, The "
        "Theory of Search (1956)."
    ),
}
