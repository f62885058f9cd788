"""When cyclic garbage is looked for: between other work, and never in all that a server holds at once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

YOUNG = 1


@contextmanager
def collected_by_hand() -> Iterator[Callable[[], object]]:
    """Stop Python's own collections, and yield one to be made a few times a second instead.

    Its full collections walk through every record and state of every table, a third of a second for
    sixty of them, at a moment that nobody chose. What tables hold is freed without them; cycles are
    left by connections, and those are young when their ends come.
    """
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield lambda: gc.collect(YOUNG)
    finally:
        gc.enable()
        gc.unfreeze()
