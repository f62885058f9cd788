"""What happened lately, and why."""

from __future__ import annotations

from rich.text import Text

from allmende_client import lines
from allmende_client.model import Model
from allmende_client.widgets.panel import Panel, heading
from allmende_client.words import _


class Why(Panel):
    """Sentences of cause, the newest round first; a mark leads those about this seat alone."""

    def picture(self, model: Model) -> Text:
        text = heading(_("WHY"), _("▸ is about you") if model.seat else "")
        told = lines.why(model)
        if not told:
            text.append("\n" + _("The news of each round will stand here."), "italic")
        number = None
        for news in told:
            if news.round != number:
                number = news.round
                text.append("\n" + _("Round {number}").format(number=number), "underline")
            bold = news.own and news.why != "cause"
            text.append(f"\n{news.mark} {news.text}", "bold" if bold else "")
        return text
