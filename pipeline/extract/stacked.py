"""Rows that a producer stacked inside one row of a grid: a name on each line, and on the same line its values.

No line parts them, but a person reads each line by itself. Two cells of running text, whose lines also stand level, are
told apart from that by their values: one column beside the names holds little but numbers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.found import Merged
from pipeline.extract.sheet import Strip

_LEVEL = 0.4  # lines whose feet differ by less than this share of the font size are level
_VALUES = 0.7  # this share of a column's lines are values
_NAMED = 0.6  # this share of the names have values on their line
_FEW, _SHORT = 2, 3  # of so few rows, each name holds at most so many words, and each value is a bare number
_BARE = re.compile(r"[<>≥≤±~]?\s?\d[\d\s.,]*%?|[-–—]")
Cells = list[list[Strip]]


def unstacked(rows: Sequence[Cells], merged: Sequence[Merged]) -> tuple[list[Cells], tuple[Merged, ...]]:
    """Return the rows of a table with stacked ones parted, and its merged cells where they are then."""
    held = {row for cell in merged for row in range(cell.row, cell.row + cell.rowspan)}
    found: list[Cells] = []
    places: list[int] = []
    for number, row in enumerate(rows):
        places.append(len(found))
        found += [row] if number in held else _parted(row)
    return found, tuple(cell._replace(row=places[cell.row]) for cell in merged)


def _parted(row: Cells) -> list[Cells]:
    """Return the rows that one row holds; it alone when it is no stack."""
    names, *others = row
    columns = [cell for cell in others if _are_values(cell, names)]
    starts = sorted({i for cell in columns for line in cell if (i := _level(line, names)) is not None})
    if len(starts) < 2 or len(starts) < _NAMED * len(names) or (len(starts) <= _FEW and not _are_bare(names, columns)):
        return [row]
    feet = [float("-inf"), *(names[index].box.bottom for index in starts if index)]
    return [[_between(cell, a, b) for cell in row] for a, b in zip(feet, [*feet[1:], float("inf")], strict=True)]


def _are_values(cell: Sequence[Strip], names: Sequence[Strip]) -> bool:
    level = [line for line in cell if _level(line, names) is not None]
    return len(level) > 1 and sum(map(_is_value, level)) >= _VALUES * len(level) and len(level) >= _VALUES * len(cell)


def _is_value(line: Strip) -> bool:
    return len(line.tokens) <= _SHORT and (any(map(str.isdigit, line.text)) or not any(map(str.isalnum, line.text)))


def _are_bare(names: Sequence[Strip], columns: Sequence[Sequence[Strip]]) -> bool:
    short = all(len(line.tokens) <= _SHORT for line in names)
    return short and all(_BARE.fullmatch(line.text) for cell in columns for line in cell)


def _level(line: Strip, names: Sequence[Strip]) -> int | None:
    """Return which of the names a line stands level with, or None."""
    near = (i for i, name in enumerate(names) if abs(name.box.bottom - line.box.bottom) <= _LEVEL * name.size)
    return next(near, None)


def _between(cell: Sequence[Strip], first: float, end: float) -> list[Strip]:
    """Return the lines of a cell that stand from one line's foot to the next one's."""
    return [line for line in cell if first - _LEVEL * line.size <= line.box.bottom < end - _LEVEL * line.size]
