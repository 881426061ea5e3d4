"""Faces: how wide words are, and which glyphs show them, kerned by HarfBuzz and embedded by ReportLab.

ReportLab embeds the glyph that a font has for a character, and the file says which character it is. But a glyph need
not be read back as that character: the hyphen that a break adds is a soft hyphen, and the space at which no line ends
would become a plain one. Such a glyph gets a private character, as ReportLab gives to glyphs that have none, and
`texts` says what the private character stands for. ReportLab's own shaping knows only one text for each glyph.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from operator import add
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfmetrics import getFont, registerFont

from pipeline.typeset.pdf.truetype import Font
from pipeline.typeset.widths import UNITS, shaped

PRIVATE = range(0xF0000, 0xFFFFE)  # Unicode's first supplementary area for private use
NO_BREAK_SPACE = "\u00a0"
# Spaces that HarfBuzz makes of the plain one, as wide as their names say, where a face has none of its own.
SPACES = frozenset("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")


class Glyph(NamedTuple):
    """A glyph, the text that it shows, and how far it moves the pen (thousandths of the size)."""

    id: int
    text: str
    advance: int


class Face:
    """One face of a family, as ReportLab knows it."""

    def __init__(self, font: Font) -> None:
        self.font = font
        self._glyphs: dict[int, int] = font.face.charToGlyph
        self._shaper = font.hbFont()
        self._shaper.scale = (UNITS, UNITS)
        self._words: dict[str, tuple[Glyph, ...]] = {}
        self._pairs = _Pairs(self)
        self._characters: dict[Glyph, str] = {}
        self.characters = frozenset([chr(code) for code, glyph in self._glyphs.items() if glyph]) | SPACES
        self.texts: dict[str, str] = {}
        self._single: set[str] = set()

    @property
    def name(self) -> str:
        """The name by which ReportLab knows the font."""
        return str(self.font.fontName)

    @property
    def embedded_name(self) -> str:
        """The font's name in a file, without the mark of a subset."""
        return str(self.font.face.name.decode())

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """Return the glyphs of a text, kerned."""
        if text not in self._words:
            self._words[text] = self._paired(text) if self._is_single(text) else self._shape(text)
        return self._words[text]

    def _is_single(self, text: str) -> bool:
        """Tell whether each character of a text is shown in one way wherever it stands."""
        if not self._single.issuperset(text):
            self._single.update(filter(_stands_alone, self.characters.intersection(text)))
        return self._single.issuperset(text)

    def _paired(self, text: str) -> tuple[Glyph, ...]:
        """Return the glyphs of a text: kerning is a matter of pairs, of which there are far fewer than words."""
        return tuple(map(self._pairs.__getitem__, map(add, text, (*text[1:], ""))))

    def _shape(self, text: str) -> tuple[Glyph, ...]:
        infos, positions = self.shaped(text)
        ends = [info.cluster for info in infos[1:]] + [len(text)]
        return tuple(
            Glyph(info.codepoint, text[info.cluster : end], position.x_advance)
            for info, position, end in zip(infos, positions, ends, strict=True)
        )

    def shaped(self, text: str) -> tuple[list[hb.GlyphInfo], list[hb.GlyphPosition]]:
        """Return which glyphs HarfBuzz shows for a text, and how far each moves the pen."""
        return shaped(text, self._shaper)

    def advance(self, glyph: int) -> float:
        """Return a glyph's own width, without kerning (thousandths of the size)."""
        width, _bearing = self.font.face.hmetrics[glyph]
        return float(width * UNITS / self.font.face.unitsPerEm)

    def character(self, glyph: Glyph) -> str:
        """Return the character for which ReportLab shows a glyph: its own text, or a private one."""
        if glyph not in self._characters:
            self._characters[glyph] = self._character(glyph)
        return self._characters[glyph]

    def _character(self, glyph: Glyph) -> str:
        text = glyph.text
        if len(text) == 1 and text != NO_BREAK_SPACE and self._glyphs.get(ord(text)) == glyph.id:
            return text
        private = next(code for code in PRIVATE if code not in self._glyphs)
        self._glyphs[private] = glyph.id
        self.texts[chr(private)] = text
        return chr(private)


class _Pairs(dict[str, Glyph]):
    """The glyphs of characters, each kerned for the character that follows it."""

    def __init__(self, face: Face) -> None:
        self.face = face

    def __missing__(self, pair: str) -> Glyph:
        (info, *_), (position, *_) = self.face.shaped(pair)
        return self.setdefault(pair, Glyph(info.codepoint, pair[0], position.x_advance))


def _stands_alone(character: str) -> bool:
    """Tell whether a character is shown in one way wherever it stands: no mark on others, of no script that joins."""
    return unicodedata.category(character)[0] != "M" and unicodedata.bidirectional(character) not in ("R", "AL")


@cache
def open_face(path: Path) -> Face:
    """Return the face of a TrueType file. ReportLab keeps one font for each name that a file gives itself."""
    registerFont(Font(str(path)))
    font = getFont(str(path))
    assert isinstance(font, Font)
    return _face(font)


@cache
def _face(font: Font) -> Face:
    return Face(font)
