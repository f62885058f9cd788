"""The sky of a scenario: how emissions of a round warm it, and what warmth does to work.

Goods say what a unit of them emits, in units of the scenario's own; `scale` brings these to gigatonnes
of carbon dioxide a year, which is what climate models take.
"""

from __future__ import annotations

from typing import Literal

from allmende_rules.spec import Label, NonNegative, Positive, Share, Spec

SKY = "sky"
"""The entity that carries the facts of the climate."""


class Climate(Spec, frozen=True, kw_only=True):
    """A carbon stock with temperature: DICE-2023's four reservoirs, or a line for small worlds.

    `baseline` emissions of a round at the opening, in the scenario's units, are what caps are set
    from; `scale` Gt of CO2 a year for one of these units, `land_use` further Gt a year that nobody
    in the game decides on, falling by `land_use_decline` a round. Work brings `damage` T^2 less, T
    in degrees above 1850-1900. The emission of a unit of output falls by `decline` a round without
    anybody's doing, and abatement may rise by `abatement_step` a round at most. In the linear model
    T = `warming` + `response` for each 1,000 Gt emitted since the opening.
    """

    name: Label = "The sky"
    unit: Label = "emissions"
    model: Literal["dfair", "linear"] = "linear"
    baseline: Positive
    scale: Positive
    land_use: NonNegative = 0.0
    land_use_decline: Share = 0.1
    damage: NonNegative = 0.003467
    decline: Share = 0.04
    abatement_step: Share = 0.12
    warming: NonNegative = 1.247
    response: NonNegative = 0.45
