"""Tables: header rows that repeat, rows that do not split, cells over columns and rows, the caption as title."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Align, Placed, Row, Table, column_count, place
from pipeline.text import _, _n
from pipeline.typeset.grid import columns, with_room
from pipeline.typeset.style import Style, TableStyle, TextStyle
from pipeline.typeset.word.inlines import runs
from pipeline.typeset.word.metrics import longest_word, text_width
from pipeline.typeset.word.properties import aligned, cell_margins, paragraph_properties, spacing, twips
from pipeline.typeset.word.runs import Look
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import Element, w
from pipeline.typeset.words import plain

# What rounding and the rules may take from a column, in points.
_SLACK = 1.0


@dataclass(frozen=True)
class _Part:
    """A table's head or body while it is written; widths are in twips, and `kept` rows stay with the one after them.

    `look` is set where its letters are smaller than those of other tables.
    """

    table: Table
    rows: Sequence[Row]
    heads: bool
    widths: Sequence[int]
    kept: int
    story: Story
    look: TextStyle | None


def table(block: Table, story: Story, kept: int) -> Element:
    """Return the table, as wide as the text; so many of its first rows stay on the page of the row after them."""
    style = fitted(block, story.writer.style)
    small = style.table if style != story.writer.style else None
    widths = [twips(width) for width in column_widths(block, style)]
    grid = w("tblGrid", *(w("gridCol", w=width) for width in widths))
    head = _Part(block, block.head, True, widths, kept, story, small.head if small else None)
    body = _Part(block, block.body, False, widths, kept - len(block.head), story, small.cell if small else None)
    rows = (row for part in (head, body) for row in _rows(part))
    return w("tbl", _properties(block, sum(widths), small), grid, *rows)


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
        marks = w("trPr", w("cantSplit"), w("tblHeader") if part.heads else None)
        yield w("tr", marks, *_cells(part, starts, reaching, keep=y < part.kept))


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


def fitted(block: Table, style: Style) -> Style:
    """Return the style in which a table is set: with smaller letters where many columns need it."""
    return replace(style, table=with_room(style.table, _room(style), _needs(block, style.table, longest_word)))


def column_widths(block: Table, style: Style) -> list[float]:
    """Return the columns' widths in points, with their padding: none narrower than its longest word."""
    least, natural = (_needs(block, style.table, measure) for measure in (longest_word, text_width))
    padding = 2 * style.table.padding_x
    room = _room(style) - len(least) * padding
    return [width + padding for width in columns(room, least, natural, block.row_headings)]


def _room(style: Style) -> float:
    return style.page.width - style.page.left - style.page.right


def _needs(block: Table, style: TableStyle, measure: Callable[..., float]) -> list[float]:
    """Return the largest measure of a cell in each column, in points."""
    needs = [0.0] * column_count(block)
    for rows, look in ((block.head, style.head), (block.body, style.cell)):
        for placed in (p for row in place(rows) for p in row if p.cell.colspan == 1):
            words, column = plain(placed.cell.inlines), placed.column
            needs[column] = max(needs[column], _SLACK + measure(words, look, bold=_names_row(block, column)))
    return needs
