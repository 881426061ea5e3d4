"""Step 6: headings and their levels, by size, weight, numbering and space, consistent over the document."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.extract.draft import Draft, Norm
from pipeline.extract.found import Kind
from pipeline.extract.paragraphs import same_size
from pipeline.extract.sheet import Strip

_MAX_LETTERS = 250
_MAX_LINES = 4
_RUNNING = 60  # running text has more letters than this
_FEW = 5  # with fewer headings nothing can be told from how often a style occurs
_CREDIBLE = 0.3  # tags are not credible when they make this share of all letters headings
_TAG = re.compile(r"H[1-6]")
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
    """Turn paragraphs that are set as headings, or credibly tagged so, into headings, and give them levels."""
    tagged = _tagged(drafts)
    found = [
        replace(draft, kind=Kind.HEADING)
        if index in tagged or _is_heading(draft, norm) or _is_capital(drafts, index) or _is_slanted(drafts, index, norm)
        else draft
        for index, draft in enumerate(drafts)
    ]
    return _with_levels(found, tagged)


def _tagged(drafts: Sequence[Draft]) -> dict[int, int]:
    """Return the levels of the blocks that are tagged as headings, none if those are too much text to be credible."""
    levels = {
        index: int(draft.strips[0].tag.type[1])
        for index, draft in enumerate(drafts)
        if draft.kind is Kind.PARAGRAPH and _TAG.fullmatch(draft.strips[0].tag.type) and _is_short(draft)
    }
    letters = sum(len(draft.text) for draft in drafts if draft.kind is Kind.PARAGRAPH)
    return levels if sum(len(drafts[index].text) for index in levels) < _CREDIBLE * letters else {}


def _is_short(draft: Draft) -> bool:
    return len(draft.text) <= _MAX_LETTERS and len(draft.strips) <= _MAX_LINES and any(map(str.isalpha, draft.text))


def _is_heading(draft: Draft, norm: Norm) -> bool:
    """Say whether a paragraph is set apart from the body as a heading is, and is short enough for one."""
    text = draft.text
    if draft.kind is not Kind.PARAGRAPH or not _is_short(draft):
        return False
    if sum(map(str.isalpha, text)) < max(2, 0.4 * len(text.replace(" ", ""))):
        return False
    size = _size(draft)
    if size >= norm.larger * norm.size:
        return size >= 1.2 * norm.size or not text.endswith((",", ";"))
    heavy = _all(draft, bold=True) and not norm.bold
    return size >= 0.93 * norm.size and heavy and not text.endswith((".", ",", ";")) and text[0].isalnum()


def _is_capital(drafts: Sequence[Draft], index: int) -> bool:
    """Say whether a line in capitals stands over running text; a name in capitals under a letter does not."""
    text, after = drafts[index].text, drafts[index + 1] if index + 1 < len(drafts) else None
    capital = drafts[index].kind is Kind.PARAGRAPH and text.isupper() and len(text) > 4 and _is_short(drafts[index])
    return capital and text[-1] not in ".,;" and after is not None and len(after.text) > _RUNNING


def _is_slanted(drafts: Sequence[Draft], index: int, norm: Norm) -> bool:
    """Say whether a line in italics, or in a colour of its own, stands as a heading does, with space above."""
    draft, after = drafts[index], drafts[index + 1] if index + 1 < len(drafts) else None
    if draft.kind is not Kind.PARAGRAPH or after is None or len(draft.strips) > 2 or not _is_short(draft):
        return False
    first, below = draft.strips[0], after.strips[0]
    tokens = [token for strip in draft.strips for token in strip.tokens]
    italic = not norm.italic and all(token.style.italic for token in tokens) and not below.style.italic
    color = first.style.color
    colored = color not in {norm.color, below.style.color} and all(token.style.color == color for token in tokens)
    if not italic and not colored:
        return False
    apart = not index or _is_apart(drafts[index - 1].strips[-1], first, norm)
    begins = draft.text[0].isupper() or draft.text[0].isdigit()
    return apart and begins and draft.text[-1] not in ".,;:" and first.size >= 0.93 * norm.size


def _is_apart(before: Strip, strip: Strip, norm: Norm) -> bool:
    """Say whether a strip begins its page or column, or has more space above it than a paragraph's lines have."""
    begins = before.page != strip.page or before.column != strip.column
    return begins or strip.box.bottom - before.box.bottom > 1.22 * norm.pitch(strip.size)


def _size(draft: Draft) -> float:
    """Return the largest size that at least a third of a block's letters have."""
    letters: Counter[float] = Counter()
    for token in (token for strip in draft.strips for token in strip.tokens):
        letters[token.style.size] += len(token.text)
    return max(size for size, count in letters.items() if count >= letters.total() / 3)


def _all(draft: Draft, *, bold: bool) -> bool:
    """Say whether all words of a block are bold."""
    words = [token for strip in draft.strips for token in strip.tokens if any(map(str.isalpha, token.text))]
    return bool(words) and all(token.style.bold is bold for token in words)


def _rank(draft: Draft) -> Rank:
    style = draft.strips[0].style
    return Rank(_size(draft), draft.text.isupper(), style.bold, not style.italic)


def _with_levels(drafts: Sequence[Draft], tagged: Mapping[int, int]) -> list[Draft]:
    """Give every heading its level, from 1 to MAX_LEVEL: its tag's, or that of its style among all headings' styles."""
    headings = {index: _rank(draft) for index, draft in enumerate(drafts) if draft.kind is Kind.HEADING}
    known: dict[Rank, Counter[int]] = defaultdict(Counter)
    for index, level in tagged.items():
        known[headings[index]][level] += 1
    cover = _cover_ranks({index: drafts[index].page for index in headings}, headings)
    levels = _levels(
        list(headings.values()), {rank: counts.most_common(1)[0][0] for rank, counts in known.items()}, cover
    )
    found = list(drafts)
    for index, rank in headings.items():
        found[index] = replace(found[index], level=min(tagged.get(index, levels[rank]), MAX_LEVEL))
    return found


def _cover_ranks(pages: Mapping[int, int], ranks: Mapping[int, Rank]) -> set[Rank]:
    """Return the ranks of a cover or a letterhead, which open no level of their own.

    They occur once, on the first page with a heading, and are not the largest.
    """
    if len(ranks) < _FEW:
        return set()
    counts, first = Counter(ranks.values()), min(pages.values())
    return {rank for index, rank in ranks.items() if counts[rank] == 1 and pages[index] == first} - {
        max(ranks.values())
    }


def _levels(ranks: Sequence[Rank], known: Mapping[Rank, int], cover: Collection[Rank]) -> dict[Rank, int]:
    """Return the level of each rank: as known, else one below the rank above, unless only noise tells them apart."""
    levels: dict[Rank, int] = {}
    level, former = 0, None
    for rank in sorted(set(ranks), reverse=True):
        if rank in known:
            level = known[rank]
        elif rank in cover:
            levels[rank] = min(level + 1, MAX_LEVEL)
            continue
        elif former is None or not _is_noise(rank, former):
            level += 1
        levels[rank] = min(level, MAX_LEVEL)
        former = rank
    return levels


def _is_noise(rank: Rank, former: Rank) -> bool:
    alike = same_size(rank.size, former.size) and rank.size != former.size
    return alike and (rank.capitals, rank.bold) == (former.capitals, former.bold)


def number_depth(text: str) -> int:
    """Return how deep a heading's own number goes: `2.1 Mål` is 2, no number is 0."""
    numbered = _NUMBERED.match(text)
    return numbered[1].count(".") + 1 if numbered else 0
