"""How screens look, and a theme in black, white and yellow for those whom tones of grey do not serve."""

from __future__ import annotations

from pathlib import Path

from textual.theme import Theme

LOOK = Path(__file__).with_name("table.tcss")
"""The style sheet of every app."""

CONTRAST = "allmende-contrast"

THEMES = (
    Theme(
        name=CONTRAST,
        primary="#0000ff",
        secondary="#ffffff",
        accent="#ffff00",
        warning="#ffff00",
        error="#ff8080",
        success="#00ff00",
        foreground="#ffffff",
        background="#000000",
        surface="#000000",
        panel="#202020",
        text_alpha=1.0,
        dark=True,
    ),
)
