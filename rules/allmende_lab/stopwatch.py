"""Where the time of a game goes, measured around its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any, ParamSpec, TypeVar

from allmende_bots.mind import Bot
from allmende_rules.system import System

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(slots=True)
class Stopwatch:
    """Seconds by part, added up over all calls of what it has wrapped."""

    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, part: str, call: Callable[P, R]) -> Callable[P, R]:
        """`call`, with its time counted to `part`."""

        def counted(*args: P.args, **kwargs: P.kwargs) -> R:
            start = perf_counter()
            try:
                return call(*args, **kwargs)
            finally:
                self.seconds[part] = self.seconds.get(part, 0.0) + perf_counter() - start

        return counted

    def system(self, system: System) -> System:
        """The system with each phase's rule timed under its name, and all questions together."""
        return replace(
            system,
            phases=tuple(
                replace(
                    phase,
                    resolve=self.timed(f"phase {phase.id}", phase.resolve),
                    ask=self.timed("questions", phase.ask),
                )
                for phase in system.phases
            ),
        )

    def players(self, players: Mapping[str, Bot]) -> dict[str, Any]:
        """The bots with their answers timed together."""
        return {
            seat: _Timed(bot.id, bot.has_habit, self.timed("bots", bot.answer))
            for seat, bot in players.items()
        }


@dataclass(frozen=True, slots=True)
class _Timed:
    id: str
    has_habit: Callable[..., bool]
    answer: Callable[..., Any]
