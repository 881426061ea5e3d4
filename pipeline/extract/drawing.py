"""What is drawn on a PDF's page beside its text: paths, pictures and link annotations."""

from __future__ import annotations

import ctypes
from itertools import islice

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.extract.pdfium import shown
from pipeline.extract.sheet import Anchor
from pipeline.frozen import frozen
from pipeline.model import Box

MAX_OBJECTS = 20_000
Sides = tuple[float, float, float, float]  # left, top, right, bottom in user space, origin below


@frozen
class Outline:
    """A drawn path: the box around it, and the colour of a shade (0xRRGGBB); a line has none."""

    box: Box
    fill: int | None = None


def read_drawing(page: pdfium.PdfPage) -> tuple[tuple[Outline, ...], tuple[Box, ...]]:
    """Return the page's paths and the boxes of its pictures; at most MAX_OBJECTS objects are looked at."""
    kinds = [raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE]
    sides: dict[int, list[Sides]] = {kind: [] for kind in kinds}
    fills: list[int | None] = []
    for item in islice(page.get_objects(filter=kinds, max_depth=4), MAX_OBJECTS):
        try:
            left, bottom, right, top = item.get_bounds()
        except pdfium.PdfiumError:
            continue
        sides[item.type].append((left, top, right, bottom))
        if item.type == raw.FPDF_PAGEOBJ_PATH:
            fills.append(_fill(item))
    paths = zip(_boxes(page, sides[raw.FPDF_PAGEOBJ_PATH]), fills, strict=True)
    return tuple(Outline(box, fill) for box, fill in paths), _boxes(page, sides[raw.FPDF_PAGEOBJ_IMAGE])


def _fill(path: pdfium.PdfObject) -> int | None:
    """Return the colour that a path is filled with and not stroked around, as 0xRRGGBB, else None."""
    mode, stroked = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, mode, stroked)
    if not mode.value or stroked.value:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _channel in range(4))
    raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return (red.value << 16) | (green.value << 8) | blue.value


def read_anchors(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> tuple[Anchor, ...]:
    """Return the page's link annotations that lead out of the document."""
    position, link, anchors = ctypes.c_int(0), raw.FPDF_LINK(), []
    while raw.FPDFLink_Enumerate(page, position, link):
        action = raw.FPDFLink_GetAction(link)
        length = raw.FPDFAction_GetURIPath(document, action, None, 0) if action else 0
        rectangle = raw.FS_RECTF()
        if length > 1 and raw.FPDFLink_GetAnnotRect(link, rectangle):
            buffer = ctypes.create_string_buffer(length)
            raw.FPDFAction_GetURIPath(document, action, buffer, length)
            sides = (rectangle.left, rectangle.top, rectangle.right, rectangle.bottom)
            anchors.append(Anchor(_boxes(page, [sides])[0], buffer.value.decode("utf-8", "replace")))
    return tuple(anchors)


def _boxes(page: pdfium.PdfPage, sides: list[Sides]) -> tuple[Box, ...]:
    if not sides:
        return ()
    found = shown(page, np.asarray(sides, np.float32))
    return tuple(Box(*(round(float(value), 2) for value in row)) for row in found)
