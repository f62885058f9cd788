"""The messages that a room sends, each made for the seat that reads it (None is a spectator)."""

from __future__ import annotations

from typing import Any, cast

from allmende_protocol import messages as m
from allmende_rules.game import Game
from allmende_rules.land import Seat
from allmende_rules.system import nobody
from allmende_rules.view import heard, view
from allmende_server.desk import Desk
from allmende_server.history import Moment
from allmende_server.seating import Place, Seating

Shelf = dict[str, dict[str, Any]]


def welcome(game: Game, seats: tuple[m.SeatInfo, ...]) -> m.Welcome:
    """The table, its land and its system."""
    scenario, system = game.header.scenario, game.system
    return m.Welcome(
        version=m.VERSION,
        table=scenario.id,
        scenario=scenario.id,
        name=scenario.name,
        summary=scenario.summary,
        briefing=scenario.briefing,
        rounds=game.header.rounds,
        system=system.id,
        system_name=system.name,
        system_summary=system.summary,
        phases=tuple(
            m.PhaseInfo(p.id, p.title, p.help, asks=p.ask is not nobody) for p in system.phases
        ),
        dials=tuple(m.DialInfo(d.id, d.label, d.unit, d.low, d.high) for d in system.dials),
        land=scenario.land,
        seats=seats,
    )


def seat_infos(game: Game, seating: Seating) -> tuple[m.SeatInfo, ...]:
    """Every seat at the table as everybody sees it."""
    specs = {spec.id: spec for spec in game.header.scenario.land.seats}
    return tuple(
        _seat_info(game, specs[place.seat], place, seating) for place in seating.places.values()
    )


def _seat_info(game: Game, spec: Seat, place: Place, seating: Seating) -> m.SeatInfo:
    bot = seating.mind(place.seat)
    return m.SeatInfo(
        seat=place.seat,
        name=place.person or spec.name,
        role=game.system.roles.get(spec.role, spec.role),
        who=place.who,
        bot=bot.name if bot else "",
        rule=bot.rule if bot else "",
        state=_presence(game, place),
    )


def _presence(game: Game, place: Place) -> Any:
    if place.away:
        return "away"
    if place.seat not in game.asked:
        return "waiting"
    return "decided" if place.seat in game.given else "deciding"


def state(desk: Desk, seat: str | None) -> m.State:
    """The seat's whole view."""
    seen = view(desk.game.world, seat)
    return m.State(
        seq=desk.history.seq,
        public=cast("Shelf", seen.public),
        own=cast("Shelf", seen.own),
        books=cast("dict[str, dict[str, int]]", seen.books),
    )


def opened(desk: Desk, seat: str | None, now: float) -> m.Opened:
    """The open phase, with the seat's questions if it is asked."""
    game = desk.game
    asked = game.asked.get(seat, ()) if seat else ()
    return m.Opened(
        key=desk.key,
        round=game.world.round,
        phase=game.phase.id,
        title=game.phase.title,
        help=game.phase.help,
        questions=asked,
        answers=desk.answers(seat) if seat else {},
        silence=desk.silence(seat) if seat else {},
        remaining=desk.timer.remaining(now),
    )


def happened(moment: Moment, seat: str | None) -> m.Happened:
    """What a step brought, as far as the seat may know it: redacted against the state it led to."""
    events = tuple(heard(moment.after, seat, moment.events))
    return m.Happened(moment.seq, moment.round, moment.phase, events)


def news(
    desk: Desk, seat: str | None, moments: list[Moment], now: float, saved_as: str
) -> list[m.ServerMessage]:
    """Where the game stands: how it came to it, the seat's view, and the open phase or the end."""
    here = m.Ended(saved_as) if desk.game.finished else opened(desk, seat, now)
    return [*(happened(moment, seat) for moment in moments), state(desk, seat), here]
