"""Read a table: its caption, the rows of its head, the rule, and the rows of its body."""

from __future__ import annotations

import re

from pipeline.markdown.cursor import Cursor
from pipeline.markdown.inlines import parse
from pipeline.model import Align, Cell, Row, Table
from pipeline.text import _

RULE = re.compile(r":?[-=]+:?")
ID = re.compile(r"(?:^|\s)\{#(?P<id>\w[\w.-]*)\}$")


def read_table(cursor: Cursor) -> Table:
    """Read the table that begins on the cursor's line. A row of another width is a problem."""
    origin = cursor.origin
    caption, id_ = _caption(cursor)
    grid: list[list[str]] = []
    while cursor.line.startswith("|"):
        grid.append(_cells(cursor.line))
        if len(grid[-1]) != len(grid[0]):
            what = _("The row has {n} columns, but the table's first row has {width}.")
            cursor.problem(what.format(n=len(grid[-1]), width=len(grid[0])), _("Give every row the same columns."))
        cursor.take()
    if not grid:
        what = _("No table follows its caption.")
        cursor.problem(what, _("Write the table below it, or remove the colon."), origin.line)
        return Table((), (), parse(caption), id=id_, origin=origin)
    rule = next((i for i, row in enumerate(grid) if all(RULE.fullmatch(cell) for cell in row)), None)
    if rule is None:
        cursor.problem(_("The table has no rule."), _("Put a row of |---| below its head."), origin.line)
        rule, grid = 0, [["---"], *grid]
    elif len(grid) == 1:
        cursor.problem(
            _("The table has no rows."), _("Write its rows above and below the rule, or remove it."), origin.line
        )
    return Table(
        head=_rows(grid[:rule]),
        body=_rows(grid[rule + 1 :]),
        caption=parse(caption),
        align=_aligns(grid[rule]),
        row_headings="=" in grid[rule][0],
        id=id_,
        origin=origin,
    )


def _caption(cursor: Cursor) -> tuple[str, str]:
    if not cursor.line.startswith(":"):
        return "", ""
    text = cursor.take()[1:].strip(" ")
    below = next((place for place in range(cursor.pos, len(cursor.lines)) if cursor.lines[place][1]), cursor.pos)
    if below < len(cursor.lines) and cursor.lines[below][1].startswith("|"):
        cursor.pos = below  # a person may well leave blank lines before the table
    match = ID.search(text)
    return (text[: match.start()].rstrip(" "), match["id"]) if match else (text, "")


def _cells(line: str) -> list[str]:
    inner = line.removeprefix("|").removesuffix("|")
    return [cell.strip(" ") for cell in re.findall(r"(?:\\.|[^|\\])+|(?<=\|)(?=\|)|^(?=\|)|(?<=\|)$", inner)]


def _aligns(rule: list[str]) -> tuple[Align, ...]:
    aligns = tuple(
        Align.CENTER if r.startswith(":") and r.endswith(":") else Align.RIGHT if r.endswith(":") else Align.LEFT
        for r in rule
    )
    return () if all(align is Align.LEFT for align in aligns) else aligns


def _rows(grid: list[list[str]]) -> tuple[Row, ...]:
    return tuple(
        Row(tuple(_cell(grid, r, c) for c, text in enumerate(row) if text not in ("<", "^")))
        for r, row in enumerate(grid)
    )


def _cell(grid: list[list[str]], r: int, c: int) -> Cell:
    colspan = 1
    while c + colspan < len(grid[r]) and grid[r][c + colspan] == "<":
        colspan += 1
    rowspan = 1
    while r + rowspan < len(grid) and c < len(grid[r + rowspan]) and grid[r + rowspan][c] == "^":
        rowspan += 1
    return Cell(parse(grid[r][c]), colspan, rowspan)
