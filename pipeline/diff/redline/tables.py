"""Tables of two editions as one: rows that are new, gone or changed, and the words in their cells.

Columns have no marks that every word processor knows, and cells over several rows none at all: such tables keep their
place, their rows are struck and added, and the words that they share move from the former to the latter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from pipeline.diff.match import Course
from pipeline.diff.redline import runs
from pipeline.diff.redline.marks import DEL, FROM, INS, TO, By, Marks
from pipeline.diff.redline.paragraphs import Weaver, properties
from pipeline.diff.redline.runs import Piece
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

    def weave(self, old: Element, new: Element, step: TableStep, move: str) -> Element:
        """Return a table that is in both; `move` names the move of its words when its columns differ."""
        made = _frame(new)
        sides = rows(old), rows(new)
        made.extend(self._rows(*sides, step) if _can_weave(*sides, step) else self._anew(*sides, step, move))
        return made

    def _rows(self, old: list[Element], new: list[Element], step: TableStep) -> Iterator[Element]:
        for row in step.rows:
            if row.course is Course.KEPT and _shape(old[row.old]) == _shape(new[row.new]):
                yield self._kept(old[row.old], new[row.new])
                continue
            if row.course in (Course.KEPT, Course.STRUCK, Course.LEFT):
                yield self._row(old[row.old], DEL)
            if row.course in (Course.KEPT, Course.ADDED, Course.ARRIVED):
                yield self._row(new[row.new], INS)

    def _anew(self, old: list[Element], new: list[Element], step: TableStep, move: str) -> list[Element]:
        """Return all rows of the old table as struck and all of the new as added.

        The words that are in both move from one to the other, so that only those are struck or added that differ.
        """
        kept: dict[Element, list[Piece]] = {}
        for a, b in _paired_cells(old, new, step):
            spans = self.weaver.compare(a, b)
            kept |= {a: list(runs.pieces(spans, FROM)), b: list(runs.pieces(spans, TO))}
        gone, come = [self._row(row, DEL, kept) for row in old], [self._row(row, INS, kept) for row in new]
        for state, made in ((FROM, gone), (TO, come)):
            ends = [mark.getparent() for row in made for mark in row.iter(qualified(f"w:{state}"))]
            if ends:
                self._bound(state, move, ends[0], ends[-1])
        return [*gone, *come]

    def _bound(self, state: str, move: str, first: Element | None, last: Element | None) -> None:
        """Put the edges of a move before the words of one paragraph and after those of another."""
        start, end = self.marks.edges(state, self.by, move)
        assert first is not None and last is not None
        first.insert(0 if properties(first) is None else 1, start)
        last.append(end)

    def _row(self, row: Element, state: str, kept: Mapping[Element, list[Piece]] | None = None) -> Element:
        """Return a row that is new or gone: the row is marked, and all that is in it, unless it is kept elsewhere."""
        made = deepcopy(row)
        marks = made.find(qualified("w:trPr"))
        if marks is None:
            marks = w("trPr")
            made.insert(0, marks)
        marks.append(self.marks.mark(state, self.by))
        name = self.weaver.new_note if state == INS else self.weaver.old_note
        for source, paragraph in zip(row.iter(qualified("w:p")), made.iter(qualified("w:p")), strict=True):
            pieces = (kept or {}).get(source) or [Piece(token, state) for token in runs.tokens(source, name)]
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
    if step.remade:
        return False
    spanning = any(row.find(f".//{qualified('w:vMerge')}") is not None for row in (*old, *new))
    return not spanning or list(map(_shape, old)) == list(map(_shape, new))


def _paired_cells(old: list[Element], new: list[Element], step: TableStep) -> Iterator[tuple[Element, Element]]:
    """Yield the paragraphs of the cells that are in both tables: by their row and column, else by their place in it."""
    for row in (row for row in step.rows if min(row.old, row.new) >= 0 and row.course is not Course.LEFT):
        a, b = (list(side.iter(qualified("w:p"))) for side in (old[row.old], new[row.new]))
        columns = {(c.old, c.new) for c in step.columns if min(c.old, c.new) >= 0}
        if not columns and len(a) == len(b):
            columns = {(n, n) for n in range(len(a))}
        yield from ((a[i], b[j]) for i, j in sorted(columns) if i < len(a) and j < len(b))


def _shape(row: Element) -> list[tuple[str, str]]:
    """Return what each cell of a row covers, and whether the row is one of the head."""
    shape = [("head", "") for _mark in row.iterfind(f"{qualified('w:trPr')}/{qualified('w:tblHeader')}")]
    for cell in row.iterchildren(qualified("w:tc")):
        span, merge = (cell.find(f"{qualified('w:tcPr')}/{qualified(tag)}") for tag in ("w:gridSpan", "w:vMerge"))
        over = "1" if span is None else str(span.get(qualified("w:val")))
        down = "" if merge is None else str(merge.get(qualified("w:val")) or "continue")
        shape.append((over, down))
    return shape
