"""Tables: cells over columns and rows, rows that head, columns that name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.diff.word.context import Context, Stray
from pipeline.diff.word.inlines import inlines_of
from pipeline.diff.word.runs import Piece, RunReader
from pipeline.diff.word.styles import is_on, value
from pipeline.model import Align, Break, Cell, Inline, Row, Strong, Table
from pipeline.typeset.word.xml import Element, qualified

_ALIGNS = {"right": Align.RIGHT, "end": Align.RIGHT, "center": Align.CENTER}


@dataclass
class _Slot:
    """A cell while its rows are counted: the column that it begins in, and how many columns it covers."""

    column: int
    colspan: int
    pieces: list[Piece]
    align: Align
    rowspan: int = 1
    continues: bool = False


def read_table(element: Element, context: Context) -> Table:
    """Return a table; its caption stands before it."""
    rows = list(element.iterchildren(qualified("w:tr")))
    grid = [list(_slots(row, context)) for row in rows]
    _span_rows(grid)
    made = [Row(tuple(_cell(slot) for slot in slots if not slot.continues)) for slots in grid]
    heads = next((n for n, row in enumerate(rows) if not _heads(row)), len(rows))
    table = Table(tuple(made[:heads]), tuple(made[heads:]), align=_aligns(grid[heads:] or grid))
    return _with_row_headings(table, element)


def _slots(row: Element, context: Context) -> Iterator[_Slot]:
    column = int(value(row, "w:trPr/w:gridBefore") or 0)
    for cell in row.iter(qualified("w:tc")):
        if next(cell.iterancestors(qualified("w:tr"))) is not row:
            continue
        span = int(value(cell, "w:tcPr/w:gridSpan") or 1)
        merge = cell.find(f"{qualified('w:tcPr')}/{qualified('w:vMerge')}")
        continues = merge is not None and merge.get(qualified("w:val")) != "restart"
        align = _ALIGNS.get(value(cell, "w:p/w:pPr/w:jc"), Align.LEFT)
        yield _Slot(column, span, list(_pieces(cell, context)), align, continues=continues)
        column += span


def _pieces(cell: Element, context: Context) -> Iterator[Piece]:
    """Yield the words of a cell, its paragraphs apart by line breaks; a table within it is told of, and read flat."""
    for inner in cell.iterchildren(qualified("w:tbl")):
        context.strays.append(Stray("table", "".join(map(str, inner.itertext()))))
    for n, paragraph in enumerate(cell.iter(qualified("w:p"))):
        if n:
            yield Piece(Break())
        yield from RunReader(context).pieces(paragraph)


def _span_rows(grid: Sequence[Sequence[_Slot]]) -> None:
    """Count the rows that cells reach over; what continues without a cell above it is a cell of its own."""
    above: dict[int, _Slot] = {}
    for slots in grid:
        for slot in slots:
            started = above.get(slot.column)
            if slot.continues and started is not None:
                started.rowspan += 1
            else:
                slot.continues = False
                above[slot.column] = slot


def _cell(slot: _Slot) -> Cell:
    return Cell(inlines_of(slot.pieces), slot.colspan, slot.rowspan)


def _heads(row: Element) -> bool:
    return is_on(row.find(f"{qualified('w:trPr')}/{qualified('w:tblHeader')}"))


def _aligns(grid: Sequence[Sequence[_Slot]]) -> tuple[Align, ...]:
    """Return how the columns are set, when any is not set to the left."""
    width = max((slot.column + slot.colspan for slots in grid for slot in slots), default=0)
    first = {slot.column: slot.align for slots in reversed(grid) for slot in slots}
    aligns = tuple(first.get(n, Align.LEFT) for n in range(width))
    return () if all(align is Align.LEFT for align in aligns) else aligns


def _with_row_headings(table: Table, element: Element) -> Table:
    """Return a table whose first cells are names of rows if it says so and all of them are strong."""
    look = element.find(f"{qualified('w:tblPr')}/{qualified('w:tblLook')}")
    says_so = look is not None and (
        look.get(qualified("w:firstColumn")) in ("1", "true")
        or int(str(look.get(qualified("w:val")) or "0"), 16) & 0x80
    )
    firsts = [row.cells[0].inlines for row in table.body if row.cells]
    if not says_so or not any(firsts) or not all(_is_strong(inlines) for inlines in firsts if inlines):
        return table
    return replace(table, body=tuple(map(_unbold, table.body)), row_headings=True)


def _is_strong(inlines: tuple[Inline, ...]) -> bool:
    return len(inlines) == 1 and isinstance(inlines[0], Strong)


def _unbold(row: Row) -> Row:
    first, *rest = row.cells or (Cell(()),)
    inner = first.inlines[0].inlines if first.inlines and isinstance(first.inlines[0], Strong) else first.inlines
    return Row((replace(first, inlines=inner), *rest))
