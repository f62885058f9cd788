"""The record: lines that survive reading, damage that is found, threads that hold after a rollback."""

from typing import Any
from zlib import crc32

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_rules.record import (
    Answered,
    DamageError,
    Entry,
    Header,
    RolledBack,
    Said,
    content_hash,
    digest,
    line,
    parse,
    parse_all,
    thread,
)
from allmende_rules.world import World
from tests.headless import VALLEY, play
from tests.scenarios_tiny import TINY

GAME = play(TINY, "dmnc", "cautious", rounds=1)
LINES = [line(entry) for entry in GAME.entries]


def test_a_record_reads_back_to_the_same_lines() -> None:
    """Reading and writing again changes no byte, and finds no damage."""
    entries, damage = parse_all(LINES)
    assert damage is None
    assert [line(entry) for entry in entries] == LINES


def test_a_line_is_text_of_one_line() -> None:
    """A line starts with entry and parent and holds no line break, whatever is said."""
    said = Entry(7, 0, Said("ann", "table", "one\ntwo ~12345678\u2028three"))
    text = line(said)
    assert text.startswith("7 0 {")
    assert "\n" not in text
    assert parse(text) == said
    assert parse(text + "\n") == said


@given(st.text(), st.text(max_size=9))
def test_any_words_survive(text: str, seat: str) -> None:
    """Chat in any script comes back as it was."""
    said = Entry(3, 0, Said(seat, "table", text))
    assert parse(line(said)) == said


@given(
    st.dictionaries(
        st.text(max_size=9),
        st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=9),
    )
)
def test_the_order_of_answers_survives(answers: dict[str, Any]) -> None:
    """Rules may depend on the order of keys, so a line keeps it."""
    entry = parse(line(Entry(1, 0, Answered("ann", "vote", "person", answers))))
    assert isinstance(entry.body, Answered)
    assert list(entry.body.answers.items()) == list(answers.items())


@given(st.integers(0, len(LINES) - 1), st.data())
def test_every_altered_character_is_found(number: int, data: st.DataObject) -> None:
    """One other character anywhere in a line is damage."""
    text = LINES[number]
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(
        st.characters(min_codepoint=32, max_codepoint=126).filter(lambda c: c != text[at])
    )
    with pytest.raises(DamageError):
        parse(text[:at] + other + text[at + 1 :])


@given(st.integers(0, len(LINES) - 1), st.data())
def test_every_cut_is_found(number: int, data: st.DataObject) -> None:
    """A line that ends early is damage."""
    with pytest.raises(DamageError):
        parse(LINES[number][: data.draw(st.integers(0, len(LINES[number]) - 1))])


@given(st.text(max_size=80))
def test_any_text_is_an_entry_or_damage(text: str) -> None:
    """Nothing that a file may hold raises anything else."""
    with pytest.raises(DamageError):
        parse(text)


def test_a_whole_line_of_no_known_kind_is_damage() -> None:
    """A right checksum over something else does not make an entry."""
    right = line(Entry(0, -1, Said("a", "b", "c")))
    assert line(parse(right)) == right
    for content in ('0 -1 {"is":"dream"}', "x -1 {}", "0", '0 -1 {"is":"said"}'):
        text = f"{content} ~{_checksum(content)}"
        with pytest.raises(DamageError, match="no known kind"):
            parse(text)


def _checksum(content: str) -> str:
    return f"{crc32(content.encode()):08x}"


@pytest.mark.parametrize("at", [0, 1, 5, len(LINES) - 1])
def test_a_damaged_record_is_read_up_to_the_damage(at: int) -> None:
    """The entries before it are kept, and a sentence says which line is damaged."""
    entries, damage = parse_all([*LINES[:at], LINES[at][:-1], *LINES[at + 1 :]])
    assert [line(entry) for entry in entries] == LINES[:at]
    assert damage is not None
    assert damage.startswith(f"Line {at + 1}:")


def test_a_missing_or_doubled_line_is_damage() -> None:
    """Entries are numbered from 0 without a gap, and parents come before their children."""
    for lines in (LINES[:3] + LINES[4:], LINES[:3] + LINES[2:], LINES[1:]):
        entries, damage = parse_all(lines)
        assert damage is not None
        assert "out of order" in damage
        assert len(entries) < len(lines)
    orphan = line(Entry(0, 0, Said("a", "b", "c")))
    assert parse_all([orphan])[1] is not None


def test_the_thread_leaves_out_chat_and_what_was_rolled_back() -> None:
    """From the header to the head, by parents; nothing is deleted from the list itself."""
    said = Said("ann", "table", "Hello.")
    answered = Answered("ann", "vote", "person", {})
    entries = [
        GAME.entries[0],
        Entry(1, 0, answered),
        Entry(2, 0, said),
        Entry(3, 1, answered),
        Entry(4, 1, RolledBack(0, "host")),
        Entry(5, 4, answered),
        Entry(6, 0, said),
    ]
    assert [entry.id for entry in thread(entries)] == [0, 1, 4, 5]
    assert thread([]) == []


def test_a_digest_depends_on_all_it_covers() -> None:
    """Another past, another event or another state is another digest."""
    world = GAME.world
    since = GAME.entries[1:4]
    base = digest("", since, world)
    assert digest("", since, world) == base
    assert digest("x", since, world) != base
    assert digest("", since[1:], world) != base
    assert digest("", since, World(land=world.land, public=world.public)) != base


def test_a_scenario_has_one_fingerprint() -> None:
    """Equal contents have equal hashes, and any change shows."""
    assert content_hash(TINY) == content_hash(
        msgspec.convert(msgspec.to_builtins(TINY), type(TINY))
    )
    assert content_hash(TINY) != content_hash(msgspec.structs.replace(TINY, name="The Pond"))
    assert content_hash(TINY) != content_hash(VALLEY)
    header = GAME.entries[0].body
    assert isinstance(header, Header)
    assert header.scenario_hash == content_hash(TINY)
