"""Step 3: running heads, running feet and page numbers, known by their position and their repetition."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from pipeline.extract.sheet import Strip

_DEPTH = 4  # so many lines from the top and from the bottom of a page may be furniture
_ALIKE = 80.0  # how alike (0–100) two lines must be to be the same furniture: OCR reads a foot anew on each page
_NUMBER = re.compile(
    r"(?:sid(?:an|a)?\.?\s*)?[-–(\[]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–)\]]?(?:\s*(?:\(\d+\)|/\s*\d+|av\s+\d+|of\s+\d+))?\s*",
    re.IGNORECASE,
)


def part_furniture(pages: Sequence[Sequence[Strip]], heights: Sequence[float]) -> tuple[list[list[Strip]], list[Strip]]:
    """Return each page's strips without furniture, and the furniture.

    `pages` holds the strips of each page; `heights` the pages' heights in points.
    """
    edges = [_edges(page, height) for page, height in zip(pages, heights, strict=True)]
    repeated = _repeated(edges)
    kept: list[list[Strip]] = []
    furniture: list[Strip] = []
    for page, edge in zip(pages, edges, strict=True):
        out = {id(strip) for strip in edge if id(strip) in repeated or _is_number(strip, edge, edges)}
        kept.append([strip for strip in page if id(strip) not in out])
        furniture += [strip for strip in page if id(strip) in out]
    return kept, furniture


def _edges(page: Sequence[Strip], height: float) -> list[Strip]:
    """Return the strips at the top and the bottom of a page that may be furniture, the outermost first."""
    ordered = sorted(page, key=lambda strip: strip.box.top)
    top = [strip for strip in ordered[:_DEPTH] if strip.box.bottom < 0.16 * height]
    bottom = [strip for strip in ordered[::-1][:_DEPTH] if strip.box.top > 0.86 * height]
    return top + [strip for strip in bottom if strip not in top]


def _repeated(edges: Sequence[Sequence[Strip]]) -> set[int]:
    """Return the ids of the strips that stand, alike, at the same height on several pages."""
    groups: dict[int, list[Strip]] = defaultdict(list)
    for strip in (strip for edge in edges for strip in edge):
        groups[round(strip.box.bottom / 8)].append(strip)
    found: set[int] = set()
    for key in sorted(groups):
        near = groups[key] + groups.get(key + 1, [])
        for strip in near:
            twins = {
                other.page for other in near if abs(other.box.bottom - strip.box.bottom) < 6 and _alike(strip, other)
            }
            if len(twins) >= _enough(len(edges)):
                found.add(id(strip))
    return found


def _enough(pages: int) -> int:
    """Return on how many pages a line must stand to be furniture: two of three, else three at least."""
    return 2 if pages <= 4 else 3


def _alike(a: Strip, b: Strip) -> bool:
    """Say whether two lines are the same but for their numbers and for what OCR misread."""
    left, right = _plain(a.text), _plain(b.text)
    if left == right:
        return True
    return len(left) > 8 and fuzz.ratio(left, right) >= _ALIKE


def _plain(text: str) -> str:
    return re.sub(r"\d+", "0", text).casefold()


def _is_number(strip: Strip, edge: Sequence[Strip], edges: Sequence[Sequence[Strip]]) -> bool:
    """Say whether the strip is a page number: alone at the edge, and counting with the pages."""
    if not _NUMBER.fullmatch(strip.text):
        return False
    offsets: Counter[int] = Counter()
    for other in (other for near in edges for other in near if _NUMBER.fullmatch(other.text)):
        if digits := re.search(r"\d+", other.text):
            offsets[int(digits[0]) - other.page] += 1
    mine = re.search(r"\d+", strip.text)
    if not mine:
        return strip is edge[0] or len(strip.text) <= 4
    return len(edges) == 1 or offsets[int(mine[0]) - strip.page] >= min(2, len(edges))
