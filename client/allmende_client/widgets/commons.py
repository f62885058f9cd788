"""The second line: stocks with their path, needs, prices and the wage with their trends."""

from __future__ import annotations

from rich.text import Text

from allmende_client import lines
from allmende_client.model import Model
from allmende_client.widgets.panel import Panel


class Commons(Panel):
    """How the commons are."""

    def picture(self, model: Model) -> Text:
        return Text(" " + "  ".join(lines.commons(model)), overflow="ellipsis", no_wrap=True)
