"""Matrices: a disc for each number, the larger the more, with the number in it.

The names of the columns are too long to stand over them: each has a line of its own above the rows, from whose end a
line leads down to its column. The last column's name stands on top, so that no line crosses a name.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt

from pipeline.model import Matrix, MatrixRow
from pipeline.typeset.charts.lettering import END, Lettering
from pipeline.typeset.charts.shapes import Drawing, Shape, disc, line

WIDE = 340  # points: from this width on a row's name stands beside its discs
LABELS = 0.6  # the names' share of the width
GAP = 5  # points between a name and its line
ROW_GAP, LOW_ROW_GAP = 5, 1  # points between rows
RADIUS = 7.5  # points: the least disc; a wider number has a wider one
LARGEST = 1.35  # times the least
MARGIN = 2.5  # points between a number and the edge of its disc


def draw_matrix(chart: Matrix, lettering: Lettering, width: float, low: bool = False) -> Drawing:
    """Return the shapes of a matrix at a width in points."""
    layout = _Layout(chart, lettering, width, LOW_ROW_GAP if low else ROW_GAP)
    drawing = Drawing(width, layout.head + sum(map(layout.height, chart.rows)))
    drawing.shapes += layout.names(drawing.height)
    top = drawing.height - layout.head
    for row in chart.rows:
        drawing.shapes += layout.row(row, top)
        top -= layout.height(row)
    return drawing


class _Layout:
    """Where a matrix's parts stand: names of rows in `room`, the columns in equal parts of what is right of `left`."""

    def __init__(self, chart: Matrix, lettering: Lettering, width: float, gap: float) -> None:
        self.gap = gap
        self.chart, self.lettering, self.colours, self.width = chart, lettering, lettering.style.colours, width
        self.beside = width >= WIDE
        self.room = width * LABELS if self.beside else width
        self.left = width * LABELS if self.beside else width * (1 - LABELS)
        self.pitch = (width - self.left) / max(1, len(chart.columns))
        numbers = [value for row in chart.rows for value in row.values]
        self.most = max(numbers, default=0) or 1
        widest = max((lettering.width(str(value)) for value in numbers), default=0)
        self.least = max(RADIUS, widest / 2 + MARGIN)
        self.largest = max(self.least, min(self.least * LARGEST, self.pitch / 2 - 1))
        self.heads = [lettering.lines(name, self.centre(n) - GAP) for n, name in enumerate(chart.columns)]
        self.head = sum(map(lettering.height, self.heads)) + GAP

    def centre(self, column: int) -> float:
        """Return the middle of a column, counted from 0."""
        return self.left + (column + 0.5) * self.pitch

    def height(self, row: MatrixRow) -> float:
        """Return the height of a row with the space around it."""
        words = self.lettering.height(self.lettering.lines(row.label, self.room - GAP))
        return (max(words, 2 * self.largest) if self.beside else words + 2 * self.largest) + self.gap

    def names(self, top: float) -> Iterator[Shape]:
        """Yield the names of the columns from the last one, with the lines that lead down to the rows."""
        foot = top - self.head
        for column, lines in reversed(list(enumerate(self.heads))):
            x, middle = self.centre(column), top - self.lettering.leading / 2
            yield from self.lettering.write(lines, x - GAP, top, anchor=END)
            top -= self.lettering.height(lines)
            yield line(x - GAP / 2, middle, x, middle, self.colours.quiet)
            yield line(x, foot, x, middle, self.colours.quiet)

    def row(self, row: MatrixRow, top: float) -> Iterator[Shape]:
        """Yield a row's rule, its name and its discs; nothing stands for none."""
        height, lines = self.height(row), self.lettering.lines(row.label, self.room - GAP)
        yield line(0, top, self.width, top, self.colours.line)
        words = self.lettering.height(lines)
        yield from self.lettering.write(lines, 0, top - (height - words) / 2 if self.beside else top - self.gap / 2)
        y = top - height / 2 if self.beside else top - height + self.gap / 2 + self.largest
        for column, value in enumerate(row.values):
            if value:
                yield disc(self.centre(column), y, self._radius(value), self.colours.accent)
                yield self.lettering.centre(str(value), self.centre(column), y, self.colours.paper)

    def _radius(self, value: int) -> float:
        return max(self.least, self.largest * sqrt(value / self.most))
