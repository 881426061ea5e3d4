"""Step 6: what is set apart without being a heading: captions of tables and figures, and pulled quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.draft import Draft, Norm
from pipeline.extract.found import Kind

_MAX_LETTERS = 300
_QUOTES = '”“"»«„'
_NAMES = re.compile(r"(?:tabell|figur|diagram|bild|karta|foto|table|figure|chart)\s+\d+(?:[:.]\d+)?\b", re.IGNORECASE)


def find_captions(drafts: Sequence[Draft], norm: Norm) -> list[Draft]:
    """Turn paragraphs and headings such as `Tabell 2:1 …` into captions."""
    found = list(drafts)
    for index, draft in enumerate(drafts):
        beside = any(other.kind is Kind.TABLE for other in drafts[max(0, index - 1) : index + 2])
        apart = _is_apart(draft, norm)
        named = _NAMES.match(draft.text) and len(draft.text) <= _MAX_LETTERS and not draft.text.rstrip().endswith(",")
        if draft.kind in {Kind.PARAGRAPH, Kind.HEADING} and named and (beside or apart):
            found[index] = replace(draft, kind=Kind.CAPTION, level=0)
    return found


def find_quotes(drafts: Sequence[Draft], norm: Norm) -> list[Draft]:
    """Turn paragraphs that stand in quotation marks and in another style than the body into quotations."""
    return [replace(draft, kind=Kind.QUOTE) if _is_quote(draft, norm) else draft for draft in drafts]


def _is_quote(draft: Draft, norm: Norm) -> bool:
    quoted = draft.text[0] in _QUOTES and draft.text.rstrip(".")[-1] in _QUOTES
    return draft.kind is Kind.PARAGRAPH and quoted and len(draft.text) > 2 and _is_apart(draft, norm)


def _is_apart(draft: Draft, norm: Norm) -> bool:
    """Say whether a block is set in another weight, slant or size than the body."""
    style = draft.strips[0].style
    return style.bold != norm.bold or style.italic != norm.italic or abs(style.size - norm.size) > 0.05 * norm.size
