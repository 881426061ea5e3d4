"""A table's cells as rows, those that are merged over the places that they cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract import Found
from pipeline.model import Cell, Row


def set_cells(grid: Sequence[Sequence[Cell]], found: Found) -> tuple[Row, ...]:
    """Return the rows of a table. No cell reaches from its head into its body, or covers another one's words."""
    cells = {(y, x): cell for y, row in enumerate(grid) for x, cell in enumerate(row)}
    for y, x, rowspan, right in found.merged:
        down = min(rowspan, (found.head_rows if y < found.head_rows else len(grid)) - y)
        covered = {(y + dy, x + dx) for dy in range(down) for dx in range(right)} - {(y, x)}
        if covered <= cells.keys() and not any(cells[slot].inlines for slot in covered):
            cells[y, x] = replace(cells[y, x], rowspan=down, colspan=right)
            cells = {slot: cell for slot, cell in cells.items() if slot not in covered}
    return tuple(Row(tuple(cells[y, x] for x in range(len(row)) if (y, x) in cells)) for y, row in enumerate(grid))
