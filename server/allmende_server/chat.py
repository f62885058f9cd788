"""Words that people type for others to read, made safe to show on any terminal."""

from __future__ import annotations

from unicodedata import category

LONGEST_NAME = 40
LONGEST_SPEECH = 400
_JOINERS = "\u200c\u200d"
"""Invisible, and yet part of how Persian, Hindi and many emoji are written."""


def clean(text: str, longest: int) -> str:
    """`text` on one line, at most `longest` characters, with nothing that commands a terminal.

    Control characters (escape sequences begin with one), overrides of writing direction and other
    invisible characters are dropped; line ends and tabs become spaces.
    """
    kept = "".join(_shown(character) for character in text)
    return " ".join(kept.split())[:longest].rstrip()


def _shown(character: str) -> str:
    if character.isspace():
        return " "
    if character in _JOINERS:
        return character
    return "" if category(character) in {"Cc", "Cf", "Cs", "Co"} else character
