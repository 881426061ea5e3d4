"""When something was saved: bursts as one, whatever an editor does to save, and wherever a folder goes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import Change, watch

from pipeline.state import INPUTS

QUIET = 30  # milliseconds without a change that end a burst
LONGEST = 300  # milliseconds that a burst may last before it is told
TICK = 250  # milliseconds between two looks at whether the folders themselves are still the same


def saves(root: Path, stop: Event) -> Iterator[bool]:
    """Yield True after each burst of saves, and False now and then while there is none, until `stop` is set.

    A folder that is replaced, or that comes back, is watched anew, and counts as saved.
    """
    while not stop.is_set():
        folders = _folders(root)
        if folders:
            yield from _saves_in(folders, root, stop)
        else:
            stop.wait(TICK / 1000)
            yield False


def _saves_in(folders: dict[Path, int], root: Path, stop: Event) -> Iterator[bool]:
    """Watch some folders for as long as they are the ones that are there; what was saved before that is told first."""
    first = True
    ticks = watch(
        *folders,
        watch_filter=is_source,
        debounce=LONGEST,
        step=QUIET,
        rust_timeout=TICK,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
    )
    for changes in ticks:
        replaced = _folders(root) != folders
        yield first or replaced or bool(changes)
        if replaced:
            return
        first = False


def is_source(_change: Change, path: str) -> bool:
    """Say whether a file is one that a build reads: none that an editor keeps beside, under a name of its own."""
    return not Path(path).name.startswith((".", "#")) and not path.endswith(("~", ".tmp", ".swp"))


def _folders(root: Path) -> dict[Path, int]:
    """Return the folders that a build reads, with what tells one from another of the same name."""
    paths = [root / name for name in INPUTS]
    return {path: path.stat().st_ino for path in paths if path.is_dir()}
