"""Tables as grids: which row and column each cell begins in."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.frozen import frozen
from pipeline.model.document import Cell, Row, Table


@frozen
class Placed:
    """A cell and the row and column, counted from 0, where it begins in its part of the table."""

    cell: Cell
    row: int
    column: int


def place(rows: Sequence[Row]) -> list[list[Placed]]:
    """Return each row's cells with their columns; a cell that reaches in from a row above pushes later ones right."""
    taken: set[tuple[int, int]] = set()
    placed: list[list[Placed]] = []
    for y, row in enumerate(rows):
        placed.append([])
        x = 0
        for cell in row.cells:
            while (y, x) in taken:
                x += 1
            placed[-1].append(Placed(cell, y, x))
            taken |= {(y + dy, x + dx) for dy in range(cell.rowspan) for dx in range(cell.colspan)}
            x += cell.colspan
    return placed


def column_count(table: Table) -> int:
    """Return the number of columns that the table's cells reach over."""
    ends = [p.column + p.cell.colspan for part in (table.head, table.body) for row in place(part) for p in row]
    return max(ends, default=0)
