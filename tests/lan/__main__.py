"""The trial on a local network: `make lan`, as root on Linux, or `python -m tests.lan --seed 2`.

A host and six machines, each a network namespace of its own on a switch in user space that delays and
loses frames: three terminal clients in tmux, one in plain lines, two Chromium browsers; bots have the
other seats. They play a whole game by the keys and buttons of the clients. The server is killed in
mid-phase, a client is killed, a page is loaded again, and two machines are cut off for two minutes.
At the end the record must verify, and every answer that was acknowledged on the cable be in it
(`tests.lan.wire` says what counts). It takes about three minutes; exit status 1 if anything fails.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Error

from tests.lan.account import Account
from tests.lan.people import TrialError
from tests.lan.scene import Scene, scene
from tests.lan.trial import play
from tests.lan.verdict import judge
from tests.web.browser import CHROMIUM


def lacking() -> list[str]:
    """What this machine lacks for a trial."""
    wants = {
        "Linux, and to be run as root": sys.platform == "linux" and os.geteuid() == 0,
        "/dev/net/tun": Path("/dev/net/tun").exists(),
        "the command ip (iproute2)": shutil.which("ip") is not None,
        "the command tmux": shutil.which("tmux") is not None,
        "Chromium": CHROMIUM is not None,
    }
    return [name for name, there in wants.items() if not there]


@contextmanager
def folder(wanted: Path | None) -> Iterator[Path]:
    """The folder that is wanted, or one that is gone afterwards."""
    if wanted is not None:
        wanted.mkdir(parents=True)
        yield wanted
        return
    with tempfile.TemporaryDirectory(prefix="allmende-lan-") as passing:
        yield Path(passing)


@contextmanager
def shown(set_up: Scene) -> Iterator[None]:
    """If it ends in a fault, what everybody saw then is kept."""
    try:
        yield
    except (TrialError, Error):
        set_up.shoot("fault")
        raise


def main() -> int:
    """Run a trial; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.lan", description="A trial on a LAN.")
    parser.add_argument(
        "--seed", type=int, default=1, help="which frames are late or lost; default: 1"
    )
    keep = "a new folder for the machines' files and everybody's screens; default: none are kept"
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help=keep)
    wanted = parser.parse_args()
    if lacks := lacking():
        parser.error(f"the trial needs {'; '.join(lacks)}")
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(1))
    account = Account()
    with folder(wanted.keep) as place:
        try:
            with scene(account, place, wanted.seed) as set_up, shown(set_up):
                judge(set_up, play(set_up))
        except (TrialError, Error) as error:
            account.check("the trial comes to its end", holds=False, why=str(error))
    account.say("All of it holds." if not account.faults else f"FAILED: {len(account.faults)}")
    return 1 if account.faults else 0


if __name__ == "__main__":
    sys.exit(main())
