"""The life of a licence after its grant: renewed, returned, passed on, by who is in good standing.

Each step is a pure function over licences. What holders declare is inspected by `monitoring`, breaches
are judged by `court`, and climb the ladder of `sanctions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from allmende_rules.mechanisms.licensing import Conditions, Licence, Lot, eligible


class Transfer(NamedTuple):
    """A licence that one holder offers to another."""

    kind: str
    giver: str
    taker: str


Obstacle = Literal["not held", "guard", "sanction"]
"""Why a licence cannot be passed on: the giver lacks it, the taker would hold too much of the trade,
or one of them stands under a sanction."""


def renewed(licence: Licence, round: int, term: int, reserve: int) -> Licence:
    """The licence for another term, at the fee it stood at, but not under the reserve."""
    return licence._replace(fee=max(licence.fee, reserve), granted=round, expires=round + term)


def returned(licences: Iterable[Licence], kinds: Iterable[str]) -> tuple[Licence, ...]:
    """The licences that stand after those of these kinds were given back to the Commons."""
    gone = set(kinds)
    return tuple(licence for licence in licences if licence.kind not in gone)


def obstacle(
    licences: Sequence[Licence],
    offer: Transfer,
    conditions: Conditions,
    *,
    sector: int,
    held: int,
    sanctioned: Iterable[str] = (),
) -> Obstacle | None:
    """Why an accepted offer cannot be carried out; None if it can.

    `sector` is the capacity of the whole trade, `held` what the taker has of it already, both in
    units of the licence's quantity. `sanctioned` names holders who are not in good standing.
    """
    licence = _of(licences, offer)
    if licence is None:
        return "not held"
    if not {offer.giver, offer.taker}.isdisjoint(sanctioned):
        return "sanction"
    lot = Lot(licence.kind, licence.quantity, licence.expires - licence.granted)
    return None if eligible(lot, held, sector, conditions) else "guard"


def passed_on(licences: Iterable[Licence], offer: Transfer) -> tuple[Licence, ...]:
    """The licences after the offer was accepted: same fee, same term, another holder."""
    return tuple(
        licence._replace(holder=offer.taker)
        if (licence.kind, licence.holder) == (offer.kind, offer.giver)
        else licence
        for licence in licences
    )


def good_standing(holder: str, breaches: Mapping[str, int]) -> bool:
    """Whether no breach of this holder is remembered."""
    return not breaches.get(holder, 0)


def _of(licences: Iterable[Licence], offer: Transfer) -> Licence | None:
    for licence in licences:
        if (licence.kind, licence.holder) == (offer.kind, offer.giver):
            return licence
    return None
