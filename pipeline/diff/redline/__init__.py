"""The redline: a Word document with native tracked changes, made from both editions and not from their files.

1. `sides`       the Word writer makes both editions, in one package
2. `paragraphs`  matched paragraphs become one, whose words (`runs`) and ends are marked; `tables` does so by row
3. `front`       the same for the cover, the contents and the running head
4. `notes`       footnotes are numbered anew, each with the text of its edition or of both
5. `comments`    the decision behind each change stands beside it

Accepting every change gives the new edition, rejecting every change the old one: each word, look, link, note, row and
kind of paragraph. What follows from the text and is counted again by Word (space between paragraphs, widths of columns,
numbers of pages, and how deep the contents are counted anew) is the new edition's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from operator import attrgetter

from pipeline.diff import labels
from pipeline.diff.changes import Comparison, Row
from pipeline.diff.match import Course
from pipeline.diff.passages import Kind, Passage
from pipeline.diff.redline.comments import Comments
from pipeline.diff.redline.front import contents_depth, woven_contents, woven_cover, woven_section
from pipeline.diff.redline.marks import DEL, INS, By, Marks
from pipeline.diff.redline.notes import number_notes
from pipeline.diff.redline.paragraphs import Paragraph, Weaver, settle_end
from pipeline.diff.redline.sides import PairedNumbering, Slot, pair_lists, write_side
from pipeline.diff.redline.tables import TableWeaver
from pipeline.text import _
from pipeline.typeset.style import Style
from pipeline.typeset.word import complete
from pipeline.typeset.word.blocks import separator
from pipeline.typeset.word.package import add_part, new_document
from pipeline.typeset.word.properties import amend, first_paragraph
from pipeline.typeset.word.story import Writer
from pipeline.typeset.word.xml import Element, qualified, w

_TABLE, _BOOKMARK = qualified("w:tbl"), qualified("w:bookmarkStart")


def write_redline(comparison: Comparison, style: Style) -> bytes:
    """Return the redline as a `.docx` file."""
    redline = _Redline(comparison, style)
    return redline.to_bytes()


class _Redline:
    def __init__(self, comparison: Comparison, style: Style) -> None:
        self.comparison, self.style = comparison, style
        self.document = new_document()
        old = Writer(comparison.old, style, numbering=PairedNumbering(pair_lists(comparison.text)))
        new = Writer(comparison.new, style, old.numbering, old.bookmarks)
        other_depth = contents_depth(old)[0] != contents_depth(new)[0]
        first = write_side(old, _needed(comparison.text, headings=other_depth), self.document)
        new.pictures = old.pictures  # the numbers of pictures go on where the old edition's end
        everything = sorted((p for row in comparison.text for p in row.step.new), key=attrgetter("index"))
        self.sides = first, write_side(new, list(dict.fromkeys(everything)), self.document)
        self.weaver = Weaver(Marks(), self.sides[0].note_name, self.sides[1].note_name)
        self.comments = Comments()
        self.by = By(comparison.new.publisher or _("The editors"), comparison.new.date)

    def to_bytes(self) -> bytes:
        """Return the whole package."""
        comparison, sides, weaver = self.comparison, self.sides, self.weaver
        front = [p.to_xml(weaver.marks) for p in settle_end(woven_cover(comparison, sides, weaver, self.by))]
        front += woven_contents(comparison, sides, self.document, weaver, self.by)
        section = woven_section(sides, self.document, weaver, self.by)
        body = w("body", *front, *self._text(), section)
        _keep_bookmarks_once(body, weaver.marks)
        self.document.element.append(body)
        notes = add_part(self.document, w("footnotes"))
        notes.element.extend(number_notes(body, notes, sides, weaver, self.by))
        if self.comments:
            add_part(self.document, self.comments.root)
        return complete(self.document, self.sides[1].writer)

    # ── The text ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def _text(self) -> list[Element]:
        """Return the body's elements; the paragraphs at its very end are settled."""
        woven = [item for row in self.comparison.text for item in self._row(row)]
        tables = [n for n, item in enumerate(woven) if not isinstance(item, Paragraph) and item.tag == _TABLE]
        tail = tables[-1] + 1 if tables else 0
        paragraphs = _with_bookmarks(woven[tail:])
        if tables and paragraphs and all(paragraph.state for paragraph in paragraphs):
            own = separator().find(qualified("w:pPr"))
            paragraphs.insert(0, Paragraph([], own, own, "", self.by))
        items = [*woven[:tail], *settle_end(paragraphs)]
        made = [item.to_xml(self.weaver.marks) if isinstance(item, Paragraph) else item for item in items]
        return made if first_paragraph(made) is not None else [_page_break(), *made]

    def _row(self, row: Row) -> Iterator[Paragraph | Element]:
        by = self._by(row)
        slots = self._slots(row)
        yield from (deepcopy(element) for slot in slots for element in slot.before)
        if row.passage.table:
            yield self._table(row, by)
        else:
            yield from self._paragraphs(row, by)
        for element in (element for slot in slots for element in slot.after):
            if element.tag == qualified("w:p"):
                yield self._separator(row, element, by)
            else:
                yield deepcopy(element)

    def _by(self, row: Row) -> By:
        if row.decided is None:
            return self.by
        return By(row.decided.decision.body, row.decided.decision.date)

    def _slots(self, row: Row) -> list[Slot]:
        old, new = self.sides
        if row.course in (Course.STRUCK, Course.LEFT):
            return [old.slots[p.index] for p in row.step.old]
        return [new.slots[p.index] for p in row.step.new]

    def _paragraphs(self, row: Row, by: By) -> list[Paragraph]:
        old, new = (side.elements(part) for side, part in zip(self.sides, (row.step.old, row.step.new), strict=True))
        if not row.sorts:
            return [self.weaver.unchanged(old[0] if old else None, new[0], by)]
        woven = self.weaver.weave(row.course, old, new, by, f"move{row.step.new[0].index}" if new else "")
        lines = self._lines(row)
        if lines and row.course is not Course.LEFT:
            first = woven[0]
            reference = self.comments.add(lines, by)
            marked = self.weaver.marks.around(first.state, by, [reference]) if first.state in (INS, DEL) else reference
            woven[0] = Paragraph([marked, *first.content], first.old, first.new, first.state, by, first.bookmarks)
        return woven

    def _lines(self, row: Row) -> list[str]:
        """Return what the comment on a decided change says: the decision and its reason."""
        if not row.sorts or row.decided is None:
            return []
        return [labels.decision(row.decided), f"{_('Reason')}: {row.decided.reason}"]

    def _table(self, row: Row, by: By) -> Element:
        weaver = TableWeaver(self.weaver, by)
        old, new = (side.elements(part) for side, part in zip(self.sides, (row.step.old, row.step.new), strict=True))
        if not row.sorts:
            return new[0]
        if row.course is Course.KEPT:
            assert row.table is not None
            return weaver.weave(old[0], new[0], row.table, f"move{row.step.new[0].index}")
        if row.course in (Course.STRUCK, Course.LEFT):
            return weaver.whole(old[0], DEL)
        return weaver.whole(new[0], INS)

    def _separator(self, row: Row, element: Element, by: By) -> Paragraph:
        state = {Course.STRUCK: DEL, Course.LEFT: DEL, Course.ADDED: INS, Course.ARRIVED: INS}.get(row.course, "")
        own = element.find(qualified("w:pPr"))
        return Paragraph([], own, own, state, by)


def _with_bookmarks(items: Sequence[Paragraph | Element]) -> list[Paragraph]:
    """Return paragraphs with the bookmarks between them taken in: a start into the next one, an end into the former."""
    made: list[Paragraph] = []
    waiting: list[Element] = []
    for item in items:
        if isinstance(item, Paragraph):
            made.append(replace(item, content=[*waiting, *item.content]))
            waiting = []
        elif made and item.tag != _BOOKMARK:
            made[-1] = replace(made[-1], content=[*made[-1].content, item])
        else:
            waiting.append(item)
    return made


def _page_break() -> Element:
    """Return what begins the text's own page when it begins with a table, or has nothing."""
    made = separator()
    amend(made, "pageBreakBefore")
    return made


def _needed(rows: Sequence[Row], *, headings: bool) -> list[Passage]:
    """Return the old passages that must be written: all of a block where one changed, or that refers to a note.

    With `headings`, those too: their entries in the contents come or go.
    """
    passages = sorted({id(p): p for row in rows for p in row.step.old}.values(), key=attrgetter("index"))
    changed = {p.block for row in rows if row.sorts for p in row.step.old}
    changed |= {p.block for p in passages if p.note_names or (headings and p.form.kind is Kind.HEADING)}
    return [passage for passage in passages if passage.block in changed]


def _keep_bookmarks_once(body: Element, marks: Marks) -> None:
    """Keep each name at one place, that of the new edition where both have it, and number the bookmarks anew."""
    starts = list(body.iter(qualified("w:bookmarkStart")))
    ends = {end.get(qualified("w:id")): end for end in body.iter(qualified("w:bookmarkEnd"))}
    seen: set[str] = set()
    for start in sorted(starts, key=_is_gone):
        end = ends.get(start.get(qualified("w:id")))
        name = str(start.get(qualified("w:name")))
        if name in seen or end is None:
            for mark in (start, end):
                if mark is not None:
                    _remove(mark)
            continue
        seen.add(name)
        number = str(marks.next())
        for mark in (start, end):
            mark.set(qualified("w:id"), number)


def _is_gone(start: Element) -> bool:
    """Whether a bookmark stands in a paragraph that the new edition lacks."""
    paragraph = next(iter([start, *start.iterancestors(qualified("w:p"))][::-1]))
    states = paragraph.find(f"{qualified('w:pPr')}/{qualified('w:rPr')}")
    return states is not None and any(states.find(qualified(f"w:{tag}")) is not None for tag in ("del", "moveFrom"))


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
