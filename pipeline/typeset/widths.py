"""How wide words are and how high a line is in a face: as the face itself says, and kerned by HarfBuzz.

Pillow's own layout asks FreeType, whose hinting changes the advances of some faces' signs at any size: a percent sign
may lose most of its width.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]

from pipeline.typeset.style import TextStyle

UNITS = 1000  # thousandths of the size, as PDF counts
# Every glyph stands for its own characters, so that the text can be read back: kerning, but no ligatures.
FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False}


@lru_cache(maxsize=50_000)
def advances(path: Path, words: str) -> tuple[int, ...]:
    """Return how far each character of some words moves the pen, in thousandths of the size.

    A mark that is shown with the letter before it moves nothing.
    """
    steps = [0] * len(words)
    for info, position in zip(*shaped(words, _shaper(path)), strict=True):
        steps[info.cluster] += position.x_advance
    return tuple(steps)


def width(path: Path, words: str) -> int:
    """Return how wide words are on one line, in thousandths of the size."""
    return sum(advances(path, words))


def text_width(words: str, look: TextStyle, *, bold: bool = False, italic: bool = False) -> float:
    """Return how wide words are on one line in a style, in points."""
    return width(look.font.face(bold or look.bold, italic or look.italic), words) * look.size / UNITS


def longest_word(words: str, look: TextStyle, *, bold: bool = False) -> float:
    """Return the width of the widest word, which a column must not be narrower than, in points."""
    return max((text_width(word, look, bold=bold) for word in words.split()), default=0.0)


def shaped(words: str, shaper: hb.Font) -> tuple[list[hb.GlyphInfo], list[hb.GlyphPosition]]:
    """Return which glyphs HarfBuzz shows for words, and how far each moves the pen."""
    buffer = hb.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    hb.shape(shaper, buffer, FEATURES)
    return buffer.glyph_infos or [], buffer.glyph_positions or []


@cache
def line_height(path: Path) -> float:
    """Return how high a line is that a face's highest and lowest letters fit in, as a share of the size."""
    extents = _shaper(path).get_font_extents("ltr")
    return float(extents.ascender - extents.descender + extents.line_gap) / UNITS


@cache
def _shaper(path: Path) -> hb.Font:
    shaper = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    shaper.scale = (UNITS, UNITS)
    return shaper
