"""Passages: a document as a flat sequence of what changes as a whole or by its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from pipeline.diff.tokens import NOTE, OBJECT, PLAIN, Token, Word, text_of, words
from pipeline.frozen import frozen
from pipeline.markdown.inlines import plain
from pipeline.model import (
    Block,
    Edition,
    Figure,
    Footnote,
    Heading,
    Inline,
    List,
    ListItem,
    Marker,
    NoteRef,
    Paragraph,
    Quote,
    Table,
    Text,
    place,
)
from pipeline.text import _

Notes = Mapping[str, str]
Content = tuple[Inline, ...] | Figure | Table


class Kind(StrEnum):
    """What a passage is."""

    COVER = "cover"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CAPTION = "caption"
    FIGURE = "figure"
    TABLE = "table"
    NOTE = "note"


@frozen
class Form:
    """How a passage is set: a heading's level or an item's depth, the sign before it, whether in a quote.

    `start` is the number that a numbered list counts from, on its first item.
    """

    kind: Kind
    level: int = 0
    marker: Marker | None = None
    start: int = 1
    quoted: bool = False


@dataclass(frozen=True)
class Passage:
    """A heading, a paragraph, an item, a caption, a picture, a table, a footnote or a line of the cover.

    `index` is its place in the edition, counted from 0, `block` that of the outermost block that it belongs to;
    `section` is the words of the heading that it stands under, a heading's its own; `listed` is the list that an item
    stands in; `notes` gives footnotes the names by which they are compared.
    """

    index: int
    form: Form
    id: str
    content: Content
    section: str = ""
    block: int = 0
    listed: List | None = field(default=None, repr=False, compare=False)
    notes: Notes = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def tokens(self) -> tuple[Word, ...]:
        """What it is made of, word by word."""
        return tuple(_tokens(self.content, self.notes))

    @cached_property
    def words(self) -> str:
        """The words alone."""
        return text_of(self.tokens) if isinstance(self.content, Figure | Table) else plain(self.content)

    @cached_property
    def note_names(self) -> tuple[str, ...]:
        """The footnotes that it refers to, by the names by which they are compared."""
        if not _has_notes(self.content):
            return ()
        return tuple(token.text.removeprefix(NOTE) for token in self.tokens if token.text.startswith(NOTE))

    @property
    def inlines(self) -> tuple[Inline, ...]:
        """What it says, unless it is a picture or a table."""
        return () if isinstance(self.content, Figure | Table) else self.content

    @property
    def table(self) -> Table | None:
        """The table, if it is one."""
        return self.content if isinstance(self.content, Table) else None

    def says_the_same(self, other: Passage) -> bool:
        """Whether another passage has the same words, looks, links and notes."""
        if self.notes or other.notes:
            return self.tokens == other.tokens
        return self.content == other.content

    @property
    def family(self) -> str:
        """Only passages of one family can be the same one changed."""
        return self.form.kind if self.form.kind in (Kind.TABLE, Kind.FIGURE, Kind.CAPTION) else "text"


def passages(blocks: Sequence[Block], notes: Notes) -> tuple[Passage, ...]:
    """Return the passages of blocks, in reading order."""
    made: list[Passage] = []
    section = ""
    for number, block in enumerate(blocks):
        for form, id_, content, listed in _parts((block,)):
            if isinstance(block, Heading):
                section = plain(block.inlines)
            made.append(Passage(len(made), form, id_, content, section, number, listed, notes))
    return tuple(made)


def cover_passages(edition: Edition) -> tuple[Passage, ...]:
    """Return the lines of the cover, each named for what it says."""
    lines = [("publisher", edition.publisher), *((f"mark-{n}", mark) for n, mark in enumerate(edition.marks))]
    lines += [("title", edition.title), ("subtitle", edition.subtitle)]
    lines += [(f"fact-{label}-{n}", f"{label}: {value}") for n, (label, value) in _numbered(edition.facts)]
    return _plain_passages(lines, Form(Kind.COVER), _("Cover"))


def _numbered(facts: Iterable[tuple[str, str]]) -> Iterator[tuple[int, tuple[str, str]]]:
    """Number the facts that have one label, such as several decisions."""
    count: dict[str, int] = {}
    for label, value in facts:
        count[label] = count.get(label, 0) + 1
        yield count[label], (label, value)


def note_passages(notes: Iterable[Footnote]) -> tuple[Passage, ...]:
    """Return the footnotes."""
    form, section = Form(Kind.NOTE), _("Footnotes")
    return tuple(Passage(n, form, note.id, note.inlines, section) for n, note in enumerate(notes))


def _plain_passages(lines: Iterable[tuple[str, str]], form: Form, section: str) -> tuple[Passage, ...]:
    filled = [(name, text) for name, text in lines if text]
    return tuple(Passage(n, form, name, (Text(text),), section) for n, (name, text) in enumerate(filled))


_Part = tuple[Form, str, Content, "List | None"]


def _parts(blocks: Iterable[Block], *, quoted: bool = False) -> Iterator[_Part]:
    for block in blocks:
        match block:
            case Heading():
                yield Form(Kind.HEADING, block.level), block.id, block.inlines, None
            case Paragraph():
                yield Form(Kind.PARAGRAPH, quoted=quoted), block.id, block.inlines, None
            case List():
                yield from _items(block, 1, quoted)
            case Quote():
                yield from _parts(block.blocks, quoted=True)
            case Table():
                if block.caption:
                    yield Form(Kind.CAPTION), block.id and f"{block.id}/caption", block.caption, None
                yield Form(Kind.TABLE), block.id, block, None
            case Figure():
                yield Form(Kind.FIGURE), block.id, block, None
                if block.caption:
                    yield Form(Kind.CAPTION), block.id and f"{block.id}/caption", block.caption, None


def _items(listed: List, level: int, quoted: bool) -> Iterator[_Part]:
    for n, item in enumerate(listed.items):
        form = Form(Kind.ITEM, level, listed.marker, 1 if n else listed.start, quoted)
        yield form, item.id, item.inlines, listed
        yield from _children(item, level, quoted)


def _children(item: ListItem, level: int, quoted: bool) -> Iterator[_Part]:
    for child in item.children:
        if isinstance(child, List):
            yield from _items(child, level + 1, quoted)
        else:
            yield Form(Kind.PARAGRAPH, level, quoted=quoted), child.id, child.inlines, None


def _tokens(content: Content, notes: Notes) -> Iterator[Word]:
    match content:
        case Table():
            cells = [cell for row in (*content.head, *content.body) for cell in row.cells]
            yield from words([inline for cell in cells for inline in (*cell.inlines, Text(" "))], notes)
        case Figure():
            yield Token(f"{OBJECT}picture:{content.source}", PLAIN)
            yield from words((Text(content.alt),))
        case _:
            yield from words(content, notes)


def _has_notes(node: object) -> bool:
    """Whether a note is referred to: a quick look, before every word is read."""
    match node:
        case tuple():
            return any(map(_has_notes, node))
        case Table():
            return any(_has_notes(cell.inlines) for row in (*node.head, *node.body) for cell in row.cells)
        case NoteRef():
            return True
        case _:
            return _has_notes(getattr(node, "inlines", ()))


def grid(table: Table) -> list[list[str]]:
    """Return the words of a table's cells by row and column; what a cell covers beside its own place is empty."""
    rows = [*place(table.head), *place(table.body)]
    width = max((p.column + p.cell.colspan for row in rows for p in row), default=0)
    filled = [[""] * width for _row in rows]
    for line, row in zip(filled, rows, strict=True):
        for placed in row:
            line[placed.column] = text_of(words(placed.cell.inlines))
    return filled
