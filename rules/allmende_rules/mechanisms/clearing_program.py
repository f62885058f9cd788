"""What goes into a joint clearing and what comes out: plants, buyers, the program, the clearing.

Plain numbers in units, not micro-units; all of them statements, never sealed truth.
"""

from typing import NamedTuple


class Plant(NamedTuple):
    """Somebody's offer to make a good, as stated.

    `labour`, `harvest` (from `resource`) and `emission` are amounts per unit of output; `ask` is
    money per unit of output wanted over cost; `capacity` is the greatest output. An own cap
    limits this plant's emission or harvest, in units of emission or harvest. `burden` multiplies the
    inputs of its good.
    """

    name: str
    good: int
    labour: float
    capacity: float
    ask: float = 0.0
    harvest: float = 0.0
    emission: float = 0.0
    own_emission_cap: float | None = None
    own_harvest_cap: float | None = None
    resource: int | None = None
    burden: float = 1.0


class Buyer(NamedTuple):
    """Somebody with cash for bundles: `recipe` is the amount of each good in one bundle.

    `most` is the greatest number of bundles wanted (ȳ), None for no bound.
    """

    name: str
    cash: float
    recipe: tuple[float, ...]
    most: float | None = None


class Program(NamedTuple):
    """All that a joint clearing is given.

    `inputs[i][j]` is the amount of good i used for one unit of good j; `warehouse` the amount of
    each good in stock; `labour` the supply, offered at `wage_floor` or more; `harvest_caps` the
    joint cap of each resource and `emission_cap` that of emissions, None for no cap.
    """

    goods: tuple[str, ...]
    inputs: tuple[tuple[float, ...], ...]
    plants: tuple[Plant, ...]
    buyers: tuple[Buyer, ...]
    warehouse: tuple[float, ...]
    labour: float
    wage_floor: float = 0.0
    harvest_caps: tuple[float | None, ...] = ()
    emission_cap: float | None = None


class Clearing(NamedTuple):
    """Quantities, prices and money that clear a program, each tuple in the program's order.

    `scales` are outputs of plants and `bundles` what buyers get. `wage` is the floor plus
    `labour_value`, the multiplier of labour. `permit_value` and `harvest_values` are money per
    unit of emission and harvest under the joint caps. The rents of a plant, of capacity and of
    its own two caps, are per unit of output, and at most one of the three is not 0.

    Money: Σ `spending` = `asks` + `wages` + `permits` + `rents` + `stock_value`, where `permits`
    pays for both kinds of joint cap and `stock_value` is Σ price x warehouse. A buyer's cash is
    his spending plus his refund. `gap` is the largest violation of an optimality condition, with
    all cash and all limits scaled to 1.
    """

    scales: tuple[float, ...]
    bundles: tuple[float, ...]
    prices: tuple[float, ...]
    wage: float
    labour: float
    labour_value: float
    permit_value: float
    harvest_values: tuple[float, ...]
    capacity_rents: tuple[float, ...]
    emission_cap_rents: tuple[float, ...]
    harvest_cap_rents: tuple[float, ...]
    spending: tuple[float, ...]
    refunds: tuple[float, ...]
    asks: float
    wages: float
    permits: float
    rents: float
    stock_value: float
    gap: float
