"""When no garbage is looked for."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python looks for garbage whenever there are 700 objects more than before: a page of a plan has many times as many.
gc.set_threshold(20_000)
# A process that ends gives back all of its memory: to look through it once more would take a tenth of a short build.
atexit.register(gc.freeze)


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no garbage be looked for where many small parts are made that are all needed: looking takes time.

    What is left over when it ends is found as usual.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            # All that there is now counts as old: it is looked through when much of it may be garbage, not at once.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
