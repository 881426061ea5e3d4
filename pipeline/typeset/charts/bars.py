"""Bar charts: each bar under its label, with its value behind it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model import Bar, BarChart
from pipeline.typeset.charts.lettering import RISE, Lettering
from pipeline.typeset.charts.shapes import Drawing, Shape, rectangle

BAR, GAP = 10, 9  # points: a bar's height, and the space under it
LOW_GAP = 3  # points
LIFT = 2  # points between a label and its bar
PAD = 6  # points between a bar and its value
MOST = 0.7  # of the width that values may take


def draw_bars(chart: BarChart, lettering: Lettering, width: float, low: bool = False) -> Drawing:
    """Return the shapes of a bar chart at a width in points."""
    gap = LOW_GAP if low else GAP
    rows = [_Row(bar, lettering, width, gap) for bar in chart.bars]
    drawing = Drawing(width, sum(row.height for row in rows) - gap + lettering.look.size * 0.2)
    room = width - PAD - max((lettering.width(line) for row in rows for line in row.words), default=0)
    longest, top = max((bar.value for bar in chart.bars), default=0) or 1, drawing.height
    for row in rows:
        drawing.shapes += row.shapes(top, room / longest)
        top -= row.height
    return drawing


class _Row:
    """A bar with the lines of its label and of its value."""

    def __init__(self, bar: Bar, lettering: Lettering, width: float, gap: float) -> None:
        self.bar, self.lettering = bar, lettering
        self.label = lettering.lines(bar.label, width)
        self.words = lettering.lines(bar.words, width * MOST)
        self.foot = max(0, lettering.height(self.words) - lettering.leading)
        self.height = lettering.height(self.label) + LIFT + BAR + gap + self.foot

    def shapes(self, top: float, scale: float) -> Iterator[Shape]:
        """Yield the shapes; `scale` is in points per unit."""
        yield from self.lettering.write(self.label, 0, top)
        length, foot = self.bar.value * scale, top - self.lettering.height(self.label) - LIFT - BAR
        if self.bar.value:
            yield rectangle((0, foot, length, BAR), self.lettering.style.colours.accent)
        for number, words in enumerate(self.words):
            y = foot + BAR / 2 - self.lettering.look.size * RISE - number * self.lettering.leading
            yield self.lettering.put(words, length + PAD if self.bar.value else 0, y)
