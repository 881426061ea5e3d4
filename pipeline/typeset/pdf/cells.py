"""A table's cells in their grid: what each holds, how it is tagged, and how wide the columns are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.frozen import frozen
from pipeline.model import Align, Cell, Row, Table, place
from pipeline.typeset.grid import columns
from pipeline.typeset.pdf.lines import Line, least_width, natural_width, set_lines, shift
from pipeline.typeset.pdf.setter import Setter
from pipeline.typeset.pdf.strips import Column, Fill, Words
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.words import SPAN, Atom, Piece, atoms
from pipeline.typeset.style import Colour, TableStyle

# How a column is set, for those who read the tags (ISO 32000-1, 14.8.5.4, table 344); to the left is understood.
TEXT_ALIGN = {Align.RIGHT: "End", Align.CENTER: "Center"}


LEAST_GAP = 8  # points between the words of two cells without padding


class Area(NamedTuple):
    """The rows and columns of a cell, counted from 0, with the ends left out."""

    row: int
    row_end: int
    column: int
    column_end: int


@frozen(eq=False)
class Box:
    """A cell in its grid: its area, whether it names others, its words, and the element of the row it begins in."""

    area: Area
    names: bool
    align: Align
    pieces: Sequence[Piece]
    content: list[Atom]
    element: Element


@frozen
class Grid:
    """The left edges of a table's columns and, last, its right edge; in points from the page's left margin."""

    edges: tuple[float, ...]
    padding: float

    def width(self, box: Box) -> float:
        """Return the width of a cell's text."""
        return self.edges[box.area.column_end] - self.edges[box.area.column] - 2 * self.padding

    def lines(self, box: Box) -> list[Line]:
        """Return the lines of a cell; a cell that names its row or column is not hyphenated unless it must be."""
        return set_lines(box.content, box.pieces, self.width(box), hyphenate=not box.names)

    def words(self, box: Box, line: Line, baseline: float) -> Words:
        """Return a line of a cell in its place."""
        left = self.edges[box.area.column] + self.padding
        return Words(line, left + shift(line, self.width(box), box.align), baseline, box.area.column)

    def rule(self, box: Box, y: float, height: float, colour: Colour) -> Fill:
        """Return a rule as wide as a cell."""
        width = self.edges[box.area.column_end] - self.edges[box.area.column]
        return Fill(self.edges[box.area.column], y, width, height, colour, rule=True)


@frozen
class Cells:
    """Puts a table's cells into their grid, and sets and tags their words."""

    setter: Setter
    table: Table
    style: TableStyle

    def boxes(self, rows: Sequence[Row], group: str, parent: Element) -> Iterator[Box]:
        """Yield the cells of the head or the body."""
        # A table that is nothing but its head has no groups of rows (ISO 32000-1, 14.8.4.3.4: a head has a body).
        part = Element(group).under(parent) if rows and self.table.body else parent
        for placed in place(rows):
            element = Element("TR").under(part)
            for cell, row, column in ((p.cell, p.row, p.column) for p in placed):
                area = Area(row, min(row + cell.rowspan, len(rows)), column, column + cell.colspan)
                yield self._box(cell, area, group == "THead", element)

    def _box(self, cell: Cell, area: Area, is_head: bool, row: Element) -> Box:
        names_row = not is_head and self.table.row_headings and area.column == 0
        element = Element("TH" if is_head or names_row else "TD").under(row)
        aligns = self.table.align[area.column : area.column + 1] if cell.colspan == 1 else ()
        align = aligns[0] if aligns else Align.LEFT
        element.attributes.update(_attributes(area, "Column" if is_head else "Row" if names_row else "", align))
        text, words = self.style.head if is_head else self.style.cell, Element("P", element)
        pieces = self.setter.spans.pieces(cell.inlines, text, words, self.table.origin, bold=names_row)
        content = atoms(pieces, hyphenate=False)
        if content:
            words.join()
            self.setter.add_notes((span.note for span in dict.fromkeys(map(SPAN, content))), element)
        return Box(area, is_head or names_row, align, pieces, content, row)


def _attributes(area: Area, scope: str, align: Align) -> Iterator[tuple[str, str | int]]:
    if scope:
        yield "Scope", scope
    if area.column_end - area.column > 1:
        yield "ColSpan", area.column_end - area.column
    if area.row_end - area.row > 1:
        yield "RowSpan", area.row_end - area.row
    if align in TEXT_ALIGN:
        yield "TextAlign", TEXT_ALIGN[align]


def lay_grid(boxes: Sequence[Box], column: Column, padding: float, named: bool) -> Grid:
    """Return the grid for cells in a column of text; `named` tells whether the first column names the rows."""
    count = max((box.area.column_end for box in boxes), default=0)
    room = column.width - 2 * padding * count
    natural = _columns(boxes, count, [natural_width(box.content) for box in boxes], padding)
    least = _columns(boxes, count, [least_width(box.content, hyphens=False) for box in boxes], padding)
    if sum(least) > room:
        natural = least
        least = _columns(boxes, count, [least_width(atoms(box.pieces), hyphens=True) for box in boxes], padding)
    # Where cells have no padding, their words stand apart all the same.
    apart = 0 if padding else LEAST_GAP
    least, natural = [[need + apart for need in needs[:-1]] + needs[-1:] for needs in (least, natural)]
    edges = [column.x]
    for width in columns(room, least, natural, named):
        edges.append(edges[-1] + width + 2 * padding)
    return Grid(tuple(edges), padding)


def _columns(boxes: Sequence[Box], count: int, needs: Sequence[float], padding: float) -> list[float]:
    """Return what each column needs; a cell over several columns shares what it needs beyond them equally."""
    widths = [0.0] * count
    for box, need in sorted(
        zip(boxes, needs, strict=True), key=lambda pair: pair[0].area.column_end - pair[0].area.column
    ):
        columns = range(box.area.column, box.area.column_end)
        missing = need - sum(widths[c] for c in columns) - 2 * padding * (len(columns) - 1)
        for c in columns:
            widths[c] += max(0.0, missing / len(columns))
    return widths
