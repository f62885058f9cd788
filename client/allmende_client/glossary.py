"""The words of the game, as the glossary page and the plain dialogue explain them."""

from __future__ import annotations

from allmende_client import matters
from allmende_client.model import Model
from allmende_client.words import _
from allmende_rules.mechanisms.voting import registry

WORDS = (
    (_("table"), _("one running game")),
    (_("seat"), _("a place at the table, held by a person, a bot or nobody")),
    (
        _("role"),
        _("what a seat does: each system gives licensee, member and planner a title of its own"),
    ),
    (_("round"), _("some years in the game's world; a round has phases, a phase asks questions")),
    (_("question"), _("what a phase asks you; your answer, and everybody's, becomes what happens")),
    (_("standing answer"), _("an answer kept from last round that holds until you change it")),
    (_("stand-in"), _("what answers for an absent person, by a published rule")),
    (
        _("mandate"),
        _("what a seat is asked to care about; nobody wins, each mandate is met or not"),
    ),
    (_("commons"), _("what belongs to all: stocks of nature, and under some systems the machines")),
    (_("cap"), _("the most that may be taken from a stock in a round")),
    (_("lot"), _("a right to take one unit from a stock this round")),
    (_("licence"), _("the right to run one site for some rounds, let by the Commons at auction")),
    (_("rent"), _("what the Commons takes in for what belongs to all: licences, lots, permits")),
    (_("renewal"), _("the part of the rent that replaces worn machines of the Commons")),
    (
        _("user"),
        _("who runs a site that takes from a stock; others live off the same land and do not"),
    ),
    (
        _("outsider"),
        _("who takes from a stock and does not belong to the group: no vote, no quota, no watch"),
    ),
    (
        _("quota"),
        _(
            "what members may take from a stock in a round, together or each site; it binds nobody by itself"
        ),
    ),
    (_("pledge"), _("what a user says beforehand it will take; all hear it, and nothing binds it")),
    (_("monitor"), _("who inspects sites for the group, and tells all what was seen")),
    (_("finding"), _("that the monitor measured more than a quota; the meeting may overturn it")),
    (
        _("sanction"),
        _("what follows a finding that stands: a warning, a fine, a larger one, a round shut out"),
    ),
    (_("queue"), _("what people wanted at the price, could pay for, and did not get")),
    (_("permit"), _("the right to emit one unit under a carbon cap")),
    (_("abatement"), _("working cleaner: less is emitted, for more labour and goods a unit")),
    (_("dial"), _("a rule of the system: a number within bounds, or one of some names")),
    (_("motion"), _("a proposal to change a dial, or who plans")),
    (
        _("second"),
        _("another member's word that a motion should be voted on; without enough it falls"),
    ),
    (_("amendment"), _("another value for a motion; it stands on the same ballot")),
    (_("agenda"), _("the motions that are voted on in a round; it holds only so many")),
    (_("law"), _("what a motion has put into force; it holds until it is repealed")),
    (_("ledger"), _("the double-entry book: whatever one account loses another gains")),
    (_("needs"), _("what a person must have of each good; unmet needs are counted in people")),
    (_("basics"), _("what everyone gets free of price, by a plan of the planned sector")),
    (_("target"), _("the part of a need that the planner wants covered by the basics")),
    (_("plan"), _("how far targets can be met, from what plants report and what money there is")),
    (_("Gini"), _("0 when all consume alike, near 1 when one person has everything")),
)


METHODS = tuple((method.name, method.account) for method in registry.METHODS.values())
"""The voting methods, each with how it counts."""


def roles(model: Model) -> list[tuple[str, str]]:
    """Who sits where: the seat's name, its role and what it is asked to care about."""
    seats = model.welcome.land.seats if model.welcome else ()
    titles = {seat.seat: seat.role for seat in model.seats}
    return [
        (f"{seat.name}, {titles.get(seat.id, seat.role)}", seat.mandate.text)
        for seat in seats
        if seat.id in titles
    ]


def system(model: Model) -> list[tuple[str, str]]:
    """The system in force in its own words, and what set its rules together when it began."""
    if model.welcome is None:
        return []
    presets = ((one.name, one.summary) for one in model.welcome.presets)
    return [(model.welcome.system_name, model.welcome.system_summary), *presets]


def dials(model: Model) -> list[tuple[str, str]]:
    """Each dial of the system in force: its name, what it may be, its value, and who may change it."""
    return [
        (rule.label, f"{matters.reach(model, rule)}; {amender}")
        for rule, amender in matters.rules(model)
    ]
