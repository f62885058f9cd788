"""The story: where one is, whom one sits for and what one is asked to care about."""

from __future__ import annotations

from rich.text import Text

from allmende_client import lines
from allmende_client.model import Model
from allmende_client.screens.base import Page
from allmende_client.screens.writing import section
from allmende_client.words import _


class StoryScreen(Page):
    """Opens a fresh game once; help tells the same again."""

    BINDINGS = [("f1,f2,f3,f4,f5,f6,f7,f12,a,g,b,n,w,t", "close", "")]
    TITLE = _("The story")
    KEYS = _("Enter: to the table · ↑↓ scroll · F1 tells it again")

    def picture(self, model: Model) -> Text:
        text = Text()
        tell(text, model)
        return text


def tell(text: Text, model: Model) -> None:
    """Add the briefing, what this seat runs, and its mandate."""
    if model.welcome is None:
        return
    section(text, model.welcome.name, [model.welcome.briefing.strip()])
    seat = next((one for one in model.welcome.land.seats if one.id == model.seat), None)
    if seat is None:
        return
    role = f", {model.me.role}" if model.me else ""
    held = [seat.household, *seat.enterprises]
    names = ", ".join(model.name_of(one) for one in held if one)
    section(
        text, f"{seat.name}{role}", [_("You look after {names}.").format(names=names)] * bool(names)
    )
    goals = lines.mandate(model, model.seat)
    section(text, _("Your mandate"), [lines.mandate_text(model, model.seat), *goals])
