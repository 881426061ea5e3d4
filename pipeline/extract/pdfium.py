"""PDFium by its C functions: every character of a page with its box and style, in few calls.

PDFium answers one character at a time, and each question costs about a microsecond; so the text is asked for in bulk,
boxes are written straight into an array, and the style is asked for once per text object, whose ends are found by
leaps. `drawing` and `tags` ask PDFium for the rest.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import field
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.extract.sheet import Style
from pipeline.extract.tags import UNTAGGED, Tag, marked_as, read_tags
from pipeline.frozen import frozen

MAX_CHARACTERS = 200_000
_LEAP = 16
MADE_UP = "\u2028"
_CONTROL = re.compile(r"[\x03-\x08\x0e-\x1f]")
_BOLD = re.compile(r"bold|black|heavy|demi|\bfet|^(?:cm|sf)bx|[-,]bd\b|[-,]b$|halvfet")
AT_LINE_END = ("\x02", "\ufffe")  # how PDFium writes a hyphen there
_HYPHENS = (*AT_LINE_END, "\u2010", "\u2011")  # and Unicode's own

Boxes = np.ndarray[Any, np.dtype[np.float32]]
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


@frozen
class Run:
    """Neighbouring characters of one style: `first` and `end` are positions in the page's text.

    `content` is the number of their marked content, or -1; those of an artifact are no part of the text. `owner` is
    the address of the text object that they are in.
    """

    first: int
    end: int
    style: Style
    upright: bool
    tag: Tag = UNTAGGED
    content: int = -1
    artifact: bool = False
    owner: int = field(default=0, compare=False)


@frozen
class Characters:
    """A page's characters: `text[i]` has its box in `boxes[i]` (x0, top, x1, bottom; 32-bit floats, shape n × 4).

    Characters that PDFium made up (spaces and line breaks between runs) belong to no run.
    """

    text: str
    boxes: Boxes
    runs: tuple[Run, ...]


NOTHING = Characters("", np.empty((0, 4), np.float32), ())


def read_characters(
    page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, hyphens: tuple[str, ...] = _HYPHENS
) -> Characters:
    """Return the page's characters, boxes relative to the top left corner of the page as shown.

    A box is one font size high up from the descender, as pdfplumber draws it. At most MAX_CHARACTERS are read.
    All `hyphens` are written as the plain one.
    """
    count = min(textpage.count_chars(), MAX_CHARACTERS)
    if count <= 0:
        return NOTHING
    address = ctypes.cast(textpage.raw, _POINTER).value
    boxes = np.zeros((count, 4), np.float32)
    base, stride = boxes.ctypes.data, boxes.strides[0]
    for index in range(count):
        _loose_box(address, index, base + index * stride)
    styles = _Styles(textpage, page.get_rotation() % 360)
    runs = tuple(_runs(address, count, styles, read_tags(page)))
    text = _text(textpage, address, count, hyphens)
    return Characters(text, _as_shown(page, boxes, runs), runs)


def _text(textpage: pdfium.PdfTextPage, address: int | None, count: int, hyphens: tuple[str, ...]) -> str:
    """Return one character per position; the bulk answer skips some, then they are asked for singly."""
    text = str(textpage.get_text_range(0, count))
    if len(text) != count:
        text = "".join(chr(_unicode(address, index) or 0xFFFD) for index in range(count))
    for sign in hyphens:
        text = text.replace(sign, "-")
    return _mark_made_up(address, text) if _CONTROL.search(text) else text


def _mark_made_up(address: int | None, text: str) -> str:
    """Return the text with MADE_UP for the spaces that PDFium made up; the others may be glyph numbers."""
    letters = list(text)
    for index, letter in enumerate(letters):
        if letter == " " and _is_generated(address, index):
            letters[index] = MADE_UP
    return "".join(letters)


def _runs(address: int | None, count: int, styles: _Styles, tags: Mapping[int, Tag]) -> Iterator[Run]:
    """Yield the runs of characters that belong to one text object, leaping over their middles."""
    first, owner = 0, _text_object(address, 0)
    while first < count:
        end = _end(address, first, owner, count)
        if owner:
            style, upright = styles.at(first, owner)
            content, artifact = marked_as(owner)
            yield Run(first, end, style, upright, tags.get(content, UNTAGGED), content, artifact, owner)
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


class _Styles:
    """The styles of a page's text objects; each font is asked for its name once."""

    def __init__(self, textpage: pdfium.PdfTextPage, turned: int) -> None:
        self.textpage = textpage
        self.turned = turned
        self.fonts: dict[int, tuple[str, bool, bool]] = {}

    def at(self, index: int, owner: int) -> tuple[Style, bool]:
        """Return the style of the character at `index` in a text object, and whether its baseline is level."""
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(self.textpage, index, matrix)
        size = raw.FPDFText_GetFontSize(self.textpage, index) * (matrix.c**2 + matrix.d**2) ** 0.5
        text_object = ctypes.cast(owner, raw.FPDF_PAGEOBJECT)
        font = raw.FPDFTextObj_GetFont(text_object)
        key = ctypes.cast(font, _POINTER).value or 0
        if key not in self.fonts:
            self.fonts[key] = _font(font)
        name, bold, italic = self.fonts[key]
        stroked = raw.FPDFTextObj_GetTextRenderMode(text_object) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        style = Style(name, round(size, 1), bold or stroked, italic, _color(self.textpage, index))
        return style, _is_level(matrix.a, matrix.b, self.turned)


def _is_level(a: float, b: float, turned: int) -> bool:
    """Say whether a baseline with this direction in user space is level on a page shown turned clockwise."""
    along, up = {0: (a, b), 90: (b, -a), 180: (-a, -b), 270: (-b, a)}[turned]
    return abs(up) <= abs(along) and along >= 0


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
    """Turn PDFium's boxes (left, top, right, bottom from below) into boxes from the top left corner, as shown.

    PDFium's tops depend on the font; one font size above the bottom is the same for all.
    """
    found = shown(page, boxes)
    for run in runs:
        if run.upright:
            found[run.first : run.end, 1] = found[run.first : run.end, 3] - run.style.size
    return found


def shown(page: pdfium.PdfPage, boxes: Boxes) -> Boxes:
    """Return boxes (left, top, right, bottom in user space, origin below) as x0, top, x1, bottom of the page as shown.

    The origin is the crop box's corner, and the page's own rotation (0, 90, 180, 270 degrees clockwise) is applied.
    """
    left, bottom, right, top = page.get_bbox()  # what is inherited is no box of the page itself
    x0, y1, x1, y0 = boxes[:, 0] - left, boxes[:, 1] - bottom, boxes[:, 2] - left, boxes[:, 3] - bottom
    width, height = right - left, top - bottom
    corners = {
        0: (x0, height - y1, x1, height - y0),
        90: (y0, x0, y1, x1),
        180: (width - x1, y0, width - x0, y1),
        270: (height - y1, width - x1, height - y0, width - x0),
    }[page.get_rotation() % 360]
    return np.stack(corners, axis=1)
