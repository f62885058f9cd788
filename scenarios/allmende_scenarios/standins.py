"""Stand-in law: what answers for a seat that is silent, by role, as the scenario publishes it."""

from __future__ import annotations

from collections.abc import Mapping

from allmende_rules.scenario import Scenario
from allmende_scenarios.errors import listed, nearest

DEFAULT = "default"
"""The law of each role for which a scenario names no other."""


def law(scenario: Scenario, seat: str) -> str:
    """The law that holds for a seat: DEFAULT, or the name of the bot that answers from its view.

    Raises LookupError with a sentence if the scenario has no such seat.
    """
    roles = {one.id: one.role for one in scenario.land.seats}
    if seat not in roles:
        hint = nearest(seat, roles)
        raise LookupError(f"There is no seat “{seat}”; there are {listed(roles)}.{hint}")
    return scenario.standins.get(roles[seat], DEFAULT)


def describe_law(name: str, bots: Mapping[str, str]) -> str:
    """A law in plain words. `bots` holds the rule of each bot, a sentence, by the bot's name.

    Raises KeyError if the law is a bot that is not among them.
    """
    if name == DEFAULT:
        return (
            "If nobody answers for a seat in time, what its questions propose counts as its answer."
        )
    return (
        "If nobody answers for a seat in time, a bot does, from what the seat can see. "
        f"Its rule: “{bots[name]}”"
    )
