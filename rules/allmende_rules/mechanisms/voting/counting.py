"""What all methods share: ballots cast, the result of a count, and the rule for ties."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from fractions import Fraction
from typing import Generic, NamedTuple, TypeVar

B_co = TypeVar("B_co", covariant=True)

Tally = Mapping[str, int | Fraction]
"""What each option has at one step of a count."""


class Cast(NamedTuple, Generic[B_co]):
    """A ballot and how many voters cast it. Who abstains casts none."""

    ballot: B_co
    weight: int = 1


class Election(NamedTuple):
    """Who is elected, in order, and how it came about.

    `tied` are the options that stood level at a step where one had to be preferred; if there are
    none, the order of listing changed nothing. `rounds` is what was counted at each step, for
    people to follow; each method says what its figures are.
    """

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    rounds: tuple[Tally, ...]


def highest(tally: Tally, seats: int = 1) -> Election:
    """Elect the options with the highest figures; level ones in the order of the tally."""
    elected = sorted(tally, key=lambda option: -tally[option])[:seats]
    last = tally[elected[-1]]
    level = [option for option in tally if tally[option] == last]
    tied = () if set(level) <= set(elected) else tuple(level)
    return Election(tuple(elected), tied, (tally,))


def tally(options: Sequence[str], casts: Iterable[Cast[str]]) -> dict[str, int]:
    """Return how many voters name each option. Raises ValueError for a ballot that names no option."""
    casts = tuple(casts)
    check(options, casts)
    check_names(options, (cast.ballot for cast in casts))
    votes = dict.fromkeys(options, 0)
    for name, weight in casts:
        votes[name] += weight
    return votes


def ever_level(options: Iterable[str], levels: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return, as listed, the options that stood level with another at one of the steps."""
    found = {name for level in levels if len(level) > 1 for name in level}
    return tuple(option for option in options if option in found)


def voters(casts: Iterable[Cast[B_co]]) -> dict[str, B_co]:
    """Return one numbered voter for each unit of weight, with the ballot."""
    ballots = (cast.ballot for cast in casts for _ in range(cast.weight))
    return {str(number): ballot for number, ballot in enumerate(ballots)}


def check(options: Sequence[str], casts: Iterable[Cast[object]], seats: int = 1) -> None:
    """Raise ValueError for options listed twice, too many or no seats, or a weight below 1."""
    if len(set(options)) != len(options):
        raise ValueError(f"Each option is listed once, not as in {', '.join(options)}.")
    if not 1 <= seats <= len(options):
        raise ValueError(f"{len(options)} options cannot fill {seats} seats: allowed are 1 to all.")
    for cast in casts:
        if cast.weight < 1:
            raise ValueError(f"A ballot counts for at least 1 voter, not for {cast.weight}.")


def check_names(options: Sequence[str], names: Iterable[str]) -> None:
    """Raise ValueError for a name that is not among the options, with the nearest that is."""
    allowed = set(options)
    for name in names:
        if name not in allowed:
            near = get_close_matches(name, options, n=1)
            hint = f" Did you mean “{near[0]}”?" if near else ""
            raise ValueError(
                f"“{name}” is not an option here; there are {', '.join(options)}.{hint}"
            )
