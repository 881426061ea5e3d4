"""What changed, as a PDF: a numbered list, each change in two columns, and the changed sections with change bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.diff import labels
from pipeline.diff.barred import LEFT_OUT, Reading
from pipeline.diff.changes import Comparison, Row
from pipeline.diff.columns import is_line, show
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
from pipeline.text import N_, _, _n
from pipeline.typeset import typeset_pdf
from pipeline.typeset.style import Style

MANY = 40  # changes: in a longer comparison, sections that are new or gone are only begun
EXCERPT = 60  # characters of a change in the list
MIXED, WHOLE = N_("The changed sections as they read now"), N_("The whole text as it reads now")


def write_pdf(comparisons: Sequence[Comparison], style: Style, *, whole: bool = False) -> bytes:
    """Return the changes of one or several comparisons as a tagged PDF; `whole`, with all that did not change too."""
    readings = [Reading(n, comparison, whole=whole) for n, comparison in enumerate(comparisons, 1)]
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
    parcels = _parcels(reading)
    names = {row.number: _anchor(part, parcel[0]) for parcel in parcels for row in parcel}
    yield _list(reading, names)
    yield from _one_by_one(reading, parcels)
    if reading.rows:
        yield Heading(2, (Text(_(WHOLE if reading.whole else MIXED)),), f"del-{part}-nu")
        yield Paragraph((Text(" ".join(_legend(reading))),))
        yield from reading.blocks()


def _parcels(reading: Reading) -> list[list[Row]]:
    """Return the passages that are shown with their former wording, in parcels: changes, or lines of one section."""
    changes = reading.comparison.changes
    passages = reading.comparison.passages
    apart = [row for row in changes if passages[row.number] > 1 or not reading.place_of(row)]
    parcels: list[list[Row]] = []
    for row in apart:
        before = parcels[-1][-1] if parcels else None
        lines = before and all(passages[one.number] == 1 and is_line(one) for one in (before, row))
        together = before and before.passage.section == row.passage.section
        if before and together and (before.number == row.number or lines):
            parcels[-1].append(row)
        else:
            parcels.append([row])
    return parcels


def _list(reading: Reading, names: Mapping[int, str]) -> List:
    """Return the numbered list of changes."""
    changes = reading.comparison.changes
    passages = reading.comparison.passages
    entries, section = [], ""
    for row in distinct(changes):
        entries.append(
            ListItem(_entry(row, passages[row.number], section, names.get(row.number) or reading.place_of(row)))
        )
        section = row.passage.section
    return List(tuple(entries), Marker.NUMBER)


def _one_by_one(reading: Reading, parcels: Sequence[Sequence[Row]]) -> Iterator[Block]:
    """Yield the parcels under the headings of their sections."""
    part, shown = reading.part, set[str]()
    whole = reading.whole or len(distinct(reading.comparison.changes)) <= MANY
    if parcels:
        yield Heading(2, (Text(_("The changes one by one")),), f"del-{part}-ett")
    for number, (section, group) in enumerate(groupby(parcels, key=lambda parcel: parcel[0].passage.section), 1):
        yield Heading(3, (Text(section or reading.comparison.new.title),), f"del-{part}-{number}")
        for parcel in group:
            name = _anchor(part, parcel[0])
            yield from show(parcel, "" if name in shown else name, whole=whole)
            shown.add(name)


def _legend(reading: Reading) -> Iterator[str]:
    """Yield what the bars mean, and what is left out."""
    yield _("A bar in the margin stands beside what is new or changed, and where words are gone.")
    if reading.whole:
        return
    yield _("What did not change is left out, but for what stands beside a change: {sign}").format(sign=LEFT_OUT)
    if reading.unchanged:
        left_out = _n("{n} section without changes is not shown.", "{n} sections without changes are not shown.",
                      reading.unchanged)  # fmt: skip
        yield left_out.format(n=reading.unchanged)


def _entry(row: Row, passages: int, before: str, name: str) -> tuple[Inline, ...]:
    """Return a line of the list of changes, which leads to the change; the section is named where it begins."""
    words, section = " ".join(row.passage.words.split()), row.passage.section
    excerpt = words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + " …"
    what = f"{labels.sorts(row)}, {labels.kind(row, passages)}"
    place = f" ({section})" if section not in ("", before, words) else ""
    return Link((Text(what),), f"#{name}"), Text(f"{place}: {excerpt}")


def _anchor(part: int, row: Row) -> str:
    return f"andring-{part}-{row.number}"
