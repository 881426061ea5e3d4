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
        shown = " ".join([f"{known.name(subset)} {number(size)} Tf [({text})] TJ" for subset, text in codes])
        self._canvas.addLiteral(f"BT {number(x)} {number(y)} Td {shown} ET")


class _Codes(dict[Part, tuple[Code, ...]]):
    """The codes of a face's parts in the subsets of one document, each worked out when it is first shown."""

    def __init__(self, face: Face, document: Document) -> None:
        self.face = face
        self.document = document
        self.glyphs: dict[Glyph, Code] = {}

    def __missing__(self, part: Part) -> tuple[Code, ...]:
        known = self.glyphs
        codes = [known.get(glyph) or known.setdefault(glyph, self._code(glyph)) for glyph in part.glyphs]
        return self.setdefault(part, merged(codes))

    def _code(self, glyph: Glyph) -> Code:
        """Return a glyph's code; behind one that is kerned the string ends, and another begins."""
        ((subset, code),) = self.face.font.splitString(self.face.character(glyph), self.document)
        kern = self.face.advance(glyph.id) - glyph.advance
        return subset, code.decode("latin-1").translate(ESCAPED) + (f") {number(kern)} (" if kern else "")

    def name(self, subset: int) -> str:
        """Return the name of a subset's font."""
        return self.face.font.getSubsetInternalName(subset, self.document)


def merged(codes: Sequence[Code]) -> tuple[Code, ...]:
    """Join the codes that follow each other in one subset, of which most faces have but one."""
    if len({subset for subset, _text in codes}) == 1:
        return ((codes[0][0], "".join([text for _subset, text in codes])),)
    groups = groupby(codes, key=itemgetter(0))
    return tuple((subset, "".join([text for _subset, text in group])) for subset, group in groups)


def number(value: float) -> str:
    """Return a number with five decimals at most, which is finer than any device shows."""
    return f"{value:.5f}".rstrip("0").rstrip(".")
