"""Atoms → lines: where a paragraph is broken.

All breaks of a paragraph are chosen together (Knuth and Plass, "Breaking paragraphs into lines", 1981), for a ragged
right edge: the sum of the squared empty ends is smallest, hyphens cost, and two in a row cost more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, groupby
from math import inf
from operator import attrgetter
from typing import NamedTuple

from pipeline.model import Align
from pipeline.typeset.hyphens import SOFT_HYPHEN
from pipeline.typeset.pdf.faces import UNITS, Glyph
from pipeline.typeset.pdf.words import NO_BREAK, Atom, Span, added_hyphen
from pipeline.typeset.style import TextStyle

SLACK = 0.01  # points by which a line may be wider than its measure, so that rounding breaks no word
HYPHEN_COST = 0.04  # one hyphen costs as much as a line that ends 20 % short
HYPHENS_COST = 0.07
SHORT_END_COST = 0.08  # a last line shorter than this share of the measure
SHORT_END = 0.12
SHORTEST_LINE = 0.5  # lines that leave more than this share empty are not tried when there is another way

SPAN = attrgetter("span")


class Run(NamedTuple):
    """A stretch of one line that is set in one way; `x` from the line's start, in points."""

    span: Span
    glyphs: tuple[Glyph, ...]
    x: float
    width: float


class Line(NamedTuple):
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

    @property
    def divides(self) -> bool:
        """Whether a word goes on on the next line."""
        return bool(self.runs and self.runs[-1].glyphs) and self.runs[-1].glyphs[-1].text == SOFT_HYPHEN


def natural_width(content: list[Atom]) -> float:
    """Return the width of the longest line when only forced breaks are made, in points."""
    return max((sum(atom.width for atom in part) for part in _forced(content)), default=0)


def least_width(content: list[Atom], hyphens: bool) -> float:
    """Return the width of the longest piece that is not broken, in points; with hyphens, words may be."""
    longest = width = 0.0
    for atom in content:
        if atom.space and atom.cut is not NO_BREAK:
            width = 0
            continue
        width += atom.width
        cut = atom.cut if hyphens or atom.cut == 0 else NO_BREAK
        longest = max(longest, width + (cut or 0))
        width = width if cut is NO_BREAK else 0
    return longest


def unhyphenated(content: list[Atom]) -> list[Atom]:
    """Return the content with no breaks that would add a hyphen."""
    return [atom._replace(cut=NO_BREAK) if atom.cut else atom for atom in content]


def break_lines(content: list[Atom], width: float, balanced: bool = False) -> list[Line]:
    """Return the lines of a paragraph for a measure of `width` points; those of a heading are balanced in length."""
    return [_line(line) for part in _forced(content) for line in _break(_split_long(part, width), width, balanced)]


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
    if least_width(content, hyphens=True) <= width + SLACK:
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
    """A place where a line may end: after so many atoms of this width, with a space to drop or a hyphen to add."""

    atoms: int
    before: float
    trail: float
    hyphen: float


def _points(content: list[Atom]) -> list[_Point]:
    points, place = [_Point(0, 0, 0, 0)], 0.0
    for index, atom in enumerate(content, start=1):
        place += atom.width
        if index == len(content):
            points.append(_Point(index, place, atom.width if atom.space else 0, 0))
        elif atom.cut is not NO_BREAK:
            points.append(_Point(index, place, atom.width if atom.space else 0, atom.cut))
    return points


def _break(content: list[Atom], width: float, balanced: bool) -> Iterator[list[Atom]]:
    points = _points(content)
    if points[-1].before - points[-1].trail <= width + SLACK:
        yield content
        return
    ends = _best_ends(points, width, balanced)
    for start, end in zip([0, *ends], ends, strict=False):
        line = content[points[start].atoms : points[end].atoms]
        if points[end].hyphen and end != len(points) - 1:
            span = line[-1].span
            line = [*line, Atom(span, (added_hyphen(span.face),), points[end].hyphen, NO_BREAK)]
        yield line


def _best_ends(points: list[_Point], width: float, balanced: bool) -> list[int]:
    """Return the numbers of the points at which the lines end so that the whole costs least.

    Most of the time that a long document takes is spent here: nothing is called for each pair of points.
    """
    final = len(points) - 1
    costs, came_from = [0.0] + [inf] * final, [0] * (final + 1)
    starts = [point.before for point in points]
    hyphen_costs = [HYPHENS_COST if point.hyphen else HYPHEN_COST for point in points]
    first = 0
    for end in range(1, final + 1):
        _, place, trail, hyphen = points[end]
        while first < end - 1 and place - trail - starts[first] > width + SLACK:
            first += 1
        free, edge, least = end == final and not balanced, place - trail + hyphen, inf
        for start in range(first, end):
            used = edge - starts[start]
            short = (width - used) / width
            if short > SHORTEST_LINE and least < inf and end < final:
                break
            if used > width + SLACK and start < end - 1:
                continue
            if free:
                # A hyphen before the last line costs as much as one after another.
                cost = (
                    costs[start] + hyphen_costs[start] - HYPHEN_COST + (SHORT_END_COST if short > 1 - SHORT_END else 0)
                )
            else:
                cost = costs[start] + (short * short + (hyphen_costs[start] if hyphen else 0))
            if cost < least:
                least, came_from[end] = cost, start
        costs[end] = least
    ends = [final]
    while came_from[ends[-1]]:
        ends.append(came_from[ends[-1]])
    return ends[::-1]


def _line(content: list[Atom]) -> Line:
    runs, x = [], 0.0
    for span, group in groupby(content, key=SPAN):
        parts = list(group)
        width = sum([atom.width for atom in parts])
        runs.append(Run(span, tuple(chain.from_iterable([atom.glyphs for atom in parts])), x, width))
        x += width
    return Line(tuple(runs), x - (content[-1].width if content and content[-1].space else 0))


def baseline(style: TextStyle) -> float:
    """Return where the baseline stands in a line, in points from its top: capitals are centred in it."""
    return style.leading / 2 + 0.33 * style.size


def shift(line: Line, width: float, align: Align) -> float:
    """Return how far an aligned line is moved to the right, in points."""
    return {Align.LEFT: 0, Align.CENTER: 0.5, Align.RIGHT: 1}[align] * (width - line.width)


def artifact_line(span: Span, text: str) -> Line:
    """Return a text as one unbroken line that belongs to no element."""
    glyphs = span.face.shape(text)
    width = sum(glyph.advance for glyph in glyphs) * span.size / UNITS
    return _line([Atom(replace(span, element=None), glyphs, width, NO_BREAK)])
