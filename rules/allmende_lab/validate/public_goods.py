"""Voluntary contributions to a public good: four people, 20 tokens each, 0.4 back to each a token."""

from __future__ import annotations

from allmende_lab.validate.findings import Findings, Subject, about, quick, shown
from allmende_rules.amounts import MICRO
from allmende_rules.mechanisms.public_goods import multiplied

LABORATORY = "Fehr, Gächter 2000"
PEOPLE, TOKENS, RETURN = 4, 20, 0.4
MULTIPLIER = round(PEOPLE * RETURN * MICRO)
REMEMBERED = "Remembered, not checked at the source; people's play is no target."
OBSERVED = {
    "partners, no punishment": 38.0,
    "partners, punishment": 85.0,
    "strangers, no punishment": 19.0,
    "strangers, punishment": 58.0,
}
"""Contributions of people in the laboratory, in percent of what they had."""
Played = tuple[int, ...]


def payoff(played: Played, person: int) -> int:
    """What a person has in the end, in micro-money, where `played` are contributions in tokens."""
    names = [str(i) for i in range(PEOPLE)]
    given = {name: MICRO * tokens for name, tokens in zip(names, played, strict=True)}
    funded = multiplied(given, dict.fromkeys(names, TOKENS * MICRO), MULTIPLIER)
    return funded.payoffs[str(person)]


def best_reply(played: Played, person: int) -> int:
    """The contribution in whole tokens that pays a person most, the others' given."""
    return max(range(TOKENS + 1), key=lambda own: payoff(replaced(played, person, own), person))


def replaced(played: Played, person: int, own: int) -> Played:
    """Contributions with one of them changed."""
    return (*played[:person], own, *played[person + 1 :])


def equilibrium(played: Played) -> Played:
    """Where replying in turn from here comes to rest."""
    while True:
        before = played
        for person in range(PEOPLE):
            played = replaced(played, person, best_reply(played, person))
        if played == before:
            return played


def public_goods() -> Findings:
    """The equilibrium from two beginnings, the optimum, and what people were seen to do."""
    rests = [equilibrium((tokens,) * PEOPLE)[0] for tokens in (0, TOKENS)]
    best = max(range(TOKENS + 1), key=lambda common: payoff((common,) * PEOPLE, 0))
    alone = payoff(replaced((TOKENS,) * PEOPLE, 0, 0), 0) / MICRO
    return Findings(
        (
            about("Equilibrium from no contributions: tokens", 0, rests[0], 0, LABORATORY),
            about("Equilibrium from full contributions: tokens", 0, rests[1], 0, LABORATORY),
            about("Optimum: tokens each", 20, best, 0, LABORATORY),
            about(
                "Payoff of all giving all", 32, payoff((TOKENS,) * PEOPLE, 0) / MICRO, 0, LABORATORY
            ),
            about("Payoff of the one who gives nothing", 44, alone, 0, LABORATORY),
            *[
                shown(f"Seen: {who}, % given", share, LABORATORY, REMEMBERED)
                for who, share in OBSERVED.items()
            ],
        )
    )


PUBLIC_GOODS = Subject(
    "public_goods", "Voluntary contributions to a public good", quick(public_goods)
)
