"""Glyphs → the operators of a page that show them (ISO 32000-1, 9.4), in the codes of ReportLab's subsets.

ReportLab's own text objects weigh each glyph for scripts that are not used here, which takes five times as long.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter

from reportlab.pdfgen.canvas import Canvas

from pipeline.typeset.pdf.faces import Face, Glyph
from pipeline.typeset.pdf.objects import Document
from pipeline.typeset.pdf.words import Part

# What cannot stand in a string as it is (ISO 32000-1, 7.3.4.2); as numbers, other bytes would take four times the room.
ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\", "\r": r"\r"})

Code = tuple[int, str]  # a subset's number, and how glyphs stand in a string that is shown with it


class Lettering:
    """Shows the parts of lines on one document's pages, and knows the faces that it has shown."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._document = canvas._doc  # type: ignore[attr-defined]  # ReportLab has no public name for it
        self._codes: dict[Face, _Codes] = {}

    @property
    def faces(self) -> Iterable[Face]:
        """The faces that were shown, in the order in which they first were."""
        return self._codes

    def show(self, parts: Iterable[Part], face: Face, size: float, x: float, y: float) -> None:
        """Show parts, kerned, from a point on the page in PDF coordinates."""
        if face not in self._codes:
            self._codes[face] = _Codes(face, self._document)
        known = self._codes[face]
        codes = merged([code for part in parts for code in known[part]])
        shown = " ".join([f"{known.font(subset, size)} [({text})] TJ" for subset, text in codes])
        self._canvas.addLiteral(f"BT {number(x)} {number(y)} Td {shown} ET")


class _Codes(dict[Part, Sequence[Code]]):
    """The codes of a face's parts in the subsets of one document, each worked out when it is first shown."""

    def __init__(self, face: Face, document: Document) -> None:
        self.face = face
        self.document = document
        self.glyphs = _Glyphs(face, document)
        self.fonts: dict[tuple[int, float], str] = {}

    def __missing__(self, part: Part) -> Sequence[Code]:
        shown = "".join(map(self.glyphs.__getitem__, part.glyphs))
        beyond = self.glyphs.beyond
        codes = [(0, shown)] if not beyond else merged([(beyond.get(g, 0), self.glyphs[g]) for g in part.glyphs])
        return self.setdefault(part, codes)

    def font(self, subset: int, size: float) -> str:
        """Return the operator that chooses a subset and a size."""
        if (subset, size) not in self.fonts:
            name = self.face.font.getSubsetInternalName(subset, self.document)
            self.fonts[subset, size] = f"{name} {number(size)} Tf"
        return self.fonts[subset, size]


class _Glyphs(dict[Glyph, str]):
    """How a face's glyphs stand in a string; behind one that is kerned the string ends, and another begins.

    `beyond` has the subsets of those that are not in the first one, which is enough for most faces.
    """

    def __init__(self, face: Face, document: Document) -> None:
        self.face = face
        self.document = document
        self.beyond: dict[Glyph, int] = {}

    def __missing__(self, glyph: Glyph) -> str:
        ((subset, code),) = self.face.font.splitString(self.face.character(glyph), self.document)
        if subset:
            self.beyond[glyph] = subset
        kern = self.face.advance(glyph.id) - glyph.advance
        return self.setdefault(
            glyph, code.decode("latin-1").translate(ESCAPED) + (f") {number(kern)} (" if kern else "")
        )


def merged(codes: Sequence[Code]) -> Sequence[Code]:
    """Join the codes that follow each other in one subset."""
    groups = groupby(codes, key=itemgetter(0))
    return [(subset, "".join([text for _subset, text in group])) for subset, group in groups]


def number(value: float) -> str:
    """Return a number with five decimals at most, which is finer than any device shows."""
    return f"{value:.5f}".rstrip("0").rstrip(".")
