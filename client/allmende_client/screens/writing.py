"""Text of pages: headings, lists and definitions."""

from __future__ import annotations

from collections.abc import Iterable

from rich.text import Text


def section(text: Text, title: str, lines: Iterable[str], *, gap: bool = True) -> None:
    """Add a heading and its lines, after an empty line; nothing if there are none."""
    found = list(lines)
    if not found:
        return
    if text:
        text.append("\n\n" if gap else "\n")
    text.append(title, "bold underline")
    for line in found:
        text.append("\n" + line)


def define(text: Text, title: str, words: Iterable[tuple[str, str]]) -> None:
    """Add a heading and words with what they mean."""
    found = list(words)
    if not found:
        return
    section(text, title, [""])
    text.right_crop(1)
    for word, meaning in found:
        text.append("\n" + word, "bold")
        text.append(f"  {meaning}")
