"""Orders: all that a system hands to the sealed physics. Integers are micro-units.

An allocator (a market, a plan, a queue) knows statements only, and says what it intends: scales, labour,
who may use how much of each good, at which prices. `execute` meets the truth, `settle` pays for it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Delivery(msgspec.Struct, frozen=True, array_like=True):
    """Final use: `taker` is to get `quantity` of `good`, paid by account `payer`, for at most `budget`."""

    payer: str
    taker: str
    good: str
    quantity: int
    budget: int


class Levy(msgspec.Struct, frozen=True, array_like=True):
    """Money that an enterprise owes for the round: `per_unit` of output plus `lump`, to account `to`."""

    enterprise: str
    to: str
    cause: str
    per_unit: int = 0
    lump: int = 0


class Seller(msgspec.Struct, frozen=True, array_like=True):
    """Who sells at an own `price`: buyers turn to it first for `wanted` micro-units of its good."""

    price: int
    wanted: int


class Orders(msgspec.Struct, frozen=True, omit_defaults=True):
    """Intended scales and labour per enterprise, allowances of inputs, deliveries, prices, wage, levies.

    `scales[f]` output intended; `labour[f]` hours hired; `inputs[f][good]` allowance bought for that
    scale; `offered[f]` how much of f's own warehouse is for sale; `owners[f]` the account that gains
    f's profit and bears its loss; `prices` money per unit; `wage` money per hour.

    Deliveries and allowances are what is wanted; where there is less, execution rations it, and the
    takers named in `contracts` are served before other final users. `sellers` are named where they
    post prices: sales of a good then follow what buyers want of each, and takings what each sold at its
    own price, while every buyer pays the good's one price.
    """

    scales: dict[str, int]
    labour: dict[str, int]
    inputs: dict[str, dict[str, int]]
    offered: dict[str, int]
    deliveries: Sequence[Delivery]
    prices: dict[str, int]
    wage: int
    owners: dict[str, str]
    levies: Sequence[Levy] = ()
    sellers: dict[str, Seller] = {}
    contracts: list[str] = []
