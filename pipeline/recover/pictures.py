"""The pictures of a recovered text, as files beside it."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from pipeline.extract import Extraction, pictures_in_pdf, pictures_in_word
from pipeline.model import Block, Document, Figure
from pipeline.recover.original import Original

FOLDER = "bilder"


def with_pictures(document: Document, extraction: Extraction, original: Original) -> tuple[Document, dict[str, bytes]]:
    """Return the document, whose figures name their files, and these files by their names beside `plan.md`."""
    figures = [block for block in document.blocks if isinstance(block, Figure)]
    if not figures:
        return document, {}
    if extraction.declared:
        taken = pictures_in_pdf(original.path, [figure.place for figure in figures], original.password)
    else:
        taken = pictures_in_word(original.path, [block.picture.name for block in extraction.blocks if block.picture])
    named = [(f"{FOLDER}/bild-{n}{one[0]}", one[1]) if one else ("", b"") for n, one in zip(count(1), taken)]
    names = iter(name for name, _data in named)
    blocks: tuple[Block, ...] = tuple(
        replace(block, source=next(names)) if isinstance(block, Figure) else block for block in document.blocks
    )
    return replace(document, blocks=blocks), {name: data for name, data in named if name}
