"""Edits of what stands around the text: cover, contents, running head and foot, which the sources compose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.diff.returned import Returned
from pipeline.markdown.inlines import plain
from pipeline.merge.blocks import find_blocks
from pipeline.model import Edition, Heading
from pipeline.text import _
from pipeline.typeset.marks import running_marks

# The page at the end of an entry: LibreOffice saves it as plain words, without its field.
_COUNT = r"\d*\(\d*\)"  # which page of how many
_PAGE = re.compile(r"\s+(\d+|–)$")


def edits_around(returned: Returned) -> Iterator[tuple[str, str]]:
    """Yield what was edited around the text, and what to do: the title on the cover is told apart by others."""
    sent, word = returned.sent, returned.word
    gone, new = _apart(_cover(sent), [line for line in word.cover if line != word.document.title])
    by_source = _("The cover is made from plan.toml and the decisions: change it there, if it was decided.")
    for line in gone:
        yield _("A line of the cover was struck or edited: “{words}”.").format(words=line), by_source
    for line in new:
        yield _("A line of the cover is new or edited: “{words}”.").format(words=line), by_source
    headings = [_("Contents"), *_headings(sent), *_headings(returned.edited)]
    listed = [line if line in headings else _PAGE.sub("", line) for line in word.contents]
    for line in _apart(headings, listed)[1]:
        what = _("A line of the contents is new or edited: “{words}”.").format(words=line)
        yield what, _("The contents are made from the headings: edit the heading itself.")
    head = sent.title + running_marks(sent.marks)
    if _bare(word.head) != _bare(head):
        what = _("The running head was edited: {old} → {new}.").format(old=head, new=word.head or "–")
        yield what, _("The running head is the title: change title in plan.toml, if it was decided.")
    if not re.fullmatch(rf"{re.escape(_bare(sent.publisher))}{_COUNT}", _bare(word.foot)):
        what = _("The running foot was edited: {old} → {new}.").format(old=sent.publisher, new=word.foot or "–")
        yield what, _("The running foot is the publisher and the page: change publisher in plan.toml, if need be.")


def _cover(edition: Edition) -> list[str]:
    lines = [edition.publisher, *edition.marks, edition.subtitle]
    return [line for line in (*lines, *(f"{label} {value}" for label, value in edition.facts)) if line]


def _headings(edition: Edition) -> Iterator[str]:
    return (plain(block.inlines) for block in find_blocks(edition.document.blocks) if isinstance(block, Heading))


def _apart(expected: Iterable[str], found: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the lines that only the first has, and those that only the second has."""
    a, b = ({_bare(line): line for line in side} for side in (expected, found))
    return [a[key] for key in a if key not in b], [b[key] for key in b if key not in a]


def _bare(words: str) -> str:
    """Return words without white space: a tab between a label and its value is read as a space, or not at all."""
    return "".join(words.split())
