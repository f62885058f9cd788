"""Sharing out a fund: so much a head, or by fixed shares. Exact to the last micro-unit."""

from collections.abc import Mapping

from allmende_rules.amounts import MICRO, largest_remainder


def per_head(fund: int, heads: Mapping[str, int]) -> dict[str, int]:
    """Return what each group gets when a fund is split equally among all people.

    `fund` is in micro-units of money, `heads` counts the people of each group. Each group gets
    its exact quota rounded to a neighbouring whole number by largest remainder; equal
    remainders go to the group whose name sorts first, so the order of `heads` does not matter.

    Raises ValueError for a negative count, or for a fund with nobody to receive it.
    """
    names = sorted(heads)
    parts = largest_remainder(fund, [heads[name] for name in names])
    return dict(zip(names, parts, strict=True))


def split_rent(amount: int, shares: Mapping[str, int]) -> dict[str, int]:
    """Split an amount by shares in millionths, which must add up to a million.

    Rounding is by largest remainder; equal remainders go to the name that sorts first.

    Raises ValueError if the shares do not add up to 1 000 000 or one is negative.
    """
    if sum(shares.values()) != MICRO:
        raise ValueError(
            f"The shares {dict(shares)} add up to {sum(shares.values())} millionths, "
            f"not to {MICRO}."
        )
    names = sorted(shares)
    parts = largest_remainder(amount, [shares[name] for name in names])
    return dict(zip(names, parts, strict=True))
