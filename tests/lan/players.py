"""How people play: they look, answer what they are asked, and what their screens claim is noted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic, sleep

from tests.lan.people import GLANCE, Person, Stage, TrialError, until
from tests.lan.scene import Scene

PATIENCE = 75.0
"""Seconds in which every phase must have closed: its minute, and what closing takes."""
AGAIN = 8.0
"""Seconds after which a person who has no word of their answers sends again."""
TYPED = {
    ("eli", "Congress"): "9",
    ("fay", "Congress"): "8.5",
    ("ada", "1 Market"): "12",
    ("ben", "1 Market"): "15",
    ("dora", "1 Market"): "11",
}
"""What is typed into the first question, by seat and phase; everything else is sent as it stands."""


class Players:
    """`claims` are the (seat, phase) whose screen said that the answers stand.

    `told_late` are the seats whose screen said that answers came too late.
    """

    def __init__(self, scene: Scene) -> None:
        self.claims: set[tuple[str, str]] = set()
        self.told_late: set[str] = set()
        self._scene = scene
        self._say = scene.account.say
        self._sent: dict[tuple[str, str], float] = {}

    def all(self, *without: str) -> list[Person]:
        """Everybody, or all but some seats."""
        return [one for seat, one in self._scene.people.items() if seat not in without]

    def only(self, *seats: str) -> list[Person]:
        """Those of these seats."""
        return [self._scene.people[seat] for seat in seats]

    def play(self, people: list[Person], to: str, go_on: Callable[[], bool] = lambda: True) -> None:
        """Let people answer until one of them sees the phase `to`; empty is the end for all.

        They stop as soon as `go_on` is false.
        """
        end, last = monotonic() + PATIENCE, ""
        while go_on():
            stages = {one.name: self.act(one, to) for one in people}
            if (
                (to in {stage.phase for stage in stages.values()})
                if to
                else _all_over(stages.values())
            ):
                return
            phases = " | ".join(sorted({one.phase for one in stages.values() if one.phase}))
            if phases != last:
                end, last = monotonic() + PATIENCE, phases
                self._say(f"  {phases}")
            if monotonic() > end:
                raise TrialError(f"The game stands still: {stages}")
            sleep(GLANCE)

    def look(self, person: Person) -> Stage:
        """What a person sees; what it claims is noted."""
        stage = person.stage()
        if stage.sent and not stage.asked and (person.seat, stage.phase) in self._sent:
            self.claims.add((person.seat, stage.phase))
        if stage.late:
            self.told_late.add(person.seat)
        return stage

    def act(self, person: Person, to: str) -> Stage:
        """Look, and answer if that is due; what is asked in the phase `to` is left."""
        stage = self.look(person)
        due = monotonic() - self._sent.get((person.seat, stage.phase), -AGAIN) >= AGAIN
        if stage.asked and not stage.sent and stage.phase != to and due:
            self.answer(person, stage.phase)
        return stage

    def answer(self, person: Person, phase: str) -> None:
        """Type what is to be typed, and send."""
        typed = TYPED.get((person.seat, phase)) or TYPED.get((person.seat, phase.split()[1]))
        self._sent[person.seat, phase] = monotonic()
        self._say(f"  {person.name} answers {phase}" + (f": {typed}" if typed else ""))
        person.answer(typed)

    def settle(self, person: Person, phase: str) -> None:
        """Answer, and wait until the screen says that it stands, or shows the next phase."""
        self.asked(person, phase)
        self.answer(person, phase)

        def settled() -> bool:
            stage = self.look(person)
            return stage.sent or stage.over or stage.phase not in ("", phase)

        until(settled, 20, lambda: f"word that {person.name}'s answers stand")

    def stands(self, person: Person) -> None:
        """Wait until the screen says that what was sent stands."""
        until(
            lambda: self.look(person).sent, 15, lambda: f"word that {person.name}'s answers stand"
        )

    def asked(self, person: Person, phase: str) -> None:
        """Wait until a person is asked in that phase."""

        def look() -> bool:
            stage = self.look(person)
            return stage.asked and stage.phase == phase

        until(look, 30, lambda: f"{phase} asked of {person.name}")

    def back(
        self, people: Iterable[Person], begun: float, left: str = "", seconds: float = 45.0
    ) -> None:
        """Wait until people are at the table again, past the phase `left`; say when each was."""

        def there(stage: Stage) -> bool:
            return not stage.cut and stage.phase not in ("", left)

        self._each(people, there, "is back", begun, seconds)

    def cut(self, people: Iterable[Person], begun: float, seconds: float = 40.0) -> None:
        """Wait until people are told by their screens that there is no connection."""
        self._each(people, lambda stage: stage.cut, "sees that the line is cut", begun, seconds)

    def _each(
        self,
        people: Iterable[Person],
        there: Callable[[Stage], bool],
        words: str,
        begun: float,
        seconds: float,
    ) -> None:
        left, end = list(people), monotonic() + seconds
        while left:
            for person in list(left):
                if there(self.look(person)):
                    left.remove(person)
                    self._say(f"  {person.name} {words} after {monotonic() - begun:.1f} s.")
            if left and monotonic() > end:
                raise TrialError(f"Not after {seconds:.0f} s: {left[0].name} {words}.")
            sleep(GLANCE)


def _all_over(stages: Iterable[Stage]) -> bool:
    return all(stage.over for stage in stages)
