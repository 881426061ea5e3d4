"""Superior figures: digits that a font draws small and raised in glyphs of their own, at the size of the text.

Their boxes and sizes say nothing of it; what they are painted like does. They get the size and the place that they seem
to have, so that they are read as a raised number in a smaller size is.
"""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.extract.pdfium import Boxes, Characters, Run, shown

_SIZE = 0.6  # how large they are taken to be, in sizes of the text
_LOW, _HIGH = 0.42, 0.55  # they are painted so far above the foot of their box at least, and so high at most
_DESCENT = 0.2  # of their own size: how far the foot of a box is below the figures in it
# Digits that touch a letter, or the sign that ends a word.
_GLUED = re.compile(r"(?<=[^\W\d_])\d{1,3}(?!\w)|(?<=[^\W\d_][.,;:!?)”])\d{1,3}(?!\w)|(?<!\w)\d{1,3}(?=[^\W\d_])")


def raise_superiors(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, characters: Characters) -> Characters:
    """Return a page's characters with superior figures as runs of their own."""
    glued = [place for match in _GLUED.finditer(characters.text) for place in range(*match.span())]
    sizes = {place: run.style.size for run in characters.runs if run.upright for place in _within(glued, run)}
    painted = _painted(page, textpage, sorted(sizes))
    boxes, found = characters.boxes.copy(), list[int]()
    for place, (_x0, top, _x1, bottom) in zip(sorted(sizes), painted.tolist(), strict=True):
        size = sizes[place]
        if boxes[place, 3] - bottom >= _LOW * size and 0 < bottom - top <= _HIGH * size:
            foot = bottom + _DESCENT * _SIZE * size
            boxes[place, 1], boxes[place, 3] = foot - _SIZE * size, foot
            found.append(place)
    runs = tuple(part for run in characters.runs for part in _parts(run, found))
    return Characters(characters.text, boxes, runs) if found else characters


def _painted(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, places: list[int]) -> Boxes:
    """Return the boxes around what is painted of the characters at some places."""
    boxes = np.zeros((len(places), 4), np.float32)
    left, right, bottom, top = (ctypes.c_double() for _side in range(4))
    for row, place in enumerate(places):
        if raw.FPDFText_GetCharBox(textpage, place, left, right, bottom, top):
            boxes[row] = left.value, top.value, right.value, bottom.value
    return shown(page, boxes)


def _within(places: list[int], run: Run) -> list[int]:
    """Return those of some sorted places that are in a run."""
    return places[bisect_left(places, run.first) : bisect_left(places, run.end)]


def _parts(run: Run, raised: list[int]) -> Iterator[Run]:
    """Yield a run in parts: those at raised places are smaller."""
    small = set(_within(raised, run))
    if not small:
        yield run
        return
    for is_raised, group in groupby(range(run.first, run.end), key=small.__contains__):
        places = list(group)
        style = replace(run.style, size=round(_SIZE * run.style.size, 1)) if is_raised else run.style
        yield replace(run, first=places[0], end=places[-1] + 1, style=style)
