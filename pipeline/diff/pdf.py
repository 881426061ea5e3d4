"""What changed, as a PDF: a numbered list, each change in two columns, and the changed sections with change bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from pipeline.diff import labels
from pipeline.diff.barred import Reading
from pipeline.diff.changes import Comparison, Row
from pipeline.diff.columns import show
from pipeline.diff.summary import distinct, summarize
from pipeline.model import (
    Block,
    Document,
    Edition,
    Heading,
    Inline,
    Link,
    List,
    ListItem,
    Marker,
    Paragraph,
    Text,
)
from pipeline.text import _
from pipeline.typeset import typeset_pdf
from pipeline.typeset.style import Style

EXCERPT = 90  # characters of a change in the list


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
    passages = Counter(row.number for row in comparison.changes)
    items = tuple(ListItem(_entry(part, row, passages[row.number])) for row in distinct(comparison.changes))
    yield List(items, Marker.NUMBER)
    shown: set[str] = set()
    for number, (section, rows) in enumerate(groupby(comparison.changes, key=lambda row: row.passage.section), 1):
        yield Heading(2, (Text(section or comparison.new.title),), f"del-{part}-{number}")
        for name, group in groupby(rows, key=partial(_anchor, part)):
            yield from show(list(group), "" if name in shown else name)
            shown.add(name)
    if reading.rows:
        yield Heading(2, (Text(_("The changed sections as they read now")),), f"del-{part}-nu")
        legend = _("A bar in the margin stands beside what is new or changed, and where words are gone.")
        yield Paragraph((Text(legend),))
        yield from reading.blocks()


def _entry(part: int, row: Row, passages: int) -> tuple[Inline, ...]:
    """Return a line of the list of changes, which leads to the change."""
    words = " ".join(row.passage.words.split())
    excerpt = words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + " …"
    what = f"{labels.sorts(row)}, {labels.kind(row, passages)}"
    place = f" ({row.passage.section})" if row.passage.section else ""
    return Link((Text(what),), f"#{_anchor(part, row)}"), Text(f"{place}: {excerpt}")


def _anchor(part: int, row: Row) -> str:
    return f"andring-{part}-{row.number}"
