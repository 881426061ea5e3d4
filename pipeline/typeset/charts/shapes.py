"""ReportLab's shapes as charts use them: filled or outlined in the style's colours, and lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, Rect, String
from reportlab.lib.colors import Color, HexColor

from pipeline.typeset.style import Colour

Box = tuple[float, float, float, float]  # left, lower edge, width, height
Shape = Rect | Circle | Line | Polygon | String
HAIRLINE, OUTLINE = 0.5, 1.2  # points


def rectangle(place: Box, fill: Colour) -> Rect:
    """Return a filled rectangle."""
    return _rect(place, fillColor=HexColor(fill), strokeColor=None)


def frame(place: Box, fill: Colour, stroke: Colour) -> Rect:
    """Return a filled rectangle whose outline lies within it."""
    x, y, width, height = place
    inset = min(OUTLINE, width, height)
    inner = x + inset / 2, y + inset / 2, width - inset, height - inset
    return _rect(inner, fillColor=HexColor(fill), strokeColor=HexColor(stroke), strokeWidth=inset)


def _rect(place: Box, **look: Color | float | None) -> Rect:
    return Rect(*place, **look)  # type: ignore[arg-type]  # the stub takes the names as one value


def disc(x: float, y: float, radius: float, fill: Colour, stroke: Colour | None = None) -> Circle:
    """Return a disc; an outline lies within it."""
    inset = OUTLINE if stroke else 0
    outline = HexColor(stroke) if stroke else None
    return Circle(x, y, radius - inset / 2, fillColor=HexColor(fill), strokeColor=outline, strokeWidth=inset)


def line(x0: float, y0: float, x1: float, y1: float, stroke: Colour) -> Line:
    """Return a hairline."""
    return Line(x0, y0, x1, y1, strokeColor=HexColor(stroke), strokeWidth=HAIRLINE)


def polygon(points: Sequence[tuple[float, float]], fill: Colour, stroke: Colour) -> Polygon:
    """Return a filled polygon with a hairline round it."""
    flat = [coordinate for point in points for coordinate in point]
    return Polygon(flat, fillColor=HexColor(fill), strokeColor=HexColor(stroke), strokeWidth=HAIRLINE)


def shapes_of(drawing: Drawing) -> list[Shape]:
    """Return a chart's shapes in the order of painting and reading."""
    return [shape for shape in drawing.contents if isinstance(shape, Shape)]


def fill_of(shape: Shape) -> Colour | None:
    """Return the colour that a shape is filled with, if it is."""
    return None if isinstance(shape, Line) else _hex(shape.fillColor)


def stroke_of(shape: Shape) -> Colour | None:
    """Return the colour of a shape's outline, if it has one."""
    return None if isinstance(shape, String) else _hex(shape.strokeColor)


def weight_of(shape: Shape) -> float:
    """Return how thick a shape's outline is, in points."""
    return 0 if isinstance(shape, String) or not stroke_of(shape) else float(shape.strokeWidth)


def _hex(colour: Color | None) -> Colour | None:
    return Colour(f"#{colour.hexval()[2:]}") if colour else None
