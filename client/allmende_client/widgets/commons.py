"""The second line: stocks with their path, needs, prices and the wage with their trends."""

from __future__ import annotations

from rich.text import Text

from allmende_client import commons_lines
from allmende_client.model import Model
from allmende_client.widgets.panel import Panel


class Commons(Panel):
    """How the commons are: a piece is never broken over two lines."""

    def picture(self, model: Model) -> Text:
        rows = [""]
        for piece in commons_lines.commons(model):
            if len(rows[-1]) + len(piece) + 2 > self.room.width:
                rows.append("")
            rows[-1] += f" {piece} "
        return Text("\n".join(rows))
