"""One change as blocks: former and new wording in two columns, or whole where there is but one of them.

Former and new wording side by side, with what differs in italics, is how Swedish bills show changes to a statute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipeline.diff import labels
from pipeline.diff.changes import Row, Sort, is_picture
from pipeline.diff.match import Course
from pipeline.diff.passages import Passage
from pipeline.diff.rebuilt import Rebuilt
from pipeline.diff.tables import RowStep, TableStep, first_line
from pipeline.diff.tokens import BREAK, NOTE, PARAGRAPH, Look, Word, text_of
from pipeline.diff.words import Fate, Span
from pipeline.model import Block, Break, Cell, Emphasis, Inline, List, Paragraph, Quote, Strong, Table, Text
from pipeline.model import Row as TableRow
from pipeline.text import _

Cells = tuple[tuple[Inline, ...], ...]
_WHOLE = (Course.ADDED, Course.STRUCK)


def show(rows: Sequence[Row], name: str) -> Iterator[Block]:
    """Yield what shows one change, of one or several passages; `name` is the id of its first block."""
    first = rows[0]
    said = _said_of(first, len(rows))
    announced = Paragraph((*said, Text(":")), name)
    if first.course in _WHOLE:
        yield announced
        yield from _apart(passage for row in rows for passage in (row.step.new or row.step.old))
    elif all(row.sorts == (Sort.MOVED,) for row in rows):
        yield announced
        yield from _apart(passage for row in rows for passage in row.step.new)
    else:
        for row in rows:
            yield from _in_columns(row, said, name if row is first else "")
    for remark in dict.fromkeys(remark for row in rows for remark in labels.remarks(row)):
        yield Paragraph((Text(remark),))
    if first.decided:
        yield Paragraph((Text(f"{_('Reason')}: {first.decided.reason}"),))


def _said_of(row: Row, passages: int) -> tuple[Inline, ...]:
    """Return the line above a change: its number, what it is, and who decided it."""
    decision = labels.decision(row.decided)
    label = f"{row.number}. {labels.sorts(row)} · {labels.kind(row, passages)}"
    return Strong((Text(label),)), *((Text(f" · {decision}"),) if decision else ())


def _apart(passages: Iterator[Passage]) -> Iterator[Block]:
    """Yield what is new, gone or elsewhere as a whole, set off as a quotation; its headings are no headings here."""
    rebuilt = Rebuilt(lambda _passage: "", lambda _name: Text(f"[{_('note')}]"), _strong)
    for is_text, group in groupby(rebuilt.blocks(passages), key=lambda block: isinstance(block, Paragraph | List)):
        if is_text:
            yield Quote(tuple(block for block in group if isinstance(block, Paragraph | List)))
        else:
            yield from group


def _strong(_passage: Passage, inlines: tuple[Inline, ...]) -> Paragraph:
    return Paragraph((Strong(inlines),))


def _in_columns(row: Row, said: tuple[Inline, ...], name: str) -> Iterator[Table]:
    heads = _("Former wording"), _("New wording")
    if row.table:
        lines = [_line(line) for line in _table_changes(row.table)]
        table = _table((_("Place"), *heads), lines) if lines else _table(heads, [_first_lines(row)])
    else:
        table = _table(heads, [(_side(row.spans, Fate.ADDED), _side(row.spans, Fate.STRUCK))])
    yield replace(table, caption=said, id=name)


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


def _first_lines(row: Row) -> Cells:
    """Return the first rows of two tables of which only the columns' order differs."""
    tables = (side[0].table for side in (row.step.old, row.step.new))
    return tuple((Text(first_line(table)),) if table else () for table in tables)


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
