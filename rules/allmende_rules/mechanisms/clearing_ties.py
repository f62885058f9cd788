"""Which optimum, where a clearing has several: no waste, and equal costs share equally."""

import numpy as np

from allmende_rules.mechanisms.clearing_tables import Plants, Technology
from allmende_rules.mechanisms.standard_form import Matrix, Vector

CLOSE = 1e-12


def without_waste(
    scales: Vector, prices: Vector, plants: Plants, tech: Technology, final_use: Vector
) -> Vector:
    """Return scales cut so that of a good with price 0 no more is made than is used.

    `final_use` is what buyers get less what the warehouse holds, per good. A plant that makes a
    good of price 0 costs nothing, so its inputs have price 0 too and the cut moves no paid good.
    """
    made = np.bincount(plants.good, scales, prices.size)
    free = (prices == 0) & (made > 0)
    if not free.any():
        return scales
    need = np.where(free, 0.0, made)
    table: Matrix = tech.table * burdens(scales, plants, prices.size)
    while True:  # Rises to the least sufficient output; ends because the technology is productive.
        more = np.where(free, np.clip(final_use + table @ need, 0.0, made), made)
        if (more - need <= CLOSE * made).all():
            break
        need = more
    share = np.divide(more, made, out=np.ones_like(made), where=free)
    return scales * share[plants.good]


def burdens(scales: Vector, plants: Plants, goods: int) -> Vector:
    """Return the mean burden on inputs of what is made of each good; 1 where nothing is."""
    made = np.bincount(plants.good, scales, goods)
    whole = np.bincount(plants.good, scales * plants.burden, goods)
    mean: Vector = np.divide(whole, made, out=np.ones(goods), where=made > 0)
    return mean


def split_ties(scales: Vector, values: Vector, wage_floor: float, plants: Plants) -> Vector:
    """Return scales where plants of a good with equal unit cost share in proportion to capacity.

    Costs are equal where asks and burdens are, and draws on every limit that has a price. Draws on limits
    that are free may differ; the move to equal shares then stops at the first of these reached.
    """
    priced = values > 0
    priced[0] |= wage_floor > 0
    keys = list(
        zip(
            plants.good.tolist(),
            plants.ask.tolist(),
            plants.burden.tolist(),
            *plants.draws[priced].tolist(),
            strict=True,
        )
    )
    kinds = {key: kind for kind, key in enumerate(dict.fromkeys(keys))}
    if len(kinds) == len(keys):
        return scales
    kind = np.array([kinds[key] for key in keys])
    greatest = np.bincount(kind, plants.greatest)[kind]
    total = np.bincount(kind, scales)[kind]
    share = np.divide(plants.greatest, greatest, out=np.zeros_like(scales), where=greatest > 0)
    move = total * share - scales
    extra = plants.draws @ move
    room = np.maximum(plants.limits - plants.draws @ scales, 0.0)
    tight = ~priced & (extra > CLOSE * plants.limits)
    step: float = (room[tight] / extra[tight]).min(initial=1.0)
    even: Vector = scales + step * move
    return even
