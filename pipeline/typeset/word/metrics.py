"""Into how many lines words break in the style's own fonts, and how high those are, in points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from pipeline.model import Break, Emphasis, Inline, NoteRef, Strong, Text
from pipeline.typeset import widths
from pipeline.typeset.spaces import held
from pipeline.typeset.style import TextStyle

# A footnote's reference is set raised and smaller; this is the share of an em that each of its digits takes.
_DIGIT = 0.3
# Lines break at spaces, and after hyphens and dashes; never at a no-break space.
_PIECES = re.compile(r"[ \t\n]+|[^ \t\n–-]*[–-]+|[^ \t\n–-]+")


def line_height(look: TextStyle) -> float:
    """Return how high a line becomes, in points: as the style says, or as high as the letters of its font need."""
    return max(look.leading, widths.line_height(look.font.face(look.bold, look.italic)) * look.size)


def broken(
    inlines: Iterable[Inline],
    look: TextStyle,
    measure: float,
    *,
    bold: bool = False,
    digits: Mapping[str, int] = MappingProxyType({}),
) -> list[list[str]]:
    """Return, for each line that the inlines fill at a measure, the ids of the footnotes that it refers to.

    `digits` says how many digits the footnotes' numbers have, by their ids; one, where it says nothing.
    """
    lines: list[list[str]] = [[]]
    at, space = 0.0, 0.0
    for piece, steps in _pieces(inlines, look, bold=bold, italic=False):
        wide = sum(steps)
        if piece == "\n":
            lines.append([])
            at = space = 0.0
        elif isinstance(piece, NoteRef):
            lines[-1].append(piece.id)
            at += look.size * _DIGIT * digits.get(piece.id, 1)
        elif not piece.strip(" \t\n"):
            space += wide
        else:
            if at and at + space + wide > measure:
                lines.append([])
                at = space = 0.0
            full, wide = _filled(steps, measure) if wide > measure else (0, wide)
            lines += [[] for _ in range(full)]
            at, space = at + space + wide, 0.0
    return lines


def _filled(steps: Sequence[float], measure: float) -> tuple[int, float]:
    """Return how many lines a word fills that is wider than a line, and how far it reaches on the one after them."""
    full, at = 0, 0.0
    for step in steps:
        if at and at + step > measure:
            full, at = full + 1, 0.0
        at += step
    return full, at


def _pieces(
    inlines: Iterable[Inline], look: TextStyle, *, bold: bool, italic: bool
) -> Iterator[tuple[str | NoteRef, Sequence[float]]]:
    """Yield what a line may be broken between, with the widths of its characters; a forced break is a newline."""
    for inline in inlines:
        match inline:
            case Text():
                for piece in _PIECES.findall(held(inline.text)):
                    words = " " if piece.isspace() else piece
                    path = look.font.face(bold or look.bold, italic or look.italic)
                    yield words, [step * look.size / widths.UNITS for step in widths.advances(path, words)]
            case Break():
                yield "\n", ()
            case NoteRef():
                yield inline, ()
            case _:
                strong, emphasis = bold or isinstance(inline, Strong), italic or isinstance(inline, Emphasis)
                yield from _pieces(inline.inlines, look, bold=strong, italic=emphasis)
