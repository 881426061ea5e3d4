"""Timelines: a row for each stretch of time, under the names of the periods.

Where there is room, the labels stand beside the time; on a narrow page each stands above its stretch.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Shade, Span, Timeline
from pipeline.typeset.charts.lettering import Lettering
from pipeline.typeset.charts.shapes import Drawing, Shape, frame, line, rectangle

WIDE = 340  # points: from this width on the labels stand beside the time
# The labels' share of the width: as much as the names of the periods leave them.
LEAST_LABELS, MOST_LABELS = 0.4, 0.6
GUTTER = 10  # points beside the labels
BAR = 8  # points: a stretch's height
GAP, LOW_GAP = 7, 3  # points between rows
LIFT = 1  # points between a label and its stretch below it
LEAST = 4  # points: the length of what takes no time
INDENT = 3  # points between the beginning of a period and its name


def draw_timeline(chart: Timeline, lettering: Lettering, width: float, low: bool = False) -> Drawing:
    """Return the shapes of a timeline at a width in points."""
    layout = _Layout(chart, lettering, width, low)
    drawing = Drawing(width, layout.head + sum(map(layout.height, chart.spans)))
    top = drawing.height
    drawing.shapes += layout.scale(top)
    top -= layout.head
    for span in chart.spans:
        drawing.shapes += layout.row(span, top)
        top -= layout.height(span)
    return drawing


class _Layout:
    """Where a timeline's parts stand: the labels in `room`, the time from `axis` to the right edge."""

    def __init__(self, chart: Timeline, lettering: Lettering, width: float, low: bool) -> None:
        self.lettering, self.colours, self.width = lettering, lettering.style.colours, width
        self.beside = width >= WIDE
        self.gap = LOW_GAP if low else GAP
        self.room = self._room(chart.periods) if self.beside else width
        self.axis = self.room + GUTTER if self.beside else 0
        self.period = (width - self.axis) / len(chart.periods)
        self.heads = [lettering.lines(name, self.period - INDENT) for name in chart.periods]
        self.head = max(map(lettering.height, self.heads)) + self.gap / 2

    def _room(self, periods: tuple[str, ...]) -> float:
        widest = max(map(self.lettering.width, periods))
        left = self.width - GUTTER - len(periods) * (widest + 2 * INDENT)
        return min(max(left, LEAST_LABELS * self.width), MOST_LABELS * self.width)

    def height(self, span: Span) -> float:
        """Return the height of a row with the space around it."""
        words = self.lettering.height(self.lettering.lines(span.label, self.room))
        return max(words, BAR) + self.gap if self.beside else words + LIFT + BAR + self.gap

    def scale(self, top: float) -> Iterator[Shape]:
        """Yield the names of the periods, each from its beginning."""
        for number, lines in enumerate(self.heads):
            yield from self.lettering.write(lines, self.axis + number * self.period + INDENT, top)
            x = self.axis + number * self.period
            yield line(x, top - self.head, x, top, self.colours.quiet)

    def row(self, span: Span, top: float) -> Iterator[Shape]:
        """Yield a row: the periods' beginnings, the stretch, and its label."""
        height = self.height(span)
        foot = top - (height + BAR) / 2 if self.beside else top - height + self.gap
        ends = (top - height, top) if self.beside else (foot - self.gap / 4, foot + BAR)
        for x in (self.axis + number * self.period for number in range(len(self.heads))):
            yield line(x, ends[0], x, ends[1], self.colours.quiet)
        yield from self._bar(span, foot)
        words = self.lettering.lines(span.label, self.room)
        yield from self.lettering.write(words, 0, top - self.gap / 2 * self.beside)

    def _bar(self, span: Span, foot: float) -> Iterator[Shape]:
        whole = self.width - self.axis
        length = max(LEAST, (span.end - span.start) * whole)
        x = self.axis + min(span.start * whole, whole - length)
        if span.shade is not Shade.FULL:
            yield frame((x, foot, length, BAR), self.colours.paper, self.colours.accent)
        if span.shade is not Shade.OPEN:
            share = 0.5 if span.shade is Shade.HALF else 1
            yield rectangle((x, foot, length, BAR * share), self.colours.accent)
