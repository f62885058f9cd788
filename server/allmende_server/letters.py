"""The messages that a room sends, each made for the seat that reads it (None is a spectator)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from allmende_protocol import messages as m
from allmende_rules.events import Stated, Struck
from allmende_rules.game import Game
from allmende_rules.land import Seat, mandate_under
from allmende_rules.mandates import MANDATES, reached_by_all
from allmende_rules.view import heard, view
from allmende_rules.world import World
from allmende_scenarios.standins import DEFAULT, describe_law
from allmende_server.course import Course
from allmende_server.desk import Desk
from allmende_server.history import Moment, Past, Return
from allmende_server.place import Place
from allmende_server.ruling import governed, title_then
from allmende_server.seating import Seating
from allmende_server.way_back import went_back


def welcome(
    code: str, game: Game, seats: tuple[m.SeatInfo, ...], tables: tuple[m.TableInfo, ...] | None
) -> m.Welcome:
    """The table, its land and its system; for a host, who has `tables`, also these."""
    scenario, ruled = game.header.scenario, governed(game)
    return m.Welcome(
        version=m.VERSION,
        table=code,
        scenario=scenario.id,
        name=scenario.name,
        summary=scenario.summary,
        briefing=scenario.briefing,
        rounds=game.header.rounds,
        system=ruled.system,
        system_name=ruled.system_name,
        system_summary=ruled.system_summary,
        phases=ruled.phases,
        dials=ruled.dials,
        presets=ruled.presets,
        land=scenario.land,
        seats=seats,
        level="guest" if tables is None else "host",
        tables=tables or (),
    )


def table_info(code: str, game: Game, seating: Seating, *, over: bool) -> m.TableInfo:
    """A table in one line, for the host of all."""
    return m.TableInfo(
        code=code,
        name=game.header.scenario.name,
        system=game.system.name,
        people=sum(1 for _ in seating.everyone()),
        seats=len(seating.places),
        round=game.world.round,
        rounds=game.header.rounds,
        over=over,
    )


def who_is_here(game: Game, seating: Seating) -> list[tuple[object, ...]]:
    """All that the infos of the seats follow from: equal while these are."""
    return [
        (
            place.who,
            place.names,
            place.away,
            place.bot,
            place.room,
            _presence(game, place),
            game.system.id,
            game.world.fact(place.seat, "role"),
        )
        for place in seating.places.values()
    ]


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
        name=" & ".join(place.names) or spec.name,
        role=title(game, spec),
        who=place.who,
        bot=bot.name if bot else "",
        rule=bot.rule if bot else "",
        state=_presence(game, place),
        people=place.names,
        law=law_in_words(place),
        room=place.room - len(place.people),
    )


def title(game: Game, spec: Seat) -> str:
    """What the system calls the role that a seat has now; an election may have given it another."""
    role: str = game.world.fact(spec.id, "role", spec.role)
    return game.system.roles.get(role, role)


def law_in_words(place: Place) -> str:
    """What answers for a seat whose people are away, as they may read it."""
    bot = place.law
    return describe_law(bot.id, {bot.id: bot.rule}) if bot else describe_law(DEFAULT, {})


def _presence(game: Game, place: Place) -> Any:
    if place.away and place.decides:
        return "away"
    if place.seat not in game.asked:
        return "waiting"
    return "decided" if place.seat in game.given else "deciding"


def offered(game: Game, place: Place, offer: str, nonce: int) -> m.Offered:
    """What a seat is, for somebody who may take it."""
    spec = next(spec for spec in game.header.scenario.land.seats if spec.id == place.seat)
    return m.Offered(
        seat=place.seat,
        name=spec.name,
        role=title(game, spec),
        mandate=mandate_under(spec, game.system.id).text,
        joins=place.names,
        law=law_in_words(place),
        offer=offer,
        nonce=nonce,
    )


def state(desk: Desk, seat: str | None) -> m.State:
    """The seat's whole view."""
    seen = view(desk.game.world, seat)
    return m.State(
        seq=desk.history.seq,
        public=cast("m.Shelf", seen.public),
        own=cast("m.Shelf", seen.own),
        books=cast("m.Books", seen.books),
    )


def changed(desk: Desk, before: World) -> m.Changed:
    """The public facts that are others than they were; the same message for everybody."""
    now = desk.game.world.public
    gone = tuple(before.public.keys() - now.keys())
    return m.Changed(desk.history.seq, _other(before.public, now), gone)


def own(desk: Desk, before: World, seat: str | None) -> m.Own:
    """What of its own a seat sees that it did not see before, or sees no more."""
    old, new = view(before, seat), view(desk.game.world, seat)
    return m.Own(
        seq=desk.history.seq,
        own=_other(old.own, new.own),
        books=_other(old.books, new.books),
        gone=tuple(old.own.keys() - new.own.keys()),
        closed=tuple(old.books.keys() - new.books.keys()),
    )


def _other(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What is new or another object than it was: a fold leaves alone what it does not touch."""
    return {name: facts for name, facts in new.items() if old.get(name) is not facts}


def opened(desk: Desk, seat: str | None) -> m.Opened:
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
    )


def clock(course: Course, now: float) -> m.Clock:
    """How the table's time stands."""
    return m.Clock(
        remaining=course.timer.remaining(now),
        running=course.timer.since is not None,
        begun=course.begun,
        paused=course.paused,
    )


def told(past: Past, seat: str | None) -> m.Happened | m.WentBack:
    """A step of the table, as far as the seat may know it."""
    return went_back(past) if isinstance(past, Return) else happened(past, seat)


def happened(moment: Moment, seat: str | None) -> m.Happened:
    """What a step told and posted, as far as the seat may know it: redacted against what it led to.

    What it stated is in the view.
    """
    events = [event for event in moment.events if not isinstance(event, Stated | Struck)]
    known = tuple(heard(moment.after, seat, events))
    title = title_then(moment.after, moment.phase)
    return m.Happened(moment.seq, moment.round, moment.phase, known, title)


def standing(
    desk: Desk, course: Course, seat: str | None, now: float, saved_as: str
) -> list[m.ServerMessage]:
    """Where the game stands: the open phase with its time, or the end."""
    if desk.game.finished or course.ended:
        return ending(desk, saved_as)
    return [opened(desk, seat), clock(course, now)]


def ending(desk: Desk, saved_as: str) -> list[m.ServerMessage]:
    """That the game is over; ended before its last round, first every mandate by the last full one."""
    if desk.game.finished:
        return [m.Ended(saved_as, early=False)]
    reached = reached_by_all(desk.game.world)
    judged = m.Changed(desk.history.seq, cast("m.Shelf", {MANDATES: reached}))
    return [*([judged] if reached else []), m.Ended(saved_as, early=True)]
