"""Words for others to read carry nothing that commands a terminal."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allmende_server.chat import clean


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  hello \t there\nyou ", "hello there you"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b2Jgone", "2Jgone"),
        ("abc\u202edcba", "abcdcba"),
        ("\u2066in\u2069", "in"),
        ("a\u200bb\ufeff", "ab"),
        ("a\u2028b", "a b"),
        ("Grüße, 森, 👩\u200d🌾", "Grüße, 森, 👩\u200d🌾"),
        ("\x00\x07\u202e", ""),
    ],
)
def test_what_commands_is_dropped_and_what_speaks_is_kept(typed: str, shown: str) -> None:
    """Escapes, overrides and invisible characters go; words of any language stay."""
    assert clean(typed, 400) == shown


@given(st.text(), st.integers(1, 50))
def test_clean_text_is_one_short_line_and_stays_as_it_is(typed: str, longest: int) -> None:
    """Cleaning twice is cleaning once, and no control character is left."""
    once = clean(typed, longest)
    assert clean(once, longest) == once
    assert len(once) <= longest
    assert not any(category(character) in {"Cc", "Zl", "Zp", "Cs"} for character in once)
