"""Step 6: headings and their levels, by size, weight, numbering and space, consistent over the document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.draft import Draft, Norm
from pipeline.extract.found import Kind
from pipeline.extract.paragraphs import same_size

_LARGER = 1.06  # a heading without weight is larger than the body by this factor
_MAX_LETTERS = 250
_MAX_LINES = 4
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[^\W\d_]")
MAX_LEVEL = 4


@dataclass(frozen=True, slots=True, order=True)
class Rank:
    """What a heading's style weighs: the heavier, the higher. Compared field by field."""

    size: float
    capitals: bool
    bold: bool
    upright: bool


def find_headings(drafts: Sequence[Draft], norm: Norm) -> list[Draft]:
    """Turn paragraphs that are set as headings into headings, and give them levels."""
    found = [replace(draft, kind=Kind.HEADING) if _is_heading(draft, norm) else draft for draft in drafts]
    return _with_levels(found)


def _is_heading(draft: Draft, norm: Norm) -> bool:
    """Say whether a paragraph is set apart from the body as a heading is, and is short enough for one."""
    text = draft.text
    if draft.kind is not Kind.PARAGRAPH or len(text) > _MAX_LETTERS or len(draft.strips) > _MAX_LINES:
        return False
    if sum(map(str.isalpha, text)) < max(2, 0.4 * len(text.replace(" ", ""))):
        return False
    size = draft.strips[0].size
    if size >= _LARGER * norm.size:
        return size >= 1.2 * norm.size or not text.endswith((",", ";"))
    heavy = _all(draft, bold=True) and not norm.bold
    capital = text.isupper() and len(text) > 4
    return size >= 0.93 * norm.size and (heavy or capital) and not text.endswith((".", ",", ";")) and text[0].isalnum()


def _all(draft: Draft, *, bold: bool) -> bool:
    """Say whether all words of a block are bold."""
    words = [token for strip in draft.strips for token in strip.tokens if any(map(str.isalpha, token.text))]
    return bool(words) and all(token.style.bold is bold for token in words)


def _rank(draft: Draft) -> Rank:
    style = draft.strips[0].style
    return Rank(style.size, draft.text.isupper(), style.bold, not style.italic)


def _with_levels(drafts: Sequence[Draft]) -> list[Draft]:
    """Give every heading the place of its style among the styles of all headings, from 1 to MAX_LEVEL."""
    levels = _levels([_rank(draft) for draft in drafts if draft.kind is Kind.HEADING])
    return [replace(draft, level=levels[_rank(draft)]) if draft.kind is Kind.HEADING else draft for draft in drafts]


def _levels(ranks: Sequence[Rank]) -> dict[Rank, int]:
    """Return the level of each rank; sizes that are one size but for noise share it."""
    levels: dict[Rank, int] = {}
    level, former = 0, None
    for rank in sorted(set(ranks), reverse=True):
        alike = former is not None and same_size(rank.size, former.size) and rank.size != former.size
        if former is None or not (alike and (rank.capitals, rank.bold) == (former.capitals, former.bold)):
            level += 1
        levels[rank] = min(level, MAX_LEVEL)
        former = rank
    return levels


def number_depth(text: str) -> int:
    """Return how deep a heading's own number goes: `2.1 Mål` is 2, no number is 0."""
    numbered = _NUMBERED.match(text)
    return numbered[1].count(".") + 1 if numbered else 0


def depth_by_style(drafts: Sequence[Draft]) -> dict[Rank, int]:
    """Return for each heading style the depth that most of its headings' own numbers have, if most have one."""
    depths: dict[Rank, Counter[int]] = defaultdict(Counter)
    for draft in drafts:
        if draft.kind is Kind.HEADING:
            depths[_rank(draft)][number_depth(draft.text)] += 1
    return {rank: counts.most_common(1)[0][0] for rank, counts in depths.items() if counts.most_common(1)[0][0]}
