"""A chart's shapes → the operators of a page."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from pipeline.typeset.charts.shapes import HELD, Circle, Drawing, Line, Polygon, Rect, Shape, String
from pipeline.typeset.pdf.faces import open_face
from pipeline.typeset.pdf.lettering import Lettering
from pipeline.typeset.pdf.words import NO_BREAK, Part, advance_of
from pipeline.typeset.style import channels
from pipeline.typeset.widths import UNITS

DEPTH, HEIGHT = 0.26, 1.02  # of the size: how far the ground of words reaches below their baseline, and its height


def paint_drawing(drawing: Drawing, canvas: Canvas, lettering: Lettering, box: tuple[float, float, float]) -> None:
    """Paint a drawing from its left end, foot and width in PDF coordinates."""
    x, bottom, width = box
    canvas.saveState()
    canvas.translate(x, bottom)
    if width != drawing.width:
        canvas.scale(width / drawing.width, width / drawing.width)
    for shape in drawing.shapes:
        _paint(shape, canvas, lettering)
    canvas.restoreState()


def _paint(shape: Shape, canvas: Canvas, lettering: Lettering) -> None:
    fill, stroke = shape.fill, shape.stroke
    if fill and not (stroke and isinstance(shape, String)):
        canvas.setFillColorRGB(*channels(fill))
    if stroke:
        canvas.setStrokeColorRGB(*channels(stroke))
        canvas.setLineWidth(shape.weight)
    painted = {"fill": int(bool(fill)), "stroke": int(bool(stroke))}
    match shape:
        case Rect():
            canvas.rect(shape.x, shape.y, shape.width, shape.height, **painted)
        case Circle():
            canvas.circle(shape.cx, shape.cy, shape.r, **painted)
        case Line():
            canvas.line(shape.x1, shape.y1, shape.x2, shape.y2)
        case Polygon():
            path = canvas.beginPath()
            path.moveTo(*shape.points[:2])
            for x, y in zip(shape.points[2::2], shape.points[3::2], strict=True):
                path.lineTo(x, y)
            path.close()
            canvas.drawPath(path, **painted)
        case String():
            face = open_face(shape.face)
            # The space keeps the words from those of the next line or label when they are read.
            glyphs, space = face.shape(shape.text), face.shape(" ")
            words = Part(glyphs, advance_of(glyphs) * shape.size / UNITS, NO_BREAK)
            left = shape.x - HELD[shape.anchor] * words.width
            if stroke and fill:
                _ground(shape, canvas, left, words.width)
            lettering.show([words, Part(space, 0, NO_BREAK)], face, shape.size, left, shape.y)


def _ground(shape: String, canvas: Canvas, left: float, width: float) -> None:
    """Paint a ground for a halo: it would be the same words once more, which would be read twice."""
    assert shape.fill
    assert shape.stroke
    side = shape.weight / 2
    canvas.setFillColorRGB(*channels(shape.stroke))
    canvas.rect(left - side, shape.y - DEPTH * shape.size, width + 2 * side, HEIGHT * shape.size, stroke=0, fill=1)
    canvas.setFillColorRGB(*channels(shape.fill))
