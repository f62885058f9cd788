"""The sealed world as a scenario states it: what is the same under every system.

Everything here is public: quantities that only one seat may know (tastes, productivities) are drawn
around these values when a game opens and live in the private part of the world.

Units. Goods, hours, capacity and money are written in plain units (floats or whole numbers) here and
become integer micro-units in the ledger. A round lasts `years` years; every flow is per round.
"""

from __future__ import annotations

from functools import cached_property

from allmende_rules.land_parts import (
    Enterprise,
    Frictions,
    Goal,
    Good,
    Household,
    Mandate,
    Research,
    Resource,
    Seat,
    mandate_under,
)
from allmende_rules.sky import SKY, Climate
from allmende_rules.spec import Identifier, NonNegative, Positive, Spec

__all__ = [
    "Enterprise",
    "Frictions",
    "Goal",
    "Good",
    "Household",
    "Land",
    "Mandate",
    "Research",
    "Resource",
    "Seat",
    "mandate_under",
]


class Land(Spec, frozen=True, kw_only=True, dict=True):
    """The world of a scenario: the public constants of its physics.

    `capital[good]` is the basket of goods that builds one unit of capacity for that good.
    """

    years: Positive = 5.0
    wage: Positive = 1.0
    goods: tuple[Good, ...]
    resources: tuple[Resource, ...] = ()
    climate: Climate | None = None
    research: Research | None = None
    households: tuple[Household, ...]
    enterprises: tuple[Enterprise, ...]
    seats: tuple[Seat, ...]
    capital: dict[Identifier, dict[Identifier, NonNegative]]
    frictions: Frictions = Frictions()

    @cached_property
    def _goods(self) -> dict[str, Good]:
        return {good.id: good for good in self.goods}

    @cached_property
    def _resources(self) -> dict[str, Resource]:
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def _households(self) -> dict[str, Household]:
        return {group.id: group for group in self.households}

    @cached_property
    def _enterprises(self) -> dict[str, Enterprise]:
        return {site.id: site for site in self.enterprises}

    @cached_property
    def _names(self) -> dict[str, str]:
        shelves = (self.seats, self.resources, self.goods, self.households, self.enterprises)
        sky = {SKY: self.climate.name} if self.climate else {}
        return sky | {one.id: one.name for shelf in shelves for one in shelf}

    @cached_property
    def wanted(self) -> tuple[Good, ...]:
        """The goods that people need or like."""
        return tuple(good for good in self.goods if good.taste or good.need)

    @cached_property
    def needs(self) -> dict[str, float]:
        """What a person needs of each good in a round."""
        return {good.id: good.need for good in self.goods}

    @cached_property
    def machines(self) -> dict[str, dict[str, float]]:
        """What goes into one unit of capacity for a good; nothing of which there is none."""
        return {
            good: {part: amount for part, amount in basket.items() if amount}
            for good, basket in self.capital.items()
        }

    @cached_property
    def input_table(self) -> tuple[tuple[float, ...], ...]:
        """How much of each good (row) one unit of each good (column) takes."""
        return tuple(
            tuple(user.inputs.get(good.id, 0.0) for user in self.goods) for good in self.goods
        )

    @cached_property
    def uses(self) -> dict[str, dict[str, float]]:
        """The inputs of a unit of each good; nothing of which there is none."""
        return {
            good.id: {name: amount for name, amount in good.inputs.items() if amount}
            for good in self.goods
        }

    @cached_property
    def makers(self) -> dict[str, tuple[Enterprise, ...]]:
        """Who makes each good."""
        return {
            good.id: tuple(site for site in self.enterprises if site.good == good.id)
            for good in self.goods
        }

    @cached_property
    def machine_worth(self) -> dict[str, float]:
        """What one unit of capacity for a good costs at the scenario's prices."""
        return {
            good: sum(amount * self.good(part).price for part, amount in basket.items())
            for good, basket in self.machines.items()
        }

    def good(self, id_: str) -> Good:
        """The good of that name; KeyError if there is none."""
        return self._goods[id_]

    def resource(self, id_: str) -> Resource:
        """The resource of that name; KeyError if there is none."""
        return self._resources[id_]

    def household(self, id_: str) -> Household:
        """The household group of that name; KeyError if there is none."""
        return self._households[id_]

    def enterprise(self, id_: str) -> Enterprise:
        """The enterprise of that name; KeyError if there is none."""
        return self._enterprises[id_]

    def is_household(self, id_: str) -> bool:
        """Whether that name is a household group's."""
        return id_ in self._households

    def is_enterprise(self, id_: str) -> bool:
        """Whether that name is an enterprise's."""
        return id_ in self._enterprises

    def name(self, id_: str) -> str:
        """How anything named in this land reads on a screen; the name itself if it is none of these."""
        return self._names.get(id_, id_)
