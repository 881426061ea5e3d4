"""Faces: how wide words are, which glyphs show them, and how the glyphs that were used are embedded."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]

UNITS = 1000  # glyph space: thousandths of the font's size, as PDF counts
# Every glyph stands for its own characters, so that the text can be read back: kerning, but no ligatures.
FEATURES = {"kern": True, "liga": False, "clig": False, "calt": False}
LAYOUT_TABLES = ("GPOS", "GSUB", "GDEF", "BASE", "kern", "FFTM", "DSIG", "cmap", "post", "name", "OS/2")


class Glyph(NamedTuple):
    """A glyph, the text that it shows, and how far it moves the pen (thousandths of the size)."""

    id: int
    text: str
    advance: int


class Face:
    """One face of a family, read from a TrueType file."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self._face = hb.Face(path.read_bytes())
        self._font = hb.Font(self._face)
        self._font.scale = (UNITS, UNITS)
        self._words: dict[str, tuple[Glyph, ...]] = {}
        self._advances: dict[int, int] = {}
        self.characters = frozenset(map(chr, self._face.unicodes))
        extents = self._font.get_font_extents("ltr")
        self.ascent, self.descent = extents.ascender, extents.descender
        self.cap_height = self._font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)

    def shape(self, text: str) -> tuple[Glyph, ...]:
        """Return the glyphs of a text, kerned."""
        if text not in self._words:
            self._words[text] = self._shape(text)
        return self._words[text]

    def _shape(self, text: str) -> tuple[Glyph, ...]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, FEATURES)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        ends = [info.cluster for info in infos[1:]] + [len(text)]
        return tuple(
            Glyph(info.codepoint, text[info.cluster : end], position.x_advance)
            for info, position, end in zip(infos, positions, ends, strict=True)
        )

    def advance(self, glyph: int) -> int:
        """Return a glyph's own width, without kerning (thousandths of the size)."""
        if glyph not in self._advances:
            self._advances[glyph] = self._font.get_glyph_h_advance(glyph)
        return self._advances[glyph]

    def subset(self, glyphs: set[int]) -> tuple[bytes, dict[int, int]]:
        """Return a font file with these glyphs alone, and the new number of each."""
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
        wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(t.encode(), "big") for t in LAYOUT_TABLES)
        wanted.flags = hb.SubsetFlags.NO_HINTING
        plan = hb.SubsetPlan(self._face, wanted)
        numbers = dict(plan.old_to_new_glyph_mapping.items())
        return plan.execute().blob.data, {glyph: numbers[glyph] for glyph in glyphs}

    def box(self) -> tuple[int, int, int, int]:
        """Return a box that holds every glyph (`head` table: xMin, yMin, xMax, yMax, in thousandths)."""
        head = self._face.reference_table("head").data
        x0, y0, x1, y1 = (int.from_bytes(head[i : i + 2], "big", signed=True) for i in (36, 38, 40, 42))
        scale = UNITS / self._face.upem
        return round(x0 * scale), round(y0 * scale), round(x1 * scale), round(y1 * scale)


@cache
def open_face(path: Path) -> Face:
    """Return the face of a file; each file is read once."""
    return Face(path)
