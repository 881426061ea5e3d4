"""Blocks that stand beside each other without being columns of prose: a letterhead, terms and what they mean.

Read row by row their lines would be mixed; so where the right-hand pieces of neighbouring rows begin at one place, what
stands left is read before what stands right, entry by entry.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.extract.markers import read_mark
from pipeline.extract.rows import Row, pieces, row_box

GAP = 1.5  # pieces of a row stand apart by at least this many font sizes
_UNUSUAL = 2.2  # and by this many times the row's usual gap, which in justified lines may be wide
_TABULATED = 2.5  # where all gaps are at least this wide, they part the cells of a table
_NUMBER = re.compile(r"\[\d+\]|§?\d{1,2}(?:\.\d{1,2})*[.:]?[a-z]?")
_ALIGNED = 3.5  # right-hand pieces that begin within this many points of each other begin at one place
_MAX_PITCH = 3.2  # rows further apart than this many font sizes do not belong together
_ENTRY = 1.25  # a row this much further down than usual begins a new entry
_UNEVEN = 0.8  # rows beside each other differ by less than this many font sizes in height
_TABULAR = 0.8  # where this share of the rows has both sides, rows are read as rows


def parted(row: Row) -> list[Row]:
    """Return the pieces of a row: parted by gaps far wider than its others; a marker stays with its text."""
    size = max(token.style.size for token in row)
    spaces = sorted(b.box.x0 - a.box.x1 for a, b in pairwise(row))
    usual = spaces[(len(spaces) - 1) // 2] / max(size, 1.0) if len(spaces) > 1 else 0.0
    first, *rest = pieces(row, max(GAP, _UNUSUAL * usual) if usual < _TABULATED else GAP)
    if rest and _is_label(first):
        first, rest = first + rest[0], rest[1:]
    return [first, *rest]


def _is_label(piece: Row) -> bool:
    """Say whether the first piece of a row is a list's marker or the number of a heading or a paragraph."""
    text = piece[0].text
    return len(piece) <= 2 and (len(text) <= 1 or read_mark(text) is not None or bool(_NUMBER.fullmatch(text)))


def untangle(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the rows as lists of rows that are read one after the other."""
    found: list[list[Row]] = []
    index, fresh = 0, False
    while index < len(rows):
        level, place = _run(rows, index)
        uneven, middle = (index, 0.0) if level > index + 1 else _uneven(rows, index)
        if level > index + 1:
            found += _entries(rows[index:level], place)
        elif uneven > index:
            found += _sides(rows[index:uneven], middle)
        else:
            if not found or fresh:
                found.append([])
            found[-1] += _by_size(rows[index])
        end = max(level, uneven)
        fresh, index = end > index + 1, end
    return found


def _by_size(row: Row) -> list[Row]:
    """Return the pieces of a row as rows of their own where they differ in size: they belong to different blocks."""
    sides = parted(row)
    sizes = [max(token.style.size for token in side) for side in sides]
    return sides if len(sides) == 2 and max(sizes) > 1.07 * min(sizes) else [row]


def _run(rows: Sequence[Row], first: int) -> tuple[int, float]:
    """Return where the run of rows that begins at `first` ends, and where its right-hand pieces begin."""
    sides = parted(rows[first])
    if len(sides) != 2:
        return first + 1, 0.0
    place = sides[1][0].box.x0
    last = rights = first
    for index in range(first + 1, len(rows)):
        row, before = rows[index], rows[index - 1]
        size = max(token.style.size for token in row)
        step = row_box(row).bottom - row_box(before).bottom
        if step > _MAX_PITCH * size or any(_crosses(token.box.x0, token.box.x1, place) for token in row):
            break
        last = index
        if any(token.box.x0 >= place - _ALIGNED for token in row):
            rights = index
    rows_right = [row for row in rows[first : rights + 1] if row[-1].box.x0 >= place - _ALIGNED]
    starts = [next(token.box.x0 for token in row if token.box.x0 >= place - _ALIGNED) for row in rows_right]
    if last == first or median(abs(start - place) for start in starts) > _ALIGNED:
        return first + 1, 0.0
    return rights + 1, place


def _place(a: Row, b: Row) -> float:
    """Return where the right one of two rows begins."""
    return max(row_box(a).x0, row_box(b).x0)


def _uneven(rows: Sequence[Row], first: int) -> tuple[int, float]:
    """Return where a run of rows at unequal heights ends, such as a title and a date beside it, and what parts them.

    Where none begins at `first`, that is the end. It ends with the block at the left.
    """
    if first + 1 >= len(rows) or not _is_uneven(rows[first], rows[first + 1]):
        return first, 0.0
    place = _place(rows[first], rows[first + 1])
    lefts: list[Row] = []
    rights: list[Row] = []
    end = first
    for index in range(first, len(rows)):
        left, right = _halves(rows[index], place)
        step = row_box(rows[index]).bottom - row_box(rows[max(first, index - 1)]).bottom
        if step > _MAX_PITCH * rows[index][0].style.size or (
            left and row_box(left).x1 > place - GAP * left[0].style.size
        ):
            break
        if not right and len(rights) > 1 and lefts and not _is_near(lefts, left):
            break
        lefts += [left] if left else []
        rights += [right] if right else []
        end = index + 1
    return end if len(rights) > 1 and lefts and not _are_numbers(rights) else first, place


def _are_numbers(rights: Sequence[Row]) -> bool:
    """Say whether most of what stands right are lone numbers, such as the pages of a contents list."""
    numbers = sum(len(right) == 1 and right[0].text.isdigit() for right in rights)
    return 2 * numbers > sum(map(bool, rights))


def _halves(row: Row, place: float) -> tuple[Row, Row]:
    """Return the tokens of a row left of a place, and those that begin there or at its right."""
    left = [token for token in row if token.box.x0 < place - _ALIGNED]
    return left, [token for token in row if token.box.x0 >= place - _ALIGNED]


def _is_uneven(a: Row, b: Row) -> bool:
    """Say whether two rows stand beside each other, the one a little lower than the other."""
    one, two, size = row_box(a), row_box(b), max(token.style.size for token in (*a, *b))
    return abs(two.bottom - one.bottom) < _UNEVEN * size and max(two.x0 - one.x1, one.x0 - two.x1) > GAP * size


def _is_near(above: Sequence[Row], below: Row) -> bool:
    """Say whether a row belongs to the block of those above it: as large, and no further down than usual."""
    bottoms = [row_box(row).bottom for row in (*above, below)]
    *usual, step = [b - a for a, b in pairwise(bottoms)]
    return above[-1][0].style.size == below[0].style.size and step <= _ENTRY * min(usual, default=step)


def _sides(rows: Sequence[Row], place: float) -> list[list[Row]]:
    """Return what stands left of a place before what stands at its right."""
    halves = [_halves(row, place) for row in rows]
    return [[side for side in sides if side] for sides in zip(*halves, strict=True)]


def _crosses(x0: float, x1: float, place: float) -> bool:
    return x0 < place - _ALIGNED and x1 > place - _ALIGNED


def _entries(rows: Sequence[Row], place: float) -> list[list[Row]]:
    """Return each entry, its left side before its right side; of rows with both or with numbers, the rows."""
    lefts, rights = (list(side) for side in zip(*(_halves(row, place) for row in rows), strict=True))
    both = sum(bool(left) and bool(right) for left, right in zip(lefts, rights, strict=True))
    if _are_numbers(rights):
        return [list(rows)]
    if len(rows) > 2 and both >= _TABULAR * len(rows):
        sides = [[row for row in side if row] for side in (lefts, rights)]
        return sides if runs_on(lefts) and runs_on(rights) else [list(rows)]
    steps = [row_box(b).bottom - row_box(a).bottom for a, b in pairwise(rows)]
    usual = min(steps)
    starts = [0] + [i + 1 for i, step in enumerate(steps) if lefts[i + 1] and step > _ENTRY * usual]
    found: list[list[Row]] = []
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        found.append([row for side in (lefts, rights) for row in side[start:end] if row])
    return found


def runs_on(side: Sequence[Row]) -> bool:
    """Say whether the lines of a side are running text: most of them go on in the middle of a sentence."""
    lines = [row for row in side if row]
    onward = sum(_goes_on(a, b) for a, b in pairwise(lines))
    return len(lines) > 1 and 2 * onward >= len(lines) - 1 and sum(map(len, lines)) >= 2 * len(lines)


def _goes_on(above: Row, below: Row) -> bool:
    """Say whether a line begins with a lower-case word after one that ended nothing."""
    return below[0].text.islower() and len(below[0].text) > 1 and above[-1].text[-1] not in ".:;!?"
