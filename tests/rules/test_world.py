"""The state changes by events alone, and only where an event says so."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.events import ISSUED, Event, Move, Posted, Stated, Told
from allmende_rules.world import World, apply, fold
from tests.scenarios_tiny import TINY

names = st.sampled_from(["ann", "bo", "lake", "shore", "@made"])
moves = st.builds(
    Move, names, names, st.sampled_from(["money", "good:fish"]), st.integers(1, 10**12)
)
facts = st.dictionaries(st.sampled_from(["a", "b"]), st.integers(), max_size=2)
events: st.SearchStrategy[Event] = st.one_of(
    st.builds(Posted, st.just("trade"), st.lists(moves, max_size=4).map(tuple)),
    st.builds(Stated, st.sampled_from(["all", "holder", "nobody"]), names, facts),
    st.builds(Told, names, st.just("Hello.")),
)
EMPTY = World(land=TINY.land)


def parts(world: World) -> tuple[Any, ...]:
    """All that a state holds beside its land."""
    return world.ledger, world.public, world.private, world.hidden


@given(st.lists(events), st.lists(events))
def test_folding_in_parts_is_folding_at_once(first: list[Event], second: list[Event]) -> None:
    """fold(fold(w, a), b) = fold(w, a + b), and apply is fold of one event."""
    whole = fold(EMPTY, [*first, *second])
    assert fold(fold(EMPTY, first), second) == whole
    one_by_one = EMPTY
    for event in (*first, *second):
        one_by_one = apply(one_by_one, event)
    assert one_by_one == whole


@given(st.lists(events, min_size=1), st.lists(events))
def test_folding_leaves_the_old_state_alone(first: list[Event], second: list[Event]) -> None:
    """A state is never changed in place: what it was before an event, it is after."""
    before = fold(EMPTY, first)
    kept = [{k: dict(v) for k, v in part.items()} for part in parts(before)]
    fold(before, second)
    assert [{k: dict(v) for k, v in part.items()} for part in parts(before)] == kept


@given(st.lists(st.builds(Posted, st.just("trade"), st.lists(moves).map(tuple))))
def test_postings_add_up_to_nothing(postings: list[Posted]) -> None:
    """What one account loses another gains: each asset sums to zero over all accounts."""
    ledger = fold(EMPTY, postings).ledger
    for asset in ("money", "good:fish"):
        assert sum(book.get(asset, 0) for book in ledger.values()) == 0


def test_what_no_event_touches_is_shared() -> None:
    """A new state shares every part, account and entity that its events leave alone."""
    old = fold(
        EMPTY,
        [
            Posted("opening", (Move(ISSUED, "a", "money", 5), Move(ISSUED, "b", "money", 5))),
            Stated("all", "lake", {"stock": 1.0}),
            Stated("all", "ann", {"role": "member"}),
            Stated("holder", "ann", {"taste": 1}),
            Stated("nobody", "tape", {"shocks": {}}),
        ],
    )
    new = fold(old, [Stated("all", "lake", {"stock": 2.0})])
    assert new.ledger is old.ledger
    assert new.private is old.private
    assert new.hidden is old.hidden
    assert new.public["ann"] is old.public["ann"]
    paid = fold(old, [Posted("gift", (Move("a", ISSUED, "money", 1),))])
    assert paid.public is old.public
    assert paid.ledger["b"] is old.ledger["b"]


def test_words_change_nothing() -> None:
    """A sentence told is no change of state: the very same world comes back."""
    world = fold(EMPTY, [Stated("all", "lake", {"stock": 1.0})])
    assert fold(world, [Told("all", "It rains.")]) is world
    assert fold(world, []) is world


def test_a_fact_replaces_its_like_and_keeps_the_others() -> None:
    """Facts of an entity are merged by name; values are taken as they are."""
    world = fold(EMPTY, [Stated("all", "lake", {"stock": 1.0, "cap": 3})])
    world = fold(world, [Stated("all", "lake", {"stock": 2.0})])
    assert world.public["lake"] == {"stock": 2.0, "cap": 3}


def test_each_audience_has_its_shelf() -> None:
    """Public, private and hidden facts of one entity do not mix."""
    world = fold(
        EMPTY,
        [
            Stated("all", "x", {"a": 1}),
            Stated("holder", "x", {"a": 2}),
            Stated("nobody", "x", {"a": 3}),
        ],
    )
    assert (world.fact("x", "a"), world.secret("x", "a"), world.hidden["x"]["a"]) == (1, 2, 3)


def test_what_is_not_there_has_a_default() -> None:
    """Unknown accounts hold 0, unknown facts are the default, before the first round it is round 0."""
    assert EMPTY.amount("nobody") == 0
    assert EMPTY.fact("lake", "stock", 7) == 7
    assert EMPTY.secret("lake", "stock") is None
    assert EMPTY.round == 0
    assert EMPTY.held("ann") == ()
