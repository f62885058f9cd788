"""Counter-based chance: each draw is a pure function of (seed, purpose, round, entity).

Philox (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") is keyed by seed and purpose
and counted by round and entity, so that a draw added in one module shifts no other, and the shocks of a
seed are the same under every system. This is the only module that draws.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import numpy as np

WORD = 2**64 - 1


@lru_cache(maxsize=4096)
def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")


class Chance:
    """The draws of one seed. Holds no state between draws: order and number of calls do not matter."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.Philox(key=0)
        self._draws = np.random.Generator(self._bits)
        self._state = (
            self._bits.state
        )  # as it is before any draw, which is what each draw starts from
        self._key, self._counter = self._state["state"]["key"], self._state["state"]["counter"]
        self._key[0] = seed & WORD

    def normal(self, purpose: str, round_: int, entity: str) -> float:
        """A standard normal draw."""
        return self._at(purpose, round_, entity).standard_normal()

    def uniform(self, purpose: str, round_: int, entity: str) -> float:
        """A draw from [0, 1)."""
        return self._at(purpose, round_, entity).random()

    def _at(self, purpose: str, round_: int, entity: str) -> np.random.Generator:
        self._key[1] = _number(purpose)
        self._counter[2], self._counter[3] = round_, _number(entity)
        self._bits.state = self._state
        return self._draws
