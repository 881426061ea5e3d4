"""Reads a tagged PDF back: its structure tree with the text of each element, by a reader that is not ours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pdfplumber
import pikepdf


@dataclass
class Tagged:
    """A structure element: its tag, its own attributes, its kids and, in the order of reading, its text."""

    tag: str
    attributes: dict[str, Any]
    kids: list[Tagged] = field(default_factory=list)
    text: str = ""
    pages: list[int] = field(default_factory=list)

    def all(self, *tags: str) -> list[Tagged]:
        """Return the elements with one of these tags, here and below, in the order of reading."""
        here = [self] if self.tag in tags else []
        return here + [found for kid in self.kids for found in kid.all(*tags)]


def read_structure(data: bytes) -> Tagged:
    """Return the structure tree; texts are without soft hyphens, with single spaces."""
    words = _words_by_mark(data)
    with pikepdf.open(BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        return _read(pdf.Root.StructTreeRoot.K, pages, words)


def _words_by_mark(data: bytes) -> dict[tuple[int, int], str]:
    words: dict[tuple[int, int], str] = defaultdict(str)
    with pdfplumber.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            for char in page.chars:
                if char["mcid"] is not None:
                    words[page.page_number, char["mcid"]] += char["text"]
    return words


def _read(element: Any, pages: dict[Any, int], words: dict[tuple[int, int], str]) -> Tagged:
    keys = ("/Alt", "/Lang", "/ID")
    attributes = {key: str(element[key]) for key in keys if key in element}
    said = element.get("/A", pikepdf.Array())
    owners = said if isinstance(said, pikepdf.Array) else [said]
    attributes |= {key: value for owner in owners for key, value in owner.items() if key != "/O"}
    made = Tagged(str(element.S)[1:], attributes)
    text = ""
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int) or kid.get("/Type") == "/MCR":
            page = pages[(element if isinstance(kid, int) else kid).Pg.objgen]
            text += words[page, int(kid if isinstance(kid, int) else kid.MCID)]
            made.pages.append(page)
        elif kid.get("/Type") == "/OBJR":
            continue
        else:
            made.kids.append(_read(kid, pages, words))
            text += made.kids[-1].text
            made.pages += made.kids[-1].pages
    made.text = " ".join(text.replace("\u00ad", "").split(" ")).strip()
    return made
