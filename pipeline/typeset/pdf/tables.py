"""Tables: the widths of columns, cells over several columns and rows, and rows that may go on on the next page.

A row is set as bands, one for each line of its cells: a band is a strip, and between bands a page may end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from pipeline.model import Align, Cell, Row, Table, column_count, place
from pipeline.typeset.grid import CROWDED, columns, with_room
from pipeline.typeset.pdf.faces import open_face
from pipeline.typeset.pdf.lines import (
    Line,
    baseline,
    break_lines,
    least_width,
    natural_width,
    shift,
    unhyphenated,
)
from pipeline.typeset.pdf.strips import Column, Fill, Part, Strip, Words
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.words import Atom, Span, atoms
from pipeline.typeset.style import Colour, TableStyle, TextStyle
from pipeline.typeset.words import plain as plain_text

if TYPE_CHECKING:
    from pipeline.typeset.pdf.compose import Composer

# How a column is set, for those who read the tags (ISO 32000-1, 14.8.5.4, table 344); to the left is understood.
TEXT_ALIGN = {Align.RIGHT: "End", Align.CENTER: "Center"}
SHORT = 2  # the first or last row of so many lines or fewer does not stand alone on its page
PAIR = 5  # unless it and its neighbour have more lines than this together
UNSPLIT = 5  # a row of this many lines or fewer stays on one page
# And so does a table that is no higher than this share of a page: without a head, or with one that can be repeated.
UNSPLIT_SHARE, UNSPLIT_SHARE_WITH_HEAD = 0.15, 0.25


class _Area(NamedTuple):
    """The rows and columns of a cell, counted from 0, with the ends left out."""

    row: int
    row_end: int
    column: int
    column_end: int


@dataclass(frozen=True, slots=True, eq=False)
class _Box:
    """A cell in its grid: its area, its words, whether it names others, and the element of the row it begins in."""

    area: _Area
    names: bool
    align: Align
    content: list[Atom]
    element: Element


@dataclass(frozen=True, slots=True)
class _Grid:
    """The left edges of a table's columns and, last, its right edge; in points from the page's left margin."""

    edges: tuple[float, ...]
    padding: float

    def width(self, box: _Box) -> float:
        """Return the width of a cell's text."""
        return self.edges[box.area.column_end] - self.edges[box.area.column] - 2 * self.padding

    def lines(self, box: _Box) -> list[Line]:
        """Return the lines of a cell; a cell that names its row or column is not hyphenated unless it must be."""
        width = self.width(box)
        whole = box.names and least_width(box.content, hyphens=False) <= width
        return break_lines(unhyphenated(box.content) if whole else box.content, width)

    def words(self, box: _Box, line: Line, baseline: float) -> Words:
        """Return a line of a cell in its place."""
        left = self.edges[box.area.column] + self.padding
        return Words(line, left + shift(line, self.width(box), box.align), baseline, box.area.column)

    def rule(self, box: _Box, y: float, height: float, colour: Colour) -> Fill:
        """Return a rule as wide as a cell."""
        width = self.edges[box.area.column_end] - self.edges[box.area.column]
        return Fill(self.edges[box.area.column], y, width, height, colour, rule=True)


def set_table(composer: Composer, table: Table, style: TableStyle, column: Column, parent: Element) -> list[Strip]:
    """Return the strips of a table with its caption; every strip of the body carries the head, for the next page."""
    style = _with_room(table, style, column.width, composer.spans.lang)
    element = Element("Table", id=table.id).under(parent)
    caption = composer.caption(table.caption, composer.style.caption, column, element, table.origin)
    setter = _Setter(composer, table, style)
    head = list(setter.boxes(table.head, "THead", element))
    body = list(setter.boxes(table.body, "TBody", element))
    grid = _grid([*head, *body], column, style.padding_x, table.row_headings)
    barred = [row for row in range(len(table.head) + len(table.body)) if f"{table.id}/{row}" in composer.bars]
    head_bands = _Bands(head, grid, style, style.head, barred)
    body_bands = _Bands(body, grid, style, style.cell, [row - len(table.head) for row in barred])
    head_strips = [strip._replace(keep=True) for strip in head_bands.strips()]
    body_strips = [strip._replace(head=tuple(head_strips)) for strip in body_bands.strips()]
    strips = [*head_strips, *body_strips]
    if not strips:
        return caption
    unsplit = UNSPLIT_SHARE_WITH_HEAD if table.head else UNSPLIT_SHARE
    if sum(strip.height for strip in strips) <= unsplit * composer.height:
        strips = [strip._replace(whole=True) for strip in strips]
    strips[0] = strips[0]._replace(before=composer.style.caption.after if caption else style.before)
    strips[-1] = strips[-1]._replace(after=style.after, keep=False, whole=False)
    return [*(strip._replace(keep=True) for strip in caption), *strips]


def _with_room(table: Table, style: TableStyle, width: float, lang: str) -> TableStyle:
    """Return the style of a table of many columns, its letters smaller if words would be broken without a hyphen."""
    count = column_count(table)
    if count < CROWDED:
        return style
    needs = [0.0] * count
    for rows, text in ((table.head, style.head), (table.body, style.cell)):
        for placed in (placed for row in place(rows) for placed in row if placed.cell.colspan == 1):
            named = table.row_headings and not placed.column
            span = Span(open_face(text.font.face(text.bold or named, text.italic)), text.size, text.colour, lang=lang)
            need = least_width(atoms([(span, plain_text(placed.cell.inlines))]), hyphens=True)
            needs[placed.column] = max(needs[placed.column], need)
    return with_room(style, width, needs)


@dataclass(frozen=True, slots=True)
class _Setter:
    """Puts a table's cells into their grid, and sets and tags their words."""

    composer: Composer
    table: Table
    style: TableStyle

    def boxes(self, rows: Sequence[Row], group: str, parent: Element) -> Iterator[_Box]:
        """Yield the cells of the head or the body."""
        # A table that is nothing but its head has no groups of rows (ISO 32000-1, 14.8.4.3.4: a head has a body).
        part = Element(group).under(parent) if rows and self.table.body else parent
        for placed in place(rows):
            element = Element("TR").under(part)
            for cell, row, column in ((p.cell, p.row, p.column) for p in placed):
                area = _Area(row, min(row + cell.rowspan, len(rows)), column, column + cell.colspan)
                yield self._box(cell, area, group == "THead", element)

    def _box(self, cell: Cell, area: _Area, is_head: bool, row: Element) -> _Box:
        names_row = not is_head and self.table.row_headings and area.column == 0
        element = Element("TH" if is_head or names_row else "TD").under(row)
        aligns = self.table.align[area.column : area.column + 1] if cell.colspan == 1 else ()
        align = aligns[0] if aligns else Align.LEFT
        element.attributes.update(_attributes(area, "Column" if is_head else "Row" if names_row else "", align))
        text, words = self.style.head if is_head else self.style.cell, Element("P", element)
        content = atoms(self.composer.spans.pieces(cell.inlines, text, words, self.table.origin, bold=names_row))
        if content:
            words.join()
            self.composer.add_notes((atom.span.note for atom in content), element)
        return _Box(area, is_head or names_row, align, content, row)


def _attributes(area: _Area, scope: str, align: Align) -> Iterator[tuple[str, str | int]]:
    if scope:
        yield "Scope", scope
    if area.column_end - area.column > 1:
        yield "ColSpan", area.column_end - area.column
    if area.row_end - area.row > 1:
        yield "RowSpan", area.row_end - area.row
    if align in TEXT_ALIGN:
        yield "TextAlign", TEXT_ALIGN[align]


@dataclass(frozen=True, slots=True)
class _Bands:
    """Sets the rows of a table's head or body as bands: one for each line of a row's highest cell.

    `barred` are the rows, counted from 0, beside which a change bar stands.
    """

    boxes: Sequence[_Box]
    grid: _Grid
    style: TableStyle
    text: TextStyle
    barred: Sequence[int]

    def strips(self) -> Iterator[Strip]:
        """Yield the bands of all rows; a cell over several rows goes on through their bands."""
        waiting = {box: self.grid.lines(box) for box in self.boxes}
        rows = max((box.area.row_end for box in self.boxes), default=0)
        paired = self._paired(waiting, rows)
        for row in range(rows):
            present = [box for box in self.boxes if box.area.row <= row < box.area.row_end]
            ending = [box for box in present if box.area.row_end == row + 1]
            count = max((len(waiting[box]) for box in ending), default=1) or 1
            for number in range(count):
                lines = [(box, waiting[box].pop(0)) for box in present if waiting[box]]
                last = number == count - 1
                strip = self._band(lines, row, above=number == 0, below=ending if last else ())
                keep = row in paired if last else count <= UNSPLIT or number in (0, count - 2)
                yield strip._replace(keep=keep, row=present[0].element if present else None, bar=row in self.barred)

    def _paired(self, lines: Mapping[_Box, Sequence[Line]], rows: int) -> set[int]:
        """Return the rows that stay on one page with the row after them, so that no short one stands alone there."""
        counts = [max((len(lines[b]) for b in self.boxes if b.area.row == row), default=1) for row in range(rows)]
        ends = ((0, 0), (rows - 2, rows - 1)) if rows > 1 else ()
        return {row for row, short in ends if counts[short] <= SHORT and counts[row] + counts[row + 1] <= PAIR}

    def _band(self, lines: Sequence[tuple[_Box, Line]], row: int, above: bool, below: Sequence[_Box]) -> Strip:
        """Return a band, with the space above a row's first line, and the space and the rules below its last."""
        style, text, is_head = self.style, self.text, self.text is self.style.head
        top = style.padding_y if above else 0
        height = top + text.leading + (style.padding_y if below else 0)
        fill = text.fill if is_head or row % 2 == 0 else style.stripe
        parts: list[Part] = [Fill(self.grid.edges[0], 0, self.grid.edges[-1] - self.grid.edges[0], height, fill)]
        parts += [self.grid.words(box, line, top + baseline(text)) for box, line in lines]
        colour = text.colour if is_head else style.line
        parts += [self.grid.rule(box, height - style.line_width, style.line_width, colour) for box in below]
        return Strip(
            height,
            tuple(parts),
            notes=tuple(note for _, line in lines for note in line.notes),
            names=tuple(name for _, line in lines for name in line.names),
        )


def _grid(boxes: Sequence[_Box], column: Column, padding: float, named: bool) -> _Grid:
    count = max((box.area.column_end for box in boxes), default=0)
    room = column.width - 2 * padding * count
    natural = _columns(boxes, count, [natural_width(box.content) for box in boxes], padding)
    least = _columns(boxes, count, [least_width(box.content, hyphens=False) for box in boxes], padding)
    if sum(least) > room:
        natural = least
        least = _columns(boxes, count, [least_width(box.content, hyphens=True) for box in boxes], padding)
    edges = [column.x]
    for width in columns(room, least, natural, named):
        edges.append(edges[-1] + width + 2 * padding)
    return _Grid(tuple(edges), padding)


def _columns(boxes: Sequence[_Box], count: int, needs: Sequence[float], padding: float) -> list[float]:
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
