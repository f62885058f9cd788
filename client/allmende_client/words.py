"""The one place where the clients' sentences become translatable, and the words they share.

Sentences are templates: translate first, then fill in, as in `_("{seats} seats").format(seats=3)`.
"""

from __future__ import annotations

import gettext

_ = gettext.translation("allmende", fallback=True).gettext

INDICATORS = {
    "stock": _("stock of {name}"),
    "price": _("price of {name}"),
    "wage": _("wage"),
    "output": _("output of {name}"),
    "consumption": _("consumption of {name}"),
    "idle_hours": _("idle hours at {name}"),
    "needs_met": _("needs met"),
    "gini": _("Gini of consumption"),
    "capital": _("machines beside the opening"),
    "dividend": _("citizens' dividend"),
    "unemployment": _("unemployment"),
    "income": _("income"),
    "profit": _("profit of {name}"),
    "fees": _("fees of {name}"),
    "capacity": _("capacity of {name}"),
    "machines": _("machines for {name}"),
    "dial": _("rule “{name}”"),
    "basics": _("basics of {name} delivered"),
    "sites": _("sites that you run"),
    "money_of_households": _("money held by households"),
    "cash": _("cash"),
    "wages": _("wages"),
    "harvest": _("harvest of {name}"),
    "cap": _("cap on {name}"),
    "permit": _("value of a lot of {name}"),
    "renewal": _("renewal of machines"),
    "welfare": _("welfare"),
    "temperature": _("degrees of warming"),
    "emissions": _("emissions of {name}"),
    "productivity": _("productivity of {name}"),
    "palma": _("Palma ratio of consumption"),
    "shortage": _("orders that could not be filled"),
    "idle": _("hired hours that found no work"),
    "waste": _("goods spoiled unsold"),
    "investment": _("share of new machines in spending"),
    "queue": _("demand for {name} left unserved"),
    "unsold": _("{name} left unsold"),
    "queue_hours": _("hours a head in queues"),
    "watched": _("watch on {name}"),
    "overharvest": _("harvest beyond quotas"),
    "overturned": _("findings overturned"),
    "doubted": _("votes that doubt a finding"),
    "expected_fine": _("what an offence costs on average"),
    "fines": _("fines"),
    "quota": _("quota of {name}"),
    "target": _("what the plan asks of {name}"),
    "reported": _("what {name} reported"),
    "bonus": _("bonus of {name}"),
    "bonuses": _("bonuses"),
    "wishes": _("share of {name} that delegates wish for"),
    "recalls": _("planners recalled"),
    "state_debt": _("debt of the state"),
}
"""How an indicator reads; {name} is what stands behind its dot."""

ALONE = {
    "consumption": _("consumption"),
    "profit": _("profit"),
    "output": _("output"),
    "harvest": _("harvest"),
    "fees": _("fees"),
    "capacity": _("capacity"),
    "emissions": _("emissions"),
    "basics": _("basics delivered"),
    "watched": _("chance to be seen by the watch"),
    "wishes": _("delegates' wishes"),
}
"""How an indicator reads when it is about nothing in particular, or about everything."""

PERCENTAGES = frozenset(
    {
        "stock",
        "needs_met",
        "capital",
        "unemployment",
        "basics",
        "money_of_households",
        "shortage",
        "idle",
        "waste",
        "investment",
        "doubted",
        "overharvest",
        "queue",
        "unsold",
        "watched",
        "wishes",
    }
)
"""Indicators that are shares of one, shown in percent."""

STATES = {
    "decided": ("●", _("decided")),
    "deciding": ("◌", _("thinking")),
    "away": ("○", _("away, a stand-in answers")),
    "waiting": ("·", _("nothing to decide")),
    "here": ("●", _("here")),
}
"""How a person's state is drawn, with the word that says the same."""

UNSENT = _("Not sent yet: it is sent as soon as the host answers.")
"""What is said of answers that wait for the connection."""

BOT_MARK = "◆"
UP, DOWN, SAME = "▲", "▼", "="

NEEDED_WIDTH, NEEDED_HEIGHT = 72, 20
"""The smallest terminal in which the table can be played."""
