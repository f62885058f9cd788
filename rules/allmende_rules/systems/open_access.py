"""Open access: no rules over a commons. Whoever has machines harvests what his effort yields.

Goods and labour clear in a market; the stock has no cap, fee or licence (Gordon 1954, Hardin 1968).
What one user leaves, another may take: restraint is each user's own affair.
"""

from __future__ import annotations

from dataclasses import replace

from allmende_rules.cards.open_access import CARD
from allmende_rules.chance import Chance
from allmende_rules.events import Event
from allmende_rules.phases.entering import tell_owners
from allmende_rules.phases.market.clearing import clear_market
from allmende_rules.phases.market.dials import market_dials
from allmende_rules.phases.market.effort import (
    ask_effort,
    choose_effort,
    effort_limits,
    preview_effort,
)
from allmende_rules.phases.market.private import ask_owners, owners_terms, preview_owners
from allmende_rules.phases.nature import NATURE
from allmende_rules.phases.observe import OBSERVE
from allmende_rules.phases.physical import EXECUTE, SETTLE
from allmende_rules.phases.report import REPORT
from allmende_rules.system import Phase, Replies, System
from allmende_rules.world import World


def titles(world: World) -> list[Event]:
    """Whoever lives off an enterprise owns it; there are no other titles to write."""
    return tell_owners(world)


def allocate(world: World, replies: Replies, _chance: Chance) -> list[Event]:
    """The market clears; harvesters sell at most what their effort brings in."""
    terms = replace(owners_terms(world, replies), limits=effort_limits(world))
    return clear_market(world, replies, terms)


OPEN_ACCESS = System(
    id="open_access",
    name="Open access",
    summary="Nobody owns the commons and no rule limits its use.",
    roles={"licensee": "User", "member": "Villager", "planner": "Villager"},
    open=titles,
    dials=market_dials(),
    card=CARD,
    phases=(
        OBSERVE,
        Phase(
            "effort",
            "Going out",
            resolve=choose_effort,
            ask=ask_effort,
            preview=preview_effort,
            help="Users of the commons choose how hard they harvest. All efforts count at once.",
        ),
        Phase(
            "allocate",
            "Market",
            resolve=allocate,
            ask=ask_owners,
            preview=preview_owners,
            help="Enterprises say what they offer and ask; households say what they spend and work.",
        ),
        EXECUTE,
        SETTLE,
        NATURE,
        REPORT,
    ),
)
