"""Chance is a function of seed, purpose, round and entity, and of nothing else."""

from hashlib import blake2b
from random import Random
from statistics import fmean, pstdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.chance import Chance

keys = st.tuples(
    st.sampled_from(["growth", "tastes", "hazard"]),
    st.integers(0, 60),
    st.sampled_from(["lake", "ann", "house", "boat_shore"]),
)
calls = st.lists(st.tuples(st.booleans(), keys), min_size=1, max_size=8)
seeds = st.integers(0, 2**64 - 1)


def draw(chance: Chance, normal: bool, key: tuple[str, int, str]) -> float:
    """One draw of either kind."""
    return chance.normal(*key) if normal else chance.uniform(*key)


@given(seeds, calls, st.randoms())
def test_order_and_number_of_draws_do_not_matter(
    seed: int, wanted: list[tuple[bool, tuple[str, int, str]]], random: Random
) -> None:
    """Each draw is what it would be alone, whatever was drawn before it."""
    shared = Chance(seed)
    mixed = list(wanted)
    random.shuffle(mixed)
    drawn = {call: draw(shared, *call) for call in (*mixed, *wanted)}
    assert drawn == {call: draw(Chance(seed), *call) for call in wanted}


@given(seeds, keys)
def test_draws_are_those_of_a_fresh_generator(seed: int, key: tuple[str, int, str]) -> None:
    """A draw equals numpy's own Philox with this key and counter."""
    purpose, round_, entity = key
    number = {
        text: int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big")
        for text in (purpose, entity)
    }
    for method, drawn in (
        ("standard_normal", Chance(seed).normal),
        ("random", Chance(seed).uniform),
    ):
        bits = np.random.Philox(
            key=np.array([seed, number[purpose]], dtype=np.uint64),
            counter=np.array([0, 0, round_, number[entity]], dtype=np.uint64),
        )
        assert drawn(*key) == float(getattr(np.random.Generator(bits), method)())


@pytest.mark.parametrize(
    "other",
    [
        (2, "growth", 1, "lake"),
        (1, "tastes", 1, "lake"),
        (1, "growth", 2, "lake"),
        (1, "growth", 1, "pond"),
    ],
    ids=["seed", "purpose", "round", "entity"],
)
def test_each_part_of_the_key_matters(other: tuple[int, str, int, str]) -> None:
    """Another seed, purpose, round or entity is another draw."""
    assert Chance(1).normal("growth", 1, "lake") != Chance(other[0]).normal(*other[1:])


@given(seeds, st.lists(st.text("abc", min_size=1), unique=True), st.text("xyz", min_size=1))
def test_one_more_entity_shifts_no_other(seed: int, entities: list[str], added: str) -> None:
    """The draws of some entities stay the same when another is drawn before and between them."""
    alone = [Chance(seed).uniform("queue", 1, one) for one in entities]
    chance = Chance(seed)
    chance.uniform("queue", 1, added)
    among = []
    for one in entities:
        among.append(chance.uniform("queue", 1, one))
        chance.normal("queue", 1, added)
    assert among == alone


def test_draws_look_like_their_distribution() -> None:
    """Two thousand draws have the mean and spread that they should, within four standard errors."""
    chance = Chance(7)
    normal = [chance.normal("check", n, "x") for n in range(2000)]
    uniform = [chance.uniform("check", n, "x") for n in range(2000)]
    assert abs(fmean(normal)) < 4 / 2000**0.5
    assert abs(pstdev(normal) - 1) < 0.07
    assert abs(fmean(uniform) - 0.5) < 4 * 0.29 / 2000**0.5
    assert all(0 <= one < 1 for one in uniform)
