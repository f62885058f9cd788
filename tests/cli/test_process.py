"""The command as a process: quick help, quiet ends, and no traceback."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "allmende_cli"]


def test_help_loads_no_part_of_the_game() -> None:
    """--help answers at once because nothing but the command line itself is imported."""
    code = (
        "import sys\n"
        "from allmende_cli.main import main\n"
        "try:\n    main(['--help'])\n"
        "except SystemExit:\n    pass\n"
        "print([name for name in sys.modules if name.startswith(('allmende_r', 'numpy', 'textual'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "simulate" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("arguments", [[], ["--help"], ["systems", "dmnc"]])
def test_a_closed_pipe_is_no_fault(arguments: list[str]) -> None:
    """So that output piped to head ends without a word on standard error."""
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() != 0


def test_an_interrupt_is_quiet() -> None:
    """Ctrl-C ends the command with the status that shells expect."""
    code = (
        "import signal\n"
        "from allmende_cli import main\n"
        "from allmende_lab import simulate\n"
        "def interrupted(*_args, **_keywords):\n    signal.raise_signal(signal.SIGINT)\n"
        "simulate.simulation = interrupted\n"
        "main.main(['simulate'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr.strip(), done.stdout) == (130, b"", b"")


def test_help_is_quick() -> None:
    """Within a few times of what starting Python and click takes, on the same machine."""

    def seconds(*arguments: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        return time.perf_counter() - start

    bare = min(seconds("-c", "import click") for _ in range(3))
    assert min(seconds("-m", "allmende_cli", "--help") for _ in range(3)) < 3 * bare


def test_play_at_the_end_of_input_plays_to_the_end(tmp_path: Path) -> None:
    """Without a terminal the game is plain; at end of input the stand-in goes on; the record verifies."""
    done = subprocess.run(
        [*COMMAND, "play", "valley", "--seed", "3", "--quick"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "ALLMENDE_HOME": str(tmp_path)},
    )
    assert (done.returncode, done.stderr) == (0, "")
    (path,) = (tmp_path / "games").iterdir()
    assert str(path) in done.stdout
    check = subprocess.run(
        [*COMMAND, "replay", str(path), "--verify"], capture_output=True, text=True, check=False
    )
    assert (check.returncode, check.stderr) == (0, "")
    assert "3 rounds recomputed, all the same." in check.stdout
