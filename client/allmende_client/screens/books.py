"""The books: what one's accounts hold, and what moved in this round and the last, with causes."""

from __future__ import annotations

from rich.text import Text

from allmende_client import books
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.writing import section
from allmende_client.words import _


class BooksScreen(Page):
    """The ledger as far as it is open to this seat."""

    TITLE = _("Books: accounts and what moved")

    def picture(self, model: Model) -> Text:
        text = Text()
        for name, held in books.accounts(model):
            section(text, name, [", ".join(held) or _("empty")])
        for number in range(model.round, max(0, model.round - 2), -1):
            for name, changes in books.moved(model, number):
                title = _("Round {number}: {name}").format(number=number, name=name)
                section(text, title, changes)
        return text or Text(_("No book is open to you yet."))
