"""Motions and laws as everybody may know them: plain facts, for the rules that state and clients that show.

Amounts are micro-units. The rules of an assembly are phases; what stands here needs none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from allmende_rules.mechanisms.voting.counting import Election
from allmende_rules.questions import Effect

if TYPE_CHECKING:
    from allmende_rules.world import World


class Amendment(msgspec.Struct, frozen=True):
    """Another value for a motion's dial (micro-units), how it reads, and the seats that move it."""

    value: int
    text: str
    by: tuple[str, ...]


class Tabled(msgspec.Struct, frozen=True):
    """A motion on the floor: the dial, the value in force and the one proposed (micro-units).

    `now_text` and `text` say how the two read. `by` moves it and `seconds` second it. There is one
    motion for each dial, so the dial names it; an `office` stands for who holds it. A `constitutional`
    one changes the system itself.
    """

    dial: str
    label: str
    now: int
    now_text: str
    value: int
    text: str
    by: str
    office: bool = False
    constitutional: bool = False
    seconds: tuple[str, ...] = ()
    amendments: tuple[Amendment, ...] = ()

    @property
    def facts(self) -> dict[str, str]:
        """What sentences about the motion say."""
        return {"label": self.label, "now": self.now_text, "value": self.text}

    @property
    def of_dial(self) -> bool:
        """Whether it is about a dial: then what passes is a law, and moves a number."""
        return not (self.office or self.constitutional)

    def effects(self, options: Mapping[str, int]) -> tuple[Effect, ...]:
        """Which way each option moves the dial, by the value that it would put into force.

        Keeping what is moves nothing; an office or a system is no number that could be measured.
        """
        return tuple(
            [
                Effect(f"dial.{self.dial}", 1 if value > self.now else -1, option)
                for option, value in options.items()
                if value != self.now and self.of_dial
            ]
        )


Fate = Literal[
    "idle",
    "unseconded",
    "off_agenda",
    "lost",
    "passed",
    "replaced",
    "repealed",
    "overtaken",
    "lapsed",
]
"""What became of a motion. It asks for what is so already; finds too few seconds; finds no place on
the agenda; loses the vote; is in force, or was until a later law, a repeal, a vote on the number, or the
end of the system whose law it was."""


class Count(msgspec.Struct, frozen=True):
    """How a vote was counted, in plain numbers, one tally a step, for people to follow.

    `options` are pairs of a value and how it reads; each method says what its figures are.
    """

    method: str
    options: tuple[tuple[str, str], ...]
    rounds: tuple[dict[str, float], ...]
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    ballots: int
    abstained: int = 0

    @classmethod
    def of(
        cls,
        method: str,
        options: Mapping[str, str],
        found: Election,
        ballots: int,
        abstained: int = 0,
    ) -> Count:
        """The count of an election, fractions as numbers of six decimals."""
        rounds = tuple([{o: _number(n) for o, n in tally.items()} for tally in found.rounds])
        listed = tuple(options.items())
        return cls(method, listed, rounds, found.elected, found.tied, ballots, abstained)


class Past(msgspec.Struct, frozen=True):
    """A motion and its fate. `adopted` is the value put into force and `text` how it reads.

    `until` is the round it held to. `agenda` is the count for a place on the agenda, if one left it out,
    and `vote` that of the motion.
    """

    id: str
    round: int
    motion: Tabled
    fate: Fate
    adopted: int | None = None
    text: str = ""
    agenda: Count | None = None
    vote: Count | None = None
    until: int | None = None

    @classmethod
    def of(cls, world: World, motion: Tabled, fate: Fate, **more: Any) -> Past:
        """What becomes of a motion this round."""
        return cls(f"{world.round}.{motion.dial}", world.round, motion, fate, **more)


def _number(figure: int | Fraction) -> float:
    return figure if isinstance(figure, int) else round(float(figure), 6)


class Law(msgspec.Struct, frozen=True):
    """A law in force: what it says, the value `before` any law, who moved it, and since when it holds."""

    id: str
    dial: str
    label: str
    text: str
    value: int
    before: int
    by: str
    round: int
    count: Count | None = None
