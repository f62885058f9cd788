"""What kind of terminal a person sits at."""

from __future__ import annotations

import os
import sys


def has_screen() -> bool:
    """Whether a person sits at a terminal that can place the cursor."""
    at_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    return at_terminal and os.environ.get("TERM") != "dumb"
