"""A block while it is being recognised: its strips, and what is known of it so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.extract.found import Found, Kind, Merged, Picture, Rows
from pipeline.extract.sheet import Strip, Token
from pipeline.frozen import frozen
from pipeline.model import Marker

SENTENCE_END = (".", "!", "?", ".”", '."', "?”", "!”", ".)", ".’")

_FULL_LINES = 5
_RARE = 0.005  # sizes that fewer characters have do not count
_MANY_SIZES = 8  # more sizes than this are a scan's noise


@frozen
class Draft:
    """A block's strips without its mark, and the fields of `Found` as far as they are known."""

    strips: tuple[Strip, ...]
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    marker: Marker | None = None
    number: int | None = None
    mark: tuple[Token, ...] = ()
    rows: Rows = ()
    head_rows: int = 0
    merged: tuple[Merged, ...] = ()
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """Return the strips' text with spaces between them."""
        return " ".join(strip.text for strip in self.strips)

    @property
    def page(self) -> int:
        """Return the page on which it begins."""
        return self.strips[0].page

    def found(self) -> Found:
        """Return the finished block."""
        mark = tuple(token.word(self.page) for token in self.mark)
        lines = () if self.kind is Kind.TABLE else tuple(strip.line() for strip in self.strips)
        table = self.rows, self.head_rows, self.merged
        return Found(self.kind, lines, self.level, self.marker, self.number, mark, *table, self.picture)


def ends_sentence(text: str) -> bool:
    """Say whether the text ends as a sentence does; a colon or semicolon leads on."""
    return text.rstrip().endswith(SENTENCE_END)


@frozen
class Norm:
    """What is normal in a document, in points.

    The font size of most characters, whether they are bold or italic, and their colour; the pitch of lines of each
    size; the left edge of the text on even and on odd pages; whether sizes are a scan's;
    the right edge of the text.
    """

    size: float
    bold: bool = False
    italic: bool = False
    color: int = 0
    pitches: tuple[tuple[float, float], ...] = ()
    lefts: tuple[float, float] = (0.0, 0.0)
    noisy: bool = False
    right: float = 0.0

    def pitch(self, size: float) -> float:
        """Return the distance between the baselines of two lines of one paragraph in this size."""
        known = dict(self.pitches)
        nearest = min(known, key=lambda other: (abs(other - size), other), default=None)
        if nearest is None or abs(nearest - size) > 0.06 * size:
            ratio = known[self.size] / self.size if self.size in known and self.size else 1.2
            return size * ratio
        return known[nearest]

    def left(self, strip: Strip) -> float:
        """Return the left edge of the column that the strip stands in."""
        left = self.lefts[strip.page % 2]
        return strip.left if strip.left > left + 4 * self.size else left


def measure(pages: Sequence[Sequence[Strip]]) -> Norm:
    """Measure what is normal: modes by characters, and for each size the lowest pitch of lines that is common."""
    strips = [strip for page in pages for strip in page]
    sizes: Counter[float] = Counter()
    for token in (token for strip in strips for token in strip.tokens):
        sizes[token.style.size] += len(token.text)
    size = min(sizes, key=lambda size: (-sizes[size], size), default=0.0)
    body = [strip for strip in strips if strip.size == size]
    letters = sum(len(strip.text) for strip in body)
    bold = 2 * sum(len(strip.text) for strip in body if strip.style.bold) > letters
    italic = 2 * sum(len(strip.text) for strip in body if strip.style.italic) > letters
    colors: Counter[int] = Counter()
    for strip in body:
        colors[strip.style.color] += len(strip.text)
    color = min(colors, key=lambda color: (-colors[color], color), default=0)
    lefts = (_left(body, 0), _left(body, 1))
    noisy = sum(count >= _RARE * sizes.total() for count in sizes.values()) > _MANY_SIZES
    pitches = tuple(sorted(_pitches(strips).items()))
    right = _quartile([strip.box.x1 for strip in body])
    return Norm(size, bold, italic, color, pitches, lefts, noisy, right)


def _left(strips: Sequence[Strip], odd: int) -> float:
    """Return the left edge of the text on even or odd pages: the leftmost of the places where many lines begin."""
    places = Counter(round(strip.box.x0) for strip in strips if strip.page % 2 == odd)
    if not places:
        places = Counter(round(strip.box.x0) for strip in strips)
    most = max(places.values(), default=0)
    return float(min((place for place, count in places.items() if count >= 0.3 * most), default=0))


def with_edges(pages: Sequence[Sequence[Strip]]) -> list[list[Strip]]:
    """Return the strips with the right edge that the text of their column really has.

    The edge of a column is where its third longest line ends, since a head or a table may reach further; the edge of
    the main column is the same on all left and on all right pages.
    """
    edges = {(page[0].page, column): _right(page, column) for page in pages if page for column in _columns(page)}
    usual = [
        _quartile([edges[page[0].page, 0] for page in pages if page and page[0].page % 2 == odd]) for odd in (0, 1)
    ]
    found: list[list[Strip]] = []
    for page in pages:
        main = bool(page) and len(_columns(page)) == 1 and not _is_full(page)
        least = usual[page[0].page % 2] if main else 0.0
        found.append([replace(strip, right=max(edges[strip.page, strip.column], least)) for strip in page])
    return found


def _is_full(page: Sequence[Strip]) -> bool:
    """Say whether several lines of a page end close to its right edge, so that the edge is really one."""
    right, left = _right(page, 0), min(strip.box.x0 for strip in page)
    return sum(strip.box.x1 >= right - 0.1 * (right - left) for strip in page) >= _FULL_LINES


def _columns(page: Sequence[Strip]) -> list[int]:
    return sorted({strip.column for strip in page} | {0})


def _right(page: Sequence[Strip], column: int) -> float:
    ends = sorted((strip.box.x1 for strip in page if strip.column == column), reverse=True)
    return ends[2] if len(ends) > 5 else ends[0] if ends else 0.0


def _quartile(values: Sequence[float]) -> float:
    return sorted(values)[(3 * len(values)) // 4] if values else 0.0


def _pitches(strips: Sequence[Strip]) -> dict[float, float]:
    """Return for each size the pitch inside paragraphs: the lowest among those that are common."""
    steps: dict[float, Counter[float]] = {}
    for a, b in pairwise(strips):
        if a.page == b.page and a.column == b.column and a.size == b.size:
            step = round(2 * (b.box.bottom - a.box.bottom)) / 2
            if 0.8 * a.size <= step <= 2.6 * a.size:
                steps.setdefault(a.size, Counter())[step] += 1
    return {size: _lowest_common(counts) for size, counts in sorted(steps.items())}


def _lowest_common(counts: Counter[float]) -> float:
    """Return the lowest step that is seen at least a quarter as often as the most common one."""
    most = max(counts.values())
    common = [step for step, count in counts.items() if count >= 0.25 * most]
    return min(common) if common else median(counts.elements())
