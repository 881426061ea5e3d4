"""A chart's shapes → PNG, for Word."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw
from reportlab.graphics.shapes import Rect

from pipeline.model import Chart
from pipeline.typeset.charts import draw, hex_colour, open_font, shapes_of
from pipeline.typeset.pictures import Picture
from pipeline.typeset.style import Style

SCALE = 4  # pixels to the point: 288 to the inch
ROUNDED = 1.05  # advances rounded to whole pixels may make words so much wider


@lru_cache(maxsize=16)
def chart_picture(chart: Chart, style: Style, width: float) -> Picture:
    """Return a chart as a picture of a width in points."""
    drawing = draw(chart, style, width, ROUNDED)
    size = round(drawing.width * SCALE), round(drawing.height * SCALE)
    image = Image.new("RGB", size, style.colours.paper)
    pen = ImageDraw.Draw(image)
    for shape in shapes_of(drawing):
        x, y = shape.x * SCALE, (drawing.height - shape.y) * SCALE
        if isinstance(shape, Rect):
            pen.rectangle((x, y - shape.height * SCALE, x + shape.width * SCALE, y), hex_colour(shape))
        else:
            font = open_font(Path(shape.fontName), round(shape.fontSize * SCALE))
            pen.text((x, y), shape.text, hex_colour(shape), font, anchor="ls")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return Picture(buffer.getvalue(), "png", drawing.width, drawing.height)
