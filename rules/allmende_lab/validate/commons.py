"""A commons in the laboratory, and licences, a fee or a vote in place of restraint."""

from __future__ import annotations

from allmende_lab.cpr import Commons, best_reply, nash, open_access, optimal_fee, optimum
from allmende_lab.validate.findings import Findings, Row, Subject, about, quick
from allmende_rules.amounts import MICRO, micro, units
from allmende_rules.mechanisms.call_auction import Ask, Bid, Call, call_auction
from allmende_rules.mechanisms.dividend import per_head
from allmende_rules.mechanisms.voting.median import middle

LABORATORY = "Ostrom et al. 1994"
OURS = "closed form"
LOT = 0.01
"""Tokens of each bid that a bidder who sees his own effect hands in."""
EXACT = 1e-9


def price_takers(game: Commons, cap: int) -> Call:
    """Licences for `cap` tokens, to bidders who take the return under the cap as given."""
    worth = max(0.0, game.average(cap) - game.safe)
    bids = [Bid(str(i), micro(game.endowment), micro(worth)) for i in range(game.people)]
    return call_auction(bids, [Ask("commons", cap * MICRO)])


def strategic(game: Commons, cap: float) -> Call:
    """Licences for `cap` tokens, to bidders who see that what they add lowers their own return.

    Each takes it that the others use their part of the cap, and bids for every lot what it adds.
    """
    others = cap * (game.people - 1) / game.people
    lots = [LOT * k for k in range(round(game.endowment / LOT))]
    adds = [(game.payoff(own + LOT, others) - game.payoff(own, others)) / LOT for own in lots]
    bids = [
        Bid(str(i), micro(LOT), micro(add)) for i in range(game.people) for add in adds if add > 0
    ]
    return call_auction(bids, [Ask("commons", micro(cap))])


def dividend(game: Commons, call: Call) -> float:
    """What each gets of the licence fees."""
    heads = {str(i): 1 for i in range(game.people)}
    return units(per_head(sum(call.payments.values()), heads)["0"])


def ideal_cap(game: Commons) -> int:
    """The cap in whole tokens that brings a member the greatest dividend, found by trying all."""
    caps = range(int(game.people * game.endowment) + 1)
    return max(caps, key=lambda cap: dividend(game, price_takers(game, cap)))


def commons() -> Findings:
    """The game of eight, with 25 and with 10 tokens each, and three ways to the optimum."""
    return Findings((*_laboratory(), *_licences(Commons())))


def _laboratory() -> list[Row]:
    game = Commons()
    total, best = sum(nash(game)), optimum(game)
    rows = [
        about("Best reply to 56 tokens of others", 8, best_reply(game, 56), EXACT, LABORATORY),
        about("Nash equilibrium: tokens in all", 64, total, EXACT, LABORATORY, basis="published"),
        about("Optimum: tokens in all", 36, best, EXACT, LABORATORY, basis="published"),
        about("Open access: tokens in all", 72, open_access(game), EXACT, LABORATORY),
        about("Nash equilibrium: rent", 128, game.rent(total), 1e-6, LABORATORY),
        about("Optimum: rent", 324, game.rent(best), EXACT, LABORATORY),
        about(
            "Nash equilibrium: % of the greatest rent", 39.5,
            100 * game.rent(total) / game.rent(best), 0.05, LABORATORY,
        ),
    ]  # fmt: skip
    for endowment, equal, most in ((25, 141, 165.5), (10, 66, 90.5)):
        one = game._replace(endowment=float(endowment))
        own, others = nash(one)[0], sum(nash(one)[1:])
        share = optimum(one) / one.people
        together = one.payoff(share, optimum(one) - share)
        named = f"{endowment} tokens each"
        rows += [
            about(f"{named}: payoff at Nash", equal, one.payoff(own, others), 1e-6, LABORATORY),
            about(f"{named}: payoff at the optimum", most, together, EXACT, LABORATORY),
        ]
    return rows


def _licences(game: Commons) -> list[Row]:
    cap = round(optimum(game))
    call, seen = price_takers(game, cap), strategic(game, cap)
    fee = optimal_fee(game)
    voted = middle([ideal_cap(game)] * game.people) or 0
    return [
        about("Cap 36: licence price, price takers", 9, units(call.price), 1e-6, OURS),
        about(
            "Cap 36: licence price, strategic bidders", 7.875, units(seen.price), LOT / 2, OURS,
            f"Bids are for lots of {LOT:g} tokens.",
        ),
        about("Cap 36: dividend a head at 9", 40.5, dividend(game, call), 1e-6, OURS),
        about("Cap 36: fees in all at 9", 324, units(sum(call.payments.values())), 1e-6, OURS),
        about("Optimal fee a token", 7.875, fee, 1e-6, "Pigou 1920"),
        about("Nash equilibrium at that fee: tokens", 36, sum(nash(game, fee)), 1e-6, "Pigou 1920"),
        about(
            "Cap that the median vote sets", 36, voted, 0, OURS,
            "All are alike: each votes for the cap with the greatest dividend.",
        ),
    ]  # fmt: skip


COMMONS = Subject("commons", "A common-pool resource, and licences to use it", quick(commons))
