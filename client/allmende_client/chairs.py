"""Seats in words: the list from which one is chosen, and what each is before it is taken."""

from __future__ import annotations

from allmende_client.lines import in_force
from allmende_client.model import Model
from allmende_client.words import BOT_MARK, _
from allmende_protocol.messages import Offered, SeatInfo, Welcome


def lines(model: Model) -> list[tuple[str, str]]:
    """Each seat's id, and a line with its name, role and who holds it."""
    named = [(seat, f"{model.name_of(seat.seat)}, {seat.role}") for seat in model.seats]
    width = max((len(name) for _seat, name in named), default=0)
    return [(seat.seat, f"{_mark(seat)} {name:<{width}}  {holder(seat)}") for seat, name in named]


def spoken(model: Model) -> list[str]:
    """The same without marks and columns, for readers who hear the text."""
    text = _("{name}, {role}: {holder}.")
    return [
        text.format(name=model.name_of(seat.seat), role=seat.role, holder=holder(seat))
        for seat in model.seats
    ]


def holder(seat: SeatInfo) -> str:
    """Who holds a seat now, and whether one more may come."""
    match seat.who:
        case "person":
            names = ", ".join(seat.people) or seat.name
            more = _("; {count} more may share it").format(count=seat.room) if seat.room else ""
            return names + (_(" (away)") if seat.state == "away" else "") + more
        case "free":
            return _("free")
        case "bot":
            return _("open; a bot has it, {bot}").format(bot=seat.bot)
        case "stand_in":
            return _("open; a stand-in has it, {bot}").format(bot=seat.bot)


def _mark(seat: SeatInfo) -> str:
    return {"free": "○", "person": "●"}.get(seat.who, BOT_MARK)


def first_open(model: Model) -> int | None:
    """The place in the list of the first free seat, else of the first with room."""
    for wanted in ("free", "bot", "stand_in", "person"):
        for place, seat in enumerate(model.seats):
            if seat.who == wanted and (seat.room or seat.who != "person"):
                return place
    return 0 if model.seats else None


def named(wanted: str, welcome: Welcome) -> str:
    """The id of the seat that is named by its id or its name; the words themselves if none is."""
    word = wanted.casefold()
    for seat in welcome.land.seats:
        if word in (seat.id.casefold(), seat.name.casefold()):
            return seat.id
    return wanted


def about(model: Model, wanted: str) -> list[str]:
    """What a seat looks after and cares about, and what answers while its people are away."""
    specs = model.welcome.land.seats if model.welcome else ()
    spec = next((one for one in specs if one.id == wanted), None)
    info = next((one for one in model.seats if one.seat == wanted), None)
    if spec is None or info is None:
        return []
    held = ", ".join(model.name_of(one) for one in (spec.household, *spec.enterprises) if one)
    looks = _("{name} looks after {held}.").format(name=spec.name, held=held) if held else ""
    return [one for one in (looks, in_force(model, spec).text, info.law) if one]


def offer(offered: Offered, model: Model) -> list[str]:
    """What is about to be taken."""
    joins = _("You share it with {names}: whoever answers last before the close counts.")
    told = [f"{offered.name}, {offered.role}.", offered.mandate]
    if offered.joins:
        told.append(joins.format(names=", ".join(offered.joins)))
    elif _from_bot(offered, model) and not model.in_lobby:
        told.append(_("A bot plays it now. What it has decided in this phase stands."))
    return [*told, offered.law]


def _from_bot(offered: Offered, model: Model) -> bool:
    bots = ("bot", "stand_in")
    return any(seat.seat == offered.seat and seat.who in bots for seat in model.seats)
