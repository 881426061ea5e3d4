"""Ruled tables: drawn lines, and the edges of shaded cells, to a grid of cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_

from pipeline.extract.drawing import Outline
from pipeline.extract.rows import gather_rows
from pipeline.extract.sheet import Token
from pipeline.frozen import frozen
from pipeline.model import Box

_THIN = 3.0  # a path thinner than this many points is a line
_SEAM = 0.35  # shades whose edges are closer than this many points are one
_BACK = 60  # so many shades are looked back at
WHITE = 0xFFFFFF
_SNAP = 3.0  # lines closer than this, in points, are one line
_LEAST = 8.0  # a row or column is at least this many points high or wide
_MAX_RULES = 1_500
_OVER = 1.0  # text lies over a line when it reaches so many points beyond it
_WORD_SPACE = 0.4  # words of one line stand apart by at most this share of the font size


@frozen
class Grid:
    """A table's lines: the places of its columns' and rows' edges, and where no line parts two neighbours.

    `open_right` holds (row, column) of slots that go on into the next column, `open_below` into the next row.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    open_right: frozenset[tuple[int, int]]
    open_below: frozenset[tuple[int, int]]

    @property
    def box(self) -> Box:
        """Return the box around the whole grid."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def holds(self, rule: Box) -> bool:
        """Say whether a rule belongs to the grid: whether it lies inside its box."""
        return _holds(self.box, Box(rule.x0 + 2, rule.top + 2, rule.x1 - 2, rule.bottom - 2))

    def slot(self, box: Box) -> tuple[int, int] | None:
        """Return row and column of the slot that holds the middle of a box, its span's first slot, or None."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        column = next((i for i in range(len(self.xs) - 1) if self.xs[i] <= x < self.xs[i + 1]), None)
        row = next((i for i in range(len(self.ys) - 1) if self.ys[i] <= y < self.ys[i + 1]), None)
        return None if row is None or column is None else self.slot_of(row, column)

    def slot_of(self, row: int, column: int) -> tuple[int, int]:
        """Return the first slot of the span that a slot belongs to."""
        while (row, column - 1) in self.open_right:
            column -= 1
        while (row - 1, column) in self.open_below:
            row -= 1
        return row, column


def rules(outlines: Sequence[Outline]) -> tuple[Box, ...]:
    """Return the drawn lines: thin paths, the four sides of frames, and the edges between shades of unlike colour."""
    lines = [outline.box for outline in outlines if _is_thin(outline.box)]
    frames = [outline.box for outline in outlines if not _is_thin(outline.box) and outline.fill is None]
    return (*lines, *(side for box in frames + _shades(outlines) for side in _sides(box)))


def _is_thin(box: Box) -> bool:
    return box.x1 - box.x0 <= _THIN or box.bottom - box.top <= _THIN


def _sides(box: Box) -> tuple[Box, ...]:
    return (
        Box(box.x0, box.top, box.x1, box.top),
        Box(box.x0, box.bottom, box.x1, box.bottom),
        Box(box.x0, box.top, box.x0, box.bottom),
        Box(box.x1, box.top, box.x1, box.bottom),
    )


def _shades(outlines: Sequence[Outline]) -> list[Box]:
    """Return the shaded areas: a shade inside one of its own colour is a line's, and shades that abut are one."""
    shades = [
        (outline.fill, outline.box) for outline in outlines if outline.fill is not None and not _is_thin(outline.box)
    ]
    outer: list[tuple[int, Box]] = []
    for fill, box in sorted(
        shades, key=lambda shade: (shade[1].top, shade[1].x0, -shade[1].bottom, -shade[1].x1, shade[0])
    ):
        if fill == WHITE or any(fill == other and _holds(area, box) for other, area in outer[-_BACK:]):
            continue
        above = next(
            (i for i in range(len(outer) - 1, max(-1, len(outer) - _BACK), -1) if _abuts(outer[i], (fill, box))), None
        )
        if above is None:
            outer.append((fill, box))
        else:
            outer[above] = fill, outer[above][1] | box
    return [box for _fill, box in outer]


def _holds(area: Box, box: Box) -> bool:
    across = area.x0 - 1 <= box.x0 and box.x1 <= area.x1 + 1
    return across and area.top - 1 <= box.top and box.bottom <= area.bottom + 1


def _abuts(above: tuple[int, Box], shade: tuple[int, Box]) -> bool:
    a, b = above[1], shade[1]
    return above[0] == shade[0] and abs(a.x0 - b.x0) < 1 and abs(a.x1 - b.x1) < 1 and abs(b.top - a.bottom) < _SEAM


def find_grids(rules: Sequence[Box]) -> list[Grid]:
    """Return the grids that a page's rules draw, from top to bottom: at least two rows or columns, and three slots."""
    lines = sorted(set(rules), key=lambda box: (box.top, box.x0, box.bottom, box.x1))[:_MAX_RULES]
    grids = [grid for group in _connected(lines) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.box.top, grid.box.x0))


def _connected(lines: Sequence[Box]) -> list[list[Box]]:
    """Gather lines that touch into groups."""
    groups: list[tuple[Box, list[Box]]] = []
    for line in lines:
        touched = [group for group in groups if _near(group[0], line) and any(_near(other, line) for other in group[1])]
        box, members = line, [line]
        for group in touched:
            box, members = box | group[0], group[1] + members
            groups.remove(group)
        groups.append((box, members))
    return [members for _box, members in groups if len(members) >= 4]


def _near(a: Box, b: Box) -> bool:
    across = a.x0 - _SNAP <= b.x1 and b.x0 - _SNAP <= a.x1
    return across and a.top - _SNAP <= b.bottom and b.top - _SNAP <= a.bottom


def _grid(lines: Sequence[Box]) -> Grid | None:
    level = [line for line in lines if line.x1 - line.x0 >= line.bottom - line.top and line.x1 - line.x0 >= _LEAST]
    upright = [
        line for line in lines if line.bottom - line.top > line.x1 - line.x0 and line.bottom - line.top >= _LEAST
    ]
    if not level or not upright:
        return None
    box = reduce(or_, lines)
    xs = _places([box.x0, box.x1, *((line.x0 + line.x1) / 2 for line in upright)])
    ys = _places([box.top, box.bottom, *((line.top + line.bottom) / 2 for line in level)])
    if len(xs) < 2 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) < 3:
        return None
    rows, columns = range(len(ys) - 1), range(len(xs) - 1)
    right = frozenset(
        (row, column)
        for row in rows
        for column in columns[:-1]
        if not _crosses(upright, xs[column + 1], (ys[row] + ys[row + 1]) / 2)
    )
    below = frozenset(
        (row, column)
        for row in rows[:-1]
        for column in columns
        if not _lies(level, ys[row + 1], (xs[column] + xs[column + 1]) / 2)
    )
    return Grid(xs, ys, right, below)


def _places(values: Iterable[float]) -> tuple[float, ...]:
    """Return the places of lines, those of one line taken together, and those too close for a slot left out."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _LEAST:
            found.append(round(value, 2))
    return tuple(found)


def _crosses(upright: Sequence[Box], x: float, y: float) -> bool:
    return any(
        abs((line.x0 + line.x1) / 2 - x) <= _LEAST and line.top - _SNAP <= y <= line.bottom + _SNAP for line in upright
    )


def _lies(level: Sequence[Box], y: float, x: float) -> bool:
    return any(
        abs((line.top + line.bottom) / 2 - y) <= _LEAST and line.x0 - _SNAP <= x <= line.x1 + _SNAP for line in level
    )


def is_highlight(grid: Grid, tokens: Sequence[Token]) -> bool:
    """Say whether text runs on over the edges inside a grid: then a shade sets words off."""
    inside = [token for token in tokens if grid.slot(token.box)]
    over = apart = 0
    for row in gather_rows(inside):
        for x in grid.xs[1:-1]:
            over += any(token.box.x0 < x - _OVER and token.box.x1 > x + _OVER for token in row)
            gaps = [b.box.x0 - a.box.x1 for a, b in pairwise(row) if a.box.x1 <= x + _OVER and b.box.x0 >= x - _OVER]
            over += any(gap < _WORD_SPACE * row[0].style.size for gap in gaps)
            apart += bool(gaps)
    return 2 * over > apart
