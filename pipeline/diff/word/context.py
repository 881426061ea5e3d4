"""What a reader of one document knows on its way: styles, links, notes and names; and what it met that must be told.

The names of bookmarks are those that the Word writer makes of ids; where the edition that was written is known, `Names`
turns them back without loss.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.diff.word.numbering import Numbering
from pipeline.diff.word.package import Package
from pipeline.diff.word.styles import Styles
from pipeline.frozen import frozen
from pipeline.typeset.word.runs import bare_language
from pipeline.typeset.word.xml import Element, qualified

_NOTE = "note_"
# Bookmarks that Word and LibreOffice make by themselves, and those of footnotes' references.
_NO_IDS = ("_", "id_", _NOTE, "OLE_LINK", "Bookmark")


@dataclass(frozen=True)
class Names:
    """What an edition calls things: ids by bookmarks, footnotes by bookmarks, languages as Word has them.

    `kinds` are what blocks with ids are, other than text: `table`, `figure` or `quote`.
    """

    ids: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    langs: Mapping[str, str] = field(default_factory=dict)
    lang: str = "sv-SE"


@frozen
class Comment:
    """A comment in the margin: whose, of what day (ISO, or nothing), what it says, and the block that it stands at."""

    author: str
    day: str
    words: str
    block: str = ""
    excerpt: str = ""


@frozen
class Stray:
    """Something that the text of record has no form for: what it is, its words, and where it stands."""

    kind: str
    words: str
    block: str = ""
    excerpt: str = ""


@frozen
class Picture:
    """A picture: its alternative text and its file within the package."""

    alt: str
    file: str


@dataclass
class Context:
    """The reader's memory."""

    package: Package
    names: Names
    strays: list[Stray] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    commented: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.styles = Styles.of(self.package.parts.get("styles.xml"))
        self.numbering = Numbering(self.package.parts.get("numbering.xml"))
        self.targets = self.package.targets()
        self._open_note = ""
        self._noted: dict[str, str] = {}  # footnotes' names by their numbers
        self._bookmarked: dict[str, str] = {}  # footnotes' names by the bookmarks of their references

    # ── Names ────────────────────────────────────────────────────────────────────────────────────────────────────────

    def id_of(self, bookmark: str) -> str:
        """Return the id that a bookmark carries, or nothing when it is none of ours."""
        if bookmark in self.names.ids:
            return self.names.ids[bookmark]
        return "" if bookmark.startswith(_NO_IDS) else bookmark.replace("_", "-")

    def lang_of(self, tag: str) -> str:
        """Return the language of words that differs from the document's, or nothing."""
        if not tag or tag.lower() in (self.names.lang.lower(), self.styles.lang.lower()):
            return ""
        return self.names.langs.get(tag) or bare_language(tag)

    # ── Footnotes ────────────────────────────────────────────────────────────────────────────────────────────────────

    def open_note(self, bookmark: str) -> None:
        """Remember the bookmark that stands before a footnote's reference."""
        if bookmark.startswith(_NOTE) or bookmark in self.names.notes:
            self._open_note = bookmark

    def note(self, number: str) -> str:
        """Return the name of the footnote with a number, given at its reference."""
        own = self._open_note.removeprefix(_NOTE).replace("_", "-")
        name = self.names.notes.get(self._open_note) or own or f"not-{number}"
        if self._open_note and self._open_note not in self._bookmarked:
            self._bookmarked[self._open_note] = name
        elif name in self._noted.values():
            name = f"not-{number}"
        self._noted[number], self._open_note = name, ""
        return name

    def noted(self, bookmark: str) -> str:
        """Return the name of the footnote whose reference has a bookmark."""
        return self._bookmarked.get(bookmark) or self.names.notes.get(bookmark, bookmark.removeprefix(_NOTE))

    @property
    def notes(self) -> Mapping[str, str]:
        """The names of the footnotes that are referred to, by their numbers."""
        return self._noted

    def endnote(self, number: str) -> str:
        """Return the words of an endnote."""
        return _words(self._numbered("endnotes.xml", "w:endnote", number))

    # ── Comments ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def comment(self, number: str) -> None:
        """Remember that a comment is referred to here."""
        self.commented.append(number)

    def comment_of(self, number: str, block: str, excerpt: str) -> Comment | None:
        """Return a comment with the block that it stands at."""
        found = self._numbered("comments.xml", "w:comment", number)
        if found is None:
            return None
        author, day = (str(found.get(qualified(f"w:{name}")) or "") for name in ("author", "date"))
        return Comment(author, day[:10], _words(found), block, excerpt)

    def _numbered(self, part: str, tag: str, number: str) -> Element | None:
        root = self.package.parts.get(part)
        found = () if root is None else root.iterchildren(qualified(tag))
        return next((one for one in found if one.get(qualified("w:id")) == number), None)


def _words(element: Element | None) -> str:
    if element is None:
        return ""
    paragraphs = ("".join(t.text or "" for t in p.iter(qualified("w:t"))) for p in element.iter(qualified("w:p")))
    return "\n".join(words.strip() for words in paragraphs if words.strip())
