"""Step 2: tables: tokens in the cells of a grid or in aligned rows, header rows, tables that go on over a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from pipeline.extract.banded import find_bare, find_between, find_tagged, may_be_bare
from pipeline.extract.code import code_tokens
from pipeline.extract.columns import columns
from pipeline.extract.draft import Draft, Norm
from pipeline.extract.found import MOST_HEADS, Kind, Line, Merged, whole_head
from pipeline.extract.grid import Grid, find_grids, is_highlight
from pipeline.extract.lines import with_superscripts
from pipeline.extract.rows import Row, gather_rows
from pipeline.extract.sheet import Sheet, Strip, Token, strip_of
from pipeline.extract.stacked import unstacked
from pipeline.frozen import frozen

_FILLED = 0.34  # at least this share of a table's cells holds words
_APART = 0.8  # words that stand apart by this many font sizes stand in two columns
_NOTE = 0.92  # footnotes are set in at most this share of the body's size
_WIDTHS = 4.0  # columns whose widths differ by less than this many points go on over the page


@frozen
class Placed:
    """A table on its page, and its columns' widths in points."""

    draft: Draft
    widths: tuple[float, ...]


def take_tables(sheet: Sheet, code: frozenset[str] = frozenset()) -> tuple[Sheet, list[Placed]]:
    """Return the page without the words that stand in tables, and the tables: ruled ones first, each top to bottom.

    `code` names the fonts of lines of code, which make no table unless a grid does.
    """
    found: list[Placed] = []
    rules = sheet.rules
    for grid in find_grids(sheet.rules):
        cells = _cells(grid, sheet.tokens)
        if not _is_table(grid, cells) or is_highlight(grid, sheet.tokens):
            continue
        inside = {id(token) for tokens in cells.values() for token in tokens}
        found.append(_table(sheet.number, grid, cells))
        rules = tuple(rule for rule in rules if not grid.holds(rule))
        sheet = replace(sheet, tokens=tuple(token for token in sheet.tokens if id(token) not in inside))
    lines = code_tokens(sheet.tokens, code)
    for find in (find_tagged, lambda tokens: find_between(tokens, rules)):
        while table := find([token for token in sheet.tokens if id(token) not in lines]):
            found.append(_banded(sheet.number, table.rows))
            sheet = _without(sheet, table.tokens)
    for column in columns(sheet.tokens, sheet.width) if may_be_bare(sheet.tokens) else ():
        tokens = [token for row in column for token in row if id(token) not in lines]
        while table := find_bare(tokens):
            found.append(_banded(sheet.number, table.rows))
            sheet = _without(sheet, table.tokens)
            tokens = [token for token in tokens if token not in table.tokens]
    return sheet, found


def _without(sheet: Sheet, tokens: Sequence[Token]) -> Sheet:
    inside = {id(token) for token in tokens}
    return replace(sheet, tokens=tuple(token for token in sheet.tokens if id(token) not in inside))


def _banded(page: int, rows: Sequence[Sequence[Sequence[Row]]]) -> Placed:
    """Return a table without rules; its columns are as wide as from one's left edge to the next one's."""
    strips = [[[_strip(page, line) for line in cell] for cell in row] for row in rows]
    lines = tuple(tuple(_lines(cell) for cell in row) for row in strips)
    every = tuple(strip for row in strips for cell in row for strip in cell)
    lefts = [min(line.box.x0 for cell in column for line in cell) for column in zip(*strips, strict=True)]
    widths = tuple(b - a for a, b in pairwise([*lefts, max(strip.box.x1 for strip in every)]))
    return Placed(Draft(every, Kind.TABLE, rows=lines, head_rows=_head_rows(strips) or _named(rows)), widths)


def _named(rows: Sequence[Sequence[Sequence[Row]]]) -> int:
    """Return 1 if the first row names columns of numbers: it has none below its first cell, or years."""
    numbers = [sum(_begins(cell).isdigit() for cell in row[1:]) for row in rows]
    return int(2 * sum(numbers[1:]) > sum(len(row) - 1 for row in rows[1:]) and not _begins(rows[0][0]).isdigit())


def _begins(cell: Sequence[Row]) -> str:
    """Return the first character of a cell, or nothing."""
    return cell[0][0].text[:1] if cell else ""


Cells = dict[tuple[int, int], list[Token]]


def _cells(grid: Grid, tokens: Sequence[Token]) -> Cells:
    """Return the words of each slot; where columns of words stand apart in a span, a missing line parts them, too."""
    closed = frozenset(slot for slot in grid.open_right if _stands_apart(grid, slot, tokens))
    grid = replace(grid, open_right=grid.open_right - closed)
    cells: Cells = {}
    for token in tokens:
        if slot := grid.slot(token.box):
            cells.setdefault(slot, []).append(token)
    return cells


def _stands_apart(grid: Grid, slot: tuple[int, int], tokens: Sequence[Token]) -> bool:
    """Say whether words stand on both sides of where a line is missing, and wide white space between them."""
    (row, column), place = slot, grid.xs[slot[1] + 1]
    inside = [t for t in tokens if grid.ys[row] <= (t.box.top + t.box.bottom) / 2 < grid.ys[row + 1]]
    near = [t for t in inside if t.box.x1 > grid.xs[column] and t.box.x0 < grid.xs[column + 2]]
    left = [t.box.x1 for t in near if t.box.x0 + t.box.x1 < 2 * place]
    right = [t.box.x0 for t in near if t.box.x0 + t.box.x1 >= 2 * place]
    return bool(left and right) and min(right) - max(left) >= _APART * near[0].style.size


def _is_table(grid: Grid, cells: Cells) -> bool:
    """Say whether words stand in several rows and several columns: a frame or a chart is no table."""
    rows, columns = {row for row, _column in cells}, {column for _row, column in cells}
    slots = len(rows) * len(columns)
    return len(rows) > 1 and len(columns) > 1 and len(cells) >= _FILLED * slots and len(grid.xs) > 2


def _table(page: int, grid: Grid, cells: Cells) -> Placed:
    rows = sorted({row for row, _column in cells})
    columns = sorted({column for _row, column in cells})
    strips = {slot: [_strip(page, row) for row in gather_rows(tokens)] for slot, tokens in cells.items()}
    table = [[strips.get((row, column), []) for column in columns] for row in rows]
    table, merged = unstacked(table, _merged(grid, rows, columns))
    every = tuple(strip for row in table for cell in row for strip in cell)
    edges = [grid.xs[column] for column in columns] + [grid.xs[-1]]
    widths = tuple(b - a for a, b in pairwise(edges))
    heads = whole_head(_head_rows(table), merged, len(table))
    lines = tuple(tuple(map(_lines, row)) for row in table)
    return Placed(Draft(every, Kind.TABLE, rows=lines, head_rows=heads, merged=merged), widths)


def _merged(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> tuple[Merged, ...]:
    """Return the cells of the used rows and columns that go on where no line parts slots."""
    found: list[Merged] = []
    for r, row in enumerate(rows):
        for c, column in enumerate(columns):
            if grid.slot_of(row, column) != (row, column):
                continue
            down = _count(grid.slot_of(other, column) == (row, column) for other in rows[r:])
            right = _count(grid.slot_of(row, other) == (row, column) for other in columns[c:])
            if down > 1 or right > 1:
                found.append(Merged(r, c, down, right))
    return tuple(found)


def _count(held: Iterable[bool]) -> int:
    """Return how many hold before the first that does not."""
    return sum(1 for _held in takewhile(bool, held))


def _strip(page: int, row: Row) -> Strip:
    return with_superscripts(strip_of(page, row))


def _lines(strips: Sequence[Strip]) -> tuple[Line, ...]:
    return tuple(strip.line() for strip in strips)


def _head_rows(rows: Sequence[Sequence[Sequence[Strip]]]) -> int:
    """Return how many rows at the top name columns: those that are bold or of another colour, while others are not."""
    heavy = [_is_heavy([strip for cell in row for strip in cell], rows) for row in rows]
    first = next((index for index, head in enumerate(heavy) if not head), len(rows))
    return first if first < len(rows) and first <= MOST_HEADS else 0


def _is_heavy(strips: Sequence[Strip], rows: Sequence[Sequence[Sequence[Strip]]]) -> bool:
    colors = [strip.style.color for row in rows for cell in row for strip in cell]
    usual = max(sorted(set(colors)), key=colors.count)
    return bool(strips) and all(strip.style.bold or strip.style.color != usual for strip in strips)


def join_tables(pages: Sequence[Sequence[Placed | Strip]], norm: Norm) -> list[list[Draft | Strip]]:
    """Join a table that ends a page with the one that begins the next, if their columns are alike.

    Footnotes may stand between the two if the second repeats the header of the first. Rows that repeat the header are
    left out of the joined table's rows, not of its strips.
    """
    found: list[list[Draft | Strip]] = []
    last: Placed | None = None
    place, noted = (0, 0), False
    for page in pages:
        found.append([])
        for index, item in enumerate(page):
            if isinstance(item, Strip):
                found[-1].append(item)
                last, noted = (last if item.size <= _NOTE * norm.size else None), True
            elif index == 0 and last is not None and _goes_on(last, item, repeats=noted):
                last = Placed(_joined(last.draft, item.draft), item.widths)
                found[place[0]][place[1]] = last.draft
            else:
                place, noted = (len(found) - 1, len(found[-1])), False
                found[-1].append(item.draft)
                last = item
    return found


def _goes_on(table: Placed, rest: Placed, *, repeats: bool) -> bool:
    """Say whether a table goes on with another one: its columns are as wide, and, if asked for, its header the same."""
    if len(table.widths) != len(rest.widths) or (repeats and not _repeats_head(table.draft, rest.draft)):
        return False
    return all(abs(a - b) <= _WIDTHS for a, b in zip(table.widths, rest.widths, strict=True))


def _repeats_head(table: Draft, rest: Draft) -> bool:
    heads = [[_text(cell) for cell in row] for row in table.rows[: table.head_rows]]
    return bool(heads) and [[_text(cell) for cell in row] for row in rest.rows[: len(heads)]] == heads


def _joined(table: Draft, rest: Draft) -> Draft:
    left_out = table.head_rows if _repeats_head(table, rest) else 0
    down = len(table.rows) - left_out
    merged = tuple(cell._replace(row=cell.row + down) for cell in rest.merged if cell.row >= left_out)
    rows = table.rows + rest.rows[left_out:]
    return replace(table, strips=table.strips + rest.strips, rows=rows, merged=table.merged + merged)


def _text(cell: Sequence[Line]) -> str:
    return " ".join(line.text for line in cell)


def repeated_heads(drafts: Sequence[Draft]) -> list[Strip]:
    """Return the strips of tables that are in none of their cells: headers that were repeated on a further page."""
    tables = [draft for draft in drafts if draft.kind is Kind.TABLE]
    cells = {line for table in tables for row in table.rows for cell in row for line in cell}
    return [strip for table in tables for strip in table.strips if strip.line() not in cells]


def insert_tables(strips: Sequence[Strip], tables: Sequence[Placed]) -> list[Placed | Strip]:
    """Return a page's strips with its tables among them: each before the first strip that stands below its top."""
    items: list[Placed | Strip] = list(strips)
    for table in tables:
        top = min(strip.box.top for strip in table.draft.strips)
        beside = [(n, item) for n, item in enumerate(items) if isinstance(item, Strip) and _beside(item, table)]
        below = (n for n, strip in beside if strip.box.top >= top)
        items.insert(next(below, beside[-1][0] + 1 if beside else len(items)), table)
    return items


def _beside(strip: Strip, table: Placed) -> bool:
    """Say whether a strip stands in the column that the table stands in."""
    left = min(line.box.x0 for line in table.draft.strips)
    right = max(line.box.x1 for line in table.draft.strips)
    return strip.right > left and strip.left < right
