"""What an edition calls things, in the names that its Word document carries."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diff.word import Names
from pipeline.merge.blocks import find_blocks, id_of
from pipeline.model import Document, Figure, Foreign, Quote, Table
from pipeline.typeset.word.fields import bookmark_name
from pipeline.typeset.word.runs import proofing_language


def names_of(document: Document) -> Names:
    """Return the names by which a Word document of this text is read back without loss."""
    blocks = list(find_blocks(document.blocks))
    return Names(
        ids={bookmark_name(id_of(block)): id_of(block) for block in blocks if id_of(block)},
        kinds={block.id: type(block).__name__.lower() for block in blocks if isinstance(block, Figure | Quote | Table)},
        notes={bookmark_name(f"note-{note.id}"): note.id for note in document.notes},
        langs={proofing_language(lang): lang for lang in _langs(document.blocks)},
        lang=document.lang,
    )


def _langs(node: object) -> Iterator[str]:
    if isinstance(node, tuple):
        for child in node:
            yield from _langs(child)
        return
    if isinstance(node, Foreign):
        yield node.lang
    for name in getattr(node, "__slots__", ()):
        if name not in ("place", "origin"):
            yield from _langs(getattr(node, name))
