"""The fonts: embedded whole, so that the document looks the same, and breaks its pages alike, on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from uuid import UUID

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart

from pipeline.typeset.style import Font, Style
from pipeline.typeset.word.xml import Element, element, w

# What stands in where embedded fonts are not read: fonts that come with Word, of much the same width.
_FALLBACKS = {"serif": ("roman", "Georgia"), "sans-serif": ("swiss", "Calibri"), "monospace": ("modern", "Consolas")}
_SCRAMBLED = 32
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def embed_fonts(style: Style, table: XmlPart) -> None:
    """Fill the table of the fonts, and put their files into its package."""
    fonts = {font.name: font for font in (style.fonts.serif, style.fonts.sans, style.fonts.symbol)}
    table.element.extend(_font(font, table) for font in fonts.values())


def _font(font: Font, table: XmlPart) -> Element:
    family, other = _FALLBACKS.get(font.generic, _FALLBACKS["sans-serif"])
    looks = w("altName", val=other), w("family", val=family), w("pitch", val="variable")
    return w("font", *looks, *_faces(font, table), name=font.name)


def _faces(font: Font, table: XmlPart) -> Iterator[Element]:
    """Yield the references to a family's faces; a file that serves for several is embedded once."""
    faces = {"Regular": font.regular, "Bold": font.bold, "Italic": font.italic, "BoldItalic": font.bold_italic}
    embedded: list[Path] = []
    for kind, path in faces.items():
        if path not in embedded:
            embedded.append(path)
            key, content = _scrambled(path)
            file = Part(PackURI(f"/word/fonts/{path.stem}.odttf"), _CONTENT_TYPE, content, table.package)
            relationship = table.relate_to(file, RELATIONSHIP_TYPE.FONT)
            yield element(f"w:embed{kind}", attributes={"r:id": relationship, "w:fontKey": key})


@cache
def _scrambled(path: Path) -> tuple[str, bytes]:
    """Return a font's key, and its file with the first 32 bytes scrambled by it (ECMA-376, part 1, 17.8.1)."""
    plain = path.read_bytes()
    key = UUID(bytes=hashlib.sha256(plain).digest()[:16], version=4)
    mask = key.bytes[::-1] * 2
    head = bytes(a ^ b for a, b in zip(plain[:_SCRAMBLED], mask, strict=True))
    return f"{{{key}}}".upper(), head + plain[_SCRAMBLED:]
