"""The common-pool resource game (Ostrom, Gardner and Walker 1994, "Rules, Games, and Common-Pool Resources").

Each of n people puts x of his endowment e into a commons and the rest into a safe use that returns w a
token. The commons returns F(X) = a X - b X^2 on all that is put in, shared in proportion to what each put
in. What one person adds lowers the return of all the others, so that people who each do best for
themselves put in too much.
"""

from __future__ import annotations

from typing import NamedTuple

SETTLED = 1e-12
"""Nobody wishes to move by more tokens than this at an equilibrium."""


class Commons(NamedTuple):
    """The game: `people` n, each with `endowment` e; `safe` w; F(X) = `slope` X - `bend` X^2."""

    people: int = 8
    endowment: float = 25.0
    safe: float = 5.0
    slope: float = 23.0
    bend: float = 0.25

    def average(self, total: float) -> float:
        """What a token in the commons returns while `total` are in it."""
        return self.slope - self.bend * total

    def rent(self, total: float) -> float:
        """What the commons returns over the safe use."""
        return total * (self.average(total) - self.safe)

    def payoff(self, own: float, others: float, fee: float = 0.0) -> float:
        """What a person has who puts in `own` while the others put in `others`, at a fee a token."""
        kept = self.safe * (self.endowment - own)
        return kept + own * (self.average(own + others) - fee)


def best_reply(game: Commons, others: float, fee: float = 0.0) -> float:
    """The x that maximises a person's payoff: where another token adds nothing, within 0 to e.

    The payoff is concave in x with the slope a - w - fee - b X_others - 2 b x.
    """
    room = game.slope - game.safe - fee - game.bend * others
    return min(max(room / (2 * game.bend), 0.0), game.endowment)


def nash(game: Commons, fee: float = 0.0) -> list[float]:
    """What each puts in where nobody gains by moving alone; reached by replying in turn."""
    played = [0.0] * game.people
    while True:
        before = list(played)
        for i in range(game.people):
            played[i] = best_reply(game, sum(played) - played[i], fee)
        if all(abs(a - b) <= SETTLED for a, b in zip(before, played, strict=True)):
            return played


def optimum(game: Commons) -> float:
    """The total that a sole owner of the commons and of all tokens would put in."""
    return best_reply(game._replace(people=1, endowment=game.people * game.endowment), 0.0)


def open_access(game: Commons) -> float:
    """The total at which a token returns no more in the commons than elsewhere, found by bisection."""
    low, high = 0.0, game.people * game.endowment
    while high - low > SETTLED * high:
        middle = (low + high) / 2
        low, high = (middle, high) if game.average(middle) > game.safe else (low, middle)
    return low


def optimal_fee(game: Commons) -> float:
    """The fee a token (Pigou 1920) under which the equilibrium puts in the optimum, by bisection."""
    best, low, high = optimum(game), 0.0, game.slope - game.safe
    while high - low > SETTLED * high:
        middle = (low + high) / 2
        low, high = (middle, high) if sum(nash(game, middle)) > best else (low, middle)
    return low
