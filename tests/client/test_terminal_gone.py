"""A terminal that vanishes without a word takes its player with it, and no processor stays busy."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")


def test_who_sat_at_it_has_left(tmp_path: Path) -> None:
    """Though the signal of a hang-up is ignored, the program ends, and the game is there."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "ALLMENDE_HOME": str(tmp_path), "TERM": "xterm-256color"}
    with subprocess.Popen(
        ["/bin/sh", "-c", f"trap '' HUP; exec {sys.executable} -m allmende_cli play valley"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=env,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        seen = b""
        while b"Ada" not in seen:
            seen += os.read(ours, 65536)
        os.close(ours)
        process.wait(timeout=60)
    assert list((tmp_path / "games").iterdir())
