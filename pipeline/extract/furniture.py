"""Step 4: running heads, running feet and page numbers, known by their position and their repetition."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from pipeline.extract.sheet import Strip, Style
from pipeline.frozen import frozen

_DEPTH = 4  # so many lines from the top and from the bottom of a page may be furniture
_HEAD, _FOOT = 0.16, 0.86  # heads end above, and feet begin below, this share of a page's height
_SAME_PLACE = 6.0  # places that differ by less than this many points are one place
_TEXT = 60  # a longer line that is no furniture is text, and what lies further in, too
_MOST = 0.6  # a running line stands on this share of the pages
_TAGGED = 0.8  # on a page with this share of tagged lines, an untagged line at the edge is no text
_FEW_PAGES = 4
_COUNTED = re.compile(r"(?:(\d{1,4})\W?\s(?=.*[^\W\d]).*|.*[^\W\d].*\s(\d{1,4}))")  # begins or ends with a number
_RULE = re.compile(r"[_\-–—=.·*\s]{4,}")
_ALIKE = 80.0  # how alike (0–100) two lines must be to be the same furniture: OCR reads a foot anew on each page
_NUMBER = re.compile(
    r"(?:sid(?:an|a)?\.?\s*)?[-–(\[]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*[-–)\]]?(?:\s*(?:\(\d+\)|/\s*\d+|av\s+\d+|of\s+\d+))?\s*",
    re.IGNORECASE,
)


@frozen
class Edge:
    """A strip at the edge of its page, whether at its top, and its place there.

    The place counts points from the top, or in plain text lines from the nearer edge.
    """

    strip: Strip
    top: bool
    place: float


def page_edges(page: Sequence[Strip], height: float) -> list[Edge]:
    """Return the strips at the top and the bottom of a page that may be furniture, the outermost first."""
    ordered = sorted(page, key=lambda strip: strip.box.top)
    top = [strip for strip in ordered[:_DEPTH] if strip.box.bottom < _HEAD * height]
    bottom = [strip for strip in ordered[::-1][:_DEPTH] if strip.box.top > _FOOT * height]
    heads = [Edge(strip, True, strip.box.bottom) for strip in top]
    return heads + [Edge(strip, False, strip.box.bottom) for strip in bottom]


def line_edges(page: Sequence[Strip]) -> list[Edge]:
    """Return the first and the last two lines of a page of plain text."""
    return [Edge(strip, True, 0.0) for strip in page[:1]] + [Edge(strip, False, 0.0) for strip in page[:-3:-1]]


def part_furniture(
    pages: Sequence[Sequence[Strip]], edges: Sequence[Sequence[Edge]]
) -> tuple[list[list[Strip]], list[Strip]]:
    """Return each page's strips without furniture, and the furniture; `edges` are the pages' strips that may be it."""
    flat = [edge for page in edges for edge in page]
    offsets = _offsets(flat)
    body = _body([strip for page in pages for strip in page])
    out = {id(strip) for page in pages for strip in page if _is_rule(strip)}
    for page, strips in zip(edges, pages, strict=True):
        for top in (True, False):
            for edge in (edge for edge in page if edge.top is top):
                if not top and _is_note(edge.strip, strips):
                    break
                running = _is_running(edge, flat, len(pages), body) or _is_counted(edge, flat)
                repeated = running or _is_repeated(edge, flat, len(pages))
                if repeated or _is_number(edge, page, offsets, len(pages)) or _is_artifact(edge, strips):
                    out.add(id(edge.strip))
                elif len(edge.strip.text) > _TEXT:
                    break
    kept = [[strip for strip in page if id(strip) not in out] for page in pages]
    return kept, [strip for page in pages for strip in page if id(strip) in out]


def _body(strips: Sequence[Strip]) -> Style | None:
    """Return the style of most lines."""
    counts = Counter(strip.style for strip in strips)
    return counts.most_common(1)[0][0] if counts else None


def _is_running(edge: Edge, others: Sequence[Edge], pages: int, body: Style | None) -> bool:
    """Say whether most pages have a line in this style, which is not the body's, at this place: a chapter's title."""
    strip = edge.strip
    if strip.style == body or pages <= _FEW_PAGES or len(strip.text) > 2 * _TEXT:
        return False
    same = (other.strip for other in others if other.top is edge.top and abs(other.place - edge.place) < _SAME_PLACE)
    return len({other.page for other in same if other.style == strip.style}) >= _MOST * pages


def _is_counted(edge: Edge, others: Sequence[Edge]) -> bool:
    """Say whether a line holds, beside words that may change, a number that counts with the pages, on three of them."""
    ahead = _ahead(edge.strip)
    same = (other.strip for other in others if other.top is edge.top and abs(other.place - edge.place) < _SAME_PLACE)
    return ahead is not None and len({other.page for other in same if _ahead(other) == ahead}) > 2


def _ahead(strip: Strip) -> tuple[bool, int] | None:
    """Return whether a line begins with a number, and how far the number that it begins or ends with is ahead."""
    counted = _number_in(strip.text)
    return (counted[0], counted[1] - strip.page) if counted else None


@lru_cache(maxsize=4096)
def _number_in(text: str) -> tuple[bool, int] | None:
    """Return whether a line begins with a number, and the number that it begins or ends with, beside words."""
    found = _COUNTED.fullmatch(text)
    return (bool(found[1]), int(found[1] or found[2])) if found else None


def _is_note(strip: Strip, page: Sequence[Strip]) -> bool:
    """Say whether a line at the foot begins with the number of a footnote that a word above refers to."""
    number = strip.tokens[0].text.strip("[]().")
    return len(strip.tokens) > 1 and any(token.note == number for other in page for token in other.tokens if token.note)


def _is_artifact(edge: Edge, page: Sequence[Strip]) -> bool:
    """Say whether a strip at the edge is untagged on a page where nearly all the text is tagged."""
    return not edge.strip.tag.element and sum(bool(strip.tag.element) for strip in page) >= _TAGGED * len(page)


def _is_rule(strip: Strip) -> bool:
    """Say whether a strip is a line drawn with characters."""
    return bool(_RULE.fullmatch(strip.text))


def _is_repeated(edge: Edge, others: Sequence[Edge], pages: int) -> bool:
    """Say whether a line stands, alike, at the same place on three pages, or, to the letter, on two of a few."""
    same = [o.strip for o in others if o.top is edge.top and abs(o.place - edge.place) < _SAME_PLACE]
    if pages <= _FEW_PAGES:
        return len({other.page for other in same if other.text == edge.strip.text}) > 1
    return len({other.page for other in same if _alike(edge.strip, other)}) > 2


def _alike(a: Strip, b: Strip) -> bool:
    """Say whether two lines are the same but for their numbers and for what OCR misread; footnotes are not."""
    first, second = _ahead(a), _ahead(b)
    if first and second and first[0] and second[0] and first != second and a.tokens[0].text != b.tokens[0].text:
        return False
    left, right = _plain(a.text), _plain(b.text)
    return left == right or (len(left) > 8 and fuzz.ratio(left, right) >= _ALIKE)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return re.sub(r"\d+", "0", text).casefold()


def _offsets(edges: Sequence[Edge]) -> Counter[int]:
    """Count, over all lone numbers at the edges, how far the number is ahead of its page."""
    offsets: Counter[int] = Counter()
    for edge in edges:
        if _NUMBER.fullmatch(edge.strip.text) and (digits := re.search(r"\d+", edge.strip.text)):
            offsets[int(digits[0]) - edge.strip.page] += 1
    return offsets


def _is_number(edge: Edge, page: Sequence[Edge], offsets: Counter[int], pages: int) -> bool:
    """Say whether the strip is a page number: alone at the edge, and counting with the pages."""
    if not _NUMBER.fullmatch(edge.strip.text):
        return False
    digits = re.search(r"\d+", edge.strip.text)
    if not digits:
        return edge is page[0]
    return pages == 1 or offsets[int(digits[0]) - edge.strip.page] >= min(2, pages)
