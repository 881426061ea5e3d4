"""The sections in which something changed and something stayed, as they read now, and what a change bar stands beside.

A bar stands beside what is new, moved or changed, row by row in a table; beside a passage that others were struck
before or after, since what is gone has no place of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.diff.changes import Comparison, Row
from pipeline.diff.match import Course
from pipeline.diff.passages import Kind, Passage
from pipeline.diff.rebuilt import Rebuilt
from pipeline.model import Block, Footnote, Heading, Inline, NoteRef

_GONE = (Course.STRUCK, Course.LEFT)
# The levels of headings: the sections stand two levels lower than in their edition, and none lower than the deepest.
LOWER, DEEPEST = 2, 4


class Reading:
    """One comparison's changed sections; `part` tells its names apart from those of other comparisons."""

    def __init__(self, part: int, comparison: Comparison) -> None:
        self.part, self.comparison = part, comparison
        sections = list(_sections(comparison.text))
        self.rows = [row for section in sections if _is_mixed(section) for row in section]
        self._standing = [row for row in self.rows if row.course not in _GONE]
        self._rebuilt = Rebuilt(self._name, lambda name: NoteRef(self._note(name)), self._heading)

    def blocks(self) -> Iterator[Block]:
        """Yield the sections' blocks."""
        return self._rebuilt.blocks(passage for row in self._standing for passage in row.step.new)

    def notes(self) -> tuple[Footnote, ...]:
        """Return the footnotes that the sections refer to."""
        named = {name for row in self._standing for p in row.step.new for name in p.note_names}
        found = (note for note in self.comparison.new.document.notes if note.id in named)
        return tuple(replace(n, id=self._note(n.id), inlines=tuple(self._rebuilt.inlines(n.inlines))) for n in found)

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

    def _heading(self, passage: Passage, inlines: tuple[Inline, ...]) -> Heading:
        return Heading(min(DEEPEST, passage.form.level + LOWER), inlines, self._name(passage))

    def _name(self, passage: Passage) -> str:
        return f"lydelse-{self.part}-{passage.index}"

    def _note(self, name: str) -> str:
        return f"{self.part}-{name}"


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
