"""A chart's shapes → SVG in the page, coloured by the page's own colours so that it follows dark mode."""

from __future__ import annotations

from markupsafe import Markup

from pipeline.model import Figure
from pipeline.typeset.charts import draw
from pipeline.typeset.charts.svg import svg_shapes
from pipeline.typeset.html.looks import variable
from pipeline.typeset.style import Style
from pipeline.typeset.words import plain

WIDTH = 240  # points: narrow, so that its words stay legible on a telephone
STAND_IN = 1.35  # the reader's own face may be so much wider than the style's


def chart_svg(figure: Figure, style: Style) -> Markup:
    """Return the figure's chart as SVG with a title and a description; the figure must have a chart."""
    assert figure.chart
    drawing = draw(figure.chart, style, WIDTH, STAND_IN)
    shapes = svg_shapes(drawing, lambda colour: f"var(--{variable(colour, style)})")
    return Markup(
        '<svg viewBox="0 0 {} {:.2f}" role="img" aria-labelledby="{id}-title {id}-desc">\n'
        '<title id="{id}-title">{}</title>\n<desc id="{id}-desc">{}</desc>\n{}\n</svg>'
    ).format(WIDTH, drawing.height, plain(figure.caption), figure.alt, shapes, id=figure.id or "chart")
