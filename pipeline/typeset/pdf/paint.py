"""Pages → the canvas: what is painted on a page, in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.typeset.pdf.breaks import NOTE_GAP
from pipeline.typeset.pdf.canvas import ARTIFACT, ASCENT, DESCENT, TaggedCanvas
from pipeline.typeset.pdf.lines import Line
from pipeline.typeset.pdf.pages import Placed, Sheet
from pipeline.typeset.pdf.strips import Fill, Image, Words
from pipeline.typeset.style import Colour, Style

NOTE_RULE = 90  # points
BAR_GAP, BAR_WIDTH = 12, 2  # points, of a change bar in the left margin


def paint(canvas: TaggedCanvas, sheet: Sheet, style: Style) -> None:
    """Paint a page: fills, then the text in reading order, then the footnotes, then underlines."""
    x, top = style.page.left, style.page.top
    for placed in (*sheet.placed, *sheet.notes):
        for name in () if placed.artifact else placed.strip.names:
            canvas.destination(name, top + placed.top)
    canvas.fills(_joined(_fills(sheet, x, top)))
    canvas.fills(_joined(_bars(sheet, x - BAR_GAP, top, style.colours.accent)))
    for _row, group in groupby(sheet.placed, key=lambda placed: placed.strip.row):
        _paint_row(canvas, list(group), x, top)
    if sheet.notes:
        rule = top + sheet.notes[0].top - NOTE_GAP / 2
        canvas.fills([Fill(x, rule, NOTE_RULE, 0.5, style.colours.line)])
    _paint_row(canvas, sheet.notes, x, top)
    canvas.fills(_joined(canvas.underlines))


def _paint_row(canvas: TaggedCanvas, row: Iterable[Placed], x: float, top: float) -> None:
    """Paint strips that belong together, in the order in which they are read: a table's row cell by cell."""
    parts = [(placed, part) for placed in row for part in placed.strip.parts if isinstance(part, Words | Image)]
    for placed, part in sorted(parts, key=lambda pair: pair[1].column if isinstance(pair[1], Words) else 0):
        if isinstance(part, Image):
            canvas.image(part, x + part.x, top + placed.top + part.y)
        else:
            artifact = ARTIFACT if placed.artifact else ""
            canvas.line(part.line, x + part.x, top + placed.top + part.baseline, artifact)


def _fills(sheet: Sheet, x: float, top: float) -> list[Fill]:
    """Return the fills of a page in the order of painting: areas, what lies behind words, rules."""
    parts = [(placed, part) for placed in (*sheet.placed, *sheet.notes) for part in placed.strip.parts]
    fills = [Fill(x + p.x, top + placed.top + p.y, *p[2:]) for placed, p in parts if isinstance(p, Fill)]
    words = [(part, top + placed.top) for placed, part in parts if isinstance(part, Words)]
    behind = [fill for part, y in words for fill in _behind(part.line, x + part.x, y + part.baseline)]
    return [fill for fill in fills if not fill.rule] + behind + [fill for fill in fills if fill.rule]


def _bars(sheet: Sheet, x: float, top: float, colour: Colour) -> Iterator[Fill]:
    barred = (placed for placed in (*sheet.placed, *sheet.notes) if placed.strip.bar and not placed.artifact)
    return (Fill(x, top + placed.top, BAR_WIDTH, placed.strip.height, colour) for placed in barred)


def _behind(line: Line, x: float, baseline: float) -> Iterator[Fill]:
    for run in line.runs:
        if colour := run.span.fill:
            size = run.span.size
            yield Fill(x + run.x, baseline - ASCENT * size, run.width, (ASCENT + DESCENT) * size, colour)


def _joined(fills: Iterable[Fill]) -> Iterator[Fill]:
    """Join fills that touch, so that no seam shows between them on a screen."""
    last: Fill | None = None
    for fill in fills:
        joined = last and (_below(last, fill) or _beside(last, fill))
        if last and not joined:
            yield last
        last = joined or fill
    if last:
        yield last


def _below(first: Fill, second: Fill) -> Fill | None:
    same = (first.x, first.width, first.colour) == (second.x, second.width, second.colour)
    touching = abs(first.y + first.height - second.y) < 0.01
    return first._replace(height=first.height + second.height) if same and touching else None


def _beside(first: Fill, second: Fill) -> Fill | None:
    same = (first.y, first.height, first.colour) == (second.y, second.height, second.colour)
    touching = abs(first.x + first.width - second.x) < 0.01
    return first._replace(width=first.width + second.width) if same and touching else None
