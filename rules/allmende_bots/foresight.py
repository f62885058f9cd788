"""A motion played forward: what bots would make of the next rounds without it and with it.

From what everybody sees, over seeds that draw anew what nobody sees, each played twice through the same
draws. The answer is a range for every public indicator, never a point.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from allmende_bots.mind import Bot
from allmende_bots.registry import find_bot
from allmende_bots.surmise import surmise
from allmende_rules.agenda import coming
from allmende_rules.chance import Chance
from allmende_rules.events import Stated
from allmende_rules.measures import rounded
from allmende_rules.migration import change_of_system
from allmende_rules.outlook import Foresight, Outlook, Span
from allmende_rules.phases.assembly.floor import matters
from allmende_rules.phases.assembly.laws import carried_out
from allmende_rules.play import Asked, ask, resolve
from allmende_rules.questions import Answers
from allmende_rules.scenario import Scenario
from allmende_rules.system import Phase, System, nobody
from allmende_rules.systems.registry import find_system
from allmende_rules.view import View, view
from allmende_rules.world import TABLE, Facts, World, fold

SEEDS, HORIZON = 48, 3
"""Seeds played, and rounds of each. One more draw falls between the lowest and the highest of 48 others
in 47 of 49 cases, if it is of their kind; so most often the main indicators do together."""
DECIDED = "vote"
"""The phase that puts a motion into force."""
INDICATORS = "round {}"
DIAL = "dial."
Measured = Mapping[str, float]


class Scene(msgspec.Struct, frozen=True):
    """All that a preview rests on: the scenario, and what a spectator sees as a round opens.

    `bots` names who plays each seat and the house; for people it is the bot that would.
    """

    scenario: Scenario
    bots: dict[str, str]
    public: Facts
    books: Mapping[str, Mapping[str, int]]


def foresee(
    scene: Scene, dial: str, value: int, *, seeds: int = SEEDS, horizon: int = HORIZON
) -> Foresight:
    """The outlook of a motion that sets `dial` to `value` (micro-units) in the round of the scene.

    It comes into force when this round's motions are decided, and is played to the end of `horizon`
    rounds, or of the game; another system, with the round after, as does what the agenda says. A motion
    on an office is one like any other. Raises LookupError for an unknown system, bot or dial.
    """
    seen = View(None, scene.scenario.land, scene.public, {}, scene.books)
    first: int = seen.fact(TABLE, "round")
    last = min(first + horizon - 1, seen.fact(TABLE, "rounds"))
    play = _Play(scene, last)
    worlds = {seed: surmise(scene.scenario, seen, seed) for seed in range(1, seeds + 1)}
    pairs = [
        (play.on(world, seed), play.on(world, seed, (dial, value)))
        for seed, world in worlds.items()
    ]
    now = play.in_force(worlds[1], dial)
    return Foresight(dial, now, value, first, last, seeds, outlooks(pairs))


class _Play:
    """Rounds between bots, to the end of round `last`. No record is kept."""

    def __init__(self, scene: Scene, last: int) -> None:
        self._minds: dict[str, Bot] = {seat: find_bot(name) for seat, name in scene.bots.items()}
        self._last = last

    def in_force(self, world: World, matter: str) -> int:
        """What a motion on this matter would change."""
        return {one.dial: one.now for one in matters(world, _system(world).dials)}[matter]

    def on(self, world: World, seed: int, motion: tuple[str, int] | None = None) -> Measured:
        """What the last round brings if `motion` passes in the first; the round's news are out."""
        chance, first = Chance(seed), world.round
        for number in range(first, self._last + 1):
            begun = number > first
            if begun:
                world = fold(world, [Stated("all", TABLE, {"round": number})])
                if act := coming(world):
                    world = fold(world, change_of_system(world, act))
            system = _system(world)
            for phase in system.phases if begun else _after_news(system):
                world = self._step(world, phase, chance)
                if motion and phase.id == DECIDED and not begun:
                    world = fold(world, carried_out(world, *motion))
        return world.public[INDICATORS.format(self._last)]

    def _step(self, world: World, phase: Phase, chance: Chance) -> World:
        asked = ask(world, phase, tuple(self._minds))
        return fold(world, resolve(world, phase, asked, self._answers(world, asked), chance))

    def _answers(self, world: World, asked: Asked) -> dict[str, Answers]:
        return {
            seat: self._minds[seat].answer(view(world, seat), questions)
            for seat, questions in asked.items()
            if self._minds[seat].has_habit(questions)
        }


def _system(world: World) -> System:
    return find_system(world.fact(TABLE, "system"))


def news_phases(system: System) -> tuple[str, ...]:
    """The phases that open a round before anybody is asked."""
    asking = [phase.ask is not nobody for phase in system.phases]
    return tuple(phase.id for phase in system.phases[: asking.index(True)])


def _after_news(system: System) -> tuple[Phase, ...]:
    return system.phases[len(news_phases(system)) :]


def outlooks(pairs: list[tuple[Measured, Measured]]) -> tuple[Outlook, ...]:
    """The range of every indicator that all runs measure; dials are what was moved, not what follows."""
    common = [
        name
        for name in pairs[0][0]
        if not name.startswith(DIAL) and all(name in a and name in b for a, b in pairs)
    ]
    return tuple(
        Outlook(
            name,
            span([a[name] for a, _ in pairs]),
            span([b[name] for _, b in pairs]),
            span([rounded(b[name] - a[name]) for a, b in pairs]),
        )
        for name in common
    )


def span(values: list[float]) -> Span:
    """From the lowest to the highest."""
    return Span(min(values), max(values))
