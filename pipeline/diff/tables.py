"""Two tables compared: rows and columns by what they are called, cells word by word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from pipeline.diff.match import Course, match
from pipeline.diff.passages import grid
from pipeline.diff.tokens import Look, Word, words
from pipeline.diff.words import Fate, Span, compare_words
from pipeline.model import Cell, Table, place
from pipeline.model import Row as TableRow


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column to be matched: its place, counted from 0, the words that name it, and all of its words."""

    index: int
    id: str
    words: str
    family: str
    section: str = ""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class TableStep:
    """Two tables: the courses of their columns, in order, and their rows."""

    columns: tuple[Course, ...]
    rows: tuple[RowStep, ...]

    @property
    def is_changed(self) -> bool:
        """Whether anything in the table differs."""
        return any(row.is_changed for row in self.rows) or any(c is not Course.KEPT for c in self.columns)


def compare_tables(old: Table, new: Table) -> TableStep:
    """Compare two tables. Columns are matched one by one only where no cell of a row reaches over several."""
    pairs = _columns(old, new)
    sides = [*old.head, *old.body], [*new.head, *new.body]
    rows = []
    for step in match(_row_lines(old), _row_lines(new), parts=False):
        i, j = (line[0].index if line else -1 for line in (step.old, step.new))
        before, after = (side[n].cells if n >= 0 else () for side, n in zip(sides, (i, j), strict=True))
        heads = j < len(new.head) if j >= 0 else i < len(old.head)
        rows.append(RowStep(step.course, i, j, heads, _cells(before, after, step.course, pairs)))
    return TableStep(tuple(course for course, _i, _j in pairs), tuple(rows))


def _row_lines(table: Table) -> list[Line]:
    lines = [" | ".join(row) for row in grid(table)]
    names = _unique([row[0] if row else "" for row in grid(table)])
    heads = len(table.head)
    return [Line(n, name, words, "head" if n < heads else "body")
            for n, (name, words) in enumerate(zip(names, lines, strict=True))]  # fmt: skip


def _columns(old: Table, new: Table) -> list[tuple[Course, int, int]]:
    """Return the course of each column with its old and its new place."""
    if not (_is_plain(old) and _is_plain(new)):
        return []
    steps = match(_column_lines(old), _column_lines(new), parts=False)
    return [(s.course, s.old[0].index if s.old else -1, s.new[0].index if s.new else -1) for s in steps]


def _column_lines(table: Table) -> list[Line]:
    columns = list(zip_longest(*grid(table), fillvalue=""))
    names = _unique([column[0] if table.head else "" for column in columns])
    if not table.head and columns:
        names[0] = "0"
    return [
        Line(n, name, " | ".join(column), "column") for n, (name, column) in enumerate(zip(names, columns, strict=True))
    ]


def _unique(names: Sequence[str]) -> list[str]:
    count = Counter(names)
    return [name if count[name] == 1 else "" for name in names]


def _is_plain(table: Table) -> bool:
    rows = [*place(table.head), *place(table.body)]
    return all(p.cell.colspan == p.cell.rowspan == 1 for row in rows for p in row)


def _cells(
    old: Sequence[Cell], new: Sequence[Cell], course: Course, columns: Sequence[tuple[Course, int, int]]
) -> tuple[CellStep, ...]:
    if not columns:
        places = [(Course.KEPT, n, n) for n in range(max(len(old), len(new)))]
    else:
        places = [c for c in columns if c[0] is not Course.LEFT]
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
