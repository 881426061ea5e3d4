"""Tables: header rows that repeat, rows that do not split, cells over columns and rows, the caption as title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.model import Align, Placed, Row, Table, column_count, place
from pipeline.text import _, _n
from pipeline.typeset import grid
from pipeline.typeset.style import Style, TableStyle, TextStyle
from pipeline.typeset.widths import longest_word, text_width
from pipeline.typeset.word.inlines import runs
from pipeline.typeset.word.properties import aligned, cell_margins, paragraph_properties, spacing, twips
from pipeline.typeset.word.runs import Look
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import Element, w
from pipeline.typeset.words import plain

# What rounding and the rules may take from a column, in points.
_SLACK = 1.0


class Hold(NamedTuple):
    """How a table's row stands on its page: whether it stays with the row after it, and whether it may be split."""

    keep_next: bool
    splits: bool


@dataclass(frozen=True)
class _Part:
    """A table's head or body while it is written; widths are in twips, and `holds` has one for each row.

    `look` is set where its letters are smaller than those of other tables.
    """

    table: Table
    rows: Sequence[Row]
    heads: bool
    widths: Sequence[int]
    holds: Sequence[Hold]
    story: Story
    look: TextStyle | None


def table(block: Table, story: Story, holds: Sequence[Hold]) -> Element:
    """Return the table, as wide as the text, its rows held on their pages."""
    style = story.writer.style
    look = fitted(block, style)
    small = look if look is not style.table else None
    widths = [twips(width) for width in column_widths(block, look, style.page.measure)]
    columns = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    heads = len(block.head)
    head = _Part(block, block.head, True, widths, holds[:heads], story, small.head if small else None)
    body = _Part(block, block.body, False, widths, holds[heads:], story, small.cell if small else None)
    rows = (row for part in (head, body) for row in _rows(part))
    return w("tbl", _properties(block, sum(widths), small), columns, *rows)


def _properties(block: Table, width: int, small: TableStyle | None) -> Element:
    looks = {"firstRow": int(bool(block.head)), "firstColumn": int(block.row_headings), "lastRow": 0, "lastColumn": 0}
    bits = 0x0020 * looks["firstRow"] + 0x0080 * looks["firstColumn"] + 0x0400
    return w(
        "tblPr",
        w("tblStyle", val="TableGrid"),
        w("tblW", w=width, type="dxa"),
        w("tblLayout", type="fixed"),
        cell_margins(small) if small else None,
        w("tblLook", val=f"{bits:04X}", noHBand=0, noVBand=1, **looks),
        w("tblCaption", val=plain(block.caption) or _("Table")),
        w("tblDescription", val=_description(block)),
    )


def _description(block: Table) -> str:
    """Return what the table holds, for those who cannot see it."""
    rows, columns = len(block.body), column_count(block)
    shape = _("{rows} and {columns}").format(
        rows=_n("{rows} row", "{rows} rows", rows).format(rows=rows),
        columns=_n("{columns} column", "{columns} columns", columns).format(columns=columns),
    )
    heads = ", ".join(plain(cell.inlines) for cell in block.head[0].cells) if block.head else ""
    return f"{shape}: {heads}" if heads else shape


def _rows(part: _Part) -> Iterator[Element]:
    placed = place(part.rows)
    for y, row in enumerate(placed):
        starts = {p.column: p for p in row}
        reaching = {p.column: p for earlier in placed[:y] for p in earlier if p.row + p.cell.rowspan > y}
        hold = part.holds[y]
        marks = [None if hold.splits else w("cantSplit"), w("tblHeader") if part.heads else None]
        held = w("trPr", *marks) if any(mark is not None for mark in marks) else None
        yield w("tr", held, *_cells(part, starts, reaching, hold.keep_next))


def _cells(part: _Part, starts: dict[int, Placed], reaching: dict[int, Placed], keep: bool) -> Iterator[Element]:
    """Yield a row's cells from left to right; Word wants one also where a cell reaches in from above or is missing."""
    column = 0
    while column < len(part.widths):
        placed = starts.get(column) or reaching.get(column)
        span = placed.cell.colspan if placed else 1
        merge = None
        if placed and placed.cell.rowspan > 1:
            merge = w("vMerge", val="restart") if column in starts else w("vMerge")
        over = w("gridSpan", val=span) if span > 1 else None
        width = w("tcW", w=sum(part.widths[column : column + span]), type="dxa")
        yield w("tc", w("tcPr", width, over, merge), _words(part, starts.get(column), column, keep))
        column += span


def _words(part: _Part, placed: Placed | None, column: int, keep: bool) -> Element:
    align = aligned(part.table.align[column]) if column < len(part.table.align) else aligned(Align.LEFT)
    style = "TableHead" if part.heads else "TableText"
    lines = spacing(part.look) if part.look else None
    properties = paragraph_properties(style, w("keepNext") if keep else None, lines, align)
    if placed is None:
        return w("p", properties)
    size = part.look.size if part.look else 0
    look = Look(strong=_names_row(part.table, column) and not part.heads, size=size)
    return w("p", properties, *runs(placed.cell.inlines, part.story, look))


def _names_row(block: Table, column: int) -> bool:
    return block.row_headings and column == 0


def fitted(block: Table, style: Style) -> TableStyle:
    """Return the style in which a table is set: with smaller letters where many columns need it."""
    return grid.fitted(block, style.table, style.page.measure, _longest_word)


def column_widths(block: Table, look: TableStyle, measure: float) -> list[float]:
    """Return the columns' widths with their padding, in points, for a text as wide as `measure`."""
    least = grid.column_needs(block, look, _longest_word)
    natural = grid.column_needs(block, look, _width)
    room = measure - len(least) * 2 * look.padding_x
    return [width + 2 * look.padding_x for width in grid.columns(room, least, natural, block.row_headings)]


def _longest_word(words: str, look: TextStyle, names: bool) -> float:
    return _SLACK + longest_word(words, look, bold=names)


def _width(words: str, look: TextStyle, names: bool) -> float:
    return _SLACK + text_width(words, look, bold=names)
