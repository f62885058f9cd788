"""What all methods of the registry owe to voters and options."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.mechanisms.voting.counting import Cast, Election
from allmende_rules.mechanisms.voting.median import middle
from allmende_rules.mechanisms.voting.registry import METHODS, Method, find_method
from tests.rules.mechanisms.voting.profiles import OPTIONS, profiles

MULTIPLE = [name for name in METHODS if name not in ("majority", "supermajority")]

every_method = pytest.mark.parametrize("method", METHODS.values(), ids=lambda method: method.id)
free_methods = pytest.mark.parametrize("name", MULTIPLE)
unordered = pytest.mark.parametrize("name", [name for name in MULTIPLE if name != "median"])


def ordered(method: Method) -> tuple[str, ...]:
    """As many options as the method takes."""
    return OPTIONS[:2] if method.id == "majority" else OPTIONS


def ballots_for(method: Method) -> st.SearchStrategy[list[Cast[Any]]]:
    """Ballots that name no more options than that."""
    if method.id == "majority":
        return st.lists(st.builds(Cast, st.sampled_from(OPTIONS[:2]), st.integers(1, 4)))
    return profiles(method.takes)


def favours(method: Method, option: str) -> Any:
    """A ballot that wants one option and nothing else."""
    rest = tuple(other for other in OPTIONS if other != option)
    return {
        "choice": option,
        "ranking": (option, *rest),
        "approvals": frozenset({option}),
        "points": {option: 3},
    }[method.takes]


def renamed(ballot: Any, names: dict[str, str]) -> Any:
    """The same ballot with other names for the options."""
    if isinstance(ballot, str):
        return names[ballot]
    if isinstance(ballot, dict):
        return {names[option]: votes for option, votes in ballot.items()}
    return type(ballot)(names[option] for option in ballot)


def outcome(method: Method, casts: Sequence[Cast[Any]]) -> tuple[Any, ...]:
    """Who is elected and who was level."""
    found = method.count(ordered(method), casts)
    return found.elected, found.tied


@every_method
@given(data=st.data())
def test_voters_count_alike(method: Method, data: st.DataObject) -> None:
    """Anonymity: neither the order of ballots matters nor how they are bundled."""
    casts = data.draw(ballots_for(method))
    single = [Cast(cast.ballot) for cast in casts for _ in range(cast.weight)]
    assert outcome(method, data.draw(st.permutations(single))) == outcome(method, casts)


@free_methods
@given(data=st.data())
def test_options_count_alike(name: str, data: st.DataObject) -> None:
    """Neutrality: with options renamed, on ballots and in the list, the result is renamed."""
    method = METHODS[name]
    casts = data.draw(profiles(method.takes))
    names = dict(zip(OPTIONS, data.draw(st.permutations(OPTIONS)), strict=True))
    found = method.count(OPTIONS, casts)
    other = method.count(
        [names[option] for option in OPTIONS],
        [Cast(renamed(ballot, names), weight) for ballot, weight in casts],
    )
    assert other.elected == renamed(found.elected, names)
    assert other.tied == renamed(found.tied, names)


@unordered
@given(data=st.data())
def test_the_order_of_listing_decides_ties_only(name: str, data: st.DataObject) -> None:
    """Where nothing was level any order elects the same; where it was, one of the level."""
    method = METHODS[name]
    casts = data.draw(profiles(method.takes))
    found = method.count(OPTIONS, casts)
    other = method.count(data.draw(st.permutations(OPTIONS)), casts)
    if not found.tied:
        assert (other.elected, other.tied) == (found.elected, ())
    elif len(found.rounds) == 1:
        assert set(other.elected) <= set(found.tied)


@every_method
@given(data=st.data())
def test_what_all_want_is_elected(method: Method, data: st.DataObject) -> None:
    """Unanimity."""
    option = data.draw(st.sampled_from(ordered(method)))
    casts = [Cast(favours(method, option), data.draw(st.integers(1, 9))) for _ in range(3)]
    assert outcome(method, casts) == ((option,), ())


@unordered
def test_without_ballots_what_is_listed_first_stays(name: str) -> None:
    """Nobody votes: all are level, and the first, which is what stands, is elected."""
    assert METHODS[name].count(OPTIONS, []).elected == ("a",)
    assert METHODS[name].count(OPTIONS, []).tied == OPTIONS


@every_method
def test_a_level_vote_keeps_what_is_listed_first(method: Method) -> None:
    """One vote each for the first two options."""
    casts = [Cast(favours(method, option)) for option in "ba"]
    if method.takes == "ranking":
        casts = [Cast(("b", "a", "c", "d")), Cast(("a", "b", "c", "d"))]
    assert method.count(ordered(method), casts).elected == ("a",)


several = pytest.mark.parametrize(
    "fill", [m.fill for m in METHODS.values() if m.fill is not None], ids=lambda fill: fill.__name__
)


@several
@given(profiles("approvals"), st.integers(1, 4))
def test_as_many_are_elected_as_there_are_seats(
    fill: Any, casts: list[Cast[Any]], seats: int
) -> None:
    """Different options, no more and no fewer, whatever the ballots."""
    found: Election = fill(OPTIONS, casts, seats)
    assert len(set(found.elected)) == len(found.elected) == seats


@several
@pytest.mark.parametrize("seats", [0, 5])
def test_seats_that_cannot_be_filled_are_refused(fill: Any, seats: int) -> None:
    """Four options fill one to four seats."""
    with pytest.raises(ValueError, match=rf"4 options cannot fill {seats} seats"):
        fill(OPTIONS, [], seats)


@every_method
def test_impossible_ballots_are_refused(method: Method) -> None:
    """A name that is no option, with the nearest; a doubled option; a ballot for nobody."""
    options = ("cap", "levy")
    wrong = {
        "choice": "cup",
        "ranking": ("cup", "levy"),
        "approvals": {"cup"},
        "points": {"cup": 1},
    }
    with pytest.raises(ValueError, match=r"“cup” is not an option here; .* Did you mean “cap”"):
        method.count(options, [Cast(wrong[method.takes])])
    with pytest.raises(ValueError, match="listed once"):
        method.count(("cap", "cap"), [])
    with pytest.raises(ValueError, match="at least 1 voter, not for 0"):
        method.count(options, [Cast(None, 0)])


@given(st.lists(st.booleans(), max_size=9))
def test_majority_is_the_one_for_motions(votes: list[bool]) -> None:
    """Of two options the moved one is elected with more yes than no; a tie keeps what is."""
    found = METHODS["majority"].count(("no", "yes"), [Cast("yes" if v else "no") for v in votes])
    yes, no = sum(votes), len(votes) - sum(votes)
    assert found.elected == (("yes",) if yes > no else ("no",))
    assert found.tied == (("no", "yes") if yes == no else ())
    assert found.rounds == ({"no": no, "yes": yes},)


@given(st.lists(st.sampled_from(OPTIONS), max_size=9))
def test_a_change_needs_more_than_half_of_the_votes(votes: list[str]) -> None:
    """Among several options one wins with more votes than all others together, else the first."""
    found = METHODS["majority"].count(OPTIONS, [Cast(vote) for vote in votes])
    winners = [name for name in OPTIONS if 2 * votes.count(name) > len(votes)]
    assert found.elected == tuple(winners or OPTIONS[:1])


@given(st.lists(st.sampled_from(OPTIONS), max_size=9), st.integers(0, 8))
def test_another_vote_for_a_change_never_defeats_it(votes: list[str], place: int) -> None:
    """Majority is monotone: turning a vote to what was elected keeps it elected."""
    count = METHODS["majority"].count
    (elected,) = count(OPTIONS, [Cast(vote) for vote in votes]).elected
    turned = [elected if at == place else vote for at, vote in enumerate(votes)]
    assert count(OPTIONS, [Cast(vote) for vote in turned]).elected == (elected,)


@given(st.lists(st.integers(0, 3), max_size=9))
def test_median_is_the_one_for_numbers(votes: list[int]) -> None:
    """Options in order are numbers; with no vote nothing is elected."""
    found = METHODS["median"].count(OPTIONS, [Cast(OPTIONS[vote]) for vote in votes])
    number = middle(votes)
    assert found.elected == (() if number is None else (OPTIONS[number],))


def test_methods_are_found_by_name() -> None:
    """Each under its own id; another name is refused with the nearest."""
    assert all(find_method(name).id == name for name in METHODS)
    with pytest.raises(
        LookupError, match=r"no voting method “schultze”; .* Did you mean schulze\?"
    ):
        find_method("schultze")
