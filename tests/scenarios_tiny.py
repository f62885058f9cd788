"""The smallest world with every part of a scenario: two goods, a lake, three seats, and the house.

It plays about three times as fast as the valley, and nothing in it hangs on how the valley is set.
"""

from __future__ import annotations

from allmende_rules.land import (
    Enterprise,
    Frictions,
    Goal,
    Good,
    Household,
    Land,
    Mandate,
    Resource,
    Seat,
)
from allmende_rules.scenario import Hazard, Scenario, Shock

FISH = Good(
    id="fish",
    name="Fish",
    unit="crates",
    labour=0.3,
    inputs={"nets": 0.05},
    harvest={"lake": 1.0},
    need=0.2,
    taste=0.6,
    spoilage=0.5,
)
NETS = Good(id="nets", name="Nets", unit="bales", labour=0.4, inputs={"fish": 0.02}, taste=0.4)
LAKE = Resource(
    id="lake",
    name="The Lake",
    unit="crates",
    stock=30.0,
    carrying_capacity=40.0,
    growth=0.5,
    growth_noise=0.1,
)
MANDATE = Mandate(
    text="Live off the lake, and leave it.",
    goals=(
        Goal(text="Income of 5 a round", indicator="income", over="mean", at_least=5.0),
        Goal(text="Fish stays cheap", indicator="price.fish", over="worst", at_most=3.0),
    ),
)


def _home(id_: str, people: int) -> Household:
    return Household(id=id_, name=id_.title(), people=people, cash=float(people))


def _site(id_: str, good: str, capacity: float, home: str, *, planned: bool = False) -> Enterprise:
    return Enterprise(
        id=id_,
        name=id_.replace("_", " ").title(),
        good=good,
        capacity=capacity,
        household=home,
        cash=capacity / 4,
        planned=planned,
    )


TINY = Scenario(
    id="tiny",
    name="The Lake",
    summary="Two goods and a lake.",
    briefing="Fish and nets.",
    rounds=4,
    quick_rounds=2,
    system="open_access",
    dials={"dmnc": {"share_guard": 0.6, "threshold": 0.1}},
    land=Land(
        goods=(FISH, NETS),
        resources=(LAKE,),
        households=(_home("shore", 8), _home("cove", 8), _home("hill", 6)),
        enterprises=(
            _site("boat_shore", "fish", 6.0, "shore"),
            _site("boat_cove", "fish", 6.0, "cove"),
            _site("weir", "fish", 4.0, "hill", planned=True),
            _site("raft", "fish", 0.5, "cove"),
            _site("loft_shore", "nets", 8.0, "shore"),
            _site("loft_hill", "nets", 8.0, "hill"),
        ),
        seats=(
            Seat(
                id="ann",
                name="Ann",
                role="licensee",
                household="shore",
                enterprises=("boat_shore", "loft_shore"),
                mandate=MANDATE,
            ),
            Seat(id="bo", name="Bo", role="member", household="cove", mandate=MANDATE),
            Seat(
                id="cy",
                name="Cy",
                role="planner",
                household="hill",
                enterprises=("weir",),
                mandate=MANDATE,
            ),
        ),
        capital={"fish": {"nets": 0.1}, "nets": {"nets": 0.1, "fish": 0.02}},
        frictions=Frictions(),
    ),
    shocks=(
        Shock(round=2, kind="stock", target="lake", factor=0.9, news="Ice: {percent} % is left."),
    ),
    hazards=(
        Hazard(
            chance=0.3,
            kind="productivity",
            target="fish",
            low=0.8,
            high=0.95,
            news="Storms: an hour at sea brings {percent} % of the usual.",
        ),
        Hazard(
            chance=0.2,
            kind="capacity",
            target="nets",
            low=0.7,
            high=0.9,
            news="A fire: {percent} % of the lofts stand.",
        ),
    ),
)
