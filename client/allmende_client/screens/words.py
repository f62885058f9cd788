"""The words of the game, the seats and the rules in force."""

from __future__ import annotations

from rich.text import Text

from allmende_client import glossary
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.writing import define
from allmende_client.words import _


class WordsScreen(Page):
    """The glossary."""

    TITLE = _("Words, seats and rules")

    def picture(self, model: Model) -> Text:
        text = Text()
        define(text, _("The system in force"), glossary.system(model))
        define(text, _("Words"), glossary.words(model))
        define(text, _("Seats and what they are asked to care about"), glossary.roles(model))
        bots = ((f"{model.name_of(s.seat)}: {s.bot}", s.rule) for s in model.seats if s.rule)
        define(text, _("Bots and their rules"), bots)
        define(text, _("Voting methods"), glossary.METHODS)
        define(
            text, _("Rules in force: range, value, and who may change them"), glossary.dials(model)
        )
        return text
