"""Fonts: what ReportLab wrote of how characters are read back, mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.typeset.pdf.faces import Face
from pipeline.typeset.pdf.objects import Document

CMAP = "toUnicodeCMap:"  # how ReportLab names the maps, each before the name of its font
BLOCK = re.compile(rb"\d+ beginbfchar\n|endbfchar\n")
ROW = re.compile(rb"<(..)> <(.+)>")


def mend_fonts(document: Document, faces: Iterable[Face]) -> None:
    """Let every character code be read back as its glyph's text."""
    texts = {face.embedded_name: face.texts for face in faces}
    for name, made in document.idToObject.items():
        if name.startswith(CMAP):
            made.content = _mended(made.content.encode("ascii"), texts[name.partition("+")[2]])


def _mended(cmap: bytes, texts: Mapping[str, str]) -> bytes:
    """Return a ToUnicode map without the U+0000 of unused codes, and with texts instead of private characters."""
    head, rows, tail = BLOCK.split(cmap)
    characters = [(code, chr(int(number, 16))) for code, number in ROW.findall(rows)]
    used = [(code, texts.get(character, character)) for code, character in characters if character != "\0"]
    return head + b"".join(_blocks(used)) + tail


def _blocks(texts: Sequence[tuple[bytes, str]]) -> Iterator[bytes]:
    """Yield the rows, a hundred at a time, which is the most that a block may hold."""
    for start in range(0, len(texts), 100):
        part = texts[start : start + 100]
        rows = b"".join(b"<%s> <%s>\n" % (code, text.encode("utf-16-be").hex().upper().encode()) for code, text in part)
        yield b"%d beginbfchar\n%sendbfchar\n" % (len(part), rows)
