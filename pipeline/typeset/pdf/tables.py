"""Tables: the widths of columns, cells over several columns and rows, and rows that may go on on the next page.

A row is set as bands, one for each line of its cells: a band is a strip, and between bands a page may end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.model import Table
from pipeline.typeset.grid import fitted
from pipeline.typeset.pdf.cells import Box, Cells, Grid, lay_grid
from pipeline.typeset.pdf.faces import open_face
from pipeline.typeset.pdf.lines import Line, baseline, least_width
from pipeline.typeset.pdf.setter import Setter
from pipeline.typeset.pdf.strips import Column, Fill, Part, Strip
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.words import Span, atoms
from pipeline.typeset.style import TableStyle, TextStyle

SHORT = 2  # the first or last row of so many lines or fewer does not stand alone on its page
PAIR = 5  # unless it and its neighbour have more lines than this together
UNSPLIT = 5  # a row of this many lines or fewer stays on one page
# And so does a table that is no higher than this share of a page: without a head, or with one that can be repeated.
UNSPLIT_SHARE, UNSPLIT_SHARE_WITH_HEAD = 0.15, 0.25


def set_table(setter: Setter, table: Table, style: TableStyle, column: Column, parent: Element) -> list[Strip]:
    """Return the strips of a table with its caption; every strip of the body carries the head, for the next page."""
    style = fitted(table, style, column.width, partial(_with_hyphens, lang=setter.spans.lang))
    element = Element("Table", id=table.id).under(parent)
    caption = setter.caption(table.caption, setter.style.caption, column, element, table.origin)
    strips = _rows(setter, table, style, column, element)
    if not strips:
        return caption
    strips[0] = strips[0]._replace(before=setter.style.caption.after if caption else style.before)
    strips[-1] = strips[-1]._replace(after=style.after, keep=False, whole=False)
    return [*(strip._replace(keep=True) for strip in caption), *strips]


def _rows(setter: Setter, table: Table, style: TableStyle, column: Column, element: Element) -> list[Strip]:
    """Return the bands of the head and the body; a low table stays whole."""
    cells = Cells(setter, table, style)
    head = list(cells.boxes(table.head, "THead", element))
    body = list(cells.boxes(table.body, "TBody", element))
    grid = lay_grid([*head, *body], column, style.padding_x, table.row_headings)
    barred = [row for row in range(len(table.head) + len(table.body)) if f"{table.id}/{row}" in setter.bars]
    head_bands = _Bands(head, grid, style, style.head, barred)
    body_bands = _Bands(body, grid, style, style.cell, [row - len(table.head) for row in barred])
    head_strips = [strip._replace(keep=True) for strip in head_bands.strips()]
    strips = [*head_strips, *(strip._replace(head=tuple(head_strips)) for strip in body_bands.strips())]
    share = UNSPLIT_SHARE_WITH_HEAD if table.head else UNSPLIT_SHARE
    is_low = sum(strip.height for strip in strips) <= share * setter.height
    return [strip._replace(whole=True) for strip in strips] if is_low else strips


def _with_hyphens(words: str, look: TextStyle, names: bool, lang: str) -> float:
    """Return what words need that may be broken at hyphens alone, in points."""
    face = open_face(look.font.face(look.bold or names, look.italic))
    return least_width(atoms([(Span(face, look.size, look.colour, lang=lang), words)]), hyphens=True)


@dataclass(frozen=True, slots=True)
class _Bands:
    """Sets the rows of a table's head or body as bands: one for each line of a row's highest cell.

    `barred` are the rows, counted from 0, beside which a change bar stands.
    """

    boxes: Sequence[Box]
    grid: Grid
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

    def _paired(self, lines: Mapping[Box, Sequence[Line]], rows: int) -> set[int]:
        """Return the rows that stay on one page with the row after them, so that no short one stands alone there."""
        counts = [max((len(lines[b]) for b in self.boxes if b.area.row == row), default=1) for row in range(rows)]
        ends = ((0, 0), (rows - 2, rows - 1)) if rows > 1 else ()
        return {row for row, short in ends if counts[short] <= SHORT and counts[row] + counts[row + 1] <= PAIR}

    def _band(self, lines: Sequence[tuple[Box, Line]], row: int, above: bool, below: Sequence[Box]) -> Strip:
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
