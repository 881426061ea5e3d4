"""A chart's shapes → SVG; how a colour is said, and in which face, is up to who shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import chain

from markupsafe import Markup

from pipeline.typeset.charts.lettering import START
from pipeline.typeset.charts.shapes import Circle, Drawing, Line, Polygon, Rect, Shape, String
from pipeline.typeset.style import Colour

Paint = Callable[[Colour], str]

FORMS = {
    Rect: Markup('<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" {paint}/>'),
    Circle: Markup('<circle cx="{x:.2f}" cy="{y:.2f}" r="{r:.2f}" {paint}/>'),
    Line: Markup('<line x1="{x:.2f}" y1="{y:.2f}" x2="{x2:.2f}" y2="{y2:.2f}" {paint}/>'),
    Polygon: Markup('<path d="M{points}Z" {paint}/>'),
    String: Markup('<text x="{x:.2f}" y="{y:.2f}" font-size="{size:g}" {held}{paint}>{text}</text>'),
}


def svg_shapes(drawing: Drawing, paint: Paint) -> Markup:
    """Return the elements of a drawing's shapes; the origin is the upper left corner, and the unit is the point."""
    return Markup("\n").join(_element(shape, drawing.height, paint) for shape in drawing.shapes)


def svg_file(drawing: Drawing, family: str) -> bytes:
    """Return a drawing as an SVG file; its words name a family of fonts and those that may stand in for it."""
    said = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}pt" height="{height:.2f}pt" '
        'viewBox="0 0 {width:.2f} {height:.2f}" font-family="{family}">\n{shapes}\n</svg>\n'
    )
    shapes = svg_shapes(replace(drawing, shapes=[*chain.from_iterable(map(_in_turn, drawing.shapes))]), str)
    return said.format(width=drawing.width, height=drawing.height, family=family, shapes=shapes).encode()


def _in_turn(shape: Shape) -> tuple[Shape, ...]:
    """Return words and their halo apart: not every program knows that the halo is painted first."""
    if isinstance(shape, String) and shape.stroke:
        return replace(shape, fill=shape.stroke), replace(shape, stroke=None)
    return (shape,)


def _element(shape: Shape, height: float, paint: Paint) -> Markup:
    said = FORMS[type(shape)]
    look = _look(shape, paint)
    match shape:
        case Rect():
            y = height - shape.y - shape.height
            return said.format(x=shape.x, y=y, width=shape.width, height=shape.height, paint=look)
        case Circle():
            return said.format(x=shape.cx, y=height - shape.cy, r=shape.r, paint=look)
        case Line():
            return said.format(x=shape.x1, y=height - shape.y1, x2=shape.x2, y2=height - shape.y2, paint=look)
        case Polygon():
            pairs = zip(shape.points[::2], shape.points[1::2], strict=True)
            return said.format(points="L".join(f"{x:.1f} {height - y:.1f}" for x, y in pairs), paint=look)
        case String():
            held = "" if shape.anchor == START else Markup('text-anchor="{}" ').format(shape.anchor)
            y = height - shape.y
            return said.format(x=shape.x, y=y, size=shape.size, text=shape.text, held=held, paint=look)


def _look(shape: Shape, paint: Paint) -> Markup:
    fill, stroke = shape.fill, shape.stroke
    style = f"fill: {paint(fill) if fill else 'none'}"
    if stroke:
        style += f"; stroke: {paint(stroke)}; stroke-width: {shape.weight:g}"
    if stroke and isinstance(shape, String):
        style += "; paint-order: stroke; stroke-linejoin: round"
    return Markup('style="{}"').format(style)
