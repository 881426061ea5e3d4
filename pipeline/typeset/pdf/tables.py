"""Tables: the widths of columns, cells over several columns and rows, and rows that may go on on the next page.

A row is set as bands, one for each line of its cells: a band is a strip, and between bands a page may end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING

from pipeline.model import Align, Cell, Table
from pipeline.typeset.pdf.lines import Atom, Line, atoms, break_lines, least_width, natural_width
from pipeline.typeset.pdf.pages import Fill, Part, Strip, Words
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.style import Colour, TableStyle

if TYPE_CHECKING:
    from pipeline.typeset.pdf.compose import Column, Composer

UNSPLIT = 5  # a row of this many lines or fewer stays on one page


@dataclass(frozen=True, slots=True, eq=False)
class _Box:
    """A cell in its grid: its rows and columns, counted from 0, with the ends left out, and its words."""

    row: int
    row_end: int
    column: int
    column_end: int
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
        return self.edges[box.column_end] - self.edges[box.column] - 2 * self.padding

    def words(self, box: _Box, line: Line, baseline: float) -> Words:
        """Return a line of a cell in its place."""
        shift = {Align.LEFT: 0, Align.CENTER: 0.5, Align.RIGHT: 1}[box.align] * (self.width(box) - line.width)
        return Words(line, self.edges[box.column] + self.padding + shift, baseline, box.column)

    def fill(self, box: _Box, y: float, height: float, colour: Colour) -> Fill:
        """Return a fill as wide as a cell."""
        return Fill(self.edges[box.column], y, self.edges[box.column_end] - self.edges[box.column], height, colour)


def set_table(composer: Composer, table: Table, style: TableStyle, column: Column, parent: Element) -> list[Strip]:
    """Return the strips of a table with its caption; every strip of the body carries the head, for the next page."""
    element = Element("Table").under(parent)
    caption = composer.caption(table.caption, composer.style.caption, column, element, table.origin)
    head = list(_boxes(composer, table, style, "THead", element))
    body = list(_boxes(composer, table, style, "TBody", element))
    grid = _grid([*head, *body], column, style.padding_x)
    head_strips = [replace(strip, keep=True) for strip in _bands(head, grid, style, is_head=True)]
    body_strips = [replace(s, head=tuple(head_strips)) for s in _bands(body, grid, style, is_head=False)]
    strips = [*head_strips, *body_strips]
    if not strips:
        return caption
    strips[0] = replace(strips[0], before=composer.style.caption.after if caption else style.before)
    strips[-1] = replace(strips[-1], after=style.after, keep=False)
    return [*(replace(strip, keep=True) for strip in caption), *strips]


def _boxes(composer: Composer, table: Table, style: TableStyle, group: str, parent: Element) -> Iterator[_Box]:
    """Yield the cells of a table's head or body in their grid, with their elements."""
    rows = table.head if group == "THead" else table.body
    part = Element(group).under(parent) if rows else parent
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        element = Element("TR").under(part)
        place = 0
        for cell in row.cells:
            while (number, place) in taken:
                place += 1
            box = _box(
                composer, table, cell, style, (number, min(number + cell.rowspan, len(rows)), place), group, element
            )
            taken.update((r, c) for r in range(box.row, box.row_end) for c in range(box.column, box.column_end))
            yield box


def _box(
    composer: Composer,
    table: Table,
    cell: Cell,
    style: TableStyle,
    place: tuple[int, int, int],
    group: str,
    parent: Element,
) -> _Box:
    row, row_end, column = place
    names_row = group == "TBody" and table.row_headings and column == 0
    scope = {"Scope": "Column"} if group == "THead" else {"Scope": "Row"} if names_row else {}
    spans = {"ColSpan": cell.colspan, "RowSpan": row_end - row}
    attributes = scope | {name: count for name, count in spans.items() if count > 1}
    element = Element("TH" if scope else "TD", owner="Table", attributes=attributes).under(parent)
    text = style.head if group == "THead" else style.cell
    words = Element("P", element)
    content = atoms(composer.spans.pieces(cell.inlines, text, words, table.origin, bold=names_row))
    if content:
        words.join()
        composer.add_notes((atom.span.note for atom in content), element)
    align = table.align[column] if column < len(table.align) and cell.colspan == 1 else Align.LEFT
    return _Box(row, row_end, column, column + cell.colspan, align, content, parent)


def _bands(boxes: Sequence[_Box], grid: _Grid, style: TableStyle, is_head: bool) -> Iterator[Strip]:
    """Yield rows as bands: one for each line of the row's highest cell."""
    waiting = {box: break_lines(box.content, grid.width(box)) for box in boxes}
    for row in range(max((box.row_end for box in boxes), default=0)):
        present = [box for box in boxes if box.row <= row < box.row_end]
        count = max((len(waiting[box]) for box in present if box.row_end == row + 1), default=1) or 1
        for number in range(count):
            lines = [(box, waiting[box].pop(0)) for box in present if waiting[box]]
            yield _band(grid, style, present, lines, (row, number, count), is_head)


def _band(
    grid: _Grid,
    style: TableStyle,
    present: Sequence[_Box],
    lines: Sequence[tuple[_Box, Line]],
    place: tuple[int, int, int],
    is_head: bool,
) -> Strip:
    row, number, count = place
    text = style.head if is_head else style.cell
    above = style.padding_y if number == 0 else 0
    height = above + text.leading + (style.padding_y if number == count - 1 else 0)
    fill = text.fill if is_head or row % 2 == 0 else style.stripe
    parts: list[Part] = [Fill(grid.edges[0], 0, grid.edges[-1] - grid.edges[0], height, fill)]
    parts += [grid.words(box, line, above + text.leading / 2 + 0.33 * text.size) for box, line in lines]
    if number == count - 1:
        colour = text.colour if is_head else style.line
        ending = [box for box in present if box.row_end == row + 1]
        parts += [grid.fill(box, height - style.line_width, style.line_width, colour) for box in ending]
    return Strip(
        height,
        tuple(parts),
        keep=number != count - 1 and (count <= UNSPLIT or number in (0, count - 2)),
        notes=tuple(note for _, line in lines for note in line.notes),
        names=tuple(name for _, line in lines for name in line.names),
        row=present[0].element if present else None,
    )


def _grid(boxes: Sequence[_Box], column: Column, padding: float) -> _Grid:
    count = max((box.column_end for box in boxes), default=0)
    room = column.width - 2 * padding * count
    natural = _columns(boxes, count, [natural_width(box.content) for box in boxes], padding)
    least = _columns(boxes, count, [least_width(box.content, hyphens=False) for box in boxes], padding)
    if sum(least) > room:
        natural = least
        least = _columns(boxes, count, [least_width(box.content, hyphens=True) for box in boxes], padding)
    edges = [column.x]
    for width in _shares(natural, least, room):
        edges.append(edges[-1] + width + 2 * padding)
    return _Grid(tuple(edges), padding)


def _columns(boxes: Sequence[_Box], count: int, needs: Sequence[float], padding: float) -> list[float]:
    """Return what each column needs; a cell over several columns shares what it needs beyond them equally."""
    widths = [0.0] * count
    for box, need in sorted(zip(boxes, needs, strict=True), key=lambda pair: pair[0].column_end - pair[0].column):
        columns = range(box.column, box.column_end)
        missing = need - sum(widths[c] for c in columns) - 2 * padding * (len(columns) - 1)
        for c in columns:
            widths[c] += max(0.0, missing / len(columns))
    return widths


def _shares(natural: list[float], least: list[float], room: float) -> list[float]:
    """Share out the room: narrow columns get what they need, wide ones share the rest by the root of what they hold."""
    if sum(natural) <= room:
        return [width + (room - sum(natural)) * width / (sum(natural) or 1) for width in natural]
    if sum(least) >= room:
        return [width * room / sum(least) for width in least]
    widths = list(least)
    open_columns, rest = list(range(len(natural))), room
    while narrow := [c for c in open_columns if natural[c] <= rest / len(open_columns)]:
        for c in narrow:
            widths[c] = natural[c]
            rest -= natural[c]
        open_columns = [c for c in open_columns if c not in narrow]
    spare = rest - sum(least[c] for c in open_columns)
    if spare < 0:
        spare, open_columns, widths = room - sum(least), list(range(len(natural))), list(least)
    total = sum(sqrt(natural[c]) for c in open_columns)
    for c in open_columns:
        widths[c] += spare * sqrt(natural[c]) / total
    return widths
