"""How wide words are in the style's own fonts, in points."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PIL import ImageFont

from pipeline.typeset.style import TextStyle

# Widths are read once at this size, in pixels for the em, and scaled.
_EM = 1000


def text_width(words: str, look: TextStyle, *, bold: bool = False) -> float:
    """Return the width of words set on one line."""
    return _face(look.font.face(bold or look.bold, look.italic)).getlength(words) * look.size / _EM


def longest_word(words: str, look: TextStyle, *, bold: bool = False) -> float:
    """Return the width of the widest word, which a column must not be narrower than."""
    return max((text_width(word, look, bold=bold) for word in words.split()), default=0.0)


@cache
def _face(path: Path) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, _EM, layout_engine=ImageFont.Layout.BASIC)
