"""Step 8: footnotes to their references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pipeline.extract.draft import Draft, Norm
from pipeline.extract.found import Kind, Line, Rows, Word
from pipeline.extract.paragraphs import same_size
from pipeline.extract.sheet import Strip, Token, strip_of

_Noted = TypeVar("_Noted", Token, Word)
_SMALLER = 0.92  # footnotes are set in at most this share of the body's size
_MARK = re.compile(r"[\[(]?(\d{1,3})?[\])]?\.?|\*{1,3}|†")
_REFERENCE = re.compile(r"(\w[^\[\]]*)\[(\d{1,3})\]([.,;:!?)”\"]*)")


def find_notes(drafts: Sequence[Draft], norm: Norm) -> list[Draft]:
    """Turn small print at the foot of a page that answers a reference into footnotes, and mark the references."""
    found = list(drafts)
    for page in sorted({draft.page for draft in found}):
        here = [index for index, draft in enumerate(found) if draft.page == page]
        body = [index for index in here if not _is_small(found[index], norm)]
        lowest = max((found[index].strips[-1].box.bottom for index in body), default=0.0)
        foot = [index for index in here if index not in body and found[index].strips[0].box.top >= lowest - 1]
        found = take_notes(found, body, foot)
    return resolve(found)


def _is_small(draft: Draft, norm: Norm) -> bool:
    return draft.kind in {Kind.PARAGRAPH, Kind.ITEM} and draft.strips[0].size <= _SMALLER * norm.size


def take_notes(drafts: Sequence[Draft], body: Sequence[int], foot: Sequence[int]) -> list[Draft]:
    """Turn those blocks at the positions `foot` into footnotes that answer references in the blocks of `body`."""
    found = dict(enumerate(drafts))
    wanted = _references([drafts[index] for index in body])
    last: int | None = None
    for index in foot:
        note = _note(drafts[index], wanted)
        if note is None and last is not None and _goes_on(found[last], drafts[index]):
            found[last] = replace(found[last], strips=found[last].strips + found.pop(index).strips)
        else:
            found[index] = note or drafts[index]
            last = index if note else None
    return [found[index] for index in sorted(found)]


def _goes_on(note: Draft, draft: Draft) -> bool:
    """Say whether small print right below a footnote belongs to it: in its size, at its left edge."""
    above, below = note.strips[-1], draft.strips[0]
    left = min(above.box.x0, note.mark[0].box.x0 if note.mark else above.box.x0)
    close = 0 < below.box.bottom - above.box.bottom < 1.6 * below.size
    return (
        draft.kind is Kind.PARAGRAPH
        and same_size(above.size, below.size)
        and close
        and abs(below.box.x0 - left) < below.size
    )


def _references(drafts: Sequence[Draft]) -> list[int]:
    """Return the numbers of the notes that these blocks refer to, in order."""
    numbers = []
    for token in (token for draft in drafts for strip in draft.strips for token in strip.tokens):
        if token.note:
            numbers.append(int(token.note))
        elif reference := _REFERENCE.fullmatch(token.text):
            numbers.append(int(reference[2]))
    return numbers


def _note(draft: Draft, wanted: list[int]) -> Draft | None:
    """Return the block as the footnote whose mark it begins with; a mark that lost its number takes the next wanted."""
    first = draft.mark[0] if draft.mark else draft.strips[0].tokens[0]
    read = _MARK.fullmatch(first.text)
    if not read or (len(draft.strips[0].tokens) < 2 and not draft.mark):
        return None
    number = int(read[1]) if read[1] else next(iter(wanted), None)
    if number is None or (wanted and number not in wanted):
        return None
    if number in wanted:
        wanted.remove(number)
    return as_note(draft, number)


def as_note(draft: Draft, number: int) -> Draft:
    """Return the block as footnote `number`, its first token taken as its mark."""
    if draft.mark:
        return replace(draft, kind=Kind.FOOTNOTE, level=0, marker=None, number=number)
    strip = draft.strips[0]
    rest = strip_of(strip.page, strip.tokens[1:], strip.column, strip.left, strip.right)
    strips = (rest, *draft.strips[1:])
    return replace(draft, strips=strips, kind=Kind.FOOTNOTE, level=0, marker=None, number=number, mark=strip.tokens[:1])


def resolve(drafts: Sequence[Draft]) -> list[Draft]:
    """Take bracketed references such as `Connects[1]` off their words where a footnote has that number.

    A raised number that no footnote has, as in cm², goes back to its word.
    """
    known = {str(draft.number) for draft in drafts if draft.kind is Kind.FOOTNOTE}
    return [
        replace(
            draft, strips=tuple(_resolved(strip, known) for strip in draft.strips), rows=_in_cells(draft.rows, known)
        )
        for draft in drafts
    ]


def _in_cells(rows: Rows, known: set[str]) -> Rows:
    """Return a table's rows with its references resolved."""
    return tuple(tuple(tuple(Line(tuple(_referring(w, known) for w in line.words)) for line in cell) for cell in row)
                 for row in rows)  # fmt: skip


def _resolved(strip: Strip, known: set[str]) -> Strip:
    tokens = tuple(_referring(token, known) for token in strip.tokens)
    return replace(strip, tokens=tokens) if tokens != strip.tokens else strip


def _referring(token: _Noted, known: set[str]) -> _Noted:
    if token.note:
        return token if token.note in known else replace(token, text=_with_number(token), note="")
    reference = _REFERENCE.fullmatch(token.text)
    if not reference or reference[2] not in known:
        return token
    return replace(token, text=reference[1] + reference[3], note=reference[2])


def _with_number(token: Token | Word) -> str:
    """Return a word with its raised number, before the punctuation that ends it."""
    bare = token.text.rstrip('.,;:!?)”"')
    return bare + token.note + token.text[len(bare) :]
