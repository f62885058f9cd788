"""The bots that can take a seat, by name."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from allmende_bots.cautious import CAUTIOUS
from allmende_bots.conditional import CONDITIONAL
from allmende_bots.constituency import CONSTITUENCY
from allmende_bots.cooperative import COOPERATIVE
from allmende_bots.greedy import GREEDY
from allmende_bots.mind import Bot
from allmende_bots.zero_intelligence import ZERO_INTELLIGENCE

_ALL = (CAUTIOUS, GREEDY, COOPERATIVE, CONDITIONAL, CONSTITUENCY, ZERO_INTELLIGENCE)
BOTS: Mapping[str, Bot] = {bot.id: bot for bot in _ALL}


def find_bot(name: str) -> Bot:
    """The bot of that name. Raises LookupError with a sentence and the nearest name."""
    if name in BOTS:
        return BOTS[name]
    near = get_close_matches(name, BOTS, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise LookupError(f"There is no bot “{name}”; there are {', '.join(BOTS)}.{hint}")
