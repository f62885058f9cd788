"""The words of the game: what each means, and where it is at home."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from allmende_client.words import _

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
    (
        _("dividend"),
        _(
            "what the Commons, or the treasury, pays to everyone alike, a head; firms pay theirs on shares"
        ),
    ),
    (
        _("levy"),
        _("a part of wages and dividends above a free amount, taken and paid out to all alike"),
    ),
    (
        _("production plan"),
        _(
            "what each site is to make, worked out from what directors report and what is wished for"
        ),
    ),
    (
        _("target of a site"),
        _("what the plan asks of it; the bonus follows from what it reports beside that"),
    ),
    (_("tautness"), _("how much more the plan asks of sites than what they report would make")),
    (_("norm"), _("the labour a unit is said to take: hours are planned, or hired, by it")),
    (
        _("list price"),
        _(
            "the price that the plan sets for a good; it clears no market, so queues may stand before it"
        ),
    ),
    (_("ratchet"), _("that targets rise to what was achieved, so that doing well is asked again")),
    (_("bonus"), _("what a site's people get for its target, out of the state's purse")),
    (_("share"), _("a part of an enterprise: of its profit, and of the say in who runs it")),
    (
        _("dividend on shares"),
        _("the profit of an enterprise, paid out to those who hold its shares"),
    ),
    (
        _("loan"),
        _("money that the bank makes against machines, and that is paid back in instalments"),
    ),
    (_("interest"), _("what a loan costs a round, beside paying it back")),
    (_("treasury"), _("what taxes go to, and what pays them out to everyone alike")),
    (_("lobbying"), _("money spent to move what is voted or enforced")),
    (
        _("bankruptcy"),
        _("that a firm cannot pay what it owes: its machines and its site pass to others"),
    ),
    (_("over-cutting"), _("taking more from a stock than one holds lots for")),
    (
        _("inspection"),
        _("a look at a site by the Commons, which costs hours and may err; it can begin a case"),
    ),
    (_("case"), _("a complaint, or a finding, that a site took too much; a jury decides it")),
    (
        _("juror"),
        _("a seat drawn by lot to judge a case, from the record and from what can be seen"),
    ),
)
"""Each word of the game with its meaning."""

HOMES: Mapping[str, tuple[str, ...]] = {
    "cap": ("cap_share",),
    "lot": ("cap_share",),
    "licence": ("licences",),
    "rent": ("licences",),
    "renewal": ("licences",),
    "user": ("effort",),
    "outsider": ("boundaries",),
    "quota": ("meeting",),
    "pledge": ("pledge",),
    "monitor": ("watch",),
    "finding": ("watch",),
    "sanction": ("watch",),
    "permit": ("carbon_cap",),
    "abatement": ("carbon_cap", "carbon_tax"),
    "motion": ("debate",),
    "second": ("debate",),
    "amendment": ("debate",),
    "agenda": ("debate",),
    "law": ("debate",),
    "basics": ("basics",),
    "target": ("basics",),
    "plan": ("basics",),
    "dividend": ("licences", "regulation"),
    "levy": ("income_levy",),
    "production plan": ("plan",),
    "target of a site": ("plan",),
    "tautness": ("tautness",),
    "norm": ("allocate",),
    "list price": ("plan",),
    "ratchet": ("ratchet",),
    "bonus": ("bonus",),
    "share": ("takeovers",),
    "dividend on shares": ("takeovers",),
    "loan": ("interest",),
    "interest": ("interest",),
    "treasury": ("regulation",),
    "lobbying": ("lobbying",),
    "bankruptcy": ("takeovers",),
    "over-cutting": ("overcut",),
    "inspection": ("inspect",),
    "case": ("jury",),
    "juror": ("jury",),
}
"""The phases and dials of which one must be in force for a word to be used; all else is of any system."""


def spoken(used: Collection[str]) -> list[tuple[str, str]]:
    """The words of a system with these phases and dials, its own before those of any system."""
    own = [one for one in WORDS if any(home in used for home in HOMES.get(one[0], ()))]
    return [*own, *(one for one in WORDS if one[0] not in HOMES)]
