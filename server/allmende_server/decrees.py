"""What a host's order of another system means: which act it is, with all its dials."""

from __future__ import annotations

from difflib import get_close_matches

import msgspec

from allmende_protocol.messages import ChangeSystem
from allmende_rules.acts import settled
from allmende_rules.answers import refuse
from allmende_rules.game import Game
from allmende_rules.refusals import Refused
from allmende_rules.scenario import Act
from allmende_rules.systems import registry


def wanted(game: Game, order: ChangeSystem) -> Act | None:
    """The act that is ordered; None if the system in force, as it is, is to go on after all.

    Raises Refused for an unknown system, preset or dial, and for a dial out of its range.
    """
    system = order.system.strip().casefold()
    if system not in registry.SYSTEMS:
        raise _unknown(order.system)
    if system == game.system.id and not (order.presets or order.dials):
        return None
    left = max(1, game.header.rounds - game.world.round)
    act = Act(system=system, rounds=left, presets=order.presets, dials=order.dials)
    try:
        whole = settled(game.header.scenario, act)
    except (LookupError, ValueError) as error:
        raise refuse("not_an_option", "{reason}", reason=str(error)) from error
    return msgspec.structs.replace(whole, presets=order.presets)


def _unknown(found: str) -> Refused:
    systems = registry.SYSTEMS
    near = get_close_matches(found.casefold(), systems, n=1)
    text = "There is no system {found}; there are {allowed}."
    facts = {"found": found, "allowed": ", ".join(systems)}
    if near:
        text, facts = text + " Did you mean {nearest}?", {**facts, "nearest": near[0]}
    return refuse("not_an_option", text, **facts)
