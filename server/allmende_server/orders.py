"""What the host of a table may order about its time, its seats and its course."""

from __future__ import annotations

from dataclasses import dataclass

from allmende_protocol import messages as m
from allmende_rules.answers import refuse
from allmende_rules.record import Ordered, RolledBack
from allmende_server.course import Course
from allmende_server.decrees import wanted
from allmende_server.desk import Desk
from allmende_server.history import Past
from allmende_server.seating import PERSON, Seating

HOST = "host"
"""How the record names whoever gives orders."""
TimeOrder = (
    m.Start | m.Pause | m.GoOn | m.Extend | m.ClosePhase | m.HandToBot | m.GiveBack | m.EndGame
)
"""Orders that move nothing in the game: they are noted beside it."""


@dataclass(frozen=True, slots=True)
class Orders:
    """The orders of a table's host: each is carried out and noted in the record, or refused."""

    desk: Desk
    course: Course
    seating: Seating

    def obey(self, order: TimeOrder | m.GoBack | m.ChangeSystem, now: float) -> list[Past]:
        """Carry out an order; returns the steps that it brings.

        Raises Refused, and changes nothing, if it makes no sense now.
        """
        if isinstance(order, m.GoBack):
            return self._go_back(order.round)
        if self.desk.game.finished or self.course.ended:
            raise refuse("game_over", "The game is over; its record stands.")
        if isinstance(order, m.ChangeSystem):
            return self.desk.decree(wanted(self.desk.game, order), HOST)
        self._about_time(order, now)
        return []

    def _about_time(self, order: TimeOrder, now: float) -> None:
        match order:
            case m.Start():
                self._start()
            case m.Pause():
                self._pause(paused=True)
            case m.GoOn():
                self._pause(paused=False)
            case m.Extend(seconds=seconds):
                self.course.extend(seconds, now)
                self._note("extend", seconds=seconds)
            case m.ClosePhase(key=key):
                self._close(key)
            case m.HandToBot(seat=seat):
                self._lend(seat)
            case m.GiveBack(seat=seat):
                self._give_back(seat)
            case m.EndGame():
                self.course.ended = True
                self._note("end_game")

    def recall(self) -> None:
        """Take up the time where the record left it: begun or not, paused, ended."""
        for entry in self.desk.game.entries:
            match entry.body:
                case Ordered(order="start"):
                    self.course.begun = True
                case Ordered(order="pause" | "go_on" as order):
                    self.course.paused = order == "pause"
                case Ordered(order="end_game"):
                    self.course.ended = True
                case RolledBack():
                    self.course.ended = False

    def _go_back(self, round_: int) -> list[Past]:
        """Play on from the end of a round, also after the end of the game."""
        if not (self.course.begun or self.course.ended):
            raise refuse("phase_closed", "The game has not begun; start it first.")
        past = self.desk.go_back(round_, HOST)
        self.course.ended = False
        return past

    def _start(self) -> None:
        if self.course.begun:
            raise refuse("phase_closed", "The game has already begun.")
        self.course.begun = True
        self._note("start")

    def _pause(self, *, paused: bool) -> None:
        if not self.course.begun:
            raise refuse("phase_closed", "The game has not begun; start it first.")
        if self.course.paused == paused:
            state = "paused" if paused else "running"
            raise refuse("phase_closed", "The table is already {state}.", state=state)
        self.course.paused = paused
        self._note("pause" if paused else "go_on")

    def _close(self, key: str) -> None:
        self.desk.check_open(key)
        if not self.course.begun:
            raise refuse("phase_closed", "The game has not begun; start it first.")
        self.course.forced = True
        self._note("close_phase", phase=self.desk.game.phase.id)

    def _lend(self, seat: str) -> None:
        place = self.seating.known(seat)
        if not place.decides:
            raise refuse("no_such_seat", "Nobody but a bot plays the seat {seat}.", seat=seat)
        self.desk.game.seat(seat, self.seating.lend(place).id)
        self._note("hand_to_bot", seat=seat)

    def _give_back(self, seat: str) -> None:
        place = self.seating.known(seat)
        if not place.lent:
            raise refuse("no_such_seat", "The seat {seat} is lent to no bot.", seat=seat)
        place.lent = False
        self.desk.hand_over(seat, from_bot=True)
        self.desk.game.seat(seat, PERSON, ", ".join(place.names))
        self._note("give_back", seat=seat)

    def _note(self, order: str, **facts: str | int) -> None:
        self.desk.game.note(HOST, order, **facts)
