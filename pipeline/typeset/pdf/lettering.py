"""Glyphs → the operators of a page that show them (ISO 32000-1, 9.4), in the codes of ReportLab's subsets.

ReportLab's own text objects weigh each glyph for scripts that are not used here, which takes five times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfgen.canvas import Canvas

from pipeline.typeset.pdf.faces import Face, Glyph

Code = tuple[int, str]  # a subset's number, and how a glyph stands in a string that is shown with it


class Lettering:
    """Shows glyphs on one document's pages, and knows the faces that it has shown."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # type: ignore[attr-defined]  # ReportLab has no public name for it
        self._codes: dict[Face, dict[Glyph, Code]] = {}

    @property
    def faces(self) -> Iterable[Face]:
        """The faces that were shown, in the order in which they first were."""
        return self._codes

    def show(self, glyphs: Iterable[Glyph], face: Face, size: float, x: float, y: float) -> None:
        """Show glyphs, kerned, from a point on the page in PDF coordinates."""
        known = self._codes.setdefault(face, {})
        codes = [known.get(glyph) or known.setdefault(glyph, self._code(face, glyph)) for glyph in glyphs]
        shown = " ".join(self._strings(codes, face, size))
        self._canvas.addLiteral(f"BT {number(x)} {number(y)} Td {shown} ET")

    def _strings(self, codes: Iterable[Code], face: Face, size: float) -> Iterator[str]:
        for subset, group in groupby(codes, key=itemgetter(0)):
            text = "".join([shown for _subset, shown in group])
            name = face.font.getSubsetInternalName(subset, self._document)
            yield f"{name} {number(size)} Tf [({text})] TJ"

    def _code(self, face: Face, glyph: Glyph) -> Code:
        """Return a glyph's code; behind one that is kerned the string ends, and another begins."""
        ((subset, code),) = face.font.splitString(face.character(glyph), self._document)
        kern = face.advance(glyph.id) - glyph.advance
        return subset, escapePDF(code) + (f") {number(kern)} (" if kern else "")


def number(value: float) -> str:
    """Return a number with five decimals at most, which is finer than any device shows."""
    return f"{value:.5f}".rstrip("0").rstrip(".")
