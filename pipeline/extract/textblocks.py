"""The lines of a text layer to blocks, where no size and no place tells headings from paragraphs.

What tells them here: whether a line was full (the next word would not have fitted), whether it ends a sentence, what
it begins with, and which headings name which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract import lists, notes
from pipeline.extract.counting import count_numbers
from pipeline.extract.draft import Draft, Norm, ends_sentence
from pipeline.extract.found import Kind
from pipeline.extract.furniture import line_edges, part_furniture
from pipeline.extract.paragraphs import mark_of
from pipeline.extract.sheet import Strip, Token
from pipeline.extract.structure import Structure, with_links
from pipeline.extract.textlayer import Page, pages, width
from pipeline.extract.titles import find_titles
from pipeline.frozen import frozen
from pipeline.model import Marker

_LONG = 0.7  # a line that breaks off inside a sentence runs on over a blank line if it is this share of a full one
_SHORT = 0.8  # a line that breaks off inside a sentence was broken on purpose if it is shorter than this share
_ROOM = 0.05  # the next word would have fitted only if it leaves this share of a full line free
_SCRAP = 2  # a misread mark has at most this many characters
_NOTE = re.compile(r"\[\d{0,3}\]?")
_HYPHEN = re.compile(r"\w-$")


@frozen
class _Line:
    """A strip and the width of a full line on its page.

    `apart`: a blank line or the page's start stands before it; `alone`: after it, too; `opens`: it begins its page.
    """

    strip: Strip
    full: float
    apart: bool
    alone: bool
    opens: bool


def build_text(text: str) -> Structure:
    """Return the blocks of a text layer in reading order."""
    sheets = pages(text)
    kept, furniture = part_furniture([page.strips for page in sheets], [line_edges(page.strips) for page in sheets])
    full = _full([strip for page in kept for strip in page])
    lines = [line for page, strips in zip(sheets, kept, strict=True) for line in _lines(page, strips, full)]
    drafts = _with_columns(lists.take_marks([Draft(group) for group in _groups(lines)]))
    anchors = [(page.number, anchor) for page in sheets for anchor in page.anchors]
    drafts = list(with_links(_unmarked(drafts), anchors))
    openings = {line.strip.box.top for line in lines if line.opens}
    drafts = find_titles(_with_notes(drafts), openings, full)
    return Structure(tuple(count_numbers(lists.nest(drafts, Norm(1.0)))), tuple(furniture))


def _lines(page: Page, strips: Sequence[Strip], usual: float) -> list[_Line]:
    full = max(_full(page.strips), 0.9 * usual)
    apart = [index == 0 or int(strip.box.bottom) in page.after_blank for index, strip in enumerate(strips)]
    alone = [here and after for here, after in pairwise([*apart, True])]
    return [_Line(strip, full, apart[index], alone[index], index == 0) for index, strip in enumerate(strips)]


def _full(strips: Sequence[Strip]) -> float:
    """Return the width of a full line: the widest tenth may be small print."""
    widths = sorted(width(strip.text) for strip in strips)
    return widths[int(0.9 * (len(widths) - 1))] if widths else 0.0


def _groups(lines: Sequence[_Line]) -> list[tuple[Strip, ...]]:
    groups: list[list[_Line]] = []
    for line in lines:
        if not groups or _breaks(groups[-1], line):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [tuple(line.strip for line in group) for group in groups]


def _breaks(group: Sequence[_Line], line: _Line) -> bool:
    """Say whether a new block begins with the line."""
    before, first = group[-1], line.strip.tokens[0].text
    text = before.strip.text
    if mark_of(line.strip) is not None or _NOTE.fullmatch(first):
        return True
    if _HYPHEN.search(text):
        return False
    full = max(before.full, line.full)
    wide = width(text)
    fits = full - wide - width(" " + first) > _ROOM * full
    ends = ends_sentence(text) or text.endswith(":")
    if not line.apart:
        return fits and (ends or wide < _SHORT * full)
    if ends:
        last = line.alone and len(group) > 1 and not fits and ends_sentence(line.strip.text)
        return not last or line.opens
    goes_on = first[0].islower() or text.endswith(",") or len(group) > 1
    return wide < (_LONG if goes_on else _SHORT) * full or (line.opens and not first[0].islower())


def _with_columns(drafts: Sequence[Draft]) -> list[Draft]:
    """Give the marks that OCR read as a line of their own, `N o A`, back to the items that they stood before.

    Such a line follows the texts of its items, from the last one whose mark was read; the item beside the foot of that
    column comes after it.
    """
    found: list[Draft] = []
    beside: Draft | None = None
    for draft in drafts:
        if found and _is_scrap(found[-1], draft):
            draft = replace(draft, mark=found.pop().strips[0].tokens + draft.mark)  # noqa: PLW2901
        first = _first_unmarked(found)
        if _is_column(draft) and 0 < first < len(found):
            marks = list(draft.strips[0].tokens)
            beside = found[first - 1]
            found[first:] = [_as_item(item, beside, marks) for item in found[first:]]
            continue
        found.append(_as_item(draft, beside, []) if beside and draft.kind is Kind.PARAGRAPH else draft)
        beside = None
    return found


def _is_column(draft: Draft) -> bool:
    """Say whether a block is nothing but scraps of a letter or two."""
    tokens = draft.strips[0].tokens
    return len(draft.strips) == 1 and len(tokens) > 1 and all(len(token.text) <= _SCRAP for token in tokens)


def _is_scrap(draft: Draft, item: Draft) -> bool:
    """Say whether a block is what was read of the number that the item after it lost."""
    lost = item.kind is Kind.ITEM and item.marker is Marker.NUMBER and item.number is None
    return lost and draft.kind is Kind.PARAGRAPH and len(draft.text) <= _SCRAP


def _first_unmarked(drafts: Sequence[Draft]) -> int:
    """Return the position after the last item, if all blocks from there on are single lines; else the end."""
    first = next((index + 1 for index in range(len(drafts) - 1, -1, -1) if drafts[index].kind is Kind.ITEM), 0)
    return first if all(len(draft.strips) == 1 for draft in drafts[first:]) else len(drafts)


def _as_item(draft: Draft, like: Draft, marks: list[Token]) -> Draft:
    """Return the block as an item of the same list as another, with the next of the marks."""
    mark = (marks.pop(0),) if marks else ()
    return replace(draft, kind=Kind.ITEM, level=like.level, marker=like.marker, number=None, mark=mark)


def _unmarked(drafts: Sequence[Draft]) -> list[Draft]:
    """Turn short lines between a lead-in's colon and a list's first mark into items of that list."""
    found = list(drafts)
    for index in range(len(found) - 1, 0, -1):
        lead = next((i for i in range(index - 1, -1, -1) if not _is_short_line(found[i])), 0)
        if found[index].kind is Kind.ITEM and lead < index - 1 and found[lead].text.endswith(":"):
            found[lead + 1 : index] = [_as_item(draft, found[index], []) for draft in found[lead + 1 : index]]
    return found


def _is_short_line(draft: Draft) -> bool:
    """Say whether a block is one line that begins in the middle of a sentence: lower case, no colon."""
    return draft.kind is Kind.PARAGRAPH and len(draft.strips) == 1 and draft.text[0].islower() and draft.text[-1] != ":"


def _with_notes(drafts: Sequence[Draft]) -> list[Draft]:
    """Turn the last block of a page into a footnote if it answers a reference on the page."""
    found = list(drafts)
    for page in sorted({draft.page for draft in found}):
        here = [index for index, draft in enumerate(found) if draft.page == page]
        found = notes.take_notes(found, here[:-1], here[-1:])
    return notes.resolve(found)
