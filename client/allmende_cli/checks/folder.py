"""Whether games can be saved."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryFile

from allmende_cli.checks.check import Check

TOPIC = "Saved games"
MEGABYTE = 10**6
LITTLE, TOO_LITTLE = 500 * MEGABYTE, 20 * MEGABYTE
ELSEWHERE = "Set ALLMENDE_HOME to a folder that"


def folder(path: Path) -> Check:
    """Write where games are saved, or, before there is that folder, where it would be made."""
    there = next(one for one in (path, *path.parents) if one.exists())
    try:
        with TemporaryFile(dir=there) as file:
            file.write(b"allmende")
            file.flush()
        free = shutil.disk_usage(there).free
    except OSError as error:
        found = f"{path} cannot be written: {error.strerror or error}."
        return Check(TOPIC, "fail", found, f"{ELSEWHERE} you can write.")
    return space(path, free)


def space(path: Path, free: int) -> Check:
    """Judge the free bytes of the disk: a game of many rounds takes about a megabyte."""
    found = f"{path} can be written; {free // MEGABYTE:,} MB are free."
    if free < TOO_LITTLE:
        return Check(TOPIC, "fail", found, f"Free some space. Or: {ELSEWHERE} has more.")
    if free < LITTLE:
        return Check(TOPIC, "warn", found, f"Free some space soon. Or: {ELSEWHERE} has more.")
    return Check(TOPIC, "ok", found)
