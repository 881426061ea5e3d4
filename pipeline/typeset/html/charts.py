"""A chart's shapes → SVG in the page, coloured by the page's own colours so that it follows dark mode."""

from __future__ import annotations

from markupsafe import Markup
from reportlab.graphics.shapes import Rect, String

from pipeline.model import Figure
from pipeline.typeset.charts import draw, hex_colour, shapes_of
from pipeline.typeset.html.looks import variable
from pipeline.typeset.style import Style
from pipeline.typeset.words import plain

WIDTH = 240  # points: narrow, so that its words stay legible on a telephone
STAND_IN = 1.35  # the reader's own face may be so much wider than the style's
RECT = Markup('<rect x="{:.2f}" y="{:.2f}" width="{:.2f}" height="{:.2f}" style="{}"/>')
TEXT = Markup('<text x="{:.2f}" y="{:.2f}" font-size="{:g}" style="{}">{}</text>')


def chart_svg(figure: Figure, style: Style) -> Markup:
    """Return the figure's chart as SVG with a title and a description; the figure must have a chart."""
    assert figure.chart
    drawing = draw(figure.chart, style, WIDTH, STAND_IN)
    shapes = Markup("\n").join(_shape(shape, drawing.height, style) for shape in shapes_of(drawing))
    return Markup(
        '<svg viewBox="0 0 {} {:.2f}" role="img" aria-labelledby="{id}-title {id}-desc">\n'
        '<title id="{id}-title">{}</title>\n<desc id="{id}-desc">{}</desc>\n{}\n</svg>'
    ).format(WIDTH, drawing.height, plain(figure.caption), figure.alt, shapes, id=figure.id or "chart")


def _shape(shape: Rect | String, height: float, style: Style) -> Markup:
    fill = f"fill: var(--{variable(hex_colour(shape), style)})"
    if isinstance(shape, Rect):
        y = height - shape.y - shape.height
        return RECT.format(shape.x, y, shape.width, shape.height, fill)
    return TEXT.format(shape.x, height - shape.y, shape.fontSize, fill, shape.text)
