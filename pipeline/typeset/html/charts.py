"""A chart's shapes → SVG in the page, coloured by the page's own colours so that it follows dark mode."""

from __future__ import annotations

from markupsafe import Markup

from pipeline.model import Figure
from pipeline.typeset.charts import draw
from pipeline.typeset.charts.svg import svg_shapes
from pipeline.typeset.html.looks import variable
from pipeline.typeset.style import Style
from pipeline.typeset.words import plain

# Points: one drawing for telephones and one for wider screens and paper, on both of which the words stay legible.
WIDTHS = {"narrow": 216, "wide": 403}
STAND_IN = 1.35  # the reader's own face may be so much wider than the style's


def chart_svg(figure: Figure, style: Style) -> Markup:
    """Return the figure's chart as SVG for each width, of which the page shows one; the figure must have a chart."""
    return Markup("\n").join(_svg(figure, style, name) for name in WIDTHS)


def _svg(figure: Figure, style: Style, name: str) -> Markup:
    assert figure.chart
    drawing = draw(figure.chart, style, WIDTHS[name], STAND_IN)
    shapes = svg_shapes(drawing, lambda colour: f"var(--{variable(colour, style)})")
    return Markup(
        '<svg class="{name}" viewBox="0 0 {width} {height:.2f}" preserveAspectRatio="xMinYMin"'
        ' role="img" aria-labelledby="{id}-title {id}-desc">\n'
        '<title id="{id}-title">{title}</title>\n<desc id="{id}-desc">{alt}</desc>\n{shapes}\n</svg>'
    ).format(
        name=name,
        width=WIDTHS[name],
        height=drawing.height,
        title=plain(figure.caption),
        alt=figure.alt,
        shapes=shapes,
        id=f"{figure.id or 'chart'}-{name}",
    )
