"""Tables without rules: neighbouring rows whose pieces stand under each other in three columns or more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from pipeline.extract.beside import parted
from pipeline.extract.rows import Row, row_box

_LEAST_ROWS = 3
_LEAST_COLUMNS = 3
_ALIGNED = 5.0  # pieces whose edges or middles differ by less than this many points stand under each other
_MAX_PITCH = 3.2  # rows further apart than this many font sizes do not belong together
_SHORT = 6  # the cells of such a table hold, in the median, at most this many words

Cells = list[Row]  # the pieces of a row, one per column; empty where a column has none


def may_align(rows: Sequence[Row]) -> bool:
    """Say whether enough rows have enough pieces for a table to be among them."""
    return sum(len(parted(row)) >= _LEAST_COLUMNS for row in rows) >= _LEAST_ROWS


def find_aligned(rows: Sequence[Row]) -> Iterator[tuple[list[Cells], list[Row]]]:
    """Yield each table's rows of cells, and the rows of the page that it was made of."""
    index = 0
    while index < len(rows):
        end = _run(rows, index)
        if end - index >= _LEAST_ROWS:
            used = list(rows[index:end])
            table = [parted(row) for row in used]
            if median(len(cell) for row in table for cell in row) <= _SHORT:
                yield table, used
            index = end
        else:
            index += 1


def _run(rows: Sequence[Row], first: int) -> int:
    """Return where the run of rows ends that have as many pieces as the first, each under the one above."""
    above = parted(rows[first])
    if len(above) < _LEAST_COLUMNS:
        return first + 1
    for index in range(first + 1, len(rows)):
        pieces = parted(rows[index])
        step = row_box(rows[index]).bottom - row_box(rows[index - 1]).bottom
        size = max(token.style.size for token in rows[index])
        if len(pieces) != len(above) or step > _MAX_PITCH * size or not all(map(_is_under, above, pieces)):
            return index
        above = pieces
    return len(rows)


def _is_under(above: Row, below: Row) -> bool:
    """Say whether two pieces share their left edge, their right edge or their middle."""
    a, b = row_box(above), row_box(below)
    return min(abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2) <= _ALIGNED
