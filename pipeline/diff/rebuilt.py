"""Passages as blocks again: items in their lists, quotations whole, tables and pictures as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.diff.passages import Form, Kind, Passage
from pipeline.frozen import frozen
from pipeline.lists import Entry, gather
from pipeline.model import (
    Block,
    Break,
    Cell,
    Figure,
    Inline,
    Link,
    List,
    ListItem,
    NoteRef,
    Paragraph,
    Quote,
    Row,
    Table,
    Text,
)


@frozen
class Rebuilt:
    """How blocks are made of passages: the name of each, what stands for a reference to a note, and for a heading."""

    name: Callable[[Passage], str]
    note: Callable[[str], Inline]
    heading: Callable[[Passage, tuple[Inline, ...]], Block]

    def blocks(self, passages: Iterable[Passage]) -> Iterator[Block]:
        """Yield the blocks; a caption stands with its table or picture."""
        apart = (passage for passage in passages if passage.form.kind is not Kind.CAPTION)
        for is_quoted, group in groupby(apart, key=lambda p: p.form.quoted):
            blocks = self._blocks(list(group))
            quoted = (block for block in blocks if isinstance(block, Paragraph | List))
            yield from (Quote(tuple(quoted)),) if is_quoted else blocks

    def _blocks(self, passages: Sequence[Passage]) -> Iterator[Block]:
        for is_listed, group in groupby(passages, key=lambda p: _is_listed(p.form)):
            if is_listed:
                yield from gather([self._entry(p) for p in group])
            else:
                yield from map(self._block, group)

    def _entry(self, passage: Passage) -> Entry:
        form, inlines, name = passage.form, tuple(self.inlines(passage.inlines)), self.name(passage)
        node: ListItem | Paragraph
        node = ListItem(inlines, name) if form.kind is Kind.ITEM else Paragraph(inlines, name)
        return Entry(form.level, form.marker, node, form.start if form.start != 1 else 0)

    def _block(self, passage: Passage) -> Block:
        name = self.name(passage)
        if isinstance(passage.content, Figure):
            return replace(passage.content, id=name, caption=tuple(self.inlines(passage.content.caption)))
        if isinstance(passage.content, Table):
            return self._table(passage.content, name)
        words = tuple(self.inlines(passage.inlines))
        return self.heading(passage, words) if passage.form.kind is Kind.HEADING else Paragraph(words, name)

    def _table(self, table: Table, name: str) -> Table:
        head, body = (
            tuple(Row(tuple(self._cell(cell) for cell in row.cells)) for row in rows)
            for rows in (table.head, table.body)
        )
        return replace(table, id=name, head=head, body=body, caption=tuple(self.inlines(table.caption)))

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, inlines=tuple(self.inlines(cell.inlines)))

    def inlines(self, inlines: Iterable[Inline]) -> Iterator[Inline]:
        """Yield inlines with their references replaced, and without links into parts that may not be shown."""
        for inline in inlines:
            match inline:
                case Text() | Break():
                    yield inline
                case NoteRef(name):
                    yield self.note(name)
                case Link() if inline.target.startswith("#"):
                    yield from self.inlines(inline.inlines)
                case _:
                    yield replace(inline, inlines=tuple(self.inlines(inline.inlines)))


def _is_listed(form: Form) -> bool:
    return form.kind is Kind.ITEM or (form.kind is Kind.PARAGRAPH and form.level > 0)
