"""Whether this terminal can show the table."""

from __future__ import annotations

from collections.abc import Mapping
from os import terminal_size

from allmende_cli.checks.check import Check

TOPIC = "Terminal"
LEAST = terminal_size((80, 24))
PLAIN = "Add --plain to play line by line."
MOUSE = "Whether it has a mouse cannot be told; every key works without."


def terminal(size: terminal_size | None, env: Mapping[str, str], encoding: str | None) -> Check:
    """Judge size, colours and characters. `size` is None where there is no terminal."""
    if size is None:
        return Check(TOPIC, "warn", "There is no terminal.", PLAIN)
    name = env.get("TERM", "")
    unicode = (encoding or "").lower().replace("-", "").startswith("utf")
    characters = "Unicode" if unicode else f"{encoding or 'unknown'} characters"
    found = (
        f"{size.columns}×{size.lines}, {_colours(env)}, {characters},"
        f" TERM {name or 'not set'}. {MOUSE}"
    )
    advice = _advice(size, name, unicode=unicode)
    return Check(TOPIC, "warn" if advice else "ok", found, advice)


def _advice(size: terminal_size, name: str, *, unicode: bool) -> str:
    if name == "dumb":
        return f"This terminal cannot place the cursor. {PLAIN}"
    if not unicode:
        return f"Set the terminal or the locale to UTF-8. {PLAIN}"
    if size.columns < LEAST.columns or size.lines < LEAST.lines:
        return f"Make the window at least {LEAST.columns}×{LEAST.lines}, or its letters smaller."
    return ""


def _colours(env: Mapping[str, str]) -> str:
    if env.get("NO_COLOR"):
        return "no colours (NO_COLOR is set)"
    if env.get("COLORTERM") in {"truecolor", "24bit"} or "WT_SESSION" in env:
        return "16 million colours"
    return "256 colours" if "256color" in env.get("TERM", "") else "at least 8 colours"
