"""Headings in plain text, where nothing is larger or bolder: single lines that end no sentence, and what they name.

Their levels: a heading's own number tells it; else a heading that stands directly before another, or that names the
ones that follow (`Europa (SERN, Union of the Baltic Cities)`), is their parent until one comes that it does not name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from pipeline.extract.draft import Draft
from pipeline.extract.found import Kind
from pipeline.extract.levels import MAX_LEVEL, number_depth
from pipeline.extract.textlayer import width
from pipeline.frozen import frozen

_MAX_LINES = 1.1  # a heading without parenthesis is at most this many full lines long
_NAMED = 82.0  # how alike (0–100) a heading and its name in another heading must be
_LEAST = 4  # a name has at least this many letters
_URL = re.compile(r"https?://|www\.")
_WITH_PARENTHESIS = re.compile(r"[^.:()]{3,60}\s\(.+\)\.?")


def find_titles(drafts: Sequence[Draft], openings: Collection[float], full: float) -> list[Draft]:
    """Turn paragraphs into headings with levels.

    `openings` holds the tops of the lines that begin a page; `full` is the width of a full line.
    """
    found: list[Draft] = []
    for index, draft in enumerate(drafts):
        after = drafts[index + 1] if index + 1 < len(drafts) else None
        if found and found[-1].kind is Kind.HEADING and _is_parenthesis(draft):
            found[-1] = replace(found[-1], strips=found[-1].strips + draft.strips)
        elif _is_title(draft, after, draft.strips[0].box.top in openings, full):
            found.append(replace(draft, kind=Kind.HEADING))
        else:
            found.append(draft)
    return _with_levels(found)


def _is_parenthesis(draft: Draft) -> bool:
    return draft.kind is Kind.PARAGRAPH and draft.text.startswith("(") and draft.text.endswith(")")


def _is_title(draft: Draft, after: Draft | None, opens: bool, full: float) -> bool:
    """Say whether a block is a heading: a line that ends no sentence, or that introduces a list at a page's start."""
    text = draft.text
    if (
        draft.kind is not Kind.PARAGRAPH
        or after is None
        or _leads_away(draft)
        or not text[0].isalnum()
        or text[0].islower()
    ):
        return False
    if _WITH_PARENTHESIS.fullmatch(text):
        return True
    if len(draft.strips) > 2 or width(text) > _MAX_LINES * full:
        return False
    if text.endswith(":"):
        return opens and len(draft.strips) == 1 and after.kind is Kind.ITEM
    return text[-1].isalnum() or text[-1] in ')”"?'


def _leads_away(draft: Draft) -> bool:
    """Say whether a block links to somewhere else: it is a reference then, no heading."""
    return any(token.link for strip in draft.strips for token in strip.tokens) or bool(_URL.search(draft.text))


@frozen
class _Parent:
    """A heading under which others stand; without `names` everything does until the next heading in capitals."""

    level: int
    names: tuple[str, ...]

    def has(self, text: str) -> bool:
        """Say whether the heading belongs under this one."""
        title = text.casefold()
        alike = (max(fuzz.ratio(name, title), fuzz.partial_ratio(name, title)) for name in self.names)
        return not self.names or max(alike) >= _NAMED


def _with_levels(drafts: Sequence[Draft]) -> list[Draft]:
    found = list(drafts)
    titles = [index for index, draft in enumerate(found) if draft.kind is Kind.HEADING]
    parent: _Parent | None = None
    for index, after in zip(titles, [*titles[1:], -1], strict=True):
        text = found[index].text
        if parent and (text.isupper() or not parent.has(text)):
            parent = None
        level = number_depth(text) or (parent.level + 1 if parent else 1)
        found[index] = replace(found[index], level=min(level, MAX_LEVEL))
        if parent is None and after > 0:
            parent = _parent(found[index], found[after], directly=after == index + 1)
    return found


def _parent(draft: Draft, after: Draft, *, directly: bool) -> _Parent | None:
    """Return the heading as parent of the ones after it, if it names the next or stands directly before it."""
    inside = re.search(r"\((.+)\)", draft.text)
    whole = re.split(r"[,;()]| och ", draft.text.casefold())
    names = tuple(name.strip(" .-") for name in whole if len(name.strip(" .-")) >= _LEAST) if inside else ()
    parent = _Parent(draft.level, names)
    if names and parent.has(after.text):
        return parent
    return _Parent(draft.level, ()) if directly else None
