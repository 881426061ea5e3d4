"""The nouns: what flows between the steps, as frozen dataclasses.

Two families. *Document*: blocks and inlines, the same for a prior plan, the text of record and every edition.
*Plan*: what the year's work is made of (activities, partners, goals) and how a document may change (decided changes).
Where something came from travels with it: `Place` on a PDF page, `Origin` in a source file; neither takes part in
equality, so a text read from another file or page is still the same text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

# ── Where ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Box:
    """A bounding box in points (1/72 inch), origin at the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def __or__(self, other: Box) -> Box:
        """Return the smallest box around both."""
        return Box(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a PDF: the page, counted from 1, and its box."""

    page: int
    box: Box


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where something stands in a source file: a path relative to the project, and the line, counted from 1."""

    file: str = ""
    line: int = 0


def _place() -> Place | None:
    return field(default=None, compare=False, repr=False)


def _origin() -> Origin:
    return field(default=Origin(), compare=False, repr=False)


# ── Inlines ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words of importance."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a URL, or to the block with an id (`#id`)."""

    inlines: tuple[Inline, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than the document's (BCP 47, such as `en`)."""

    inlines: tuple[Inline, ...]
    lang: str


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The mark that refers to the footnote with this id."""

    id: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break inside a paragraph."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4."""

    level: int
    inlines: tuple[Inline, ...]
    id: str = ""
    place: Place | None = _place()
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    inlines: tuple[Inline, ...]
    id: str = ""
    place: Place | None = _place()
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: its words, and what is nested under it."""

    inlines: tuple[Inline, ...]
    id: str = ""
    children: tuple[List | Paragraph, ...] = ()
    place: Place | None = _place()
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class List:
    """A list of items with one kind of marker; numbered lists count from `start`."""

    items: tuple[ListItem, ...]
    marker: Marker = Marker.BULLET
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell; it covers `colspan` columns and `rowspan` rows."""

    inlines: tuple[Inline, ...]
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A table's row: the cells that begin in it. Cells that reach in from a row above are not repeated."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; `row_headings` says that each row's first cell names the row."""

    head: tuple[Row, ...]
    body: tuple[Row, ...]
    caption: tuple[Inline, ...] = ()
    align: tuple[Align, ...] = ()
    row_headings: bool = False
    id: str = ""
    place: Place | None = _place()
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: what it stands for, how long it is in the chart's own unit, and its value in words."""

    label: str
    value: int
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows: horizontal bars from zero on one scale, in the order in which they are read."""

    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: its file (relative to the document), what it shows for those who cannot see it, and its caption.

    One with a chart has no file: it is drawn from the chart's data.
    """

    source: str
    alt: str
    caption: tuple[Inline, ...] = ()
    id: str = ""
    place: Place | None = _place()
    origin: Origin = _origin()
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Paragraphs and lists set apart from the text: a quotation or a box."""

    blocks: tuple[Paragraph | List, ...]
    id: str = ""
    place: Place | None = _place()
    origin: Origin = _origin()


Block = Heading | Paragraph | List | Table | Figure | Quote


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote's text; `NoteRef` refers to it by id, and it is numbered by the order of the references."""

    id: str
    inlines: tuple[Inline, ...]
    place: Place | None = _place()
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
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


# ── Plan ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: who decided, when, under which paragraph of the minutes, in which case."""

    body: str
    date: date
    paragraph: str = ""
    diary_number: str = ""


class ChangeKind(StrEnum):
    """What a change does to the block that it names; the last two change an entry of the register of partners."""

    REPLACE = "replace"
    ADD_AFTER = "add-after"
    STRIKE = "strike"
    MOVE = "move"
    RENAME = "rename"
    STATUS = "status"


@dataclass(frozen=True, slots=True)
class Change:
    """A decided change to the plan; it names the block or the entry, and the text that it replaces.

    `old` is the target's text, words alone, when the change was decided, or its digest (`sha256:…`); an added block may
    leave it empty. `after` is the block that a moved one comes to stand after. A new name or status is `new`'s words.
    """

    kind: ChangeKind
    target: str
    old: str
    new: tuple[Block, ...]
    reason: str
    decision: Decision
    after: str = ""
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a register that activities name by id: a partner, goal, focus area, question, body, programme or rule.

    `section` is the id of the plan's block that says so. Partners have a `kind`, a `country`, other names, the first
    and the last year of the cooperation (0: not known, or going on), and a `status`: aktiv, vilande, avsikt (an
    agreement is intended) or avslutad. Goals have their numbers in Agenda 2030. Programmes have a `kind`: EU, nordiskt,
    eget or annat.
    """

    id: str
    name: str
    section: str = ""
    kind: str = ""
    country: str = ""
    status: str = ""
    other_names: tuple[str, ...] = ()
    agenda: tuple[int, ...] = ()
    since: int = 0
    until: int = 0
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class TravelMode:
    """A way to travel, what it emits (grams of CO₂ equivalents per person and kilometre), and who says so."""

    id: str
    name: str
    grams: int
    source: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Journey:
    """A journey that an activity needs: how, how many persons, and how far each of them there and back (kilometres)."""

    mode: str
    persons: int
    distance: int


@dataclass(frozen=True, slots=True)
class Funding:
    """What a programme pays of an activity, in kronor."""

    programme: str
    amount: int


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of a year; partners, focus, goals, body, programmes and answers' keys are ids in the registers.

    `start` and `end` are months (`2025-03`) or days (`2025-03-14`); `meeting` is digitalt, hybrid or fysiskt, the last
    with its reason; `cost` is in kronor. `status` is planerad, pågår, genomförd, flyttad or inställd, the last two with
    their reason; `indicator` is what the `result` is measured by.
    """

    id: str
    title: str
    purpose: str
    focus: str
    partners: tuple[str, ...]
    goals: tuple[str, ...]
    body: str
    start: str
    end: str
    meeting: str
    meeting_reason: str = ""
    contact: str = ""
    place: str = ""
    travel: tuple[Journey, ...] = ()
    cost: int = 0
    funding: tuple[Funding, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    equality: str = ""
    status: str = "planerad"
    status_reason: str = ""
    indicator: str = ""
    result: str = ""
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule of the plan that a year does not keep for what it names, and the reason, which the annual plan prints."""

    rule: str
    names: tuple[str, ...]
    reason: str
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Year:
    """A year's folder: its state (exempel, utkast, förslag, antagen), what was decided and what is to be done.

    `frozen` is the digest of what was adopted: an adopted year is not edited any more.
    """

    year: int
    status: str
    introduction: tuple[Block, ...]
    evaluation: tuple[Block, ...]
    changes: tuple[Change, ...]
    activities: tuple[Activity, ...]
    waivers: tuple[Waiver, ...] = ()
    frozen: str = ""
    decision: Decision | None = None
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Plan:
    """A period's folder: the four-year plan, its registers and its years.

    `rules` names those rules that the plan itself sets, in its own words; `modes` are the ways to travel. With
    `decision_notes`, the edition of the plan names the decision by each passage that was changed.
    """

    title: str
    first_year: int
    last_year: int
    publisher: str
    status: str
    document: Document
    partners: tuple[Entry, ...]
    goals: tuple[Entry, ...]
    focus: tuple[Entry, ...]
    questions: tuple[Entry, ...]
    bodies: tuple[Entry, ...]
    years: tuple[Year, ...]
    programmes: tuple[Entry, ...] = ()
    rules: tuple[Entry, ...] = ()
    modes: tuple[TravelMode, ...] = ()
    open_questions: int = 0
    decision_notes: bool = True
    diary_number: str = ""
    decision: Decision | None = None
    lang: str = "sv-SE"
    origin: Origin = _origin()


@dataclass(frozen=True, slots=True)
class Edition:
    """A document that is ready to be typeset: what `typeset` needs and nothing else.

    `slug` is the outputs' file name without suffix; `marks` are what every cover must show (UTKAST and why, EXEMPEL);
    `facts` are the cover's labelled lines; `date` stands in the metadata: the decision's, never the clock's.
    """

    slug: str
    title: str
    subtitle: str
    publisher: str
    document: Document
    date: date
    marks: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
