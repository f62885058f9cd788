"""What a system is: roles, dials and an ordered list of phases built from mechanisms (DESIGN 2, 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Literal

import msgspec

from allmende_rules.chance import Chance
from allmende_rules.events import Event
from allmende_rules.land import Land
from allmende_rules.questions import Answers, Question
from allmende_rules.view import View
from allmende_rules.world import World

Cause = Literal["answers", "rule", "nature"]
"""To what a change is put down that a phase brings: what seats did, what was decided, or nature."""
Amender = Literal["assembly", "facilitator", "ballot"]
"""Who may change a dial during a game: the assembly by a motion, nobody but who runs the game, or whoever
is asked for its number each round."""
Replies = Mapping[str, Answers]
"""The answers of all seats to a phase, complete: silence is already filled in."""


class Line(msgspec.Struct, frozen=True):
    """A preview's sentence under a question: a template that a client translates, and its facts."""

    question: str
    text: str
    facts: dict[str, Any] = {}


def nobody(_world: World, _seat: str) -> tuple[Question, ...]:
    """Ask nothing: for phases in which the engine or a rule acts alone."""
    return ()


def no_preview(_view: View, _questions: tuple[Question, ...], _draft: Answers) -> tuple[Line, ...]:
    """Say nothing ahead."""
    return ()


def everywhere(_land: Land) -> bool:
    """Whatever the land is like."""
    return True


@dataclass(frozen=True, slots=True)
class Phase:
    """A step of a round: questions to seats, and what becomes of all answers at once.

    `ask` and `resolve` read statements and public facts; `preview` reads the asking seat's view and
    draft alone, so that it cannot leak. `seconds` is the time people are given. `cause` is "rule" for
    a phase that decides what holds for others, and "nature" for one that brings weather.
    """

    id: str
    title: str
    resolve: Callable[[World, Replies, Chance], list[Event]]
    ask: Callable[[World, str], tuple[Question, ...]] = nobody
    preview: Callable[[View, tuple[Question, ...], Answers], tuple[Line, ...]] = no_preview
    seconds: int = 60
    help: str = ""
    cause: Cause = "answers"


@dataclass(frozen=True, slots=True, eq=False)
class Dial:
    """A named, typed, bounded parameter of a system. `off` turns the friction off.

    `off_word` says in words what then holds, as in “no tax”; a choice says it by its name there.
    One with `names` is a choice: each whole number from 0 stands for the name at that place. Motions
    stay within `bounds`, where the constitution draws them narrower than `low` to `high`. A dial that
    does nothing on some lands says in `applies` on which it does something; one that does nothing while
    another dial is off names that one in `under`. Where a dial does nothing, none moves it. An
    `assumed` one says how people, markets or instruments are taken to behave: that is nobody's decision.
    """

    id: str
    label: str
    unit: str
    default: float
    low: float
    high: float
    off: float | None
    source: str
    amended_by: Amender
    whole: bool = False
    names: tuple[str, ...] = ()
    bounds: tuple[float, float] | None = None
    applies: Callable[[Land], bool] = everywhere
    assumed: bool = False
    under: str = ""
    off_word: str = ""

    @property
    def lawful(self) -> tuple[float, float]:
        """The lowest and the highest value that a motion may propose."""
        return self.bounds or (self.low, self.high)


@dataclass(frozen=True, slots=True)
class Preset:
    """Dials set together under a name: a "variant" of a system, or a "setting" kind or hostile to it.

    Dials that it does not name keep their defaults. A variant and a setting may be combined.
    """

    id: str
    name: str
    kind: Literal["variant", "setting"]
    summary: str
    dials: Mapping[str, float]


def at_work(dials: Iterable[Dial], land: Land, now: Mapping[str, float]) -> tuple[Dial, ...]:
    """The dials that do something on this land, with these values in force."""
    dials = tuple(dials)
    off = {dial.id for dial in dials if now.get(dial.id) == dial.off}
    return tuple([dial for dial in dials if dial.applies(land) and dial.under not in off])


def nothing(_world: World) -> list[Event]:
    """No titles to write, and none to give back."""
    return []


@dataclass(frozen=True, slots=True)
class System:
    """An economic system as a list of parts.

    `open` writes its titles over a neutral world, `leave` gives all that it had written back, so that
    the world is neutral again: money and goods stand with households and enterprises alone. `mints`
    says that it may create or destroy money.
    """

    id: str
    name: str
    summary: str
    phases: tuple[Phase, ...]
    dials: tuple[Dial, ...]
    roles: Mapping[str, str]
    open: Callable[[World], list[Event]]
    leave: Callable[[World], list[Event]] = nothing
    presets: tuple[Preset, ...] = ()
    mints: bool = False
    card: Mapping[str, str] = field(default_factory=dict)
    stage: Literal["alpha", "beta", "stable"] = "beta"


def find_preset(system: System, name: str) -> Preset:
    """The preset of that name. Raises LookupError with a sentence and the nearest name."""
    known = {preset.id: preset for preset in system.presets}
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise LookupError(
        f"{system.id} has no preset “{name}”; it has {', '.join(known) or 'none'}.{hint}"
    )


def preset_dials(system: System, names: Iterable[str]) -> dict[str, float]:
    """The dials of presets together: a variant and a setting may be combined, in this order.

    Raises LookupError for an unknown preset, ValueError for two of one kind.
    """
    chosen: dict[str, Preset] = {}
    for name in names:
        preset = find_preset(system, name)
        other = chosen.setdefault(preset.kind, preset)
        if other is not preset:
            raise ValueError(
                f"{other.id} and {preset.id} are both {preset.kind}s of {system.id}; choose one."
            )
    return {dial: value for preset in chosen.values() for dial, value in preset.dials.items()}


def check_dials(system: System, values: Mapping[str, float]) -> None:
    """Raise LookupError for a dial that the system lacks, ValueError for one out of its range."""
    known = {dial.id: dial for dial in system.dials}
    for name, value in values.items():
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]}?" if near else ""
            raise LookupError(
                f"{system.id} has no dial “{name}”; it has {', '.join(known) or 'none'}.{hint}"
            )
        dial = known[name]
        if not dial.low <= value <= dial.high:
            raise ValueError(
                f"The dial {name} goes from {dial.low:g} to {dial.high:g}, not {value:g}."
            )
        if dial.whole and value != int(value):
            raise ValueError(f"The dial {name} takes whole numbers, not {value:g}.")
