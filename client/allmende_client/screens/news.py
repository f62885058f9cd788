"""News and numbers of every round, the newest first."""

from __future__ import annotations

from rich.text import Text

from allmende_client import lines
from allmende_client.model import Model, News
from allmende_client.screens.base import Page
from allmende_client.screens.writing import section
from allmende_client.words import _


class NewsScreen(Page):
    """The history of the table."""

    TITLE = _("News of every round")

    def picture(self, model: Model) -> Text:
        text = Text()
        for number in range(model.round, 0, -1):
            told = [
                _line(news)
                for news in sorted(model.news, key=lambda news: not news.why)
                if news.round == number
            ]
            numbers = "  ".join(lines.valley_results(model, number))
            title = _("Round {number}").format(number=number)
            section(text, title, [*told, *([numbers] if numbers else [])])
        section(text, _("Talk"), map(lines.said, model.chat))
        return text or Text(_("Nothing has happened yet."))


def _line(news: News) -> str:
    """A sentence with the phase that it is of, as that was called then; some are of the whole round."""
    title = news.title or news.phase.replace("_", " ").capitalize()
    said = news.text if news.why or not title else f"{title}: {news.text}"
    return f"{news.mark} {said}"
