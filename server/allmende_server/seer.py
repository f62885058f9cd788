"""Previews of motions, worked out in a process of their own, so that no table waits for them."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import redirect_stderr, suppress
from multiprocessing import get_context, parent_process
from threading import Thread

from allmende_bots.foresight import Scene, foresee
from allmende_rules.answers import refuse
from allmende_rules.outlook import Foresight
from allmende_rules.refusals import Refused

PATIENCE = 60.0
"""Seconds after which a preview is given up; one of the largest scenario takes a tenth of it."""


class Seer:
    """One worker process, begun when a preview is first wanted and anew when it has died."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None
        self._worker: int | None = None

    async def foresee(self, scene: Scene, dial: str, value: int) -> Foresight | Refused:
        """Work a preview out; a refusal if that failed, and the next one gets a fresh process."""
        try:
            async with asyncio.timeout(PATIENCE):
                pool = await self._running()
                found = await asyncio.wrap_future(pool.submit(_foresight, scene, dial, value))
        except (BrokenProcessPool, TimeoutError):
            self.close()
            return _failed("The process that works previews out had to be ended; ask again.")
        if isinstance(found, str):
            return _failed("This motion could not be played forward ({error}).", error=found)
        return found

    async def _running(self) -> ProcessPoolExecutor:
        """The pool, with its one process begun: fresh, so that it shares no lock or file with this one."""
        if self._pool is None:
            # A screen in this process may stand for standard error, and is no file to inherit.
            with redirect_stderr(sys.__stderr__):
                self._pool = ProcessPoolExecutor(1, get_context("spawn"), initializer=_serve_parent)
                begun = self._pool.submit(os.getpid)
            self._worker = await asyncio.wrap_future(begun)
        return self._pool

    def close(self) -> None:
        """End the process at once, whatever it is doing."""
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)
        if self._worker is not None:
            with suppress(OSError):
                os.kill(self._worker, signal.SIGTERM)
            self._worker = None


def _serve_parent() -> None:
    """Leave interrupts of the terminal to the server, and never outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(0)


def _foresight(scene: Scene, dial: str, value: int) -> Foresight | str:
    """The preview, or what went wrong: whatever a rule does in a world that may be, tables play on."""
    try:
        return foresee(scene, dial, value)
    except Exception as error:  # noqa: BLE001  # not all can be sent back, so none is
        return type(error).__name__


def _failed(text: str, **facts: str) -> Refused:
    return refuse("look_failed", text, **facts)
