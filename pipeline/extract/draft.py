"""A block while it is being recognised: its strips, and what is known of it so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.extract.found import Found, Kind, Rows
from pipeline.extract.sheet import Strip, Token
from pipeline.model import Marker

SENTENCE_END = (".", "!", "?", ".”", '."', "?”", "!”", ".)", ".’")


@dataclass(frozen=True, slots=True)
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
        return Found(self.kind, lines, self.level, self.marker, self.number, mark, self.rows, self.head_rows)


def ends_sentence(text: str) -> bool:
    """Say whether the text ends as a sentence does; a colon or semicolon leads on."""
    return text.rstrip().endswith(SENTENCE_END)


@dataclass(frozen=True, slots=True)
class Norm:
    """What is normal in a document: the font size of most characters, and the pitch of lines of each size (points)."""

    size: float
    bold: bool
    pitches: tuple[tuple[float, float], ...]

    def pitch(self, size: float) -> float:
        """Return the distance between the baselines of two lines of one paragraph in this size."""
        known = dict(self.pitches)
        nearest = min(known, key=lambda other: (abs(other - size), other), default=None)
        if nearest is None or abs(nearest - size) > 0.06 * size:
            ratio = known[self.size] / self.size if self.size in known and self.size else 1.2
            return size * ratio
        return known[nearest]


def measure(strips: Iterable[Strip]) -> Norm:
    """Measure what is normal: the mode of sizes by characters, and for each size the least common pitch of lines."""
    sizes: Counter[float] = Counter()
    bolds: Counter[bool] = Counter()
    ordered = list(strips)
    for strip in ordered:
        for token in strip.tokens:
            sizes[token.style.size] += len(token.text)
    body = min(sizes, key=lambda size: (-sizes[size], size), default=0.0)
    for strip in ordered:
        if strip.size == body:
            bolds[strip.style.bold] += len(strip.text)
    return Norm(body, bolds[True] > bolds[False], tuple(sorted(_pitches(ordered).items())))


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
