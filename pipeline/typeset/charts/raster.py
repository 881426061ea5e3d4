"""A chart's shapes → PNG, for programs that show no vectors."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw

from pipeline.typeset.charts.lettering import END, MIDDLE, START, open_font
from pipeline.typeset.charts.shapes import Circle, Drawing, Line, Polygon, Rect, Shape, String
from pipeline.typeset.style import Style

ANCHORS: dict[str, str] = {START: "l", MIDDLE: "m", END: "r"}  # as Pillow names them
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
            font = open_font(shape.face, round(shape.size * SCALE))
            anchor = f"{ANCHORS[shape.anchor]}s"
            ((x, y),) = _pixels((shape.x, shape.y), height)
            pen.text((x, y), shape.text, fill, font, anchor=anchor, stroke_width=weight // 2, stroke_fill=stroke)


def _pixels(points: Sequence[float], height: float) -> list[tuple[float, float]]:
    return [(x * SCALE, (height - y) * SCALE) for x, y in zip(points[::2], points[1::2], strict=True)]
