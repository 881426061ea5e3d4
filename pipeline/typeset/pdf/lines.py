"""Words → lines: where a paragraph is broken.

All breaks of a paragraph are chosen together (Knuth and Plass, "Breaking paragraphs into lines", 1981), for a ragged
right edge: the sum of the squared empty ends is smallest, hyphens cost, and two in a row cost more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from math import inf
from typing import NamedTuple

import pyphen

from pipeline.typeset.pdf.faces import UNITS, Face, Glyph
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.style import Colour

SOFT_HYPHEN = "\u00ad"
NO_BREAK = None

HYPHEN_COST = 0.035  # one hyphen costs as much as a line that ends 19 % short
HYPHENS_COST = 0.08
SHORT_END_COST = 0.03  # a last line shorter than this share of the measure
SHORT_END = 0.12
SHORTEST_WORD, BEFORE_HYPHEN, AFTER_HYPHEN = 7, 3, 3


@dataclass(frozen=True, slots=True, eq=False)
class Anchor:
    """Where a link leads (a URL, or `#` and a name), what it is called, and its element."""

    target: str
    words: str
    element: Element


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """How a stretch of text is set, and the structure element that it belongs to (none: an artifact)."""

    face: Face
    size: float
    colour: Colour
    element: Element | None = None
    rise: float = 0
    lang: str = ""
    anchor: Anchor | None = None
    underline: bool = False
    fill: Colour | None = None
    note: str = ""
    name: str = ""


class Atom(NamedTuple):
    """The smallest piece of a line; `cut` is the width of the hyphen that a break after it adds, or no break at all."""

    span: Span
    glyphs: tuple[Glyph, ...]
    width: float
    cut: float | None
    space: bool = False
    end: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one line that is set in one way; `x` from the line's start, in points."""

    span: Span
    glyphs: tuple[Glyph, ...]
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its runs and its width in points, without the space at its end."""

    runs: tuple[Run, ...]
    width: float

    @property
    def notes(self) -> tuple[str, ...]:
        """The footnotes that are referred to for the first time."""
        return tuple(run.span.note for run in self.runs if run.span.note)

    @property
    def names(self) -> tuple[str, ...]:
        """The destinations in the line."""
        return tuple(run.span.name for run in self.runs if run.span.name)


class _Segment(NamedTuple):
    glyphs: tuple[Glyph, ...]
    advance: int
    hyphen: bool


def atoms(pieces: Iterable[tuple[Span, str]], hyphenate: bool = True) -> list[Atom]:
    """Return a paragraph's pieces of text as atoms; a newline ends the line."""
    result: list[Atom] = []
    for span, text in pieces:
        for token in re.findall(r"\n|[ \t]+|[^ \t\n]+", text):
            if token == "\n":
                result.append(Atom(span, (), 0, 0, end=True))
            elif token.isspace() and token[0] in " \t":
                if result and not (result[-1].space or result[-1].end):
                    result.append(_space(span))
            else:
                result += _word(span, token, hyphenate)
    while result and result[-1].space:
        result.pop()
    return result


def _space(span: Span) -> Atom:
    glyphs = span.face.shape(" ")
    return Atom(span, glyphs, glyphs[0].advance * span.size / UNITS, 0, space=True)


def _word(span: Span, word: str, hyphenate: bool) -> Iterator[Atom]:
    segments = _segments(span.face, word, span.lang if hyphenate else "")
    hyphen = _hyphen(span.face).advance * span.size / UNITS
    for segment in segments[:-1]:
        yield Atom(span, segment.glyphs, segment.advance * span.size / UNITS, hyphen if segment.hyphen else 0.0)
    yield Atom(span, segments[-1].glyphs, segments[-1].advance * span.size / UNITS, NO_BREAK)


@cache
def _segments(face: Face, word: str, lang: str) -> tuple[_Segment, ...]:
    """Return the parts of a word between which it may be broken."""
    word = unicodedata.normalize("NFC", word.replace(SOFT_HYPHEN, ""))
    glyphs = face.shape(word)
    breaks = dict.fromkeys(_free_breaks(word), False) | dict.fromkeys(_hyphen_breaks(word, lang), True)
    result, part, place = [], [], 0
    for glyph in glyphs:
        part.append(glyph)
        place += len(glyph.text)
        if place in breaks:
            result.append(_Segment(tuple(part), sum(g.advance for g in part), breaks[place]))
            part = []
    return (*result, _Segment(tuple(part), sum(g.advance for g in part), False))


def _free_breaks(word: str) -> list[int]:
    """Return the places after a hyphen or a slash, where a line may end without another hyphen."""
    return [m.end() for m in re.finditer(r"(?<=\w\w)[-‐–/](?=\w\w)|(?<=\w)/+(?=\w)|[?&=](?=\w\w)", word)]


def _hyphen_breaks(word: str, lang: str) -> list[int]:
    if not lang or "://" in word:
        return []
    places = []
    for letters in re.finditer(rf"[^\W\d_]{{{SHORTEST_WORD},}}", word):
        places += [letters.start() + place for place in _hyphenator(lang).positions(letters[0])]
    return places


@cache
def _hyphenator(lang: str) -> pyphen.Pyphen:
    known = pyphen.language_fallback(lang.replace("-", "_")) or "sv"
    return pyphen.Pyphen(lang=known, left=BEFORE_HYPHEN, right=AFTER_HYPHEN)


def _hyphen(face: Face) -> Glyph:
    """Return the hyphen that a break adds: it looks like one, and is read back as a soft hyphen."""
    return face.shape("-")[0]._replace(text=SOFT_HYPHEN)


def natural_width(content: list[Atom]) -> float:
    """Return the width of the longest line when only forced breaks are made, in points."""
    return max((sum(atom.width for atom in part) for part in _forced(content)), default=0)


def least_width(content: list[Atom], hyphens: bool) -> float:
    """Return the width of the longest piece that is not broken, in points; with hyphens, words may be."""
    longest = width = 0.0
    for atom in content:
        if atom.space:
            width = 0
            continue
        width += atom.width
        cut = atom.cut if hyphens or atom.cut == 0 else NO_BREAK
        longest = max(longest, width + (cut or 0))
        width = width if cut is NO_BREAK else 0
    return longest


def break_lines(content: list[Atom], width: float) -> list[Line]:
    """Return the lines of a paragraph for a measure of `width` points."""
    return [_line(line) for part in _forced(content) for line in _break(_split_long(part, width), width)]


def _forced(content: list[Atom]) -> Iterator[list[Atom]]:
    part: list[Atom] = []
    for atom in content:
        if atom.end:
            yield part
            part = []
        else:
            part.append(atom)
    if part:
        yield part


def _split_long(content: list[Atom], width: float) -> list[Atom]:
    """Let pieces that are wider than the measure be broken anywhere: an address in a narrow column."""
    if all(atom.width <= width for atom in content) and least_width(content, hyphens=True) <= width:
        return content
    result = []
    for atom in content:
        if atom.space:
            result.append(atom)
            continue
        scale = atom.span.size / UNITS
        result += [Atom(atom.span, (glyph,), glyph.advance * scale, 0.0) for glyph in atom.glyphs[:-1]]
        result += [atom._replace(glyphs=(g,), width=g.advance * scale) for g in atom.glyphs[-1:]]
    return result


class _Point(NamedTuple):
    """A place where a line may end: after `index` atoms, with this much space to drop and hyphen to add."""

    index: int
    before: float
    trail: float
    hyphen: float


def _points(content: list[Atom]) -> list[_Point]:
    points, place = [_Point(0, 0, 0, 0)], 0.0
    for index, atom in enumerate(content, start=1):
        place += atom.width
        if index == len(content):
            points.append(_Point(index, place, atom.width if atom.space else 0, 0))
        elif atom.space:
            points.append(_Point(index, place, atom.width, 0))
        elif atom.cut is not NO_BREAK:
            points.append(_Point(index, place, 0, atom.cut))
    return points


def _break(content: list[Atom], width: float) -> Iterator[list[Atom]]:
    points = _points(content)
    if points[-1].before - points[-1].trail <= width:
        yield content
        return
    ends = _best_ends(points, width)
    for start, end in zip([0, *ends], ends, strict=False):
        line = content[points[start].index : points[end].index]
        if points[end].hyphen and end != len(points) - 1:
            span = line[-1].span
            line = [*line, Atom(span, (_hyphen(span.face),), points[end].hyphen, NO_BREAK)]
        yield line


def _best_ends(points: list[_Point], width: float) -> list[int]:
    """Return the numbers of the points at which the lines end so that the whole costs least."""
    count = len(points)
    costs, came_from = [0.0] + [inf] * (count - 1), [0] * count
    first = 0
    for end in range(1, count):
        _, place, trail, hyphen = points[end]
        while first < end - 1 and place - trail - points[first].before > width:
            first += 1
        for start in range(first, end):
            used = place - trail + hyphen - points[start].before
            short = (width - used) / width
            if short > 0.5 and costs[end] < inf:
                break
            if short < -1e-9 and start < end - 1:
                continue
            cost = costs[start] + _cost(short, end == count - 1, bool(hyphen), bool(points[start].hyphen))
            if cost < costs[end]:
                costs[end], came_from[end] = cost, start
    ends = [count - 1]
    while came_from[ends[-1]]:
        ends.append(came_from[ends[-1]])
    return ends[::-1]


def _cost(short: float, last: bool, hyphen: bool, after_hyphen: bool) -> float:
    if last:
        return SHORT_END_COST if short > 1 - SHORT_END else 0
    overfull = 10 if short < -1e-9 else 0
    return short * short + (HYPHENS_COST if after_hyphen else HYPHEN_COST) * hyphen + overfull


def _line(content: list[Atom]) -> Line:
    runs, x = [], 0.0
    for _key, group in groupby(content, key=lambda atom: id(atom.span)):
        parts = list(group)
        width = sum(atom.width for atom in parts)
        runs.append(Run(parts[0].span, tuple(glyph for atom in parts for glyph in atom.glyphs), x, width))
        x += width
    return Line(tuple(runs), x - (content[-1].width if content and content[-1].space else 0))


def artifact_line(span: Span, text: str) -> Line:
    """Return a text as one unbroken line that belongs to no element."""
    return _line(
        [Atom(replace(span, element=None), glyphs := span.face.shape(text), _width(glyphs, span.size), NO_BREAK)]
    )


def _width(glyphs: tuple[Glyph, ...], size: float) -> float:
    return sum(glyph.advance for glyph in glyphs) * size / UNITS
