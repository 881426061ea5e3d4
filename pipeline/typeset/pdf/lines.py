"""Atoms → lines: a paragraph is broken where its `ends` cost least."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, groupby, pairwise
from typing import NamedTuple

from pipeline.model import Align
from pipeline.typeset.hyphens import SOFT_HYPHEN
from pipeline.typeset.pdf.ends import HYPHEN_COST, SHORT_END, SHORT_END_COST, SLACK, best_ends, points_of
from pipeline.typeset.pdf.faces import Glyph
from pipeline.typeset.pdf.words import END, NO_BREAK, SPAN, Atom, Part, Piece, Span, added_hyphen, advance_of, atoms
from pipeline.typeset.style import TextStyle
from pipeline.typeset.widths import UNITS

SHIFTS = {Align.LEFT: 0, Align.CENTER: 0.5, Align.RIGHT: 1}  # of what is left of the measure


class Run(NamedTuple):
    """A stretch of one line that is set in one way; `x` from the line's start, in points."""

    span: Span
    parts: tuple[Part, ...]
    x: float
    width: float

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """The glyphs of all its parts."""
        return tuple(chain.from_iterable(part.glyphs for part in self.parts))


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
        last = self.runs[-1].parts[-1].glyphs if self.runs else ()
        return bool(last) and last[-1].text == SOFT_HYPHEN


def natural_width(content: list[Atom]) -> float:
    """Return the width of the longest line when only forced breaks are made, in points."""
    return max((sum([part.width for _span, part in line]) for line in _forced(content)), default=0)


def least_width(content: list[Atom], hyphens: bool) -> float:
    """Return the width of the longest piece that is not broken, in points; with hyphens, words may be."""
    longest = width = 0.0
    for _span, part in content:
        cut = part.cut
        if part.space and cut is not NO_BREAK:
            width = 0
            continue
        width += part.width
        if cut and not hyphens:
            cut = NO_BREAK
        longest = max(longest, width + (cut or 0))
        width = width if cut is NO_BREAK else 0
    return longest


def set_lines(
    content: list[Atom], pieces: Sequence[Piece], width: float, hyphenate: bool = True, balanced: bool = False
) -> list[Line]:
    """Return the lines of a paragraph for a measure of `width` points; `content` is that of its pieces, in whole words.

    Words are hyphenated only where the lines gain by it, which is more than one hyphen costs, as in TeX, whose first
    pass breaks no words; what is not to be hyphenated is, when a word is wider than the measure.
    """
    whole = list(_forced(content))
    if all(_width(line) <= width + SLACK for line in whole):
        return list(map(_line, whole))
    if least_width(content, hyphens=False) <= width:
        lines = break_lines(content, width, balanced)
        if not hyphenate or _raggedness(lines, width) <= HYPHEN_COST:
            return lines
    return break_lines(atoms(pieces), width, balanced)


def _raggedness(lines: Sequence[Line], width: float) -> float:
    """Return what the empty ends of lines cost at most: a line that is ended by force may be short at no cost."""
    if len(lines) < 2:
        return 0
    *others, last = [(width - line.width) / width for line in lines]
    return sum([short * short for short in others]) + (SHORT_END_COST if last > 1 - SHORT_END else 0)


def break_lines(content: list[Atom], width: float, balanced: bool = False) -> list[Line]:
    """Return the lines of atoms for a measure of `width` points; those of a heading are balanced in length."""
    return [_line(line) for part in _forced(content) for line in _break(part, width, balanced)]


def _forced(content: list[Atom]) -> Iterator[list[Atom]]:
    start = 0
    for end in [number for number, (_span, part) in enumerate(content) if part is END]:
        yield content[start:end]
        start = end + 1
    if start < len(content):
        yield content[start:]


def _break(content: list[Atom], width: float, balanced: bool) -> Iterator[list[Atom]]:
    if _width(content) <= width + SLACK:
        yield content
        return
    points = points_of(content)
    if not points.fits(width):
        content = list(_split(content))
        points = points_of(content)
    ends = best_ends(points, width, balanced)
    for start, end in pairwise([0, *ends]):
        line = content[points.atoms[start] : points.atoms[end]]
        if points.hyphens[end]:
            span = line[-1][0]
            line = [*line, (span, Part((added_hyphen(span.face),), points.hyphens[end], NO_BREAK))]
        yield line


def _width(content: list[Atom]) -> float:
    """Return the width of a line, in points, without the space at its end."""
    last = content[-1][1] if content else END
    return sum([part.width for _span, part in content]) - (last.width if last.space else 0)


def _split(content: list[Atom]) -> Iterator[Atom]:
    """Let words be broken anywhere: an address in a narrow column."""
    for span, part in content:
        if part.space:
            yield span, part
            continue
        widths = [glyph.advance * span.size / UNITS for glyph in part.glyphs]
        letters = [Part((glyph,), width, 0.0) for glyph, width in zip(part.glyphs, widths, strict=True)]
        yield from ((span, letter) for letter in letters[:-1])
        yield from ((span, Part(letter.glyphs, letter.width, part.cut)) for letter in letters[-1:])


def _line(content: list[Atom]) -> Line:
    runs, x = [], 0.0
    for span, group in groupby(content, key=SPAN):
        parts = tuple([part for _span, part in group])
        width = sum([part.width for part in parts])
        runs.append(Run(span, parts, x, width))
        x += width
    trail = content[-1][1] if content else END
    return Line(tuple(runs), x - (trail.width if trail.space else 0))


def baseline(style: TextStyle) -> float:
    """Return where the baseline stands in a line, in points from its top: capitals are centred in it."""
    return style.leading / 2 + 0.33 * style.size


def shift(line: Line, width: float, align: Align) -> float:
    """Return how far an aligned line is moved to the right, in points."""
    return SHIFTS[align] * (width - line.width)


def artifact_line(span: Span, text: str) -> Line:
    """Return a text as one unbroken line that belongs to no element."""
    glyphs = span.face.shape(text)
    part = Part(glyphs, advance_of(glyphs) * span.size / UNITS, NO_BREAK)
    return _line([(replace(span, element=None), part)])
