"""A scenario: a land, what awaits it, and how it is meant to be played."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from allmende_rules.land import Land
from allmende_rules.spec import Count, Identifier, Label, Positive, Role, Share, Spec


class Shock(Spec, frozen=True, kw_only=True):
    """A blow to the physics in one round: a factor on a capacity, a productivity or a stock.

    `target` is a good (all its enterprises), an enterprise, or a resource; `lasting` shocks to
    productivity stay, others pass after the round.
    """

    round: Count
    kind: Literal["capacity", "productivity", "stock"]
    target: Identifier
    factor: Positive
    news: str


class Hazard(Spec, frozen=True, kw_only=True):
    """A shock that chance may bring in any round, with this probability."""

    chance: Share
    kind: Literal["capacity", "productivity", "stock"]
    target: Identifier
    low: Positive
    high: Positive
    news: str


class Elastic(Spec, frozen=True, kw_only=True):
    """How many people a scenario takes, from `least` to `most`: without it, all that its seats hold.

    `dials` names by system the dials that are a share of a trade. Where sites are split, such a dial
    is divided by the parts of the "least" split seat with a site, or by those of the "most" split one.
    """

    least: Count = 1
    most: Count | None = None
    dials: dict[Identifier, dict[Identifier, Literal["least", "most"]]] = {}


class Act(Spec, frozen=True, kw_only=True, omit_defaults=True):
    """Some rounds of a game under one system, with what departs from its default dials.

    Later presets go before earlier ones, and dials before presets.
    """

    system: Identifier
    rounds: Annotated[int, Meta(ge=1, le=200)]
    presets: tuple[Identifier, ...] = ()
    dials: dict[str, float] = {}


class Scenario(Spec, frozen=True, kw_only=True):
    """A scenario file: the land, the shocks that await it, and how it is meant to be played.

    `standins` says by role what answers for a person who is silent: "default", or the name of a bot.
    `agenda` is the list of acts of a game that changes its system, `presets` names by system presets
    that are in force from the start, under the `dials`.
    `facilitator` is a note for whoever leads the session, `debrief` what to ask when play is over.
    """

    format: Literal[1] = 1
    id: Identifier
    name: Label
    summary: str
    briefing: str
    facilitator: str = ""
    debrief: tuple[str, ...] = ()
    rounds: Annotated[int, Meta(ge=1, le=200)]
    quick_rounds: Annotated[int, Meta(ge=1, le=200)]
    system: Identifier
    bots: dict[Identifier, Identifier] = {}
    standins: dict[Role, Identifier] = {}
    elastic: Elastic = Elastic()
    dials: dict[Identifier, dict[str, float]] = {}
    land: Land
    shocks: tuple[Shock, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    presets: dict[Identifier, tuple[Identifier, ...]] | UnsetType = UNSET
    agenda: tuple[Act, ...] | UnsetType = UNSET
