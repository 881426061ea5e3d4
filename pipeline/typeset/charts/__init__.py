"""Charts → ReportLab's shapes: rectangles and lines of text, in the style's colours and faces.

Every bar bears its label and its value in words, so that neither colour nor length alone tells anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont
from reportlab.graphics.shapes import Drawing, Rect, String
from reportlab.lib.colors import HexColor

from pipeline.model import Bar, Chart
from pipeline.typeset.style import Colour, Style, TextStyle

BAR, GAP = 10, 9  # points: a bar's height, and the space under it
PAD = 6  # points between a bar and its value
UNITS = 1000  # text is measured at this size


def draw(chart: Chart, style: Style, width: float, spare: float = 1) -> Drawing:
    """Return a chart's shapes at a width in points; its height follows from its labels.

    `spare` is how many times wider than the style's own face the one may be in which the words are shown.
    """
    look = style.table.cell
    rows = [(bar, wrapped(bar.label, look, width / spare)) for bar in chart.bars]
    drawing = Drawing(width, sum(len(lines) * look.leading + BAR + GAP for _bar, lines in rows) - GAP + look.size * 0.2)
    room = width - PAD - spare * max(text_width(bar.words, look) for bar in chart.bars)
    longest, top = max(bar.value for bar in chart.bars) or 1, drawing.height
    for bar, lines in rows:
        for shape in _row(bar, lines, top, room / longest, style):
            drawing.add(shape)
        top -= len(lines) * look.leading + BAR + GAP
    return drawing


def _row(bar: Bar, lines: list[str], top: float, scale: float, style: Style) -> Iterator[Rect | String]:
    look = style.table.cell
    for number, line in enumerate(lines, 1):
        yield _text(line, 0, top - number * look.leading + look.size * 0.3, look, look.colour)
    foot, length = top - len(lines) * look.leading - BAR, bar.value * scale
    if bar.value:
        paint = {"fillColor": HexColor(style.colours.accent), "strokeColor": None}
        yield Rect(0, foot, length, BAR, **paint)  # type: ignore[arg-type]  # the stub takes the names as one value
    yield _text(bar.words, length + PAD if bar.value else 0, foot + BAR / 2 - look.size * 0.33, look, look.colour)


def _text(words: str, x: float, y: float, look: TextStyle, colour: Colour) -> String:
    face = str(look.font.face(look.bold, look.italic))
    return String(x, y, words, fontName=face, fontSize=look.size, fillColor=HexColor(colour))


def wrapped(words: str, look: TextStyle, width: float) -> list[str]:
    """Return words as lines no wider than a width, where they can be broken at spaces."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}".strip(" ")
        if lines[-1] and text_width(longer, look) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def text_width(words: str, look: TextStyle) -> float:
    """Return how wide words are in a style, in points."""
    return float(open_font(look.font.face(look.bold, look.italic), UNITS).getlength(words)) * look.size / UNITS


@lru_cache(maxsize=16)
def open_font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Return a face at a size in pixels, laid out without the machine's own shaping library."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def shapes_of(drawing: Drawing) -> list[Rect | String]:
    """Return a chart's shapes in the order of painting and reading."""
    return [shape for shape in drawing.contents if isinstance(shape, Rect | String)]


def hex_colour(shape: Rect | String) -> Colour:
    """Return the colour of a shape."""
    assert shape.fillColor
    return Colour(f"#{shape.fillColor.hexval()[2:]}")
