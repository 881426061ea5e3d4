"""Step 7: captions: lines that name a table or a figure and stand beside one, or are set apart from the body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.draft import Draft, Norm
from pipeline.extract.found import Kind

_MAX_LETTERS = 300
_NAMES = re.compile(r"(?:tabell|figur|diagram|bild|karta|foto|table|figure|chart)\s+\d+(?:[:.]\d+)?\b", re.IGNORECASE)


def find_captions(drafts: Sequence[Draft], norm: Norm) -> list[Draft]:
    """Turn paragraphs and headings such as `Tabell 2:1 …` into captions."""
    found = list(drafts)
    for index, draft in enumerate(drafts):
        beside = any(other.kind is Kind.TABLE for other in drafts[max(0, index - 1) : index + 2])
        style = draft.strips[0].style
        apart = style.bold != norm.bold or style.italic != norm.italic or abs(style.size - norm.size) > 0.05 * norm.size
        named = _NAMES.match(draft.text) and len(draft.text) <= _MAX_LETTERS and not draft.text.rstrip().endswith(",")
        if draft.kind in {Kind.PARAGRAPH, Kind.HEADING} and named and (beside or apart):
            found[index] = replace(draft, kind=Kind.CAPTION, level=0)
    return found
