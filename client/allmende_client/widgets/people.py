"""Who is at the table and still deciding: a mark and the word for it, bots together."""

from __future__ import annotations

from rich.text import Text

from allmende_client import lines
from allmende_client.model import Model
from allmende_client.widgets.panel import Panel, heading
from allmende_client.words import BOT_MARK, STATES, _
from allmende_protocol.messages import SeatInfo


class People(Panel):
    """Each person on a line, then the bots, then empty seats."""

    def picture(self, model: Model) -> Text:
        text = heading(_("WHO"))
        for seat in model.seats:
            if seat.who == "person":
                mark, word = STATES[seat.state]
                text.append(f"\n{mark} {_named(model, seat)}, {seat.role}: {word}")
        for who, word in (("bot", _("bots")), ("stand_in", _("stand-ins")), ("free", _("free"))):
            names = ", ".join(model.name_of(s.seat) for s in model.seats if s.who == who)
            if names:
                roomy = self.screen.has_class("-tall")
                named = f"{word}: {names}" if roomy else f"{word}: {names.count(',') + 1}"
                text.append(f"\n{BOT_MARK if who != 'free' else '○'} {named}")
        if watching := lines.watching(model):
            text.append(f"\n· {watching}")
        return text


def _named(model: Model, seat: SeatInfo) -> str:
    """The seat's name, and who sits there."""
    place = model.name_of(seat.seat)
    who = seat.name
    if seat.seat == model.seat:
        others = len(seat.people) - 1
        who = _("you and {count} more").format(count=others) if others > 0 else _("you")
    return place if who == place else f"{place} ({who})"
