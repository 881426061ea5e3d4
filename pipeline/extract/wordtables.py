"""Where the cells of a table in Word stand: by what each covers (ECMA-376-1, 17.4.17 gridSpan, 17.4.84 vMerge)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any, NamedTuple

from pipeline.extract.found import Merged

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MOST = 63  # Word's tables have at most so many columns


class WordCell(NamedTuple):
    """A cell: its first column, from 0, how many it covers, whether the one above covers it, and its element."""

    column: int
    colspan: int
    is_covered: bool
    element: Any


def place_cells(table: Any) -> list[list[WordCell]]:
    """Return each row's cells."""
    return [list(_row(row)) for row in table.findall(f"{_W}tr")]


def _row(row: Any) -> Iterator[WordCell]:
    column = _number(row.find(f"{_W}trPr/{_W}gridBefore"), 0)
    for cell in row.findall(f"{_W}tc"):
        colspan = _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
        merge = cell.find(f"{_W}tcPr/{_W}vMerge")
        yield WordCell(column, colspan, merge is not None and merge.get(f"{_W}val") != "restart", cell)
        column += colspan


def _number(element: Any, otherwise: int) -> int:
    value = element.get(f"{_W}val", "") if element is not None else ""
    return min(int(value), MOST) if value.isdecimal() and int(value) else otherwise


def merged_cells(rows: Sequence[Sequence[WordCell]]) -> Iterator[Merged]:
    """Yield the cells that cover more than their own place."""
    covered = {(y, cell.column, cell.colspan) for y, row in enumerate(rows) for cell in row if cell.is_covered}
    for y, row in enumerate(rows):
        for column, colspan, is_covered, _element in row:
            down = next(n for n in count(1) if (y + n, column, colspan) not in covered)
            if not is_covered and (down > 1 or colspan > 1):
                yield Merged(y, column, down, colspan)
