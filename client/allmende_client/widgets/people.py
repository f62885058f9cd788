"""Who is at the table and still deciding: a mark and the word for it, bots together."""

from __future__ import annotations

from rich.text import Text

from allmende_client.model import Model
from allmende_client.widgets.panel import Panel, heading
from allmende_client.words import BOT_MARK, STATES, _


class People(Panel):
    """Each person on a line, then the bots, then empty seats."""

    def picture(self, model: Model) -> Text:
        text = heading(_("WHO"))
        for seat in model.seats:
            if seat.who == "person":
                mark, word = STATES[seat.state]
                you = _(" (you)") if seat.seat == model.seat else ""
                text.append(f"\n{mark} {seat.name}{you}, {seat.role}: {word}")
        for who, word in (("bot", _("bots")), ("stand_in", _("stand-ins")), ("free", _("free"))):
            names = ", ".join(_named(model, s.seat) for s in model.seats if s.who == who)
            if names:
                text.append(f"\n{BOT_MARK if who != 'free' else '○'} {word}: {names}")
        return text


def _named(model: Model, seat: str) -> str:
    return model.name_of(seat)
