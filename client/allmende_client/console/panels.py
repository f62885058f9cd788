"""The console's parts: the tables, what the host may want to do, and where it talks to all."""

from __future__ import annotations

from rich.text import Text

from allmende_client.console import board, course
from allmende_client.model import Model
from allmende_client.sentences import filled
from allmende_client.widgets.panel import Panel
from allmende_client.widgets.talk import Talk
from allmende_client.words import _


class HostTalk(Talk):
    """What the host says, all hear."""

    label = _(" to all> ")
    always = True


class Tables(Panel):
    """The tables of the server, where there are several."""

    def picture(self, model: Model) -> Text:
        lines = board.tables(model)
        self.display = bool(lines)
        here = model.welcome.table if model.welcome else ""
        marked = (f"{'▸' if here in line else ' '}{line}" for line in lines)
        return Text("\n".join(marked), no_wrap=True, overflow="ellipsis")


class Hint(Panel):
    """Why an order was refused, else what the host may want to do."""

    def picture(self, model: Model) -> Text:
        if model.refusal is not None:
            return Text("! " + filled(model.refusal.text, model.refusal.facts))
        return Text(" ".join(filter(None, (course.ordered(model), board.hint(model)))))
