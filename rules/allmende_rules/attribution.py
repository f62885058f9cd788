"""Why a seat's numbers changed since last round: differences between folds, in sentences.

The round is played again with one cause put back to what it was in the round before, and nothing else
(`counterfactual`). A cause's effect is what came about less what would have come about then.

- own: the seat's own answers, votes included;
- others: all other seats' answers, but for what they decided together;
- rule: what phases that set rules decided, beyond what the seat's own votes did to it;
- nature: productivities, shocks and stocks;
  If the system changed as the round began, it is that: the system before would have gone on;
- holdings: what all accounts held at the opening: money, machines, stores;
- rest: what remains of the change: causes that act together, and the prices and terms carried over.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from allmende_rules.counterfactual import (
    held_before,
    replay,
    said_before,
    stated_by,
    without_change,
)
from allmende_rules.game import Game
from allmende_rules.headlines import (
    DECIDED,
    EATEN,
    HEADLINES,
    INCOME,
    Change,
    Headline,
    explained,
)
from allmende_rules.rounds import Round, Step, counted, finished_round
from allmende_rules.system import Dial
from allmende_rules.world import World

Replay = Literal["own", "votes", "others", "rule", "nature", "holdings"]
"""What is put back: answers of the seat, its votes alone, those of others, what phases bring, the books."""
REPLAYS: tuple[Replay, ...] = ("rule", "nature", "holdings", "own", "votes", "others")
DIALS, OFFICES = "dials", "offices"
"""The entities whose facts are rules, and who holds office."""
SHARED: tuple[Replay, ...] = ("rule", "nature", "holdings")
"""Replays that are the same for all seats."""


class Attribution:
    """Why round `now` came out as it did after round `last`. Replays are made once, when asked for."""

    def __init__(self, now: Round, last: Round, dials: Sequence[Dial]) -> None:
        self.now = now
        self.last = last
        self._dials = {dial.id: dial.label for dial in dials}
        self._ends_of: dict[tuple[Replay, str], World] = {}

    def changes(self, seat: str) -> tuple[Change, ...]:
        """The headlines of a seat, each with its causes; those that it has in both rounds."""
        role = self.now.opening.fact(seat, "role", "")
        found = [self._change(seat, one) for one in HEADLINES.get(role, (INCOME, EATEN))]
        return tuple([one for one in found if one is not None])

    def effects(self, seat: str, indicator: str) -> dict[str, float]:
        """What each cause did to an indicator of a seat, unrounded."""

        def value(world: World) -> float:
            return measured(world, self.now.number, seat, indicator) or 0.0

        did = value(self.now.end)
        would = {what: value(self._end(what, seat)) for what in REPLAYS}
        return {
            "own": did - would["own"],
            "others": did - would["others"],
            "rule": would["votes"] - would["rule"],
            "nature": did - would["nature"],
            "holdings": did - would["holdings"],
        }

    def play(self, seat: str) -> bool:
        """Make the next replay that the causes of a seat need; False if none is missing."""
        for what in REPLAYS:
            key = (what, "" if what in SHARED else seat)
            if key not in self._ends_of:
                self._end(what, seat)
                return True
        return False

    def _end(self, what: Replay, seat: str) -> World:
        """How the round ends with something put back."""
        key = (what, "" if what in SHARED else seat)
        if key not in self._ends_of:
            self._ends_of[key] = self._replayed(what, seat)
        return self._ends_of[key]

    def _replayed(self, what: Replay, seat: str) -> World:
        now, last = self.now, self.last
        match what:
            case "rule" if now.unchanged:
                return without_change(now, last, now.unchanged)
            case "holdings" if now.unchanged:
                return now.end
            case "own":
                return replay(now, last, lambda _phase, one: one == seat)
            case "votes":
                return replay(now, last, lambda phase, one: one == seat and phase.cause == "rule")
            case "others":
                return replay(now, last, lambda phase, one: one != seat and phase.cause != "rule")
            case "holdings":
                return replay(now, last, opening=held_before(now, last))
            case "rule" | "nature":
                return replay(now, last, cause=what)

    def _change(self, seat: str, headline: Headline) -> Change | None:
        name = headline.indicator
        before, now = (measured(one.end, one.number, seat, name) for one in (self.last, self.now))
        if before is None or now is None:
            return None
        effects = self.effects(seat, name)
        what = {
            "own": answered_otherwise(self.now, self.last, seat),
            "rule": decided_otherwise(self.now, self.last, self._dials),
        }
        return explained(headline, before, now, effects, what)


def attribution(game: Game, number: int) -> Attribution:
    """Why a finished round came out as it did. Raises LookupError for the first, or one without an end."""
    now, last = finished_round(game, number), finished_round(game, number - 1)
    return Attribution(now, last, now.system.dials)


def measured(world: World, number: int, seat: str, indicator: str) -> float | None:
    """An indicator of a round: the seat's own if it has one of that name, else the public one."""
    shelf = f"round {number}"
    value: float | None = world.secret(seat, shelf, {}).get(indicator)
    return world.fact(shelf, indicator) if value is None else value


def answered_otherwise(now: Round, last: Round, seat: str) -> list[str]:
    """The titles of the questions of this round that a seat answered otherwise, silence included."""
    titles: dict[str, None] = {}
    for step, was in _pairs(now, last):
        said = counted(step, seat, step.given.get(seat, {}))
        then = counted(step, seat, said_before(step, was, step.before, seat))
        for question in step.asked.get(seat, ()):
            if said[question.id] != then[question.id]:
                titles[question.title] = None
    return list(titles)


def decided_otherwise(now: Round, last: Round, dials: Mapping[str, str]) -> list[str]:
    """What people call the rules that were left at another value than last round; another system is all."""
    if now.unchanged:
        return [f"{now.system.name} after {last.system.name}"]
    names: dict[str, None] = {}
    for step, was in _pairs(now, last):
        if step.phase.cause != "rule":
            continue
        for (audience, entity), facts in sorted(stated_by("rule", now, last).items()):
            for name in sorted(facts) if audience == "all" else ():
                value = step.after.fact(entity, name)
                if isinstance(value, int | float | str) and value != was.after.fact(entity, name):
                    names[_rule_name(step.after, entity, name, dials)] = None
    return [name for name in names if name]


def _rule_name(world: World, entity: str, name: str, dials: Mapping[str, str]) -> str:
    """What people call a rule: a dial's label, or an order and whom it binds; empty for mere facts."""
    if entity in (DIALS, OFFICES):
        return dials.get(name, "") if entity == DIALS else "who plans"
    return DECIDED[name].format(name=world.land.name(entity)) if name in DECIDED else ""


def _pairs(now: Round, last: Round) -> Iterator[tuple[Step, Step]]:
    """The steps of a round, each with that of the same phase in the round before, if there was one."""
    for step in now.steps:
        if was := last.step_of.get(step.phase.id):
            yield step, was
