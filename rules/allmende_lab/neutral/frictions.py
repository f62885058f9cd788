"""One friction at a time: what each costs, turned on alone in the neutral limit of each system."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from allmende_bots.mind import Bot
from allmende_lab.neutral.entries import Dials, Limit
from allmende_lab.neutral.land import frictionless
from allmende_lab.neutral.mind import OVERSTATING, PRICE_TAKER, SOLE_SELLER
from allmende_rules.phases.market.dials import CLEARING
from allmende_rules.scenario import Scenario
from allmende_rules.systems.registry import find_system


@dataclass(frozen=True, slots=True, eq=False)
class Friction:
    """What is turned on: dials, something about the land, or what people do. `setting` says how far.

    One that `grows` from round to round is not tried where a system is played for many.
    """

    name: str
    setting: str
    dials: Dials = field(default_factory=dict)
    land: Mapping[str, float] = field(default_factory=dict)
    damage: float = 0.0
    mind: Bot = PRICE_TAKER
    grows: bool = False

    @property
    def of_system(self) -> bool:
        """Whether it is nothing but dials."""
        return bool(self.dials) and self.mind.id == PRICE_TAKER.id

    def scenario(self) -> Scenario:
        """The frictionless nation with this about its land."""
        scenario = frictionless()
        land, climate = scenario.land, scenario.land.climate
        if climate:
            climate = replace(climate, damage=self.damage)
        frictions = replace(land.frictions, **self.land)
        return replace(scenario, land=replace(land, frictions=frictions, climate=climate))


OF_LAND = (
    Friction(
        "productivity_noise",
        "0.12, private and drifting",
        land={"productivity_noise": 0.12, "productivity_persistence": 0.8},
    ),
    Friction("taste_spread", "0.15, private", land={"taste_spread": 0.15}),
    Friction("damage", "0.003467 at one degree", damage=0.003467, grows=True),
)
"""As the nation has them."""
OF_PEOPLE = (
    Friction("labour norms overstated", "by 10 %", dials={"padding": 1}, mind=OVERSTATING),
    Friction("mark-up of a sole seller", "of care, 50 %", {"market_power": 1}, mind=SOLE_SELLER),
)
"""What people may do that the theorems rule out, where dials that a system has permit it."""


FEW = 5
"""Rounds in which what grows has not yet changed everything."""
GROWING = ("carbon_cut",)


def frictions(one: Limit) -> Iterator[Friction]:
    """Each dial that the neutral limit has off, at its default or a stated value; then land and people.

    How markets clear is no dial to turn here: it has entries of its own.
    """
    for friction in (*_dials(one), *OF_LAND, *_people(one)):
        if one.rounds <= FEW or not friction.grows:
            yield friction


def _dials(one: Limit) -> Iterator[Friction]:
    for dial in find_system(one.system).dials:
        value = one.stated.get(dial.id, dial.default)
        if dial.id in one.off and dial.id != CLEARING and value != one.off[dial.id]:
            name = dial.names[int(value)] if dial.names else f"{value:.3g} {dial.unit}"
            yield Friction(dial.id, name, {dial.id: value}, grows=dial.id in GROWING)


def _people(one: Limit) -> Iterator[Friction]:
    names = {dial.id for dial in find_system(one.system).dials}
    for friction in OF_PEOPLE:
        permits = {name: value for name, value in friction.dials.items() if name in names}
        yield dataclasses.replace(friction, dials=permits)
