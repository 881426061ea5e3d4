"""A Word document read as a text: what an office sends back can be compared, and taken into the sources.

1. `package`   the file, opened without trust; `accept` takes every tracked change as accepted
2. `runs`      the words of a paragraph with their looks, links and notes → `inlines`
3. `blocks`    paragraphs by their `styles` and `numbering`, and `tables` → blocks
4. `context`   names of ids and notes, and what was met that the text of record has no form for
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.diff.word.accept import Tracker, accept, trackers
from pipeline.diff.word.blocks import BlockReader
from pipeline.diff.word.context import Comment, Context, Names, Picture, Stray
from pipeline.diff.word.inlines import inlines_of
from pipeline.diff.word.package import open_package
from pipeline.diff.word.runs import RunReader
from pipeline.model import Document, Footnote
from pipeline.typeset.word.stamp import Stamp
from pipeline.typeset.word.xml import qualified

__all__ = ["Comment", "Names", "Picture", "Stray", "Tracker", "WordText", "read_word"]


@dataclass(frozen=True)
class WordText:
    """What a Word document says: its text, the lines of its cover and contents, its running head and foot, and more.

    `stamp` tells what its passages said when it was made, if it was made here.
    """

    document: Document
    cover: tuple[str, ...] = ()
    contents: tuple[str, ...] = ()
    head: str = ""
    foot: str = ""
    comments: tuple[Comment, ...] = ()
    strays: tuple[Stray, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tracked: tuple[tuple[Tracker, int], ...] = ()
    stamp: Stamp = field(default_factory=dict)


def read_word(data: bytes, file: str, names: Names | None = None) -> WordText:
    """Return the text of a `.docx` file. Raises `UnreadableInput` when it is none.

    `names` are those of the edition that the document was made from, if that is known.
    """
    package = open_package(data, file)
    roots = [package.parts[name] for name in sorted(package.parts) if not name.startswith("_rels/")]
    tracked = Counter(tracker for root in roots for tracker in trackers(root))
    for root in roots:
        accept(root)
    context = Context(package, names or Names())
    reader = BlockReader(context)
    blocks = reader.blocks(package.body)
    notes = tuple(_footnote(context, number, name) for number, name in context.notes.items())
    return WordText(
        Document(reader.title or package.title, blocks, notes, lang=context.names.lang),
        tuple(reader.cover),
        tuple(reader.contents),
        _running(context, "header"),
        _running(context, "footer"),
        tuple(reader.comments),
        tuple(context.strays),
        tuple(context.pictures),
        tuple(sorted(tracked.items())),
        package.stamp,
    )


def _footnote(context: Context, number: str, name: str) -> Footnote:
    part = context.package.parts.get("footnotes.xml")
    found = () if part is None else part.iterchildren(qualified("w:footnote"))
    note = next((one for one in found if one.get(qualified("w:id")) == number), None)
    context.targets = context.package.targets("footnotes.xml")
    pieces = [] if note is None else [p for one in note.iter(qualified("w:p")) for p in RunReader(context).pieces(one)]
    return Footnote(name, inlines_of(pieces))


def _running(context: Context, kind: str) -> str:
    """Return the words of the running head, or foot, of all pages but the first."""
    for name, part in sorted(context.package.parts.items()):
        if name.startswith(kind) and (words := "".join(t.text or "" for t in part.iter(qualified("w:t")))):
            return words
    return ""
