"""Licences over the Commons: lots, terms, conditions, and their allocation by auction.

A licence is the right to use a quantity of something of the Commons for some rounds, against a fee
a round. Lots go by call auction: harvest units at one price, a site to the highest bidder at the
highest losing bid. Numbers are micro-units; fees are micro-money a round.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.call_auction import Ask, Bid, at_most, call_auction

COMMONS = "commons"
"""The name under which the Commons stands in the auction as seller."""


class Lot(NamedTuple):
    """What the Commons offers: `quantity` of a `kind`, for `term` rounds, not under `reserve`.

    The kind says what and where, as "harvest:forest" or "site:sawmill_north". The reserve is the
    lowest fee a round, per unit of a harvest or for the whole of a site.
    """

    kind: str
    quantity: int
    term: int
    reserve: int = 0


class Licence(NamedTuple):
    """A right held, from round `granted` up to, but without, round `expires`.

    `fee` is for the whole quantity, a round.
    """

    holder: str
    kind: str
    quantity: int
    fee: int
    granted: int
    expires: int


class Conditions(NamedTuple):
    """What every licence stands under.

    `share_guard` is the greatest share of a cap or of a sector's capacity that one holder may
    have, in millionths; `arrears` is how many rounds of fees may be owing before a licence lapses.
    """

    share_guard: int = 400_000
    arrears: int = 0


class Grants(NamedTuple):
    """What came of an auction: the licences, the price a round, and what is left with the Commons.

    The price is per unit of a harvest or for the whole of a site; it is the reserve if nothing
    was sold.
    """

    licences: tuple[Licence, ...]
    price: int
    unsold: int


Reason = Literal["arrears", "condition"]


class Lapse(NamedTuple):
    """A licence that ends before its term, and why."""

    licence: Licence
    reason: Reason


def expiring(licences: Iterable[Licence], round: int) -> tuple[Licence, ...]:
    """Return the licences whose term is over when `round` opens."""
    return tuple(licence for licence in licences if licence.expires <= round)


def guarded(whole: int, conditions: Conditions) -> int:
    """Return the most that one holder may have of a whole, rounded down."""
    return whole * conditions.share_guard // MICRO


def auction_units(
    lot: Lot,
    bids: Sequence[Bid],
    conditions: Conditions,
    round: int,
    *,
    cap: int | None = None,
    held: Mapping[str, int] | None = None,
) -> Grants:
    """Sell a divisible lot at one fee per unit, no holder to have more than the guard's share.

    `cap` is the whole that the guard is a share of (default: the lot), `held` what bidders
    already have of it. Bids above what the guard leaves a bidder are cut, not refused.
    """
    most = guarded(lot.quantity if cap is None else cap, conditions)
    allowed = [
        bid
        for name in dict.fromkeys(bid.bidder for bid in bids)
        for bid in at_most(
            [bid for bid in bids if bid.bidder == name], most - (held or {}).get(name, 0)
        )
    ]
    call = call_auction(allowed, [Ask(COMMONS, lot.quantity, lot.reserve)])
    licences = tuple(
        _licence(holder, lot, quantity, call.payments[holder], round)
        for holder, quantity in call.fills.items()
        if quantity > 0
    )
    sold = sum(call.fills.values())
    return Grants(licences, call.price if sold else lot.reserve, lot.quantity - sold)


def auction_site(
    lot: Lot,
    offers: Mapping[str, int],
    conditions: Conditions,
    round: int,
    *,
    sector: int,
    held: Mapping[str, int] | None = None,
    incumbent: str | None = None,
) -> Grants:
    """Let an indivisible site by sealed offers of a fee a round; the second price is paid.

    The winner pays the highest losing offer among eligible bidders, or the reserve. Equal offers
    go to the incumbent, then to the name that sorts first. `sector` is the capacity of the whole
    sector, `held` what bidders have of it besides this site, both in units of `lot.quantity`.
    """
    able = {
        name: offer
        for name, offer in offers.items()
        if offer >= lot.reserve and eligible(lot, (held or {}).get(name, 0), sector, conditions)
    }
    if not able:
        return Grants((), lot.reserve, lot.quantity)
    winner = min(able, key=lambda name: (-able[name], name != incumbent, name))
    price = max([lot.reserve, *(offer for name, offer in able.items() if name != winner)])
    return Grants((_licence(winner, lot, lot.quantity, price, round),), price, 0)


def eligible(lot: Lot, held: int, sector: int, conditions: Conditions) -> bool:
    """Tell whether the guard lets somebody who holds so much of a sector take this site too.

    Who holds nothing there always may: the guard is against gathering sites, and a site larger
    than the guard's share must still find a licensee.
    """
    return held == 0 or held + lot.quantity <= guarded(sector, conditions)


def lapse(
    licences: Iterable[Licence],
    conditions: Conditions,
    arrears: Mapping[str, int],
    breaches: Collection[tuple[str, str]] = (),
) -> tuple[tuple[Licence, ...], tuple[Lapse, ...]]:
    """Return the licences that stand, and those that lapse with the reason.

    `arrears` counts for each holder the rounds of fees owing; `breaches` are the (holder, kind)
    pairs with an unmet condition. Arrears end all licences of a holder, a breach the one concerned.
    """
    kept, ended = [], []
    for licence in licences:
        if arrears.get(licence.holder, 0) > conditions.arrears:
            ended.append(Lapse(licence, "arrears"))
        elif (licence.holder, licence.kind) in breaches:
            ended.append(Lapse(licence, "condition"))
        else:
            kept.append(licence)
    return tuple(kept), tuple(ended)


def _licence(holder: str, lot: Lot, quantity: int, fee: int, round: int) -> Licence:
    return Licence(holder, lot.kind, quantity, fee, round, round + lot.term)
