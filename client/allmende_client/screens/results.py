"""The results of a round: one's own numbers, those of all, and why."""

from __future__ import annotations

from rich.text import Text

from allmende_client import lines, series
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.writing import section
from allmende_client.words import _


class ResultsScreen(Page):
    """The newest results; they stay until they are left, and the game waits for nobody because of them."""

    TITLE = _("Results of the round")
    KEYS = _("Enter or Esc: go on · ↑↓ scroll")

    _newest = 0

    def watch_model(self, model: Model) -> None:
        """It closes if the host takes the table back, and the round is not over any more."""
        super().watch_model(model)
        done = series.done(model)
        if done < self._newest:
            self.finish()
        self._newest = max(done, self._newest)

    def picture(self, model: Model) -> Text:
        number = series.done(model)
        text = Text(_waiting(model), "bold")
        why = [
            f"{news.mark} {news.text}"
            for news in sorted(model.news, key=lambda news: news.rank)
            if news.round == number
        ]
        title = _("Round {number} is over. Why it came so:").format(number=number)
        section(text, title, why or [_("Nothing out of the ordinary.")])
        section(text, _("You"), _pairs(lines.own_results(model, number)), gap=False)
        section(text, _("Your mandate so far"), lines.mandate(model, model.seat), gap=False)
        section(text, lines.place(model), _pairs(lines.valley_results(model, number)), gap=False)
        return text


def _waiting(model: Model) -> str:
    """That a phase asks for answers meanwhile, if one does."""
    if model.opened is None or not model.questions or model.decided:
        return ""
    return _("{phase} is open and asks you: Enter goes to it.").format(phase=model.opened.title)


def _pairs(results: list[str], column: int = 38) -> list[str]:
    """Short lines in two columns; a longer one has a row of its own."""
    rows: list[str] = []
    left = ""
    for line in results:
        if left and len(line) < column:
            rows.append(f"{left:<{column}}{line}")
            left = ""
        else:
            rows += [left] * bool(left)
            left = line if len(line) < column else ""
            rows += [line] * (not left)
    return [*rows, *([left] if left else [])]
