"""What goes wrong with the disk, as one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


@contextmanager
def sentences(where: Path) -> Iterator[None]:
    """Turn what a store at `where` raises into one sentence."""
    from allmende_server.store import StoreBusyError, StoreDamagedError

    try:
        yield
    except (StoreBusyError, StoreDamagedError) as error:
        raise click.ClickException(str(error)) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        raise click.ClickException(
            f"Nothing can be kept in {where}: {error.strerror or error}."
            " ALLMENDE_HOME may name another folder."
        ) from None


@contextmanager
def one_error() -> Iterator[None]:
    """Let out the disk's error from the group of those that a server ends with."""
    try:
        yield
    except ExceptionGroup as group:
        failed, others = group.split(OSError)
        if failed is None or others is not None:
            raise
        raise failed.exceptions[0] from None
