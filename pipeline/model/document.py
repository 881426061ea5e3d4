"""Blocks and inlines: the same for a prior plan, the text of record and every edition."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pipeline.frozen import frozen
from pipeline.model.charts import Chart
from pipeline.model.where import Origin, Place, no_origin, no_place

# ── Inlines ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@frozen
class Text:
    """Plain characters."""

    text: str


@frozen
class Strong:
    """Words of importance."""

    inlines: tuple[Inline, ...]


@frozen
class Emphasis:
    """Stressed words."""

    inlines: tuple[Inline, ...]


@frozen
class Link:
    """Words that lead to a URL, or to the block with an id (`#id`)."""

    inlines: tuple[Inline, ...]
    target: str


@frozen
class Foreign:
    """Words in another language than the document's (BCP 47, such as `en`)."""

    inlines: tuple[Inline, ...]
    lang: str


@frozen
class NoteRef:
    """The mark that refers to the footnote with this id."""

    id: str


@frozen
class Break:
    """A line break inside a paragraph."""


@frozen
class Doubt:
    """Words whose reading is an open question in `review.txt`; every edition shows them as doubtful."""

    inlines: tuple[Inline, ...]


Inline = Text | Strong | Emphasis | Link | Foreign | NoteRef | Break | Doubt

# ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────────


class Marker(StrEnum):
    """What stands before the items of a list; the plan uses arrows for offers and checks for criteria."""

    BULLET = "bullet"
    ARROW = "arrow"
    CHECK = "check"
    NUMBER = "number"


class Align(StrEnum):
    """How a table's column is set."""

    LEFT = "left"
    RIGHT = "right"
    CENTER = "center"


@frozen
class Heading:
    """A heading of level 1 to 4."""

    level: int
    inlines: tuple[Inline, ...]
    id: str = ""
    place: Place | None = no_place()
    origin: Origin = no_origin()


@frozen
class Paragraph:
    """A paragraph of running text."""

    inlines: tuple[Inline, ...]
    id: str = ""
    place: Place | None = no_place()
    origin: Origin = no_origin()


@frozen
class ListItem:
    """One item: its words, and what is nested under it."""

    inlines: tuple[Inline, ...]
    id: str = ""
    children: tuple[List | Paragraph, ...] = ()
    place: Place | None = no_place()
    origin: Origin = no_origin()


@frozen
class List:
    """A list of items with one kind of marker; numbered lists count from `start`."""

    items: tuple[ListItem, ...]
    marker: Marker = Marker.BULLET
    start: int = 1


@frozen
class Cell:
    """A table's cell; it covers `colspan` columns and `rowspan` rows."""

    inlines: tuple[Inline, ...]
    colspan: int = 1
    rowspan: int = 1


@frozen
class Row:
    """A table's row: the cells that begin in it. Cells that reach in from a row above are not repeated."""

    cells: tuple[Cell, ...]


@frozen
class Table:
    """A table with its caption; `row_headings` says that each row's first cell names the row."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: tuple[Inline, ...] = ()
    align: tuple[Align, ...] = ()
    row_headings: bool = False
    id: str = ""
    place: Place | None = no_place()
    origin: Origin = no_origin()


@frozen
class Figure:
    """A picture: its file (relative to the document), what it shows for those who cannot see it, and its caption.

    One with a chart has no file: it is drawn from the chart's data.
    """

    source: str
    alt: str
    caption: tuple[Inline, ...] = ()
    id: str = ""
    place: Place | None = no_place()
    origin: Origin = no_origin()
    chart: Chart | None = None


@frozen
class Quote:
    """Paragraphs and lists set apart from the text: a quotation or a box."""

    blocks: tuple[Paragraph | List, ...]
    id: str = ""
    place: Place | None = no_place()
    origin: Origin = no_origin()


Block = Heading | Paragraph | List | Table | Figure | Quote


@frozen
class Footnote:
    """A footnote's text; `NoteRef` refers to it by id, and it is numbered by the order of the references."""

    id: str
    inlines: tuple[Inline, ...]
    place: Place | None = no_place()
    origin: Origin = no_origin()


@frozen
class Document:
    """A text: what it is called, its language, its blocks in reading order and its footnotes.

    `source` (`sha256:…`) and `reader` (name and version) name the PDF that a recovered text was read from, and by what.
    """

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Footnote, ...] = ()
    lang: str = "sv-SE"
    source: str = ""
    reader: str = ""


@frozen
class Edition:
    """A document that is ready to be typeset: what `typeset` needs and nothing else.

    `slug` is the outputs' file name without suffix; `marks` are what every cover must show (UTKAST and why, EXEMPEL);
    `facts` are the cover's labelled lines; `date` stands in the metadata: the decision's, never the clock's. A `brief`
    edition has no cover and no contents: it begins with what a cover says.
    """

    slug: str
    title: str
    subtitle: str
    publisher: str
    document: Document
    date: date
    marks: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    brief: bool = False
