"""Fields and bookmarks: what Word counts and looks up by itself, with the value that it would find cached."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from pipeline.typeset.word.xml import Element, text, w

# Word takes letters, digits and `_`, a letter first, at most 40 of them; other ids end in a digest to stay different.
_LONGEST = 40
_DIGEST = 8


def field(instruction: str, *cached: Element) -> list[Element]:
    """Return the runs of a field with its cached result: `PAGE`, `NUMPAGES`, `PAGEREF name`, `TOC …`."""
    return [*field_begin(instruction), *cached, field_end()]


def field_begin(instruction: str) -> list[Element]:
    """Return the runs that open a field; they stand apart when its result spans paragraphs."""
    return [_mark("begin"), w("r", text(f" {instruction} ", "instrText")), _mark("separate")]


def field_end() -> Element:
    """Return the run that closes a field."""
    return _mark("end")


def _mark(kind: str) -> Element:
    return w("r", w("fldChar", fldCharType=kind))


def bookmark_name(block_id: str) -> str:
    """Return the name of the bookmark that carries a block's id: the id with `_` for `-`, where Word allows it.

    >>> bookmark_name("hållbart-internationellt-arbete")
    'hållbart_internationellt_arbete'
    >>> bookmark_name("2025-mål")
    'id_2025_mål_44407e85'
    """
    if len(block_id) <= _LONGEST and block_id[0].isalpha() and re.fullmatch(r"([^\W_]|-)*", block_id):
        return block_id.replace("-", "_")
    digest = hashlib.sha256(block_id.encode()).hexdigest()[:_DIGEST]
    words = re.sub(r"\W", "_", block_id)
    return f"id_{words[: _LONGEST - _DIGEST - 4]}_{digest}"


class Bookmarks:
    """Numbers the bookmarks of one document, whose numbers must differ in all of its parts."""

    def __init__(self) -> None:
        self._count = 0

    def around(self, name: str, content: Sequence[Element]) -> list[Element]:
        """Return the content between the two ends of a bookmark with this name."""
        self._count += 1
        return [w("bookmarkStart", id=self._count, name=name), *content, w("bookmarkEnd", id=self._count)]
