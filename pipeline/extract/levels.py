"""The levels of headings, consistent over the document: by their styles, checked against their tags and numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.extract.draft import Draft
from pipeline.extract.found import Kind
from pipeline.frozen import frozen

MAX_LEVEL = 4
_SET, _SCANNED = 0.02, 0.07  # sizes that differ by less than this share are one size
_FEW = 5  # with fewer headings nothing can be told from how often a style occurs
_NUMBERED = re.compile(r"§?\s*(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+[^\W\d_]")


@frozen(order=True)
class Rank:
    """What a heading's style weighs: the heavier, the higher. Compared field by field."""

    size: float
    capitals: bool
    bold: bool
    upright: bool


def with_levels(drafts: Sequence[Draft], tagged: Mapping[int, int], *, noisy: bool) -> list[Draft]:
    """Give every heading its level, from 1 to MAX_LEVEL: its tag's, or that of its style among all headings' styles.

    `tagged` holds the levels that the tags of the drafts at these positions say; they count only if they agree with
    what is seen. `noisy` says that sizes are a scan's, which differ where one size was meant.
    """
    ranks = {index: _rank(draft) for index, draft in enumerate(drafts) if draft.kind is Kind.HEADING}
    tagged = {index: level for index, level in tagged.items() if index in ranks}
    known = _most_common(ranks, tagged)
    if not _rises(known):
        known, tagged = {}, {}
    cover = _cover_ranks({index: drafts[index].page for index in ranks}, ranks)
    noise = _SCANNED if noisy else _SET
    levels = _levels(list(ranks.values()), known, cover, noise)
    deeper = _deeper({index: (rank, number_depth(drafts[index].text)) for index, rank in ranks.items()})
    found = list(drafts)
    for index, rank in ranks.items():
        level = tagged.get(index, levels[rank] + deeper[index])
        found[index] = replace(found[index], level=min(level, MAX_LEVEL))
    return found


def main_size(draft: Draft) -> float:
    """Return the largest size that at least a third of a block's letters have."""
    letters: Counter[float] = Counter()
    for token in (token for strip in draft.strips for token in strip.tokens):
        letters[token.style.size] += len(token.text)
    return max(size for size, count in letters.items() if count >= letters.total() / 3)


def number_depth(text: str) -> int:
    """Return how deep a heading's own number goes: `2.1 Mål` is 2, no number is 0."""
    numbered = _NUMBERED.match(text)
    return numbered[1].count(".") + 1 if numbered else 0


def _rank(draft: Draft) -> Rank:
    style = draft.strips[0].style
    return Rank(main_size(draft), draft.text.isupper(), style.bold, not style.italic)


def _most_common(ranks: Mapping[int, Rank], tagged: Mapping[int, int]) -> dict[Rank, int]:
    """Return for each style the level that most of its tags say."""
    known: dict[Rank, Counter[int]] = defaultdict(Counter)
    for index, level in tagged.items():
        known[ranks[index]][level] += 1
    return {rank: counts.most_common(1)[0][0] for rank, counts in known.items()}


def _rises(levels: Mapping[Rank, int]) -> bool:
    """Say whether tagged levels agree with what is seen: no heavier style stands under a lighter one."""
    return all(levels[a] <= levels[b] for a, b in pairwise(sorted(levels, reverse=True)))


def _cover_ranks(pages: Mapping[int, int], ranks: Mapping[int, Rank]) -> set[Rank]:
    """Return the ranks of a cover or a letterhead, which open no level of their own.

    They occur once, on the first page with a heading, and are lighter than a style that occurs again.
    """
    if len(ranks) < _FEW:
        return set()
    counts, first = Counter(ranks.values()), min(pages.values())
    again = max((rank for rank, count in counts.items() if count > 1), default=None)
    once = {rank for index, rank in ranks.items() if counts[rank] == 1 and pages[index] == first}
    return {rank for rank in once if again is not None and rank < again}


def _levels(ranks: Sequence[Rank], known: Mapping[Rank, int], cover: Collection[Rank], noise: float) -> dict[Rank, int]:
    """Return the level of each rank: as known, else one below the rank above, unless only noise tells them apart."""
    levels: dict[Rank, int] = {}
    level, former = 0, None
    for rank in sorted(set(ranks), reverse=True):
        if rank in known:
            level = known[rank]
        elif rank in cover:
            levels[rank] = level + 1
            continue
        elif former is None or not _is_noise(rank, former, noise):
            level += 1
        levels[rank] = level
        former = rank
    return levels


def _is_noise(rank: Rank, former: Rank, noise: float) -> bool:
    alike = 0 < former.size - rank.size <= noise * former.size
    return alike and (rank.capitals, rank.bold) == (former.capitals, former.bold)


def _deeper(numbered: Mapping[int, tuple[Rank, int]]) -> dict[int, int]:
    """Return how much deeper each heading's number puts it than the least deep number in the same style."""
    least: dict[Rank, int] = {}
    for rank, depth in numbered.values():
        if depth:
            least[rank] = min(depth, least.get(rank, depth))
    return {index: depth - least[rank] if depth else 0 for index, (rank, depth) in numbered.items()}
