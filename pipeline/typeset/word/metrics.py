"""How wide words are in the style's own fonts, in points, and into how many lines they break."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from PIL import ImageFont

from pipeline.model import Break, Emphasis, Inline, NoteRef, Strong, Text
from pipeline.typeset.spaces import held
from pipeline.typeset.style import TextStyle

# Widths are read once at this size, in pixels for the em, and scaled.
_EM = 1000
# A footnote's reference is set raised and smaller; this is its share of an em.
_REFERENCE = 0.35
# Lines break at spaces, and after hyphens and dashes; never at a no-break space.
_PIECES = re.compile(r"[ \t\n]+|[^ \t\n–-]*[–-]+|[^ \t\n–-]+")


def text_width(words: str, look: TextStyle, *, bold: bool = False, italic: bool = False) -> float:
    """Return the width of words set on one line."""
    return _width(look.font.face(bold or look.bold, italic or look.italic), words) * look.size / _EM


def longest_word(words: str, look: TextStyle, *, bold: bool = False) -> float:
    """Return the width of the widest word, which a column must not be narrower than."""
    return max((text_width(word, look, bold=bold) for word in words.split()), default=0.0)


def broken(inlines: Iterable[Inline], look: TextStyle, measure: float, *, bold: bool = False) -> list[list[str]]:
    """Return, for each line that the inlines fill at a measure, the ids of the footnotes that it refers to."""
    lines: list[list[str]] = [[]]
    at, space = 0.0, 0.0
    for piece, wide in _pieces(inlines, look, bold=bold, italic=False):
        if piece == "\n":
            lines.append([])
            at = space = 0.0
        elif isinstance(piece, NoteRef):
            lines[-1].append(piece.id)
            at += wide
        elif not piece.strip(" \t\n"):
            space += wide
        else:
            if at and at + space + wide > measure:
                lines.append([])
                at = space = 0.0
            at, space = at + space + wide, 0.0
    return lines


def _pieces(
    inlines: Iterable[Inline], look: TextStyle, *, bold: bool, italic: bool
) -> Iterator[tuple[str | NoteRef, float]]:
    """Yield what a line may be broken between, with its width; a forced break is a newline."""
    for inline in inlines:
        match inline:
            case Text():
                for piece in _PIECES.findall(held(inline.text)):
                    words = " " if piece.isspace() else piece
                    yield words, text_width(words, look, bold=bold, italic=italic)
            case Break():
                yield "\n", 0.0
            case NoteRef():
                yield inline, look.size * _REFERENCE
            case _:
                strong, emphasis = bold or isinstance(inline, Strong), italic or isinstance(inline, Emphasis)
                yield from _pieces(inline.inlines, look, bold=strong, italic=emphasis)


@cache
def _width(path: Path, words: str) -> float:
    return _face(path).getlength(words)


@cache
def _face(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, _EM, layout_engine=ImageFont.Layout.BASIC)
