"""Who is at the table and still deciding: a mark and the word for it, bots together."""

from __future__ import annotations

from rich.cells import cell_len
from rich.text import Text

from allmende_client import lines
from allmende_client.model import Model
from allmende_client.widgets.panel import Panel, cut, heading
from allmende_client.words import BOT_MARK, STATES, _
from allmende_protocol.messages import SeatInfo

WHY_ROWS = 5
"""Rows that are left to the reasons, whoever is here."""
_BRIEF = {"away": _("away"), "waiting": _("waits")}
"""What somebody does, where there is no room for the longer word."""
_FEWEST = 2


class People(Panel):
    """Each person on a line, then the bots, then empty seats; where room is short, together on one.

    It takes at most half of the panels beside the questions. Those who are still deciding come first if
    not all have room.
    """

    def picture(self, model: Model) -> Text:
        others = self._others(model)
        people = [seat for seat in model.seats if seat.who == "person"]
        room = self._room(model) - 1 - len(others)
        if len(people) > room:
            people.sort(key=lambda seat: model.doing(seat) != "deciding")
            others.insert(0, _("… and {count} more").format(count=len(people) - max(room - 1, 0)))
            people = people[: max(room - 1, 0)]
        rows = [*(self._row(model, seat) for seat in people), *others]
        return heading(_("WHO")).append("".join(f"\n{row}" for row in rows))

    def _room(self, model: Model) -> int:
        """Rows for all of it, of those that this panel shares with the reasons and the mandate."""
        rows = self.room.height
        mandate = len(lines.mandate(model, model.seat)) + 1 if model.seat else 0
        return max(_FEWEST, min(rows // 2, rows - WHY_ROWS - mandate))

    def _row(self, model: Model, seat: SeatInfo) -> str:
        state, name, width = model.doing(seat), _named(model, seat), self.room.width
        mark, word = STATES[state]
        row = f"{mark} {name}, {seat.role}: {word}"
        if self.screen.has_class("-wide") and cell_len(row) <= width:
            return row
        brief = _BRIEF.get(state, word)
        return f"{mark} {cut(name, width - cell_len(brief) - 4)}: {brief}"

    def _others(self, model: Model) -> list[str]:
        roomy = self.screen.has_class("-tall")
        found = []
        for who, word in (("bot", _("bots")), ("stand_in", _("stand-ins")), ("free", _("free"))):
            names = [model.name_of(seat.seat) for seat in model.seats if seat.who == who]
            mark = "○" if who == "free" else BOT_MARK
            if names:
                found.append(f"{mark} {word}: {', '.join(names) if roomy else len(names)}")
        if watching := lines.watching(model):
            found.append(f"· {watching}" if roomy or not found else watching)
        return found if roomy or not found else [cut("  ".join(found), self.room.width)]


def _named(model: Model, seat: SeatInfo) -> str:
    """The seat's name, and who sits there."""
    place = model.name_of(seat.seat)
    who = seat.name
    if seat.seat == model.seat:
        others = len(seat.people) - 1
        who = _("you and {count} more").format(count=others) if others > 0 else _("you")
    return place if who == place else f"{place} ({who})"
