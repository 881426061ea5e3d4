"""The sections in which something changed and something stayed, as they read now, and what a change bar stands beside.

A bar stands beside what is new, moved or changed, row by row in a table; beside a passage that others were struck
before or after, since what is gone has no place of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from pipeline.diff.changes import Comparison, Row, Sort
from pipeline.diff.match import Course
from pipeline.diff.passages import Kind, Passage
from pipeline.diff.rebuilt import Rebuilt
from pipeline.model import Block, Footnote, Heading, Inline, Marker, NoteRef, Paragraph, Text

_GONE = (Course.STRUCK, Course.LEFT)
# The levels of headings: the sections stand two levels lower than in their edition, and none lower than the deepest.
LOWER, DEEPEST = 2, 4


LEFT_OUT = "[…]"
_FEWEST = 3  # passages that are left out together


class Reading:
    """One comparison's changed sections; `part` tells its names apart from those of other comparisons.

    What did not change is left out but for the neighbours of what did, unless it is to be read `whole`.
    """

    def __init__(self, part: int, comparison: Comparison, *, whole: bool = False) -> None:
        self.part, self.comparison, self.whole = part, comparison, whole
        sections = list(_sections(comparison.text))
        shown = [section for section in sections if whole or _is_mixed(section)]
        self.rows = [row for section in shown for row in section]
        self.unchanged = sum(not any(row.number for row in section) for section in sections)
        left_out = set() if whole else {id(row) for section in shown for row in _far(section)}
        self._parts = [(far, list(rows)) for far, rows in groupby(self.rows, key=lambda row: id(row) in left_out)]
        near = [row for far, rows in self._parts if not far for row in rows]
        self._standing = [row for row in near if row.course not in _GONE]
        self._rebuilt = Rebuilt(self._name, lambda name: NoteRef(self._note(name)), self._heading)

    def place_of(self, row: Row) -> str:
        """Return the name under which a change is read here in full: what is new or only moved; of others, nothing."""
        is_told = row.sorts in ((Sort.ADDED,), (Sort.MOVED,)) and row.form.kind is not Kind.CAPTION
        is_here = is_told and row.decided is None and not self.whole and any(row is one for one in self._standing)
        return self._name(row.passage) if is_here else ""

    def blocks(self) -> Iterator[Block]:
        """Yield the sections' blocks."""
        for far, rows in self._parts:
            standing = (row for row in rows if row.course not in _GONE)
            if far:
                yield Paragraph((Text(LEFT_OUT),))
            else:
                yield from self._rebuilt.blocks(passage for row in standing for passage in row.step.new)

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


def _far(section: Sequence[Row]) -> Iterator[Row]:
    """Yield the passages of a section that neither changed nor stand beside what did, where several are together.

    A numbered list keeps its items, since their numbers would not be right without the others.
    """
    changed = [bool(row.number) or row.course in _GONE for row in section]
    near = [any(changed[max(n - 1, 0) : n + 2]) or _is_held(row) for n, row in enumerate(section)]
    for is_near, group in groupby(zip(near, section, strict=True), key=lambda pair: pair[0]):
        rows = [row for _near, row in group]
        if not is_near and len(rows) >= _FEWEST:
            yield from rows


def _is_held(row: Row) -> bool:
    return row.form.kind is Kind.HEADING or row.form.marker is Marker.NUMBER


def _is_mixed(section: Sequence[Row]) -> bool:
    """Whether something changed in a section that is neither new nor gone as a whole."""
    return any(row.number for row in section) and any(row.course is Course.KEPT for row in section)
