"""What a player wants after a game."""

from __future__ import annotations

from enum import StrEnum


class Next(StrEnum):
    """The choices of the end page. Leaving early is `QUIT`."""

    QUIT = "quit"
    AGAIN = "again"
    OTHER_ROLE = "other_role"
    OTHER_SYSTEM = "other_system"
