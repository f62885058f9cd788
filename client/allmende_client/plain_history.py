"""The news of a table in the plain dialogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from allmende_client import plain_words, series
from allmende_client.model import Model
from allmende_client.words import _


class History:
    """Tells what happened since the last time, round by round, each with its results."""

    def __init__(self, say: Callable[[Iterable[str]], None]) -> None:
        self._say = say
        self._seat: str | None = None
        self._round = 0
        self._told = 0

    def tell(self, model: Model) -> None:
        """Greet whoever has come to a seat, or to watch; then the news."""
        done = series.done(model)
        if self._seat != model.seat:
            if self._seat is None:
                self._round = done
            self._seat = model.seat
            self._say(plain_words.greeting(model))
        told = [news for news in model.news if not news.why]
        fresh = told[self._told :]
        self._told = len(told)
        finished = range(self._round + 1, done + 1)
        for number in sorted({news.round for news in fresh} | set(finished)):
            if finished and number > done:
                self._say([""])  # what the next round brings stands apart
            self._say(news.text for news in fresh if news.round == number)
            if number in finished:
                self._say(plain_words.results(model, number))
        self._round = done

    def went_back(self, model: Model) -> list[str]:
        """That the table stands in an earlier round; of what is left nothing is told again.

        Whoever has just come is told in its place, with the news.
        """
        if self._seat is None:
            return []
        self._told = sum(not news.why for news in model.news)
        return [model.news[-1].text]

    def explain(self, model: Model, number: int) -> None:
        """Say why a round came out as it did for this seat."""
        self._say([_("Why round {number} came so for you:").format(number=number)])
        told = [news for news in model.news if news.why and news.round == number]
        self._say(f"  {news.text}" if news.why == "cause" else news.text for news in told)
