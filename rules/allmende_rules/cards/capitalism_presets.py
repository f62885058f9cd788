"""Variants and settings of capitalism: dials set together under a name.

The rate of the carbon tax is DICE-2023's social cost of carbon in 2025, 59 dollars a tonne (ECONOMICS
D7), where an hour of the nation's model earns about 1.16 tn dollars and a unit is a gigatonne a year for
five years: 0.25 hours. That of the levy is what taxes pay out in cash to people in rich countries, about
a fifth of incomes (OECD social expenditure).
"""

from __future__ import annotations

from allmende_rules.phases.market.dials import CLEARING, JOINT
from allmende_rules.phases.property.ownership import FOUNDERS, PARETO
from allmende_rules.system import Preset

_UNTAXED = {"tax_vote": 0.0, "harvest_tax": 0.0, "carbon_tax": 0.0, "income_levy": 0.0}

PRESETS: tuple[Preset, ...] = (
    Preset(
        "laissez_faire",
        "Laissez-faire",
        "variant",
        "Nothing that is harvested or emitted has a price, nobody is taxed, nobody votes on it.",
        _UNTAXED,
    ),
    Preset(
        "carbon_tax",
        "Tax on nature",
        "variant",
        "The law taxes what is emitted at its social cost and what is harvested; all get a like part.",
        {**_UNTAXED, "carbon_tax": 0.25, "harvest_tax": 0.5},
    ),
    Preset(
        "cap_and_dividend",
        "Cap and dividend",
        "variant",
        "The law caps harvest and emissions; permits are sold, and everybody gets a like part of it.",
        {**_UNTAXED, "harvest_cap": 1.0, "carbon_cap": 1.0},
    ),
    Preset(
        "tax_and_transfer",
        "Tax and transfer",
        "variant",
        "The law takes a fifth of wages and dividends and pays it out alike; nature has no price.",
        {**_UNTAXED, "income_levy": 0.2},
    ),
    Preset(
        "charitable",
        "Charitable",
        "setting",
        "Markets clear, nobody has market power or a lobby, wages move, shares lie with all alike.",
        {
            CLEARING: float(JOINT),
            "market_power": 0.0,
            "lobbying": 0.0,
            "inherited": 0.0,
            "fortunes": float(FOUNDERS),
            "ltv": 0.4,
            "rigidity": 0.0,
        },
    ),
    Preset(
        "hostile",
        "Hostile",
        "setting",
        "A tenth of families own most, banks lend all that machines are worth, and money makes the law.",
        {
            "lobbying": 1.0,
            "inherited": 1.0,
            "fortunes": float(PARETO),
            "entry": 0.0,
            "ltv": 0.95,
            "spread": 0.3,
            "rigidity": 1.0,
        },
    ),
)
