"""PDFium by its C functions: every character of a page with its box and style, in few calls.

PDFium answers one character at a time, and each question costs about a microsecond; so the text is asked for in bulk,
boxes are written straight into an array, and the style is asked for once per text object, whose ends are found by
leaps. Only this module and `tags` speak to the C functions.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.errors import Problem, UnreadableInput
from pipeline.extract.sheet import Anchor, Style
from pipeline.extract.tags import UNTAGGED, Tag, read_tags
from pipeline.model import Box
from pipeline.text import _

MAX_PAGES = 5_000
MAX_CHARACTERS = 200_000
MAX_OBJECTS = 20_000
_LEAP = 16
MADE_UP = "\u2028"
_CONTROL = re.compile(r"[\x03-\x08\x0e-\x1f]")
_BOLD = re.compile(r"bold|black|heavy|demi|\bfet|^(?:cm|sf)bx|[-,]bd\b|[-,]b$|halvfet")
_RUNS_TOGETHER = ("\x02", "\ufffe")  # how PDFium writes a hyphen at a line's end

Boxes = np.ndarray[Any, np.dtype[np.float32]]
Sides = tuple[float, float, float, float]  # left, top, right, bottom in user space, origin below
_POINTER, _INT = ctypes.c_void_p, ctypes.c_int


def _function(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a C function that takes plain integers as addresses, which is cheaper than typed pointers."""
    address = ctypes.cast(getattr(raw, name), _POINTER).value
    assert address is not None
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_loose_box = _function("FPDFText_GetLooseCharBox", _INT, _POINTER, _INT, _POINTER)
_text_object = _function("FPDFText_GetTextObject", _POINTER, _POINTER, _INT)
_is_generated = _function("FPDFText_IsGenerated", _INT, _POINTER, _INT)
_unicode = _function("FPDFText_GetUnicode", ctypes.c_uint, _POINTER, _INT)


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring characters of one style: `first` and `end` are positions in the page's text."""

    first: int
    end: int
    style: Style
    upright: bool
    tag: Tag = UNTAGGED


@dataclass(frozen=True, slots=True)
class Outline:
    """A drawn path: the box around it, and the colour of a shade (0xRRGGBB); a line has none."""

    box: Box
    fill: int | None = None


@dataclass(frozen=True, slots=True)
class Characters:
    """A page's characters: `text[i]` has its box in `boxes[i]` (x0, top, x1, bottom; 32-bit floats, shape n × 4).

    Characters that PDFium made up (spaces and line breaks between runs) belong to no run.
    """

    text: str
    boxes: Boxes
    runs: tuple[Run, ...]


NOTHING = Characters("", np.empty((0, 4), np.float32), ())


def open_pdf(path: Path, password: str = "") -> pdfium.PdfDocument:
    """Open a PDF; raise UnreadableInput with the cause and the remedy when it cannot be opened or has no pages."""
    try:
        document = pdfium.PdfDocument(path, password=password or None)
        count = len(document)
    except (pdfium.PdfiumError, OSError) as error:
        raise UnreadableInput(_why_closed(path, str(error), password)) from error
    if not count:
        raise UnreadableInput(Problem(str(path), 0, _("The PDF has no pages."), _("Ask for the file again.")))
    if count > MAX_PAGES:
        what = _("The PDF claims to have {count} pages; at most {limit} are read.").format(count=count, limit=MAX_PAGES)
        raise UnreadableInput(Problem(str(path), 0, what, _("Split it, or check that the file is what it should be.")))
    return document


def without_names(path: Path, password: str = "") -> pdfium.PdfDocument | None:
    """Open a PDF whose composite fonts have lost their tables of characters, so that they give their glyphs' numbers.

    Return None when it cannot be had.
    """
    copy = BytesIO()
    try:
        with pikepdf.open(path, password=password) as document:
            for item in document.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0" and "/ToUnicode" in item:
                    del item["/ToUnicode"]
            document.save(copy)
        return pdfium.PdfDocument(copy.getvalue())
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError):
        return None


def _why_closed(path: Path, cause: str, password: str) -> Problem:
    """Return the problem that keeps a PDF closed."""
    head = path.read_bytes()[:1024] if path.is_file() else b""
    if not path.is_file():
        return Problem(str(path), 0, _("There is no such file."), _("Check the path."))
    if "assword" in cause:
        what = _("The password does not open the PDF.") if password else _("The PDF is encrypted.")
        return Problem(str(path), 0, what, _("Give the password with --password, or ask for a copy without one."))
    if not head:
        return Problem(str(path), 0, _("The file is empty."), _("Ask for the file again."))
    if b"%PDF-" not in head:
        return Problem(str(path), 0, _("The file is not a PDF."), _("Save it as PDF, or check the file's name."))
    what = _("The PDF is damaged or was cut off, and no page of it can be read.")
    return Problem(str(path), 0, what, _("Ask for the file again, or open and save it anew in a PDF program."))


def read_characters(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Characters:
    """Return the page's characters, boxes relative to the top left corner of the page as shown.

    A box is one font size high up from the descender, as pdfplumber draws it. At most MAX_CHARACTERS are read.
    """
    count = min(textpage.count_chars(), MAX_CHARACTERS)
    if count <= 0:
        return NOTHING
    address = ctypes.cast(textpage.raw, _POINTER).value
    boxes = np.zeros((count, 4), np.float32)
    base, stride = boxes.ctypes.data, boxes.strides[0]
    for index in range(count):
        _loose_box(address, index, base + index * stride)
    runs = tuple(_runs(textpage, address, count, read_tags(page)))
    text = _text(textpage, address, count)
    return Characters(text, _as_shown(page, boxes, runs), runs)


def _text(textpage: pdfium.PdfTextPage, address: int | None, count: int) -> str:
    """Return one character per position; the bulk answer skips some, then they are asked for singly."""
    text = str(textpage.get_text_range(0, count))
    if len(text) != count:
        text = "".join(chr(_unicode(address, index) or 0xFFFD) for index in range(count))
    for sign in _RUNS_TOGETHER:
        text = text.replace(sign, "-")
    return _mark_made_up(address, text) if _CONTROL.search(text) else text


def _mark_made_up(address: int | None, text: str) -> str:
    """Return the text with MADE_UP for the spaces that PDFium made up; the others may be glyph numbers."""
    letters = list(text)
    for index, letter in enumerate(letters):
        if letter == " " and _is_generated(address, index):
            letters[index] = MADE_UP
    return "".join(letters)


def _runs(textpage: pdfium.PdfTextPage, address: int | None, count: int, tags: Mapping[int, Tag]) -> Iterator[Run]:
    """Yield the runs of characters that belong to one text object, leaping over their middles."""
    fonts: dict[int, tuple[str, bool, bool]] = {}
    first, owner = 0, _text_object(address, 0)
    while first < count:
        end = _end(address, first, owner, count)
        if owner:
            style, upright = _style(textpage, first, owner, fonts)
            content = raw.FPDFPageObj_GetMarkedContentID(ctypes.cast(owner, raw.FPDF_PAGEOBJECT)) if tags else -1
            yield Run(first, end, style, upright, tags.get(content, UNTAGGED))
        first = end
        owner = _text_object(address, first) if first < count else None


def _end(address: int | None, first: int, owner: int | None, count: int) -> int:
    """Return the position after the last character of the run that begins at `first`."""
    if not owner:  # made up by PDFium: one space, or a carriage return and a line feed
        return first + 1
    low = first
    while low + _LEAP < count and _text_object(address, low + _LEAP) == owner:
        low += _LEAP
    high = min(low + _LEAP, count)
    while high - low > 1:
        middle = (low + high) // 2
        if _text_object(address, middle) == owner:
            low = middle
        else:
            high = middle
    return high


def _style(
    textpage: pdfium.PdfTextPage, index: int, owner: int, fonts: dict[int, tuple[str, bool, bool]]
) -> tuple[Style, bool]:
    """Return the style of the character at `index`, and whether its baseline is level."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(textpage, index, matrix)
    size = raw.FPDFText_GetFontSize(textpage, index) * (matrix.c**2 + matrix.d**2) ** 0.5
    text_object = ctypes.cast(owner, raw.FPDF_PAGEOBJECT)
    font = raw.FPDFTextObj_GetFont(text_object)
    key = ctypes.cast(font, _POINTER).value or 0
    if key not in fonts:
        fonts[key] = _font(font)
    name, bold, italic = fonts[key]
    stroked = raw.FPDFTextObj_GetTextRenderMode(text_object) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
    style = Style(name, round(size, 1), bold or stroked, italic, _color(textpage, index))
    return style, abs(matrix.b) <= abs(matrix.a) and matrix.a >= 0


def _font(font: Any) -> tuple[str, bool, bool]:
    """Return a font's name without its subset tag, and whether it is bold and italic by name or by descriptor."""
    length = raw.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    raw.FPDFFont_GetBaseFontName(font, buffer, length)
    name = buffer.value.decode("utf-8", "replace").rpartition("+")[2]
    lower = name.lower()
    bold = bool(_BOLD.search(lower)) or raw.FPDFFont_GetWeight(font) >= 600
    angle = ctypes.c_int()
    raw.FPDFFont_GetItalicAngle(font, angle)
    italic = any(word in lower for word in ("italic", "oblique", "kursiv")) or angle.value != 0
    return name, bold, italic


def _color(textpage: pdfium.PdfTextPage, index: int) -> int:
    """Return the fill colour as 0xRRGGBB."""
    red, green, blue, alpha = (ctypes.c_uint() for _channel in range(4))
    raw.FPDFText_GetFillColor(textpage, index, red, green, blue, alpha)
    return (red.value << 16) | (green.value << 8) | blue.value


def _as_shown(page: pdfium.PdfPage, boxes: Boxes, runs: tuple[Run, ...]) -> Boxes:
    """Turn PDFium's boxes (left, top, right, bottom from below) into boxes from the top left corner, as shown."""
    for run in runs:
        if run.upright:
            boxes[run.first : run.end, 1] = boxes[run.first : run.end, 3] + run.style.size
    return _shown(page, boxes)


def _shown(page: pdfium.PdfPage, boxes: Boxes) -> Boxes:
    """Return boxes (left, top, right, bottom in user space, origin below) as x0, top, x1, bottom of the page as shown.

    The origin is the crop box's corner, and the page's own rotation (0, 90, 180, 270 degrees clockwise) is applied.
    """
    left, bottom, right, top = page.get_cropbox()
    x0, y1, x1, y0 = boxes[:, 0] - left, boxes[:, 1] - bottom, boxes[:, 2] - left, boxes[:, 3] - bottom
    width, height = right - left, top - bottom
    corners = {
        0: (x0, height - y1, x1, height - y0),
        90: (y0, x0, y1, x1),
        180: (width - x1, y0, width - x0, y1),
        270: (height - y1, width - x1, height - y0, width - x0),
    }[page.get_rotation() % 360]
    return np.stack(corners, axis=1)


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
    shown = _shown(page, np.asarray(sides, np.float32))
    return tuple(Box(*(round(float(value), 2) for value in row)) for row in shown)
