"""Tables of two editions as one: rows that are new, gone or changed, and the words in their cells.

Columns have no marks that every word processor knows, and cells over several rows none at all: such tables keep their
place, and their rows are struck and added.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from pipeline.diff.match import Course
from pipeline.diff.redline import runs
from pipeline.diff.redline.marks import DEL, INS, By, Marks
from pipeline.diff.redline.paragraphs import Weaver, properties
from pipeline.diff.tables import TableStep
from pipeline.typeset.word.xml import Element, qualified, w


@dataclass(frozen=True)
class TableWeaver:
    """Weaves tables with the paragraphs' weaver."""

    weaver: Weaver
    by: By

    @property
    def marks(self) -> Marks:
        """The marks of the document."""
        return self.weaver.marks

    def whole(self, table: Element, state: str) -> Element:
        """Return a table that is new, or gone, as a whole."""
        made = _frame(table)
        made.extend(self._row(row, state) for row in rows(table))
        return made

    def weave(self, old: Element, new: Element, step: TableStep) -> Element:
        """Return a table that is in both."""
        made = _frame(new)
        made.extend(self._rows(rows(old), rows(new), step))
        return made

    def _rows(self, old: list[Element], new: list[Element], step: TableStep) -> Iterator[Element]:
        if not _can_weave(old, new, step):
            yield from (self._row(row, DEL) for row in old)
            yield from (self._row(row, INS) for row in new)
            return
        for row in step.rows:
            if row.course is Course.KEPT and _shape(old[row.old]) == _shape(new[row.new]):
                yield self._kept(old[row.old], new[row.new])
                continue
            if row.course in (Course.KEPT, Course.STRUCK, Course.LEFT):
                yield self._row(old[row.old], DEL)
            if row.course in (Course.KEPT, Course.ADDED, Course.ARRIVED):
                yield self._row(new[row.new], INS)

    def _row(self, row: Element, state: str) -> Element:
        """Return a row that is new or gone: the row is marked, and all that is in it."""
        made = deepcopy(row)
        marks = made.find(qualified("w:trPr"))
        if marks is None:
            marks = w("trPr")
            made.insert(0, marks)
        marks.append(self.marks.mark(state, self.by))
        name = self.weaver.new_note if state == INS else self.weaver.old_note
        for paragraph in made.iter(qualified("w:p")):
            pieces = [runs.Piece(token, state) for token in runs.tokens(paragraph, name)]
            _refill(paragraph, runs.write(pieces, self.marks, self.by))
        return made

    def _kept(self, old: Element, new: Element) -> Element:
        made = deepcopy(new)
        cells = zip(old.iter(qualified("w:p")), new.iter(qualified("w:p")), made.iter(qualified("w:p")), strict=True)
        for before, after, paragraph in cells:
            _refill(paragraph, self.weaver.content(before, after, self.by))
        return made


def rows(table: Element) -> list[Element]:
    """Return the rows of a table."""
    return list(table.iterchildren(qualified("w:tr")))


def _frame(table: Element) -> Element:
    """Return a table without its rows."""
    made = deepcopy(table)
    for row in rows(made):
        made.remove(row)
    return made


def _refill(paragraph: Element, content: list[Element]) -> None:
    own = properties(paragraph)
    for child in [child for child in paragraph if child is not own]:
        paragraph.remove(child)
    paragraph.extend(content)


def _can_weave(old: list[Element], new: list[Element], step: TableStep) -> bool:
    if any(course is not Course.KEPT for course in step.columns):
        return False
    spanning = any(row.find(f".//{qualified('w:vMerge')}") is not None for row in (*old, *new))
    return not spanning or list(map(_shape, old)) == list(map(_shape, new))


def _shape(row: Element) -> list[tuple[str, str]]:
    """Return what each cell of a row covers, and whether the row is one of the head."""
    shape = [("head", "") for _mark in row.iterfind(f"{qualified('w:trPr')}/{qualified('w:tblHeader')}")]
    for cell in row.iterchildren(qualified("w:tc")):
        span, merge = (cell.find(f"{qualified('w:tcPr')}/{qualified(tag)}") for tag in ("w:gridSpan", "w:vMerge"))
        over = "1" if span is None else str(span.get(qualified("w:val")))
        down = "" if merge is None else str(merge.get(qualified("w:val")) or "continue")
        shape.append((over, down))
    return shape
