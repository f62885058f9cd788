"""Facts that hold no more are gone from the state, for those who could see them and for nobody else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.events import Audience, Event, Stated, Struck
from allmende_rules.view import heard, view
from allmende_rules.world import SHELVES, World, fold
from tests.headless import new_game
from tests.scenarios_tiny import TINY

NAMES = ("a", "b", "c")
facts = st.dictionaries(st.sampled_from(NAMES), st.integers(), min_size=1)
names = st.lists(st.sampled_from((*NAMES, "unknown")), unique=True).map(tuple)
audiences = st.sampled_from(("all", "holder", "nobody"))


@given(audience=audiences, known=facts, gone=names)
def test_what_is_struck_is_gone_and_the_rest_stays(
    audience: Audience, known: dict[str, int], gone: tuple[str, ...]
) -> None:
    """An entity without a fact left is no entity; other audiences' facts of it stand."""
    stated = [Stated(one, "mill", dict(known)) for one in ("all", "holder", "nobody")]
    world = fold(World(land=TINY.land), stated)
    after = fold(world, [Struck(audience, "mill", gone)])
    left = {name: value for name, value in known.items() if name not in gone}
    for other, shelf in SHELVES.items():
        expected = left if other == audience else known
        assert getattr(after, shelf) == ({"mill": expected} if expected else {})
    assert getattr(world, SHELVES[audience]) == {"mill": known}


def test_striking_and_stating_in_one_go_count_in_their_order() -> None:
    """What is stated after is there, what is struck after is not."""
    world = fold(World(land=TINY.land), [Stated("all", "dials", {"a": 1})])
    anew: list[Event] = [Struck("all", "dials", ("a",)), Stated("all", "dials", {"b": 2})]
    assert fold(world, anew).public == {"dials": {"b": 2}}
    assert fold(world, anew[::-1]).public == {"dials": {"b": 2}}
    assert fold(world, [Struck("all", "nothing", ("a",))]) == world


def test_a_seat_hears_only_of_what_it_could_see() -> None:
    """Private facts are struck before their holder alone, hidden ones before nobody."""
    world = new_game(TINY, "open_access").world
    gone = [
        Struck("all", "lake", ("stock",)),
        Struck("holder", "boat_shore", ("theta",)),
        Struck("nobody", "tape", ("shocks",)),
    ]
    assert heard(world, "ann", gone) == gone[:2]
    assert heard(world, "bo", gone) == heard(world, None, gone) == gone[:1]
    assert "theta" not in view(fold(world, gone), "ann").own["boat_shore"]
