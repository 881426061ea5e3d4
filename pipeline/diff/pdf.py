"""What changed, as a PDF: a numbered list, each change in two columns, and the changed sections with change bars.

Former and new wording side by side, with what differs in italics, is how Swedish bills show changes to a statute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.diff import labels
from pipeline.diff.barred import Reading
from pipeline.diff.changes import Comparison, Row, is_picture
from pipeline.diff.match import Course
from pipeline.diff.summary import distinct, summarize
from pipeline.diff.tables import RowStep, TableStep
from pipeline.diff.tokens import BREAK, NOTE, PARAGRAPH, Look, Word, text_of
from pipeline.diff.words import Fate, Span
from pipeline.model import (
    Block,
    Break,
    Cell,
    Document,
    Edition,
    Emphasis,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Marker,
    Paragraph,
    Strong,
    Table,
    Text,
)
from pipeline.model import Row as TableRow
from pipeline.text import _
from pipeline.typeset import typeset_pdf
from pipeline.typeset.style import Style

EXCERPT = 90  # characters of a change in the list
Cells = tuple[tuple[Inline, ...], ...]


def write_pdf(comparisons: Sequence[Comparison], style: Style) -> bytes:
    """Return the changes of one or several comparisons as a tagged PDF."""
    readings = [Reading(n, comparison) for n, comparison in enumerate(comparisons, 1)]
    return typeset_pdf(compose(readings), style, {bar for reading in readings for bar in reading.bars()})


def compose(readings: Sequence[Reading]) -> Edition:
    """Return the changes as an edition of its own."""
    comparisons = [reading.comparison for reading in readings]
    title, new = _("What has changed"), comparisons[0].new
    blocks = [block for reading in readings for block in _comparison(reading)]
    notes = [note for reading in readings for note in reading.notes()]
    document = Document(title, tuple(blocks), tuple(notes), lang=new.document.lang)
    subtitle = "; ".join(map(labels.name, comparisons))
    facts = ((_("In short"), summarize(comparisons)),)
    return Edition("diff", title, subtitle, new.publisher, document, new.date, new.marks, facts)


def _comparison(reading: Reading) -> Iterator[Block]:
    part, comparison = reading.part, reading.comparison
    yield Heading(1, (Text(labels.name(comparison)),), f"del-{part}")
    if not comparison.changes:
        yield Paragraph((Text(_("No changes.")),))
        return
    items = tuple(ListItem(_entry(part, row)) for row in distinct(comparison.changes))
    yield List(items, Marker.NUMBER)
    for number, (section, rows) in enumerate(groupby(comparison.changes, key=lambda row: row.passage.section), 1):
        yield Heading(2, (Text(section or comparison.new.title),), f"del-{part}-{number}")
        for row in rows:
            yield from _change(part, row)
    if reading.rows:
        yield Heading(2, (Text(_("The changed sections as they read now")),), f"del-{part}-nu")
        legend = _("A bar in the margin stands beside what is new or changed, and where words are gone.")
        yield Paragraph((Text(legend),))
        yield from reading.blocks(depth=2)


def _entry(part: int, row: Row) -> tuple[Inline, ...]:
    """Return a line of the list of changes, which leads to the change."""
    words = " ".join(row.passage.words.split())
    excerpt = words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + " …"
    what = f"{labels.sorts(row)}, {labels.kind(row)}"
    place = f" ({row.passage.section})" if row.passage.section else ""
    return Link((Text(what),), f"#{_anchor(part, row)}"), Text(f"{place}: {excerpt}")


def _anchor(part: int, row: Row) -> str:
    return f"andring-{part}-{row.number}"


def _change(part: int, row: Row) -> Iterator[Block]:
    first = row.course in (Course.KEPT, Course.ARRIVED, Course.ADDED, Course.STRUCK)
    name = _anchor(part, row) if first else ""
    label = f"{row.number}. {labels.sorts(row)} · {labels.kind(row)}"
    decision = labels.decision(row.decided)
    said = Strong((Text(label),)), *((Text(f" · {decision}"),) if decision else ())
    heads = _("Former wording"), _("New wording")
    if row.table:
        table = _table((_("Place"), *heads), [_line(line) for line in _table_changes(row.table)])
    else:
        table = _table(heads, [(_side(row.spans, Fate.ADDED), _side(row.spans, Fate.STRUCK))])
    yield replace(table, caption=said, id=name) if row.table or row.passage.table is None else Paragraph(said, name)
    for remark in labels.remarks(row):
        yield Paragraph((Text(remark),))
    if row.decided:
        yield Paragraph((Text(f"{_('Reason')}: {row.decided.reason}"),))


def _side(spans: Sequence[Span[Look]], without: Fate) -> tuple[Inline, ...]:
    """Return how one side reads, with the words that the other lacks stressed."""
    inlines: list[Inline] = []
    for span in spans:
        if span.fate is not without:
            words = tuple(_inlines(span.old or span.new if without is Fate.ADDED else span.new or span.old))
            inlines += [Emphasis(words)] if span.fate is not Fate.SAME and words else words
    return tuple(inlines)


def _inlines(tokens: Sequence[Word]) -> Iterator[Inline]:
    for kind, group in groupby(tokens, key=lambda token: token.text if token.text in (BREAK, PARAGRAPH) else ""):
        if kind:
            yield Break()
        else:
            yield Text("".join(map(_said, group)))


def _said(token: Word) -> str:
    if token.text.startswith(NOTE):
        return f"[{_('note')}]"
    return f"[{_('picture')}] " if is_picture(token) else text_of([token])


def _table_changes(table: TableStep) -> Iterator[tuple[str, Cells]]:
    """Yield where in a table something changed, with how it read and reads."""
    head = next((row for row in table.rows if row.heads and row.new >= 0), None)
    for row in table.rows:
        if row.course is Course.LEFT or not row.is_changed:
            continue
        if row.course is not Course.KEPT:
            words = tuple(_whole(row))
            yield _name(row), ((), words) if row.course is not Course.STRUCK else (words, ())
            continue
        for n, cell in enumerate(row.cells):
            if cell.is_changed:
                column = (
                    text_of(head.cells[n].spans[-1].tokens)
                    if head and n < len(head.cells) and head.cells[n].spans
                    else ""
                )
                place = ", ".join(filter(None, (_name(row), column)))
                yield place, (_side(cell.spans, Fate.ADDED), _side(cell.spans, Fate.STRUCK))


def _name(row: RowStep) -> str:
    return text_of(t for span in row.cells[0].spans if span.new for t in span.new) if row.cells else ""


def _whole(row: RowStep) -> Iterator[Inline]:
    """Return the cells of a row that is new or gone, each on a line of its own."""
    for n, cell in enumerate(row.cells):
        if n:
            yield Break()
        yield Emphasis(tuple(_inlines([t for span in cell.spans for t in span.tokens])))


def _line(change: tuple[str, Cells]) -> Cells:
    place, sides = change
    return ((Text(place),), *sides)


def _table(heads: Sequence[str], lines: Sequence[Cells]) -> Table:
    head = TableRow(tuple(Cell((Text(words),)) for words in heads))
    return Table((head,), tuple(TableRow(tuple(map(Cell, line))) for line in lines))
