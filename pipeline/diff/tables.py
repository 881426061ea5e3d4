"""Two tables compared: rows and columns by what they are called, cells word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from pipeline.diff.match import Course, match
from pipeline.diff.passages import grid
from pipeline.diff.tokens import Look, Word, words
from pipeline.diff.words import Fate, Span, compare_words
from pipeline.frozen import frozen
from pipeline.model import Cell, Table, place
from pipeline.model import Row as TableRow

SEPARATOR = " | "


@frozen
class Line:
    """A row or a column to be matched: its place, counted from 0, the words that name it, and all of its words."""

    index: int
    id: str
    words: str
    family: str
    section: str = ""


@frozen
class CellStep:
    """A cell and what became of its words; `course` is that of its column, or of its row."""

    course: Course
    spans: tuple[Span[Look], ...]
    cell: Cell

    @property
    def is_changed(self) -> bool:
        """Whether any word, or any word's look, differs."""
        return any(s.fate is not Fate.SAME or any(a.look != b.look for a, b in zip(s.old, s.new, strict=True))
                   for s in self.spans)  # fmt: skip


@frozen
class ColumnStep:
    """A column and what became of it: its old and its new place, counted from 0 (-1: there is none), and its head."""

    course: Course
    old: int
    new: int
    name: str


@frozen
class RowStep:
    """A row and what became of it: the places of the old and the new row, counted from 0 (-1: there is none)."""

    course: Course
    old: int
    new: int
    heads: bool
    cells: tuple[CellStep, ...]

    @property
    def is_changed(self) -> bool:
        """Whether the row is new, gone or moved, or a cell differs."""
        return self.course is not Course.KEPT or any(cell.is_changed for cell in self.cells)


@frozen
class TableStep:
    """Two tables: their columns, in order, if each row has a cell for each of them, and their rows."""

    columns: tuple[ColumnStep, ...]
    rows: tuple[RowStep, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in the table differs."""
        return any(row.is_changed for row in self.rows) or bool(self.remade)

    @property
    def remade(self) -> tuple[ColumnStep, ...]:
        """The columns that are new or gone, or have moved (where they are now)."""
        return tuple(column for column in self.columns if column.course not in (Course.KEPT, Course.LEFT))


def compare_tables(old: Table, new: Table) -> TableStep:
    """Compare two tables. Columns are matched one by one only where no cell of a row reaches over several."""
    columns = _columns(old, new)
    sides = [*old.head, *old.body], [*new.head, *new.body]
    rows = []
    for step in match(_row_lines(old), _row_lines(new), parts=False):
        i, j = (line[0].index if line else -1 for line in (step.old, step.new))
        before, after = (side[n].cells if n >= 0 else () for side, n in zip(sides, (i, j), strict=True))
        heads = j < len(new.head) if j >= 0 else i < len(old.head)
        rows.append(RowStep(step.course, i, j, heads, _cells(before, after, step.course, columns)))
    return TableStep(columns, tuple(rows))


def _row_lines(table: Table) -> list[Line]:
    lines = [SEPARATOR.join(row) for row in grid(table)]
    names = _unique([row[0] if row else "" for row in grid(table)])
    heads = len(table.head)
    return [Line(n, name, words, "head" if n < heads else "body")
            for n, (name, words) in enumerate(zip(names, lines, strict=True))]  # fmt: skip


def _columns(old: Table, new: Table) -> tuple[ColumnStep, ...]:
    """Return the columns of tables in which no cell covers several."""
    if not (_is_plain(old) and _is_plain(new)):
        return ()
    steps = match(_column_lines(old), _column_lines(new), parts=False)
    return tuple(_column(step.course, step.old, step.new) for step in steps)


def _column(course: Course, old: Sequence[Line], new: Sequence[Line]) -> ColumnStep:
    name = (new or old)[0].words.partition(SEPARATOR)[0]
    return ColumnStep(course, old[0].index if old else -1, new[0].index if new else -1, name)


def _column_lines(table: Table) -> list[Line]:
    columns = list(zip_longest(*grid(table), fillvalue=""))
    names = _unique([column[0] if table.head else "" for column in columns])
    if not table.head and columns:
        names[0] = "0"
    return [
        Line(n, name, SEPARATOR.join(column), "column")
        for n, (name, column) in enumerate(zip(names, columns, strict=True))
    ]


def _unique(names: Sequence[str]) -> list[str]:
    count = Counter(names)
    return [name if count[name] == 1 else "" for name in names]


def _is_plain(table: Table) -> bool:
    rows = [*place(table.head), *place(table.body)]
    return all(p.cell.colspan == p.cell.rowspan == 1 for row in rows for p in row)


def _cells(
    old: Sequence[Cell], new: Sequence[Cell], course: Course, columns: Sequence[ColumnStep]
) -> tuple[CellStep, ...]:
    places = [(c.course, c.old, c.new) for c in columns if c.course is not Course.LEFT]
    places = places or [(Course.KEPT, n, n) for n in range(max(len(old), len(new)))]
    made = []
    for column, i, j in places:
        before = old[i] if 0 <= i < len(old) else None
        after = new[j] if 0 <= j < len(new) else None
        if before or after:
            spans = compare_words(_tokens(before), _tokens(after))
            made.append(CellStep(column if course is Course.KEPT else course, spans, after or before or Cell(())))
    return tuple(made)


def _tokens(cell: Cell | None) -> list[Word]:
    return list(words(cell.inlines)) if cell else []


def row_of(table: Table, place_: int) -> TableRow:
    """Return a row by its place, counted from 0 over head and body."""
    return (*table.head, *table.body)[place_]


def first_line(table: Table) -> str:
    """Return the words of a table's first row, such as the names of its columns."""
    return next((SEPARATOR.join(row) for row in grid(table)), "")
