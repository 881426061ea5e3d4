"""Faces → font objects: the glyphs that a document uses, embedded with the way back to their text.

Each pair of a glyph and its text has a code of its own. So a hyphen at a line's end can be read back as a soft hyphen
while the same glyph inside a word is read back as a hyphen.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.typeset.pdf.faces import Face
from pipeline.typeset.pdf.paint import FaceUse
from pipeline.typeset.pdf.streams import make_stream

SYMBOLIC, ITALIC = 4, 64  # flags of a font descriptor
STEM = 80  # the width of stems is asked for, but no reader uses it for an embedded face
CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def embed_face(pdf: Pdf, use: FaceUse) -> Object:
    """Return the font object of a face, with the glyphs that were used embedded."""
    codes = list(use.codes.items())
    program, numbers = use.face.subset({glyph for (glyph, _), _ in codes})
    name = Name(f"/{_tag(program)}+{use.face.name}")
    glyph_numbers = b"\0\0" + b"".join(numbers[glyph].to_bytes(2, "big") for (glyph, _), _ in codes)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        FontDescriptor=pdf.make_indirect(_descriptor(pdf, use.face, name, program)),
        DW=0,
        W=Array([1, Array([use.face.advance(glyph) for (glyph, _), _ in codes])]),
        CIDToGIDMap=make_stream(pdf, glyph_numbers),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=make_stream(pdf, _to_unicode([(code, text) for (_, text), code in codes])),
        )
    )


def _descriptor(pdf: Pdf, face: Face, name: Name, program: bytes) -> Dictionary:
    italic = "It" in face.name
    return Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        Flags=SYMBOLIC | (ITALIC if italic else 0),
        FontBBox=Array(face.box()),
        ItalicAngle=-11 if italic else 0,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=face.cap_height,
        StemV=STEM,
        FontFile2=make_stream(pdf, program, Length1=len(program)),
    )


def _tag(program: bytes) -> str:
    """Return the six capitals that mark a subset; the same glyphs always give the same."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])


def _to_unicode(texts: Sequence[tuple[int, str]]) -> bytes:
    return CMAP.format(blocks="".join(_blocks(texts))).encode("ascii")


def _blocks(texts: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Yield the mappings, a hundred at a time, which is the most that a block may hold."""
    for start in range(0, len(texts), 100):
        part = texts[start : start + 100]
        lines = "".join(f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>\n" for code, text in part)
        yield f"{len(part)} beginbfchar\n{lines}endbfchar\n"
