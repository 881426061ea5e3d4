"""The sections in which something changed and something stayed, as they read now, and what a change bar stands beside.

A bar stands beside what is new, moved or changed, row by row in a table; beside a passage that others were struck
before or after, since what is gone has no place of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.diff.changes import Comparison, Row
from pipeline.diff.match import Course
from pipeline.diff.passages import Form, Kind, Passage
from pipeline.lists import Entry, gather
from pipeline.model import (
    Block,
    Break,
    Cell,
    Figure,
    Footnote,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    NoteRef,
    Paragraph,
    Quote,
    Table,
    Text,
)
from pipeline.model import Row as TableRow

_GONE = (Course.STRUCK, Course.LEFT)
DEEPEST = 4  # level of a heading


class Reading:
    """One comparison's changed sections; `part` tells its names apart from those of other comparisons."""

    def __init__(self, part: int, comparison: Comparison) -> None:
        self.part, self.comparison = part, comparison
        sections = list(_sections(comparison.text))
        self.rows = [row for section in sections if _is_mixed(section) for row in section]
        self._standing = [row for row in self.rows if row.course not in _GONE]

    def blocks(self, depth: int) -> Iterator[Block]:
        """Yield the sections' blocks, their headings `depth` levels lower than they are."""
        passages = [p for row in self._standing for p in row.step.new if p.form.kind is not Kind.CAPTION]
        for is_quoted, group in groupby(passages, key=lambda p: p.form.quoted):
            blocks = self._blocks(list(group), depth)
            quoted = (block for block in blocks if isinstance(block, Paragraph | List))
            yield from (Quote(tuple(quoted)),) if is_quoted else blocks

    def notes(self) -> tuple[Footnote, ...]:
        """Return the footnotes that the sections refer to."""
        named = {name for row in self._standing for p in row.step.new for name in p.note_names}
        found = (note for note in self.comparison.new.document.notes if note.id in named)
        return tuple(replace(n, id=self._note(n.id), inlines=tuple(self._inlines(n.inlines))) for n in found)

    def bars(self) -> Iterator[str]:
        """Yield the names of what a bar stands beside."""
        for row in self._standing:
            if row.number:
                yield from self._barred(row)
        for before, row in pairwise(self.rows):
            beside = row if before.course in _GONE else before
            if (before.course in _GONE) != (row.course in _GONE) and beside.form.kind is not Kind.HEADING:
                yield self._name(beside.step.new[0])
        yield from (self._note(row.passage.id) for row in self.comparison.notes if row.number and row.step.new)

    def _barred(self, row: Row) -> Iterator[str]:
        if row.table and row.course is Course.KEPT:
            lines = (line.new for line in row.table.rows if line.is_changed and line.new >= 0)
            yield from (f"{self._name(row.passage)}/{line}" for line in lines)
        else:
            yield from map(self._name, row.step.new)

    def _name(self, passage: Passage) -> str:
        return f"lydelse-{self.part}-{passage.index}"

    def _note(self, name: str) -> str:
        return f"{self.part}-{name}"

    def _blocks(self, passages: Sequence[Passage], depth: int) -> Iterator[Block]:
        for is_listed, group in groupby(passages, key=lambda p: _is_listed(p.form)):
            if is_listed:
                yield from gather([self._entry(p) for p in group])
            else:
                yield from (self._block(p, depth) for p in group)

    def _entry(self, passage: Passage) -> Entry:
        form, inlines, name = passage.form, tuple(self._inlines(passage.inlines)), self._name(passage)
        node: ListItem | Paragraph
        node = ListItem(inlines, name) if form.kind is Kind.ITEM else Paragraph(inlines, name)
        return Entry(form.level, form.marker, node, form.start if form.start != 1 else 0)

    def _block(self, passage: Passage, depth: int) -> Block:
        name = self._name(passage)
        if isinstance(passage.content, Figure):
            return replace(passage.content, id=name, caption=tuple(self._inlines(passage.content.caption)))
        if isinstance(passage.content, Table):
            return self._table(passage.content, name)
        words = tuple(self._inlines(passage.inlines))
        if passage.form.kind is Kind.HEADING:
            return Heading(min(DEEPEST, passage.form.level + depth), words, name)
        return Paragraph(words, name)

    def _table(self, table: Table, name: str) -> Table:
        head, body = (
            tuple(TableRow(tuple(self._cell(cell) for cell in row.cells)) for row in rows)
            for rows in (table.head, table.body)
        )
        return replace(table, id=name, head=head, body=body, caption=tuple(self._inlines(table.caption)))

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, inlines=tuple(self._inlines(cell.inlines)))

    def _inlines(self, inlines: Iterable[Inline]) -> Iterator[Inline]:
        """Yield inlines with this reading's footnotes, and without links into parts that may not be shown."""
        for inline in inlines:
            match inline:
                case Text() | Break():
                    yield inline
                case NoteRef(name):
                    yield NoteRef(self._note(name))
                case Link() if inline.target.startswith("#"):
                    yield from self._inlines(inline.inlines)
                case _:
                    yield replace(inline, inlines=tuple(self._inlines(inline.inlines)))


def _sections(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Yield the rows under each heading, which begins them."""
    section: list[Row] = []
    for row in rows:
        if section and row.form.kind is Kind.HEADING and row.course not in _GONE:
            yield section
            section = []
        section.append(row)
    yield section


def _is_mixed(section: Sequence[Row]) -> bool:
    """Whether something changed in a section that is neither new nor gone as a whole."""
    return any(row.number for row in section) and any(row.course is Course.KEPT for row in section)


def _is_listed(form: Form) -> bool:
    return form.kind is Kind.ITEM or (form.kind is Kind.PARAGRAPH and form.level > 0)
