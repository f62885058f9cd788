"""Short hints for the first round: what to do next, never in the way."""

from __future__ import annotations

from allmende_client import series
from allmende_client.model import Model
from allmende_client.wanted import pressing
from allmende_client.words import _
from allmende_rules.questions import Amount, Bid, Estimate, Split

_TYPED = (Amount, Estimate, Bid, Split)
"""The kinds that are answered by typing numbers."""


def hint(model: Model) -> str:
    """The hint for this moment; empty once the first round that was met is over."""
    if model.opened is None or model.over or model.round > 1 or series.done(model):
        return ""
    if not model.seat:
        return _("You see what everybody may see. F4 shows the news, F5 explains the words.")
    if not model.questions:
        return _(
            "You have nothing to decide in this phase. F4 shows the news, F5 explains the words."
        )
    if model.decided:
        more = _(" Until the others are done you can still change it, or take it back with ^Z.")
        return _("Sent.") + (more if model.waited_for else "")
    if any(question.required for question in model.questions):
        return _(
            "Fields start with a sensible answer. Tab moves on, typing previews, Enter sends all."
        )
    if pressed := pressing(model.questions):
        typed = isinstance(pressed[0], _TYPED)
        how = _("Type a number to change it.") if typed else _("Space or a number chooses.")
        return _("You may leave all as it stands: press Enter.") + f" {how}"
    return _(
        "Your standing answers will do: press Enter. F7 goes to them if you want to change one."
    )
