"""The shapes of which charts are made: filled or outlined in the style's colours, and lines of text.

They bear the names that SVG gives them (SVG 2, 10 and 11); lengths are in points, and `y` counts from a drawing's
lower edge. ReportLab's own shapes would bring half of its other modules with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipeline.frozen import frozen
from pipeline.typeset.style import Colour

Box = tuple[float, float, float, float]  # left, lower edge, width, height
Anchor = Literal["start", "middle", "end"]  # where words are held
HELD: dict[Anchor, float] = {"start": 0, "middle": 0.5, "end": 1}  # which share of them stands left of that place
HAIRLINE, OUTLINE, HALO = 0.5, 1.2, 3.0  # points


@frozen
class Rect:
    """A rectangle, by its lower left corner."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    stroke: Colour | None = None
    weight: float = 0


@frozen
class Circle:
    """A disc, by its middle and its radius."""

    cx: float
    cy: float
    r: float
    fill: Colour | None = None
    stroke: Colour | None = None
    weight: float = 0


@frozen
class Line:
    """A line from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float
    fill: Colour | None = None
    stroke: Colour | None = None
    weight: float = HAIRLINE


@frozen
class Polygon:
    """A closed line through points: x and y of the first, of the second, and so on."""

    points: tuple[float, ...]
    fill: Colour | None = None
    stroke: Colour | None = None
    weight: float = HAIRLINE


@frozen
class String:
    """Words in the face of a file, held at a point of their baseline; a stroke is a halo behind them, if any."""

    x: float
    y: float
    text: str
    face: Path
    size: float
    anchor: Anchor = "start"
    fill: Colour | None = None
    stroke: Colour | None = None
    weight: float = 0


Shape = Rect | Circle | Line | Polygon | String


@dataclass(slots=True)
class Drawing:
    """A chart: its size, and its shapes in the order of painting and reading."""

    width: float
    height: float
    shapes: list[Shape] = field(default_factory=list)


def rectangle(place: Box, fill: Colour) -> Rect:
    """Return a filled rectangle."""
    return Rect(*place, fill)


def frame(place: Box, fill: Colour, stroke: Colour) -> Rect:
    """Return a filled rectangle whose outline lies within it."""
    x, y, width, height = place
    inset = min(OUTLINE, width, height)
    return Rect(x + inset / 2, y + inset / 2, width - inset, height - inset, fill, stroke, inset)


def disc(x: float, y: float, radius: float, fill: Colour, stroke: Colour | None = None) -> Circle:
    """Return a disc; an outline lies within it."""
    inset = OUTLINE if stroke else 0
    return Circle(x, y, radius - inset / 2, fill, stroke, inset)


def line(x0: float, y0: float, x1: float, y1: float, stroke: Colour) -> Line:
    """Return a hairline."""
    return Line(x0, y0, x1, y1, stroke=stroke)


def polygon(points: Sequence[tuple[float, float]], fill: Colour, stroke: Colour) -> Polygon:
    """Return a filled polygon with a hairline round it."""
    return Polygon(tuple([coordinate for point in points for coordinate in point]), fill, stroke)
