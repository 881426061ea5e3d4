"""A PDF's pages as the library gives them, those of a long file read by several processes at once."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.extract.bounds import check_bounds
from pipeline.extract.drawing import Outline, read_anchors, read_drawing
from pipeline.extract.opening import open_sound
from pipeline.extract.pdfium import NOTHING, Characters, read_characters
from pipeline.extract.sheet import Anchor
from pipeline.extract.superiors import raise_superiors
from pipeline.frozen import frozen
from pipeline.model import Box

LONG = 64  # so many pages are worth the start of the processes


@frozen
class Leaf:
    """A page as the library gives it: its size in points, its characters, its drawing and its links."""

    width: float
    height: float
    characters: Characters
    outlines: tuple[Outline, ...] = ()
    pictures: tuple[Box, ...] = ()
    anchors: tuple[Anchor, ...] = ()


def read_leaves(path: Path, password: str = "", processes: int = 0) -> tuple[list[Leaf], bool]:
    """Return the pages in order, and whether the file is damaged and had to be put together anew.

    `processes` is how many read at once; by default, as many as there are cores when the file is long. However many
    read, what is read is the same. Raise UnreadableInput when the file cannot be opened, nor put together anew, or when
    a page unpacks to more than can be meant.
    """
    document, rebuilt = open_sound(path, password)
    check_bounds(path, password)
    try:
        processes = processes or (os.cpu_count() or 1 if len(document) >= LONG else 1)
        if processes > 1 and _may_fork():
            try:
                return _read_at_once(path, password, len(document), processes), rebuilt
            except (BrokenProcessPool, OSError):
                pass  # a process was killed, or none could be started: read them here
        return [read_leaf(document, index) for index in range(len(document))], rebuilt
    finally:
        document.close()


def _may_fork() -> bool:
    """Say whether processes can be started here at no risk: a fork beside threads may never end.

    Those of a batch are daemons, which have no children; there, the files are read at once.
    """
    forks = multiprocessing.get_start_method() == "fork"
    return forks and threading.active_count() == 1 and not multiprocessing.current_process().daemon


def _read_at_once(path: Path, password: str, pages: int, processes: int) -> list[Leaf]:
    size = -(-pages // (4 * processes))  # a few shares each, since pages differ
    shares = [range(start, min(start + size, pages)) for start in range(0, pages, size)]
    with ProcessPoolExecutor(processes) as pool:
        found = pool.map(_read_share, [path] * len(shares), [password] * len(shares), shares)
        return [leaf for share in found for leaf in share]


def _read_share(path: Path, password: str, pages: range) -> list[Leaf]:
    document, _rebuilt = open_sound(path, password)
    try:
        return [read_leaf(document, index) for index in pages]
    finally:
        document.close()


def read_leaf(document: pdfium.PdfDocument, index: int) -> Leaf:
    """Return the page at `index` (from 0); one that cannot be read at all has no width."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Leaf(0.0, 0.0, NOTHING)
    textpage = page.get_textpage()
    width, height = page.get_size()
    outlines, pictures = read_drawing(page)
    anchors = read_anchors(document, page)
    characters = raise_superiors(page, textpage, read_characters(page, textpage))
    leaf = Leaf(width, height, characters, outlines, pictures, anchors)
    textpage.close()
    page.close()
    return leaf
