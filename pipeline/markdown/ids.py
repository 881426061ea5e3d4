"""Names for blocks that have none yet.

An id is given once, from the words that the block has that day, and written into the text of record. From then on it is
only a name: it is never derived again, so it stays when the words change, the block moves or the heading is reworded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from pipeline.markdown.inlines import plain
from pipeline.model import Block, Document, Inline, List, ListItem, Paragraph, Quote

WORDS = 4
SHORT = 3


def name_blocks(document: Document) -> Document:
    """Give an id to every block and list item that has none. Ids that exist are kept and not used again."""
    namer = _Namer(set(_ids(document.blocks)))
    return replace(document, blocks=tuple(map(namer.name, document.blocks)))


class _Namer:
    def __init__(self, taken: set[str]) -> None:
        self.taken = taken

    def name(self, block: Block) -> Block:
        match block:
            case List(items):
                return replace(block, items=tuple(map(self.item, items)))
            case Quote(blocks):
                inner = tuple(self.name(b) for b in blocks)
                return replace(block, id=self.give(block.id, "ruta"), blocks=inner)  # type: ignore[arg-type]
            case _:
                inlines = getattr(block, "inlines", getattr(block, "caption", ()))
                return replace(block, id=self.give(block.id, _words(inlines)))

    def item(self, item: ListItem) -> ListItem:
        children: tuple[List | Paragraph, ...] = tuple(self.name(c) for c in item.children)  # type: ignore[misc]
        return replace(item, id=self.give(item.id, _words(item.inlines)), children=children)

    def give(self, id_: str, words: str) -> str:
        """Return the id, or the shortest new name that the words allow."""
        new = id_ or next(name for name in _names(words.split()) if name not in self.taken)
        self.taken.add(new)
        return new


def _words(inlines: tuple[Inline, ...]) -> str:
    folded = unicodedata.normalize("NFKD", plain(inlines).lower())
    return re.sub(r"[^a-z0-9]+", " ", re.sub(r"[\u0300-\u036f]", "", folded))


def _names(words: list[str]) -> Iterator[str]:
    telling = [w for w in words if len(w) > SHORT] or words or ["block"]
    for n in range(WORDS, min(len(telling), WORDS + SHORT) + 1):
        yield "-".join(telling[:n])
    base = "-".join(telling[:WORDS])
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def _ids(node: object) -> Iterator[str]:
    if isinstance(node, tuple):
        for child in node:
            yield from _ids(child)
    elif hasattr(node, "__dataclass_fields__"):
        if getattr(node, "id", ""):
            yield node.id  # type: ignore[attr-defined]
        for name in ("items", "children", "blocks"):
            yield from _ids(getattr(node, name, ()))
