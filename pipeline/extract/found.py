"""What extraction finds: words with their places, lines of words, blocks of lines, and what it says of each page.

Nothing is repaired here: a word is what the text layer holds, and a line-end hyphen still stands at its line's end.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import NamedTuple

from pipeline.frozen import frozen
from pipeline.model import Document, Marker, Place


@frozen
class Word:
    """One word as the text layer holds it.

    `link` is the target of the link over it; `note` is the number of the footnote that it refers to. A word that the
    producer broke with a soft hyphen ends with U+00AD, any other broken word with a plain hyphen.
    """

    text: str
    place: Place
    link: str = ""
    note: str = ""


@frozen
class Line:
    """The words of one line, left to right."""

    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """Return the words with one space between them."""
        return " ".join(word.text for word in self.words)

    @property
    def place(self) -> Place:
        """Return the page and the box around all words."""
        return Place(self.words[0].place.page, reduce(or_, (word.place.box for word in self.words)))


class Kind(StrEnum):
    """What a block is to its reader."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    FOOTNOTE = "footnote"
    TABLE = "table"
    CAPTION = "caption"
    QUOTE = "quote"
    FIGURE = "figure"


Rows = tuple[tuple[tuple[Line, ...], ...], ...]


class Merged(NamedTuple):
    """A cell that covers more than its own place: its row and column, from 0, and how many of each it covers."""

    row: int
    column: int
    rowspan: int
    colspan: int


MOST_HEADS = 3  # rows of a table's head


def whole_head(heads: int, merged: Sequence[Merged], rows: int) -> int:
    """Return how many rows a table's head has when those are counted that its merged cells reach into."""
    reach = max((cell.row + cell.rowspan for cell in merged if cell.row < heads), default=heads)
    return max(heads, reach) if reach <= MOST_HEADS and reach < rows else heads


@frozen
class Picture:
    """A picture in a file: its name there, and what it says to those who cannot see it."""

    name: str
    alt: str


@frozen
class Found:
    """A block as found, its words not yet repaired.

    `level` is a heading's rank from 1 to 4, or an item's depth from 1. `number` is a numbered item's or a footnote's
    number as meant, counted where it was misread; `mark` holds the marker or number as it stands in the text layer,
    and is no part of `lines`. A table has `rows` of cells of lines, and the first `head_rows` of them name columns;
    what one of its `merged` cells covers beside its own place is an empty cell.
    A figure has a `picture` and no lines.
    """

    kind: Kind
    lines: tuple[Line, ...]
    level: int = 0
    marker: Marker | None = None
    number: int | None = None
    mark: tuple[Word, ...] = ()
    rows: Rows = ()
    head_rows: int = 0
    merged: tuple[Merged, ...] = ()
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """Return the lines as one, with a space between them."""
        return " ".join(line.text for line in self.lines)


@frozen
class PageInfo:
    """A page (counted from 1; width and height in points) and how far it can be trusted.

    `grade` is good, fair or poor; `reason` says in a sentence why it is not good.
    """

    number: int
    width: float
    height: float
    grade: str = "good"
    reason: str = ""


@frozen
class Reread:
    """The second reading of a scan: the words that an engine saw on the pages' pictures, in its reading order.

    `digest` is that of the PDF, as in `Extraction`; a word's box is as high as its line.
    """

    digest: str
    engine: str
    words: tuple[Word, ...]


@frozen
class Extraction:
    """All that was found in a file, in reading order.

    `furniture` holds the running heads and feet, page numbers and contents pages that are left out of `blocks`;
    `digest` is `sha256:` and the hexadecimal digest of the file's bytes; `kind` is the file's format, such as `pdf`.
    `title_lines` are the lines that the title was read from, of a block or of the furniture; the metadata has none.
    `declared` is the whole text as the file's own tags give it, when they can be believed: it needs no repair.
    `scans` are the pages whose picture tells more than their text layer, and `reread` is what was seen on them.
    """

    blocks: tuple[Found, ...]
    pages: tuple[PageInfo, ...]
    furniture: tuple[Line, ...]
    digest: str
    kind: str
    title: str
    title_lines: tuple[Line, ...] = ()
    scans: tuple[int, ...] = ()
    reread: Reread | None = None
    declared: Document | None = None
