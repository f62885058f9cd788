"""Who plays which seat, from a list as people type it: "ada=greedy,rest=cooperative"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from allmende_bots.mind import Bot
from allmende_bots.registry import find_bot
from allmende_rules.opening import HOUSE
from allmende_rules.scenario import Scenario

DEFAULT_BOT = "cautious"
"""Plays the house, and each seat for which neither the list nor the scenario names a bot."""
REST = "rest"
Names = Mapping[str, str]
"""Bots by seat; REST stands for all seats that are not named."""


def parse_bots(text: str, seats: Sequence[str]) -> dict[str, str]:
    """The bots of a list: one name for all seats, or seat=name pairs, with rest and house as seats.

    Raises LookupError with a sentence for a seat or bot that there is not, ValueError if a seat is
    named twice.
    """
    named: dict[str, str] = {}
    for item in filter(None, (part.strip() for part in text.split(","))):
        left, mark, right = (word.strip() for word in item.partition("="))
        seat, bot = (left, right) if mark else (REST, left)
        _known_seat(seat, (*seats, REST, HOUSE))
        if seat in named:
            raise ValueError(f"The list of bots names {seat} twice.")
        named[seat] = find_bot(bot).id
    return named


def _known_seat(seat: str, allowed: Sequence[str]) -> None:
    if seat not in allowed:
        near = get_close_matches(seat, allowed, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        raise LookupError(f"There is no seat “{seat}”; there are {', '.join(allowed)}.{hint}")


def minds(scenario: Scenario, named: Names) -> dict[str, Bot]:
    """A bot for every seat and the house: as named, else as the scenario says, else the default.

    Raises LookupError with a sentence if one of them does not exist.
    """
    rest = named.get(REST)
    chosen = {
        seat.id: named.get(seat.id) or rest or scenario.bots.get(seat.id, DEFAULT_BOT)
        for seat in scenario.land.seats
    }
    chosen[HOUSE] = named.get(HOUSE, DEFAULT_BOT)
    return {seat: find_bot(name) for seat, name in chosen.items()}
