"""Python's search for cycles of objects, put off while many objects are made that are in none."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Look for no cycles meanwhile: repair makes small tuples by the million, and looking takes a tenth of its time.

    Memory is freed as before, by counting references; only what is in a cycle waits for the end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
