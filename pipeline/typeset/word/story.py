"""What the parts of one document share while it is written, and the flow of text in one of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from docx.opc.part import XmlPart

from pipeline.model import Edition, Heading
from pipeline.typeset.style import Style
from pipeline.typeset.word.fields import Bookmarks, bookmark_name
from pipeline.typeset.word.notes import Notes
from pipeline.typeset.word.numbering import Numbering


@dataclass
class Writer:
    """What the parts of one document share: its looks, and what is numbered across all of them.

    `headings` are those met so far, in reading order, each with the name of its bookmark.
    """

    edition: Edition
    style: Style
    numbering: Numbering = field(default_factory=Numbering)
    bookmarks: Bookmarks = field(default_factory=Bookmarks)
    headings: list[tuple[str, Heading]] = field(default_factory=list)
    pictures: int = 0

    def __post_init__(self) -> None:
        self.notes = Notes(self.edition.document.notes, self.bookmarks)

    @property
    def measure(self) -> float:
        """The width of the text in points."""
        return self.style.page.measure

    def next_heading(self, heading: Heading) -> str:
        """Return the name of the next heading's bookmark: its id's, or one such as Word makes for its contents."""
        name = bookmark_name(heading.id) if heading.id else f"_Toc{len(self.headings) + 1:08d}"
        self.headings.append((name, heading))
        return name


@dataclass
class Story:
    """A flow of text, such as the main document's or the footnotes', and the part that carries its relationships."""

    writer: Writer
    part: XmlPart
    of_notes: bool = False
