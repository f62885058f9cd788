"""What the host sees of a table, as lines of text: who is here, the tables, what is next."""

from __future__ import annotations

from allmende_client.model import Model
from allmende_client.words import BOT_MARK, STATES, _
from allmende_protocol.messages import SeatInfo, TableInfo

DOING = {
    "decided": _("decided"),
    "deciding": _("thinking"),
    "away": _("away"),
    "waiting": _("here"),
    "here": _("here"),
}
ENDING = _(
    "Its record stays as it is. Until you quit you can go back to an earlier round, and play on."
)
"""What follows from ending a game."""


def roster(model: Model, *, spoken: bool = False) -> list[tuple[str, str]]:
    """Each seat's id, and a line with its people, what they do, and what stands in for them.

    `spoken` leaves marks and columns out, for readers who hear the text.
    """
    named = [(seat, f"{model.name_of(seat.seat)}, {seat.role}") for seat in model.seats]
    if spoken:
        return [(seat.seat, f"{name}: {_doing(model, seat)}") for seat, name in named]
    width = max((len(name) for _seat, name in named), default=0)
    return [
        (seat.seat, f"{_mark(model, seat)} {name:<{width}}  {_doing(model, seat)}")
        for seat, name in named
    ]


def _mark(model: Model, seat: SeatInfo) -> str:
    if seat.who == "person":
        return STATES[model.doing(seat)][0]
    return "○" if seat.who == "free" else BOT_MARK


def _doing(model: Model, seat: SeatInfo) -> str:
    people = ", ".join(seat.people)
    match seat.who:
        case "person":
            return f"{people}: {DOING[model.doing(seat)]}"
        case "free":
            return _("free; a bot plays it once the game begins")
        case "stand_in" if people:
            return _("{bot} plays for {people}").format(bot=seat.bot, people=people)
        case _:
            return _("bot: {bot}").format(bot=seat.bot)


def table_line(number: int, table: TableInfo) -> str:
    """A table of the server on one line."""
    state = _("over") if table.over else f"{table.round}/{table.rounds}"
    text = _("{number} {code}: {name}, {system}, {people} people, {state}")
    return text.format(
        number=number,
        code=table.code,
        name=table.name,
        system=table.system,
        people=table.people,
        state=state,
    )


def tables(model: Model) -> list[str]:
    """The tables of the server; an empty list if there is only one."""
    known = model.welcome.tables if model.welcome else ()
    if len(known) < 2:  # noqa: PLR2004  # one table needs no list
        return []
    return [table_line(number, table) for number, table in enumerate(known, 1)]


def hint(model: Model) -> str:
    """What the host may want to do now."""
    if model.welcome is None or model.clock is None:
        return ""
    if model.over:
        return _("The game is over. Until you quit it can go back to an earlier round.")
    if model.in_lobby:
        seated = sum(seat.who == "person" for seat in model.seats)
        text = _("{seated} of {all} seats are taken. Start when everybody is here.")
        return text.format(seated=seated, all=len(model.seats))
    if model.clock.paused:
        return _("Paused: no phase closes until you go on.")
    waiting = ", ".join(seat.name for seat in model.waited_for)
    return _("Waiting for {names}.").format(names=waiting) if waiting else ""


def quitting(model: Model, record: str) -> str:
    """What follows from quitting the server. `record` is the path of the file with all tables."""
    if not model.over:
        return _(
            "Nobody is connected then. Everything is kept, and “allmende host” takes it up again, "
            "except games that are over; whoever still waits comes back by itself."
        )
    text = _(
        "The game is over: it cannot be taken up again, and nobody can go back in it. "
        "The record stays in {record}."
    )
    others = _("“allmende host” takes up the other tables, unless they are over.")
    said = [text.format(record=record), *([others] if tables(model) else [])]
    return " ".join(said)


def closing(model: Model) -> str:
    """What closing the open phase now would mean."""
    waiting = ", ".join(seat.name for seat in model.waited_for)
    if not waiting:
        return _("Everybody has decided.")
    text = _("Not decided yet: {names}. Their draft counts, else what stands in for them.")
    return text.format(names=waiting)
