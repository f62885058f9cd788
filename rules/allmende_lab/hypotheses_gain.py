"""Hypotheses on minds that reckon their own gain: a seller without rivals, members who vote a cap."""

from __future__ import annotations

from msgspec.structs import replace

from allmende_bots.mind import Bot
from allmende_lab.incentive_measures import MeanCap, RealPrice
from allmende_lab.incentives import ROUNDS, Hypothesis, Setting
from allmende_lab.sellers import SELLER
from allmende_lab.voters import (
    ALL_AT_GIVEN_FEES,
    ALL_UNDER_SCARCITY,
    MONEY_AT_GIVEN_FEES,
    MONEY_UNDER_SCARCITY,
)
from allmende_rules.scenario import Scenario

ALONE, SELLS = "workshop_river", "tools"
"""The site of the valley that is made the only seller, and what it sells."""


def with_one_seller(scenario: Scenario, site: str) -> Scenario:
    """The scenario with all machines of a trade at one site, and no other in it."""
    land = scenario.land
    good = land.enterprise(site).good
    makers = [one.id for one in land.makers[good]]
    gone = [name for name in makers if name != site]
    whole = sum(one.capacity for one in land.makers[good])
    sites = [
        replace(one, capacity=whole) if one.id == site else one
        for one in land.enterprises
        if one.id not in gone
    ]
    seats = [
        replace(seat, enterprises=tuple(one for one in seat.enterprises if one not in gone))
        for seat in land.seats
    ]
    smaller = replace(land, enterprises=tuple(sites), seats=tuple(seats))
    return replace(scenario, land=smaller)


def runner(scenario: Scenario, site: str) -> str:
    """The seat that opens with a site."""
    return next(seat.id for seat in scenario.land.seats if site in seat.enterprises)


def market_power(valley: Scenario) -> tuple[Hypothesis, ...]:
    """A seller for profit, alone and among rivals."""
    own = {runner(valley, ALONE): SELLER}
    one = with_one_seller(valley, ALONE)
    what, measure = "price of tools in hours", RealPrice(SELLS)

    def sold(scenario: Scenario, power: float) -> Setting:
        sellers = "one seller" if scenario is one else "rivals"
        return Setting(scenario, "capitalism", (), {"market_power": power}, own=own, words=sellers)

    return (
        Hypothesis(
            "sole-seller",
            "A sole seller who may ask over cost makes its good dearer.",
            "Cournot 1838",
            ROUNDS,
            sold(one, 0),
            sold(one, 1),
            what,
            measure,
            1,
        ),
        Hypothesis(
            "rivals",
            "The same seller among rivals sells cheaper than alone.",
            "Cournot 1838; Bertrand 1883",
            ROUNDS,
            sold(one, 1),
            sold(valley, 1),
            what,
            measure,
            -1,
        ),
    )


def votes(valley: Scenario) -> tuple[Hypothesis, ...]:
    """The cap on the forest with the rent paid out and without, for each mind of voters."""
    voters = {
        "cap-money": (MONEY_AT_GIVEN_FEES, "who count money, and take fees as given,"),
        "cap-money-scarce": (
            MONEY_UNDER_SCARCITY,
            "who count money, and know that less is dearer,",
        ),
        "cap-all": (ALL_AT_GIVEN_FEES, "who count money and goods, and take fees as given,"),
        "cap-all-scarce": (ALL_UNDER_SCARCITY, "who count both, and know that less is dearer,"),
    }
    return tuple(_vote(valley, id_, *voter) for id_, voter in voters.items())


def _vote(valley: Scenario, id_: str, voter: Bot, who: str) -> Hypothesis:
    members = [seat.id for seat in valley.land.seats if seat.role == "member"]

    def paid(share: float) -> Setting:
        own = dict.fromkeys(members, voter)
        return Setting(valley, "dmnc", (), {"dividend_share": share}, own=own)

    return Hypothesis(
        id_,
        f"Members {who} vote the cap up if the rent is paid out.",
        "ours: a dividend that rises with the cap",
        ROUNDS,
        paid(0),
        paid(1),
        "mean harvest cap of the forest",
        MeanCap("forest"),
        1,
    )
