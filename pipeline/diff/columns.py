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
from pipeline.diff.tables import RowStep, TableStep
from pipeline.diff.tokens import BREAK, NOTE, PARAGRAPH, Look, Word, text_of
from pipeline.diff.words import Fate, Span
from pipeline.model import Block, Break, Cell, Emphasis, Figure, Inline, List, Paragraph, Quote, Strong, Table, Text
from pipeline.model import Row as TableRow
from pipeline.text import N_, _, _n

ROWS = {Course.ADDED: N_("new row"), Course.ARRIVED: N_("row moved here")}
Cells = tuple[tuple[Inline, ...], ...]
_WHOLE = (Course.ADDED, Course.STRUCK)
_FEW = 2  # passages: a heading and what it begins with
SHORT = 40  # words: a section that is new or gone and has more is only begun in a long comparison


def show(rows: Sequence[Row], name: str, *, whole: bool = False) -> Iterator[Block]:
    """Yield what shows one change, of one or several passages, or several lines; `name` is the id of its first block.

    Unless `whole`, a long section that is new or gone is only begun, and a row that is new in a table only named.
    """
    first = rows[0]
    if len({row.number for row in rows}) > 1:
        yield replace(_lines(rows), id=name)
        return
    said = _said_of(first, len(rows))
    announced = Paragraph((*said, Text(":")), name)
    if first.course in _WHOLE:
        yield announced
        yield from _new_or_gone([passage for row in rows for passage in (row.step.new or row.step.old)], first, whole)
    elif all(row.sorts == (Sort.MOVED,) for row in rows):
        yield announced
        yield from _apart(passage for row in rows for passage in row.step.new)
    else:
        for row in rows:
            yield from _in_columns(row, said, name if row is first else "", whole)
    for remark in dict.fromkeys(remark for row in rows for remark in labels.remarks(row)):
        yield Paragraph((Text(remark),))
    if first.decided:
        yield Paragraph((Text(f"{_('Reason')}: {first.decided.reason}"),))


def is_line(row: Row) -> bool:
    """Say whether a change fits into a line of a table: words alone, with nothing to be said about them."""
    is_words = not isinstance(row.passage.content, Table | Figure)
    return is_words and row.decided is None and not labels.remarks(row)


def _lines(rows: Sequence[Row]) -> Table:
    """Return a table with a line for each of several changes."""
    heads = _("Change and kind"), _("Former wording"), _("New wording")
    return _table(heads, [_words_line(row) for row in rows])


def _words_line(row: Row) -> Cells:
    label = (Text(f"{row.number}. {labels.sorts(row)} · {labels.kind(row)}"),)
    return label, _side(row.spans, Fate.ADDED), _side(row.spans, Fate.STRUCK)


def _new_or_gone(passages: Sequence[Passage], row: Row, whole: bool) -> Iterator[Block]:
    """Yield what is new or gone; of a long section, its heading and its first words."""
    count = sum(len(passage.words.split()) for passage in passages)
    if whole or len(passages) < _FEW or count <= SHORT:
        yield from _apart(iter(passages))
        return
    yield from _apart(iter(passages[:_FEW]))
    rest = count - sum(len(passage.words.split()) for passage in passages[:_FEW])
    if rest:
        yield Paragraph((Text(_more(row.course, rest).format(n=rest)),))


def _more(course: Course, n: int) -> str:
    """Return what is said of the words of a section that are not shown."""
    if course is Course.ADDED:
        return _n("The section goes on with {n} word, in the new edition.",
                  "The section goes on with {n} words, in the new edition.", n)  # fmt: skip
    return _n("The section went on with {n} word, in the former edition.",
              "The section went on with {n} words, in the former edition.", n)  # fmt: skip


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


def _in_columns(row: Row, said: tuple[Inline, ...], name: str, whole: bool) -> Iterator[Table]:
    heads = _("Former wording"), _("New wording")
    if row.table:
        lines = [_line(line) for line in _table_changes(row.table, whole)]
        sides = tuple((Text(words),) if words else () for words in row.first_lines)
        table = _table((_("Place"), *heads), lines) if lines else _table(heads, [sides])
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


def _table_changes(table: TableStep, whole: bool) -> Iterator[tuple[str, Cells]]:
    """Yield where in a table something changed, with how it read and reads.

    The table stands as it reads now among the changed sections, so unless `whole` a new row is only named here.
    """
    head = next((row for row in table.rows if row.heads and row.new >= 0), None)
    for row in table.rows:
        if row.course is Course.LEFT or not row.is_changed:
            continue
        if row.course is not Course.KEPT:
            words = tuple(_whole(row)) if whole or row.course is Course.STRUCK else (Text(_(ROWS[row.course])),)
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
    spans = row.cells[0].spans if row.cells else ()
    return text_of(t for span in spans for t in (span.old if row.course is Course.STRUCK else span.new))


def _whole(row: RowStep) -> Iterator[Inline]:
    """Return the cells of a row that is new or gone, one after the other; its name stands before them."""
    cells = [[t for span in cell.spans for t in span.tokens] for cell in row.cells]
    said = [cell for cell in cells[1:] if text_of(cell).strip()]
    for n, cell in enumerate(said):
        if n:
            yield Text(" · ")
        yield Emphasis(tuple(_inlines(cell)))


def _line(change: tuple[str, Cells]) -> Cells:
    place, sides = change
    return ((Text(place),), *sides)


def _table(heads: Sequence[str], lines: Sequence[Cells]) -> Table:
    head = TableRow(tuple(Cell((Text(words),)) for words in heads))
    return Table((head,), tuple(TableRow(tuple(map(Cell, line))) for line in lines))
