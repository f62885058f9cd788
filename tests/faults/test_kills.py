"""Nothing acknowledged is lost to a kill: short runs; `make kill` prints the long ones."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX's")


def printed(*command: str) -> str:
    """What a harness prints, if it finds nothing wrong."""
    done = subprocess.run(
        [sys.executable, "-m", *command], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_killed_writer_loses_no_batch_that_it_acknowledged() -> None:
    """Once at every moment of each of its first seven writes."""
    counts = printed("tests.faults.store_kills", "--kills", "21")
    assert counts.startswith("store: 21 kills, ")
    assert counts.endswith(" 0 lost, 21 recoveries whole\n")


@pytest.mark.deep
def test_a_killed_server_loses_nothing_that_it_acknowledged() -> None:
    """People come back by their tokens, and find their seats, answers and words."""
    counts = printed("tests.faults.kills", "--kills", "30").splitlines()[1]
    assert " games, 30 kills, " in counts
    assert counts.endswith(" 0 lost, 0 stray seats, 30 recoveries verified")
