"""Orders for inputs that are confirmed: nobody plans on more of a good than its makers plan to have.

Plans P that together use more of some good than there will be cannot all be carried out; and where goods
are made of each other, sharing out what there is by fixed shares brings all of them to a halt. So users
plan less, by what a unit of each good takes of every other, directly and through its inputs
(Leontief 1941). With f the part of P that is left for final use, its requirements are L f. Where these exceed
what is planned of a good, all that needs it is cut alike; this gives plans z that can be carried out, and
what is confirmed lies between z and P, as near to P as supplies, stocks included, suffice.

Plain numbers in units.
"""

from __future__ import annotations

from collections.abc import Sequence

from allmende_rules.mechanisms.clearing_program import Program

ROUNDS, SETTLED = 500, 1e-13
"""How many rounds of inputs of inputs are counted at most, and below what share of the sum none more is."""
Vector = list[float]


def confirmed(program: Program, scales: Sequence[float], stock: Sequence[float]) -> Vector:
    """The scales that plants plan on once their orders for inputs are confirmed; never above `scales`.

    `stock` is what each has for sale from before. Plans whose inputs suffice stay as they are.
    """
    goods = range(len(program.goods))
    planned, burdened, there = ([0.0] * len(goods) for _ in range(3))
    for plant, x, stored in zip(program.plants, scales, stock, strict=True):
        planned[plant.good] += x
        burdened[plant.good] += plant.burden * x
        there[plant.good] += stored
    uses = [
        [row[j] * burdened[j] / planned[j] if planned[j] else 0.0 for j in goods]
        for row in program.inputs
    ]
    left = _left(planned, uses)
    if all(one + stored >= 0 for one, stored in zip(left, there, strict=True)):
        return list(scales)
    safe = _carried_out(planned, uses, left)
    share = _nearest(left, _left(safe, uses), there)
    kept = [
        share + (1 - share) * z / much if much else 0.0
        for z, much in zip(safe, planned, strict=True)
    ]
    return [kept[plant.good] * x for plant, x in zip(program.plants, scales, strict=True)]


def _left(planned: Sequence[float], uses: Sequence[Sequence[float]]) -> Vector:
    """What is left of each good when all plans have used their inputs; below 0 where it falls short."""
    return [
        much - sum([a * x for a, x in zip(row, planned, strict=True)])
        for much, row in zip(planned, uses, strict=True)
    ]


def _carried_out(
    planned: Sequence[float], uses: Sequence[Sequence[float]], left: Sequence[float]
) -> Vector:
    """Plans that make their own inputs: the requirements of what is left, cut where they exceed plans."""
    goods = range(len(planned))
    needs = [_requirements(uses, good) for good in goods]
    final = [max(0.0, one) for one in left]
    for i in goods:
        required = sum([needs[j][i] * final[j] for j in goods])
        if required > planned[i]:
            cut = planned[i] / required
            final = [one * cut if needs[j][i] > 0 else one for j, one in enumerate(final)]
    return [sum([needs[j][i] * final[j] for j in goods]) for i in goods]


def _requirements(uses: Sequence[Sequence[float]], good: int) -> Vector:
    """What a unit of a good takes of every good in all, itself included: a column of (I - A)⁻¹."""
    step = [float(i == good) for i in range(len(uses))]
    whole = list(step)
    for _ in range(ROUNDS):
        step = [sum([a * x for a, x in zip(row, step, strict=True)]) for row in uses]
        whole = [one + more for one, more in zip(whole, step, strict=True)]
        if sum(step) <= SETTLED * sum(whole):
            break
    return whole


def _nearest(left: Sequence[float], safe: Sequence[float], there: Sequence[float]) -> float:
    """The greatest share of the plans, beside the safe ones, for which everything suffices."""
    share = 1.0
    for short, spare, stored in zip(left, safe, there, strict=True):
        if short + stored < 0:
            enough = max(0.0, spare + stored)
            share = min(share, enough / (enough - short - stored))
    return share
