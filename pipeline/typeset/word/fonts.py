"""The fonts: embedded whole, so that the document looks the same, and breaks its pages alike, on every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from uuid import UUID

from pipeline.typeset.style import Font, Style
from pipeline.typeset.word.package import OFFICE, WORD, Package, Part
from pipeline.typeset.word.xml import Element, element, w

# What stands in where embedded fonts are not read: fonts that come with Word, of much the same width.
_FALLBACKS = {"serif": ("roman", "Georgia"), "sans-serif": ("swiss", "Calibri"), "monospace": ("modern", "Consolas")}
_SCRAMBLED = 32


def fonts_part(style: Style, package: Package) -> Part:
    """Return the table of the fonts, and put their files into the package."""
    part = Part("word/fontTable.xml", WORD + "fontTable+xml", b"")
    fonts = {font.name: font for font in (style.fonts.serif, style.fonts.sans, style.fonts.symbol)}
    part.content = w("fonts", *(_font(font, part, package) for font in fonts.values()))
    return part


def _font(font: Font, part: Part, package: Package) -> Element:
    family, other = _FALLBACKS.get(font.generic, _FALLBACKS["sans-serif"])
    looks = w("altName", val=other), w("family", val=family), w("pitch", val="variable")
    return w("font", *looks, *_faces(font, part, package), name=font.name)


def _faces(font: Font, part: Part, package: Package) -> Iterator[Element]:
    """Yield the references to a family's faces; a file that serves for several is embedded once."""
    faces = {"Regular": font.regular, "Bold": font.bold, "Italic": font.italic, "BoldItalic": font.bold_italic}
    embedded: list[Path] = []
    for kind, path in faces.items():
        if path not in embedded:
            embedded.append(path)
            key, content = _scrambled(path)
            file = Part(f"word/fonts/{path.stem}.odttf", "", content)
            relationship = package.add(file, OFFICE + "font", part)
            yield element(f"w:embed{kind}", attributes={"r:id": relationship, "w:fontKey": key})


@cache
def _scrambled(path: Path) -> tuple[str, bytes]:
    """Return a font's key, and its file with the first 32 bytes scrambled by it (ECMA-376, part 1, 17.8.1)."""
    plain = path.read_bytes()
    key = UUID(bytes=hashlib.sha256(plain).digest()[:16], version=4)
    mask = key.bytes[::-1] * 2
    head = bytes(a ^ b for a, b in zip(plain[:_SCRAMBLED], mask, strict=True))
    return f"{{{key}}}".upper(), head + plain[_SCRAMBLED:]
