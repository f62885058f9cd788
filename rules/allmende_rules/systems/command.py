"""Soviet-type command: the state owns all sites, and a plan made from reports sets everybody's targets.

Directors report what they can make and what it takes; the planner balances reports with ends in a few
passes and asks for more than they promise. Bonuses follow reports, prices stand on a list, losses are
covered, and what people want beyond what there is stays in the queue (Kornai 1980; ECONOMICS B2).
"""

from __future__ import annotations

from allmende_rules.cards.command import CARD, DIALS
from allmende_rules.cards.command_presets import PRESETS
from allmende_rules.events import Event, Stated
from allmende_rules.phases.assembly.office import open_offices
from allmende_rules.phases.command.accounts import close_books
from allmende_rules.phases.command.facts import MINISTRY, OWNED, STATE, TREASURY
from allmende_rules.phases.command.orders import ask_people, hand_out
from allmende_rules.phases.command.plan import announce
from allmende_rules.phases.command.planner import ask_plan
from allmende_rules.phases.command.previews import preview_people, preview_plan, preview_reports
from allmende_rules.phases.command.prices import balanced_wage, list_prices
from allmende_rules.phases.command.reports import ask_reports, take_reports
from allmende_rules.phases.leaving import to_everyone
from allmende_rules.phases.nature import NATURE
from allmende_rules.phases.observe import OBSERVE
from allmende_rules.phases.physical import EXECUTE, SETTLE
from allmende_rules.phases.report import REPORT
from allmende_rules.system import Phase, System
from allmende_rules.world import TABLE, World, fold


def nationalise(world: World) -> list[Event]:
    """Every site is the state's, and whoever runs one directs it; the budget opens empty, in sight of all."""
    listed = list_prices(world)
    return [
        *listed,
        *(Stated("all", site.id, {"sector": OWNED}) for site in world.land.enterprises),
        *open_offices(world),
        Stated("all", STATE, {"debt": 0, "line": 0, "machines": 0}),
        Stated("all", TABLE, {"open_books": [STATE]}),
        *balanced_wage(fold(world, listed)),
    ]


def dissolve(world: World) -> list[Event]:
    """The budget goes to all people, the same a head; the state's debt to its own bank is cancelled."""
    return to_everyone(world, (STATE, MINISTRY, TREASURY), "the budget is shared out")


COMMAND = System(
    id="command",
    name="Command economy",
    summary="The state owns all sites, and a plan made from their reports sets every target.",
    roles={
        "licensee": "Enterprise director",
        "member": "Delegate and consumer",
        "planner": "Gosplan planner",
    },
    open=nationalise,
    leave=dissolve,
    dials=DIALS,
    presets=PRESETS,
    mints=True,
    card=CARD,
    phases=(
        OBSERVE,
        Phase(
            "reports",
            "Reports",
            resolve=take_reports,
            ask=ask_reports,
            preview=preview_reports,
            help="Directors report what they made, can make, and need; delegates say what people want.",
        ),
        Phase(
            "plan",
            "Plan",
            resolve=announce,
            ask=ask_plan,
            preview=preview_plan,
            help="The planner balances the reports, and sets targets for everyone.",
            cause="rule",
        ),
        Phase(
            "allocate",
            "Shops and jobs",
            resolve=hand_out,
            ask=ask_people,
            preview=preview_people,
            help="Hours and inputs are handed out by the plan; people buy at list prices what there is.",
        ),
        EXECUTE,
        SETTLE,
        Phase(
            "accounts",
            "Accounts",
            resolve=close_books,
            help="The state takes profits, covers losses, inspects norms, and shares out what is left.",
        ),
        NATURE,
        REPORT,
    ),
)
