"""A chart's shapes → PNG, for programs that show no vectors."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from pipeline.typeset import widths
from pipeline.typeset.charts.shapes import HELD, Circle, Drawing, Line, Polygon, Rect, Shape, String
from pipeline.typeset.style import Style

SMOOTH = 2  # pixels that each pixel is the mean of, in both directions: Pillow's lines have no soft edges
SCALE = 3 * SMOOTH  # pixels to the point: 216 to the inch, when they are smooth


def rasterize(drawing: Drawing, style: Style) -> bytes:
    """Return a drawing as a PNG file."""
    size = round(drawing.width * SCALE), round(drawing.height * SCALE)
    image = Image.new("RGB", size, style.colours.paper)
    pen = ImageDraw.Draw(image)
    for shape in drawing.shapes:
        _paint(pen, shape, drawing.height)
    buffer = BytesIO()
    image.reduce(SMOOTH).save(buffer, "PNG")
    return buffer.getvalue()


def _paint(pen: ImageDraw.ImageDraw, shape: Shape, height: float) -> None:
    fill, stroke = shape.fill, shape.stroke
    weight = round(shape.weight * SCALE)
    match shape:
        case Rect():
            (x0, y0), (x1, y1) = _pixels((shape.x, shape.y + shape.height, shape.x + shape.width, shape.y), height)
            pen.rectangle((x0, y0, x1, y1), fill, stroke, weight)
        case Circle():
            ((x, y),), radius = _pixels((shape.cx, shape.cy), height), shape.r * SCALE
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill, stroke, weight)
        case Line():
            pen.line(_pixels((shape.x1, shape.y1, shape.x2, shape.y2), height), stroke, weight)
        case Polygon():
            pen.polygon(_pixels(shape.points, height), fill, stroke, weight)
        case String():
            _write(pen, shape, height)


def _write(pen: ImageDraw.ImageDraw, words: String, height: float) -> None:
    """Write words character by character, at the places that their face gives them: Pillow has others (`widths`).

    The halo of all of them comes first, so that none lies on a neighbour.
    """
    font = _open_font(words.face, round(words.size * SCALE))
    text = unicodedata.normalize("NFC", words.text)
    steps = [step * words.size / widths.UNITS for step in widths.advances(words.face, text)]
    left = words.x - HELD[words.anchor] * sum(steps)
    places = [_pixels((x, words.y), height)[0] for x in accumulate(steps[:-1], initial=left)]
    for colour, halo in ((words.stroke, round(words.weight * SCALE) // 2), (words.fill, 0)):
        for character, place in zip(text, places, strict=False) if colour else ():
            pen.text(place, character, colour, font, anchor="ls", stroke_width=halo)


@lru_cache(maxsize=16)
def _open_font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    """Return a face at a size in pixels, laid out without the machine's own shaping library."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


def _pixels(points: Sequence[float], height: float) -> list[tuple[float, float]]:
    return [(x * SCALE, (height - y) * SCALE) for x, y in zip(points[::2], points[1::2], strict=True)]
