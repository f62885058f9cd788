"""The process that works previews out: it answers, it may die, and it never outlives its server."""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress

from allmende_bots.foresight import SEEDS, foresee
from allmende_protocol import messages as m
from allmende_rules.outlook import Foresight
from allmende_rules.refusals import Refused
from allmende_server.net import serve
from allmende_server.seer import Seer
from tests.bots.motions import MOTIONS, opened_at, scene_of
from tests.server.test_lookout import HIGHER, valley
from tests.server.wire import Clock, client, until

SCENE = scene_of(opened_at(8, seed=3).world)


async def test_a_preview_is_the_same_as_without_a_process() -> None:
    """It goes there and back as plain data; a second one has no start to wait for."""
    seer = Seer()
    try:
        assert await seer.foresee(SCENE, *MOTIONS[0]) == foresee(SCENE, *MOTIONS[0])
        worker = seer._worker
        assert await seer.foresee(SCENE, *MOTIONS[1]) == foresee(SCENE, *MOTIONS[1])
        assert seer._worker == worker
    finally:
        seer.close()


async def test_a_process_that_dies_is_replaced() -> None:
    """The preview that it was at is refused by code, and the next one is answered."""
    seer = Seer()
    try:
        await seer.foresee(SCENE, *MOTIONS[0])
        assert seer._worker is not None
        os.kill(seer._worker, signal.SIGTERM)
        refused = await seer.foresee(SCENE, *MOTIONS[0])
        assert isinstance(refused, Refused)
        assert refused.refusal.code == "look_failed"
        assert isinstance(await seer.foresee(SCENE, *MOTIONS[0]), Foresight)
    finally:
        seer.close()


async def test_a_rule_that_fails_in_a_surmised_world_is_a_refusal() -> None:
    """And the process lives on."""
    seer = Seer()
    try:
        refused = await seer.foresee(SCENE, "no such dial", 0)
        assert isinstance(refused, Refused)
        assert refused.refusal.code == "look_failed"
        assert isinstance(await seer.foresee(SCENE, *MOTIONS[0]), Foresight)
    finally:
        seer.close()


BENEATH_A_SCREEN = """
import asyncio, io, sys
from allmende_rules.outlook import Foresight
from allmende_server.seer import Seer
from tests.server.test_seer import MOTIONS, SCENE
class Screen(io.StringIO):
    fileno = lambda self: -1
sys.stderr = Screen()
seer = Seer()
print(isinstance(asyncio.run(seer.foresee(SCENE, *MOTIONS[0])), Foresight))
seer.close()
"""
"""A full-screen program puts what is no file in the place of standard error."""


def test_a_process_begins_beneath_a_screen() -> None:
    """In a game of one's own the server runs where the screen does."""
    command = [sys.executable, "-c", BENEATH_A_SCREEN]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout == "True\n"


async def test_the_process_ends_with_the_server() -> None:
    """Whatever it is doing; nothing is left behind."""
    seer = Seer()
    await seer.foresee(SCENE, *MOTIONS[0])
    worker = seer._worker
    assert worker is not None
    under_way = asyncio.create_task(seer.foresee(SCENE, *MOTIONS[1]))
    await asyncio.sleep(0)
    seer.close()
    with suppress(asyncio.CancelledError):
        await under_way
    await until(lambda: not _alive(worker))


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


async def test_a_preview_comes_over_the_network_while_the_table_plays_on() -> None:
    """The question is answered in its own time, with its own nonce."""
    parlour = valley(rounds=1)
    async with serve(parlour.hall, Clock()) as served, client(served) as eli:
        await eli.sit("eli")
        await eli.get(m.Opened)
        await eli.send(HIGHER)
        await eli.send(m.Say("what would it bring?", 6))
        assert (await eli.get(m.Taken)).nonce == 6
        ahead = await eli.get(m.Ahead)
        assert (ahead.nonce, ahead.foresight.dial) == (5, "dividend_share")
        assert ahead.foresight.seeds == SEEDS
