"""A running game: the record, the state that it folds to, and the phase that is open.

The caller submits answers and closes phases; the game appends entries and never waits, draws a clock or
writes a file. Whoever keeps the record passes `keep`, which receives each entry as it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from allmende_rules.acts import new_header
from allmende_rules.agenda import coming
from allmende_rules.answers import read_answers, refuse
from allmende_rules.chance import Chance
from allmende_rules.decree import check_playable, decree
from allmende_rules.events import Event, Stated
from allmende_rules.migration import change_of_system
from allmende_rules.opening import HOUSE, open_world
from allmende_rules.play import Asked, ask, resolve
from allmende_rules.questions import Answers
from allmende_rules.record import (
    Answered,
    Aside,
    Body,
    Decreed,
    Entry,
    Header,
    Ordered,
    Resolved,
    RolledBack,
    RoundEnded,
    Said,
    Seated,
    Withdrawn,
    digest,
    resolved_since,
)
from allmende_rules.scenario import Act
from allmende_rules.system import Phase, System
from allmende_rules.systems.registry import find_system
from allmende_rules.world import TABLE, World, fold

__all__ = ["CHANGE", "DECREE", "OPENING", "ROUND", "TITLES", "Game", "Keep", "Step", "new_header"]

Keep = Callable[[Entry], None]
Step = tuple[str, tuple[Event, ...]]
"""A phase that closed and the events that it brought."""
OPENING, TITLES, ROUND, CHANGE = "opening", "titles", "round", "change"
DECREE = "decree"
"""The steps of a game that are no system's phases. A decree may fall into any phase, and closes none."""


class Game:
    """One game on one record. `asked` and `given` belong to the open phase; `world` is the state."""

    def __init__(self, header: Header, keep: Keep | None = None) -> None:
        self.header = header
        self.chance = Chance(header.seed)
        self.seats = (*header.seats, HOUSE)
        self.entries: list[Entry] = []
        self.world = World(land=header.scenario.land)
        self.asked: Asked = {}
        self.given: dict[str, Answers] = {}
        self.digest = ""
        self.snapshots: dict[int, tuple[int, str, World]] = {}
        self._keep = keep
        self._head = -1
        self._since: list[Entry] = []
        self._position = 0
        self._known_systems()
        self._add(header)

    @property
    def system(self) -> System:
        """The system in force."""
        return find_system(self.world.fact(TABLE, "system", self.header.system))

    @property
    def phase(self) -> Phase:
        """The open phase, or the last one when the game is over."""
        return self.system.phases[self._position]

    @property
    def finished(self) -> bool:
        """Whether all rounds have been played."""
        return self.world.fact(TABLE, "finished") is True

    def start(self) -> list[Step]:
        """Open the world, then run to the first phase that asks anyone."""
        opening = self._happen(OPENING, open_world(self.header, self.system.dials, self.chance))
        titles = self._happen(TITLES, self.system.open(self.world))
        return [opening, titles, *self._begin_round(1)]

    def seat(self, seat: str, who: str, name: str = "") -> None:
        """Note who answers for a seat from here on."""
        self._known(seat)
        self._add(Seated(seat, who, name))

    def submit(self, seat: str, raw: Mapping[str, Any], by: str = "person") -> Answers:
        """Take a seat's answers to the open phase; later ones replace earlier ones.

        Raises Refused, and changes nothing, if any answer does not stand.
        """
        self._known(seat)
        self._open()
        answers = read_answers(self.asked.get(seat, ()), raw)
        self.given[seat] = {**self.given.get(seat, {}), **answers}
        self._add(Answered(seat, self.phase.id, by, msgspec.to_builtins(answers)))
        return self.given[seat]

    def withdraw(self, seat: str) -> None:
        """Undo: take back the seat's own answers before the phase closes."""
        self._known(seat)
        self._open()
        if seat not in self.given:
            raise refuse("nothing_to_undo", "You have not answered in this phase.", seat=seat)
        del self.given[seat]
        self._add(Withdrawn(seat, self.phase.id))

    def say(self, seat: str, channel: str, text: str, name: str = "") -> None:
        """Chat, outside every thread."""
        self._add(Said(seat, channel, text, name))

    def note(self, by: str, order: str, **facts: Any) -> None:
        """A host's order about the table's time, outside every thread."""
        self._add(Ordered(by, order, facts))

    def close(self) -> list[Step]:
        """Resolve the open phase and run on to the next one that asks anyone, or to the end."""
        self._open()
        phase = self.phase
        events = resolve(self.world, phase, self.asked, self.given, self.chance)
        return [self._happen(phase.id, events), *self._run(self._position + 1)]

    def roll_back(self, round_: int, by: str) -> list[Step]:
        """Go on from the end of `round_` (0: the opening). Nothing is deleted."""
        if round_ not in self.snapshots:
            raise refuse(
                "out_of_bounds",
                "Round {found} has no end to go back to; {low} to {high} have.",
                found=round_,
                low=min(self.snapshots),
                high=max(self.snapshots),
            )
        self._head, self.digest, self.world = self.snapshots[round_]
        self.snapshots = {n: kept for n, kept in self.snapshots.items() if n <= round_}
        self._since = resolved_since(self.entries, self._head)
        self._add(RolledBack(round_, by))
        return self._begin_round(round_ + 1)

    def decree(self, act: Act | None, by: str) -> Step:
        """Go on under the system of `act` from the next round on; None takes such an order back.

        Raises Refused, and changes nothing, where no round follows or the system cannot begin.
        """
        self._open()
        events = decree(self.world, act, self.header.acts)
        if act is not None:
            check_playable(self.snapshots[self.world.round - 1][2], act)
        self._add(Decreed(by, act))
        return self._happen(DECREE, events)

    def _begin_round(self, number: int) -> list[Step]:
        if number == 1:
            self.snapshots[0] = (self._head, self.digest, self.world)
        over = number > self.header.rounds
        facts: dict[str, Any] = {"finished": True} if over else {"round": number}
        step = self._happen(ROUND, [Stated("all", TABLE, facts)])
        if over:
            self._position = len(self.system.phases) - 1
            self.asked, self.given = {}, {}
            return [step]
        return [step, *self._enter_round()]

    def _enter_round(self) -> list[Step]:
        """The change of system that is due, if any, and the phases up to the first that asks."""
        act = coming(self.world)
        changed = [self._happen(CHANGE, change_of_system(self.world, act))] if act else []
        return [*changed, *self._run(0)]

    def _run(self, position: int) -> list[Step]:
        steps: list[Step] = []
        for index, phase in enumerate(self.system.phases[position:], position):
            self._position = index
            self.given = {}
            self.asked = ask(self.world, phase, self.seats)
            if self.asked:
                return steps
            steps.append(self._happen(phase.id, resolve(self.world, phase, {}, {}, self.chance)))
        self._end_round()
        return [*steps, *self._begin_round(self.world.round + 1)]

    def _end_round(self) -> None:
        number = self.world.round
        self.digest = digest(self.digest, self._since, self.world)
        self._since = []
        self._add(RoundEnded(number, self.digest))
        self.snapshots[number] = (self._head, self.digest, self.world)

    def _happen(self, phase: str, events: list[Event]) -> Step:
        kept = tuple(events)
        self._since.append(self._add(Resolved(self.world.round, phase, kept)))
        self.world = fold(self.world, kept)
        return phase, kept

    def _add(self, body: Body) -> Entry:
        number = len(self.entries)
        aside = isinstance(body, Aside)
        entry = Entry(number, 0 if aside else self._head, body)
        self.entries.append(entry)
        if not aside:
            self._head = number
        if self._keep:
            self._keep(entry)
        return entry

    def _known_systems(self) -> None:
        """Raises LookupError if an act is under an unknown system."""
        for act in self.header.acts:
            find_system(act.system)

    def _known(self, seat: str) -> None:
        if seat not in self.seats:
            raise refuse(
                "no_such_seat",
                "There is no seat {found}; there are {allowed}.",
                found=seat,
                allowed=", ".join(self.header.seats),
            )

    def _open(self) -> None:
        if self.finished:
            raise refuse("game_over", "The game is over; its record stands.")
