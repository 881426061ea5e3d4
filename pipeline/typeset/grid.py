"""How wide the columns of tables are, and how small the letters of those with many columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import sqrt

from pipeline.model import Table, column_count, place
from pipeline.typeset.style import TableStyle, TextStyle
from pipeline.typeset.words import plain

Measure = Callable[[str, TextStyle, bool], float]
"""What the words of a cell need in a style, in points; the last argument tells whether they name their row."""

# From so many columns on the letters may be smaller, down to this size, and the cells' sides closer; both in points.
CROWDED = 6
SMALLEST, LEAST_PADDING = 7.0, 1.5
NAMES = 0.25  # of the room: the column of names beside one of short facts


def share(room: float, least: Sequence[float], natural: Sequence[float]) -> list[float]:
    """Share `room` among columns, in points, by their widest words (`least`) and longest texts (`natural`).

    Columns that need little get it, and the others share the rest by the root of what they hold.

    >>> share(100, [10, 10], [20, 30])
    [40.0, 60.0]
    >>> share(100, [80, 120], [200, 300])
    [40.0, 60.0]
    >>> share(120, [40, 20], [50, 400])
    [40.0, 80.0]
    >>> share(120, [80, 10, 10], [100, 15, 15])
    [90.0, 15.0, 15.0]
    """
    if sum(natural) <= room:
        return [room * need / (sum(natural) or 1) for need in natural]
    if sum(least) >= room:
        return _crowded(room, least)
    widths: dict[int, float] = {}
    while open_ := [column for column in range(len(least)) if column not in widths]:
        rest = room - sum(widths.values())
        total = sum(sqrt(natural[column]) for column in open_)
        shares = {column: rest * sqrt(natural[column]) / total for column in open_}
        # Columns that would get too little are settled first: what they take changes the shares of the others.
        widths |= {c: least[c] for c in open_ if shares[c] < least[c]} or (
            {c: natural[c] for c in open_ if shares[c] > natural[c]} or shares
        )
    settled = [widths[column] for column in range(len(least))]
    # When columns were settled at their least and then others at what they need, some room may be left.
    wants = [max(0.0, need - width) for need, width in zip(natural, settled, strict=True)]
    spare = (room - sum(settled)) / (sum(wants) or 1)
    return [width + spare * want for width, want in zip(settled, wants, strict=True)]


def _crowded(room: float, least: Sequence[float]) -> list[float]:
    """Share too little room, in points: columns that need less than their part of it keep their words whole.

    >>> _crowded(100, [80, 120]), _crowded(120, [10, 80, 80])
    ([40.0, 60.0], [10, 55.0, 55.0])
    """
    widths = {column: need for column, need in enumerate(least) if need <= room / len(least)}
    others = {column: need for column, need in enumerate(least) if column not in widths}
    part = (room - sum(widths.values())) / (sum(others.values()) or 1)
    return [widths.get(column, need * part) for column, need in enumerate(least)]


def columns(room: float, least: Sequence[float], natural: Sequence[float], named: bool) -> list[float]:
    """Share `room` among columns, in points; when they are `named`, the first names the rows.

    Names with one short fact each stand in a quarter of the room, so that the eye does not lose the row between them.

    >>> columns(120, [20, 30], [25, 60], named=True)
    [30.0, 90.0]
    >>> columns(120, [20, 30], [25, 60], named=False)[0] > 30
    True
    """
    if not (named and least):
        return share(room, least, natural)
    names = max(natural[0], NAMES * room)
    if len(least) == 2 and names + natural[1] <= room:
        return [names, room - names]
    return share(room, with_whole_names(room, least, natural), natural)


def with_whole_names(room: float, least: Sequence[float], natural: Sequence[float]) -> list[float]:
    """Return what columns need at least when the first names the rows: its share of the room for whole names.

    That is a third at most. So tables with the same names have the same columns, whatever else they hold.

    >>> with_whole_names(120, [20, 30], [35, 400])
    [35, 30]
    >>> with_whole_names(120, [20, 30], [90, 400])
    [40.0, 30]
    >>> with_whole_names(45, [14, 31], [35, 400])
    [14, 31]
    """
    names = max(least[0], min(natural[0], room / max(3, len(least))))
    whole = [names, *least[1:]]
    return whole if sum(whole) <= room else list(least)


def column_needs(table: Table, style: TableStyle, measure: Measure) -> list[float]:
    """Return the largest measure of a cell in each column; cells over several columns are left out."""
    needs = [0.0] * column_count(table)
    for rows, look in ((table.head, style.head), (table.body, style.cell)):
        for placed in (placed for row in place(rows) for placed in row if placed.cell.colspan == 1):
            names = table.row_headings and placed.column == 0
            needs[placed.column] = max(needs[placed.column], measure(plain(placed.cell.inlines), look, names))
    return needs


def fitted(table: Table, style: TableStyle, width: float, measure: Measure) -> TableStyle:
    """Return the style of a table with smaller letters and closer sides where many columns need more than a width.

    `measure` is what the words of a cell need to stand unbroken, in points as the width is.
    """
    count = column_count(table)
    if count < CROWDED:
        return style
    need = sum(column_needs(table, style, measure))
    scale = max(width / (need + 2 * style.padding_x * count), SMALLEST / style.cell.size)
    padding = max(LEAST_PADDING, min(style.padding_x * scale, (width - need * scale) / (2 * count)))
    return _scaled(style, scale, padding) if scale < 1 else style


def _scaled(style: TableStyle, scale: float, padding: float) -> TableStyle:
    head, cell = (
        replace(text, size=text.size * scale, leading=text.leading * scale) for text in (style.head, style.cell)
    )
    return replace(style, head=head, cell=cell, padding_x=padding, padding_y=style.padding_y * scale)
