"""TrueType files as ReportLab embeds them, read in less time.

ReportLab reads a face number by number: the glyph of each character that it has, the width and the place of each
glyph. For the faces of one plan that takes longer than to set it. Here HarfBuzz says which glyph shows a character,
and tables of numbers are read at once.
"""

from __future__ import annotations

from struct import iter_unpack, unpack
from weakref import WeakKeyDictionary

import uharfbuzz as hb  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace

NUMBER_OF_METRICS, PLACES_ARE_LONG = 34, 50  # where these stand in the tables hhea and head (OpenType 1.9)
SPACE, NO_BREAK_SPACE = 0x20, 0xA0
NONE = -1  # no character


class Typeface(TTFontFace):
    """A face's metrics and the glyphs of its characters, by the names under which ReportLab looks for them."""

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803, ARG002 (ReportLab's names)
        """Read what ReportLab reads."""
        super().extractInfo(charInfo=0)
        self.hmetrics = self._metrics()
        self.glyphPos = self._places()
        shaper = hb.Font(hb.Face(hb.Blob(self._ttf_data)))  # type: ignore[attr-defined]
        self.charToGlyph = {code: shaper.get_nominal_glyph(code) for code in shaper.face.unicodes}
        if SPACE in self.charToGlyph:
            self.charToGlyph[NO_BREAK_SPACE] = self.charToGlyph[SPACE]
        self.defaultWidth = self.getCharWidth(NONE)

    def getCharWidth(self, code: int) -> float:  # noqa: N802 (ReportLab's name)
        """Return the width of a character in thousandths of the size, or that of the sign for what has no glyph."""
        width, _bearing = self.hmetrics[self.charToGlyph.get(code, 0)]
        return self._pdfScale(width)  # type: ignore[no-any-return,attr-defined]

    def _table(self, tag: str) -> bytes:
        return bytes(self.get_table(tag))  # type: ignore[no-untyped-call]

    def _metrics(self) -> list[tuple[int, int]]:
        """Return the width and the left bearing of each glyph; the last width holds for all that follow."""
        count = self.get_ushort(self.get_table_pos("hhea")[0] + NUMBER_OF_METRICS)
        table = self._table("hmtx")
        metrics = list(iter_unpack(">HH", table[: 4 * count]))
        bearings = iter_unpack(">H", table[4 * count : 4 * count + 2 * (self.numGlyphs - count)])
        return [*metrics, *((metrics[-1][0], bearing) for (bearing,) in bearings)]

    def _places(self) -> list[int]:
        """Return where each glyph begins in its table and, last, where the table ends."""
        count, table = self.numGlyphs + 1, self._table("loca")
        if self.get_ushort(self.get_table_pos("head")[0] + PLACES_ARE_LONG):
            return list(unpack(f">{count}L", table[: 4 * count]))
        return [2 * place for place in unpack(f">{count}H", table[: 2 * count])]


class Font(TTFont):
    """A TrueType file as a font of ReportLab's, under the name of the file."""

    def __init__(self, path: str) -> None:
        self.fontName = path
        self.face = Typeface(path)
        self.encoding = TTEncoding()
        self.state = WeakKeyDictionary()
        self._asciiReadable = self.shapable = False
