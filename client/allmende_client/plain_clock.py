"""The time of a table in the plain dialogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allmende_client import plain_words
from allmende_client.model import Model
from allmende_protocol.messages import Clock


class Timekeeper:
    """Says what a change of the clock means, and how long there is to decide, each where it is new."""

    def __init__(self, say: Callable[[Iterable[str]], None]) -> None:
        self._say = say
        self._clock: Clock | None = None
        self._limited: tuple[str, list[str]] = ("", [])

    def tell(self, model: Model, *, decides: bool) -> None:
        """A clock has come; nobody who no longer `decides` needs to know how long there is."""
        self._say(plain_words.time(self._clock, model))
        self._clock = model.clock
        limited = (model.opened.key if model.opened else "", plain_words.limit(model))
        if limited != self._limited and not model.in_lobby and decides:
            self._say(limited[1])
        self._limited = limited
