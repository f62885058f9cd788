"""A congress in its third round: motions on the floor, a law, and votes of the past, as rules state them."""

from __future__ import annotations

from msgspec import structs

from allmende_protocol import messages as m
from allmende_rules.events import plain
from allmende_rules.mechanisms.voting.counting import Cast
from allmende_rules.mechanisms.voting.registry import METHODS
from allmende_rules.motion_facts import Amendment, Count, Past, Tabled
from allmende_rules.outlook import Foresight, Outlook, Span
from allmende_rules.phases.assembly.floor import MOTION_METHODS
from allmende_rules.questions import DialRange, Motion
from tests.client import valley
from tests.client.valley import MICRO

DIALS = (
    m.DialInfo("term", "Term of a licence", "rounds", 1, 12, whole=True, lawful=(1, 12)),
    m.DialInfo("dividend", "Dividend's part", "share", 0, 1, lawful=(0.1, 0.9)),
    m.DialInfo("seconds", "Members who must second", "members", 0, 5, whole=True),
    m.DialInfo(
        "method",
        "How motions are decided",
        "choice",
        0,
        6,
        tuple(METHODS[name].name for name in MOTION_METHODS),
        whole=True,
    ),
    m.DialInfo("harvest_tax", "Harvest tax", "money", 0, 9, amended_by="facilitator"),
)
WELCOME = structs.replace(valley.WELCOME, dials=DIALS)

FLOOR = (
    Tabled(
        dial="dividend",
        label="Dividend's part",
        now=500_000,
        now_text="50 %",
        value=800_000,
        text="80 %",
        by="ben",
        seconds=("ada",),
        amendments=(Amendment(600_000, "60 %", ("ada",)),),
    ),
)
TERM = Tabled(
    dial="term",
    label="Term of a licence",
    now=4 * MICRO,
    now_text="4 rounds",
    value=6 * MICRO,
    text="6 rounds",
    by="ben",
    seconds=("ada",),
    amendments=(Amendment(5 * MICRO, "5 rounds", ("ada",)),),
)
KEEP = {"keep": "Keep 4 rounds", "motion": "6 rounds", "amendment_1": "5 rounds"}
RANKINGS = (
    Cast(("motion", "amendment_1", "keep"), 3),
    Cast(("keep", "amendment_1", "motion"), 2),
    Cast(("amendment_1", "motion", "keep"), 1),
)
VOTE = Count.of("instant_runoff", KEEP, METHODS["instant_runoff"].count(list(KEEP), RANKINGS), 6, 1)
PASSED = Past("1.term", 1, TERM, "passed", adopted=6 * MICRO, text="6 rounds", vote=VOTE)
FELL = Past("2.dividend", 2, structs.replace(FLOOR[0], seconds=(), amendments=()), "unseconded")
LAW = {
    "id": "1.term",
    "dial": "term",
    "label": "Term of a licence",
    "text": "6 rounds",
    "value": 6 * MICRO,
    "before": 4 * MICRO,
    "by": "ben",
    "round": 1,
    "count": plain(VOTE),
}
TABLE = Motion(
    id="motion",
    topic="motion",
    about="assembly",
    title="Table a motion",
    help="Propose to change a rule.",
    dials=(DialRange("dividend", "Dividend's part", 100_000, 900_000, 500_000, "share"),),
    required=False,
)


def sitting(done: int = 2) -> m.State:
    """What everybody sees while the floor is debated."""
    told = valley.state(done)
    public = {
        **told.public,
        "ben": {"role": "member"},
        "south": {"role": "member"},
        "dials": {"term": 6.0, "dividend": 0.5, "seconds": 1.0, "method": 2.0, "harvest_tax": 0.0},
        "motions": {"floor": plain(FLOOR)},
        "laws": {"in_force": [LAW], "history": [plain(PASSED), plain(FELL)]},
    }
    return structs.replace(told, public=public)


def foresight(value: int = 800_000) -> Foresight:
    """What a higher dividend would bring: some ranges move, one does not."""
    return Foresight(
        dial="dividend",
        now=500_000,
        value=value,
        begins=3,
        ends=3,
        seeds=24,
        outlooks=(
            Outlook("gini", Span(0.1, 0.2), Span(0.08, 0.19), Span(-0.02, -0.004)),
            Outlook("stock.forest", Span(0.52, 0.61), Span(0.52, 0.6), Span(-0.01, 0.02)),
            Outlook("needs_met", Span(1.0, 1.0), Span(1.0, 1.0), Span(0.0, 0.0)),
        ),
    )
