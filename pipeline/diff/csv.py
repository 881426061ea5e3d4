"""The list of changes as a table that Swedish spreadsheets open: semicolons, UTF-8 with its mark, one change a line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from pipeline.diff import labels
from pipeline.diff.changes import Comparison, Row
from pipeline.diff.match import Course
from pipeline.diff.tables import SEPARATOR, RowStep
from pipeline.diff.tokens import Look, text_of
from pipeline.diff.words import Fate, Span
from pipeline.text import _

# A cell that begins so would be a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARKS = {Fate.SAME: "{}", Fate.STRUCK: "[-{}-]", Fate.ADDED: "{{+{}+}}"}


def write_csv(comparisons: Sequence[Comparison]) -> bytes:
    """Return the changes of all comparisons; a table has a line for each row that changed."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    place = [_("number"), _("document"), _("change"), _("kind"), _("section"), _("id")]
    writer.writerow([*place, _("before"), _("after"), _("word by word"), _("remark"), _("decision"), _("reason")])
    for comparison in comparisons:
        for row in comparison.changes:
            for before, after, marked in _texts(row):
                writer.writerow(map(_harmless, _line(comparison, row, before, after, marked)))
    return out.getvalue().encode("utf-8-sig")


def _line(comparison: Comparison, row: Row, before: str, after: str, marked: str) -> list[str]:
    what = [str(row.number), comparison.new.title, labels.sorts(row), labels.kind(row)]
    where = [row.passage.section, row.passage.id]
    reason = row.decided.reason if row.decided else ""
    return [*what, *where, before, after, marked, " ".join(labels.remarks(row)), labels.decision(row.decided), reason]


def _texts(row: Row) -> Iterator[tuple[str, str, str]]:
    """Yield what stood there, what stands there, and both with the changed words marked."""
    if row.table is None or row.course is not Course.KEPT:
        old, new = ("\n".join(p.words for p in side) for side in (row.step.old, row.step.new))
        yield old, new, marked(row.spans)
        return
    lines = [line for line in row.table.rows if line.is_changed and line.course is not Course.LEFT]
    for line in lines:
        yield _cells(line, Fate.ADDED), _cells(line, Fate.STRUCK), SEPARATOR.join(marked(c.spans) for c in line.cells)
    if not lines:
        old, new = row.first_lines
        yield old, new, new


def _cells(line: RowStep, without: Fate) -> str:
    sides = (text_of(t for s in cell.spans if s.fate is not without for t in s.tokens) for cell in line.cells)
    words = SEPARATOR.join(sides)
    return words if words.strip(SEPARATOR) else ""


def marked(spans: Sequence[Span[Look]]) -> str:
    """Return words with what was struck and added in marks, as `wdiff` writes them."""
    return "".join(MARKS[span.fate].format(text_of(span.tokens)) for span in spans)


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
