"""What motions may change beside rules: who holds an office, and the economic system itself.

Worked out from what everybody may see, as the assembly's question has it, so that anyone with a seat can
look ahead in any phase.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from allmende_client.model import Model
from allmende_client.words import _
from allmende_rules.agenda import CONSTITUTIONAL, SYSTEMS
from allmende_rules.amounts import MICRO
from allmende_rules.questions import DialRange
from allmende_rules.world import TABLE

OFFICES, SYSTEM = "offices", "system"
"""The entity that says who holds each office, and the matter of a motion on the system."""
ELECTED = ("planner", "member")
"""The roles between which an office is decided."""
NEVER = 1.0
"""The share of members at which nobody may move another system."""


def offices(model: Model) -> tuple[DialRange, ...]:
    """Each office as a choice between all who can hold it; none if there is nobody to choose between."""
    seats = [s for s in model.fact(TABLE, "seats", default=()) if _role(model, s) in ELECTED]
    held: Mapping[str, str] = model.public.get(OFFICES, {})
    if len(seats) < len(ELECTED):
        return ()
    names = [model.name_of(seat) for seat in seats]
    return tuple(
        _choice(office, _office(model, seat, only=len(held) == 1), names, seats.index(seat))
        for office, seat in held.items()
        if seat in seats
    )


def systems(model: Model) -> tuple[DialRange, ...]:
    """The system as a choice; none where the constitution is not to be moved."""
    found = model.fact(TABLE, SYSTEMS, default=())
    if not found or model.fact("dials", CONSTITUTIONAL, default=NEVER) >= NEVER:
        return ()
    ids = [one["act"]["system"] for one in found]
    now = ids.index(model.fact(TABLE, SYSTEM))
    return (_choice(SYSTEM, _("Economic system"), [one["name"] for one in found], now),)


def _role(model: Model, seat: str) -> str:
    return str(model.fact(seat, "role", default=""))


def _office(model: Model, seat: str, *, only: bool) -> str:
    """What an office is called: by its role's title, and by who holds it if there are others like it."""
    title = next((one.role for one in model.seats if one.seat == seat), "")
    if only:
        return title
    return _("{title}, now {name}").format(title=title, name=model.name_of(seat))


def _choice(dial: str, label: str, names: Sequence[str], now: int) -> DialRange:
    return DialRange(
        dial=dial,
        label=label,
        low=0,
        high=(len(names) - 1) * MICRO,
        now=now * MICRO,
        unit="choice",
        whole=True,
        names=tuple(names),
    )
