"""Lines as a terminal shows them: broken between words, which a terminal itself does not do."""

from __future__ import annotations

from shutil import get_terminal_size
from textwrap import TextWrapper
from typing import TextIO


def folded(line: str, out: TextIO) -> str:
    """The line as it is printed to `out`; only a terminal has a width, and readers of pipes want none."""
    return wrapped(line, get_terminal_size().columns) if out.isatty() else line


def wrapped(text: str, width: int) -> str:
    """The text in lines of a width, which break between words; a word that is longer stays whole."""
    wrapper = TextWrapper(
        width, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )
    lines = text.split("\n")
    return "\n".join("\n".join(wrapper.wrap(line)) for line in lines)
