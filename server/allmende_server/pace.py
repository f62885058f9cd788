"""When a table's phases close, and who is answered for when they do."""

from __future__ import annotations

from dataclasses import dataclass

from allmende_bots.mind import Bot
from allmende_server.course import Course
from allmende_server.desk import Desk
from allmende_server.history import Past
from allmende_server.seating import Seating


@dataclass(frozen=True, slots=True)
class Pace:
    """Closes phases of a table once nobody has to be waited for.

    That is when all who are asked have answered, when the time is up, or when the host says so. Who
    has been away for longer than the grace is not waited for, unless nobody is here at all: then
    time stands still. At a hosted table where bots play every seat they do not run through the
    game: each phase takes its time, or the host's word.
    """

    desk: Desk
    course: Course
    seating: Seating

    def due(self, now: float) -> bool:
        """Whether the open phase is to close. Bots are asked first."""
        if self.desk.game.finished or self.course.ended or not self.course.begun:
            return False
        self.desk.ask_bots(self.seating.mind)
        return self.course.forced or (not self.course.paused and self._nobody_to_wait_for(now))

    def _nobody_to_wait_for(self, now: float) -> bool:
        if self.course.by_host and not any(p.decides for p in self.seating.places.values()):
            return self.course.timer.expired(now)
        pending = [self.seating.places[seat] for seat in self.desk.pending()]
        if not pending or self.course.timer.expired(now):
            return True
        grace = self.course.grace
        return self.seating.anyone_here() and all(place.absent(now, grace) for place in pending)

    def close(self) -> list[Past]:
        """Close the open phase; returns what followed."""
        moments = self.desk.close(self._stand_in)
        self.open_phase()
        return moments

    def open_phase(self) -> None:
        """Give the open phase its time."""
        game = self.desk.game
        self.course.open_phase(None if game.finished else game.phase.seconds)

    def let_time_pass(self, now: float) -> None:
        """Run the time down from now on, or stop it."""
        self.seating.notice(now)
        running = self.seating.anyone_here() and not self.course.stands
        self.course.timer.run(now, running=running)

    def _stand_in(self, seat: str) -> Bot | None:
        place = self.seating.places[seat]
        return place.law if place.away else None
