"""Tables: the widths of columns, cells over several columns and rows, and rows that may go on on the next page.

A row is set as bands, one for each line of its cells: a band is a strip, and between bands a page may end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate

from pipeline.frozen import frozen
from pipeline.model import Table
from pipeline.typeset.grid import fitted
from pipeline.typeset.pdf.cells import Box, Cells, Grid, lay_grid
from pipeline.typeset.pdf.faces import open_face
from pipeline.typeset.pdf.lines import Line, baseline, least_width
from pipeline.typeset.pdf.setter import Setter
from pipeline.typeset.pdf.strips import Column, Fill, Part, Strip, stacked_height
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.words import Span, atoms
from pipeline.typeset.style import TableStyle, TextStyle

SHORT = 2  # the first or last row of so many lines or fewer does not stand alone on its page
PAIR = 5  # unless it and its neighbour have more lines than this together
UNSPLIT = 7  # a row of this many lines or fewer stays on one page
SIDE = 3  # and of any other so many lines at least stand on either page
# A table is low that is no higher than this share of a page: without a head, or with one that can be repeated.
LOW_SHARE, LOW_SHARE_WITH_HEAD = 0.15, 0.25
# What it costs to end a page in a low table, within a row, or between rows; and where few lines are on either side.
LOW_COST, ROW_COST = 0.3, 0.25
LONG_ROW, LONG_ROW_COST = 15, 0.08  # a row of more lines is read as a text is
BETWEEN_ROWS, BETWEEN_ROWS_WITHOUT_HEAD = 0.03, 0.2
FEW_LINES, FEW_LINES_COST = 5, 0.25
ALONE_COST = 0.3  # of a page end that leaves a table's first or last row alone, however high it is


def set_table(setter: Setter, table: Table, style: TableStyle, column: Column, parent: Element) -> list[Strip]:
    """Return the strips of a table with its caption; every strip of the body carries the head, for the next page."""
    style = fitted(table, style, column.width, partial(_with_hyphens, lang=setter.spans.lang))
    element = Element("Table", id=table.id).under(parent)
    caption = setter.caption(table.caption, setter.style.caption, column, element, table.origin)
    strips = _rows(setter, table, style, column, element)
    if not strips:
        return caption
    strips[0] = strips[0]._replace(before=setter.style.caption.after if caption else style.before)
    strips[-1] = strips[-1]._replace(after=style.after, keep=False, cost=0)
    return [*(strip._replace(keep=True) for strip in caption), *strips]


def _rows(setter: Setter, table: Table, style: TableStyle, column: Column, element: Element) -> list[Strip]:
    """Return the bands of the head and the body; a low table stays whole."""
    cells = Cells(setter, table, style)
    head = list(cells.boxes(table.head, "THead", element))
    body = list(cells.boxes(table.body, "TBody", element))
    grid = lay_grid([*head, *body], column, style.padding_x, table.row_headings)
    barred = [row for row in range(len(table.head) + len(table.body)) if f"{table.id}/{row}" in setter.bars]
    head_bands = _Bands(head, grid, style, style.head, barred)
    body_bands = _Bands(body, grid, style, style.cell, [row - len(table.head) for row in barred], bool(table.head))
    head_strips = tuple(strip._replace(keep=True) for strip in head_bands.strips())
    strips = [*head_strips, *_headed(list(body_bands.strips()), head_strips, style.padding_y)]
    is_low = stacked_height(strips) <= (LOW_SHARE_WITH_HEAD if table.head else LOW_SHARE) * setter.height
    return [strip._replace(cost=LOW_COST) for strip in strips] if is_low else strips


def _headed(strips: Sequence[Strip], head: tuple[Strip, ...], padding: float) -> Iterator[Strip]:
    """Give each band the head that is repeated above it, with space under the head where a row goes on."""
    for above, strip in zip([None, *strips], strips, strict=False):
        goes_on = head and above is not None and above.row is strip.row
        gap = [part._replace(height=padding) for part in strip.parts[:1] if isinstance(part, Fill)]
        yield strip._replace(head=(*head, Strip(padding, tuple(gap))) if goes_on else head)


def _with_hyphens(words: str, look: TextStyle, names: bool, lang: str) -> float:
    """Return what words need that may be broken at hyphens alone, in points."""
    face = open_face(look.font.face(look.bold or names, look.italic))
    return least_width(atoms([(Span(face, look.size, look.colour, lang=lang), words)]), hyphens=True)


@frozen
class _Bands:
    """Sets the rows of a table's head or body as bands: one for each line of a row's highest cell.

    `barred` are the rows, counted from 0, beside which a change bar stands.
    """

    boxes: Sequence[Box]
    grid: Grid
    style: TableStyle
    text: TextStyle
    barred: Sequence[int]
    has_head: bool = True

    def strips(self) -> Iterator[Strip]:
        """Yield the bands of all rows; a cell over several rows goes on through their bands."""
        waiting = {box: self.grid.lines(box) for box in self.boxes}
        rows = max((box.area.row_end for box in self.boxes), default=0)
        heights = [max((len(waiting[b]) for b in self.boxes if b.area.row == row), default=1) for row in range(rows)]
        paired, costs = _paired(heights), _costs(heights, self.has_head)
        for row in range(rows):
            present = [box for box in self.boxes if box.area.row <= row < box.area.row_end]
            ending = [box for box in present if box.area.row_end == row + 1]
            count = max((len(waiting[box]) for box in ending), default=1) or 1
            for number in range(count):
                lines = [(box, waiting[box].pop(0)) for box in present if waiting[box]]
                last = number == count - 1
                strip = self._band(lines, row, above=number == 0, below=ending if last else ())
                keep = row in paired if last else count <= UNSPLIT or min(number + 1, count - number - 1) < SIDE
                yield strip._replace(
                    keep=keep,
                    cost=costs[row] if last else ROW_COST if count <= LONG_ROW else LONG_ROW_COST,
                    row=present[0].element if present else None,
                    bar=row in self.barred,
                )

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


def _paired(heights: Sequence[int]) -> set[int]:
    """Return the rows, of so many lines each, that stay with the next one, so that no short one stands alone."""
    ends = ((0, 0), (len(heights) - 2, len(heights) - 1)) if len(heights) > 1 else ()
    return {row for row, short in ends if heights[short] <= SHORT and heights[row] + heights[row + 1] <= PAIR}


def _costs(heights: Sequence[int], has_head: bool) -> list[float]:
    """Return what it costs to end a page after each row: without a head, a table says less of itself on the next."""
    above = list(accumulate(heights))
    usual = BETWEEN_ROWS if has_head else BETWEEN_ROWS_WITHOUT_HEAD
    few = (FEW_LINES_COST if min(lines, above[-1] - lines) <= FEW_LINES else usual for lines in above)
    alone = (0, len(heights) - 2) if len(heights) > 2 * SHORT - 1 else ()
    return [max(cost, ALONE_COST) if row in alone else cost for row, cost in enumerate(few)]
