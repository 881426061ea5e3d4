"""Raw XML for what python-docx has no words for: a builder over its element layer that reads like the markup it makes.

`w("p", w("pPr", w("pStyle", val="Title")), …)` is `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>…</w:p>`. Names and
the order of children are those of ECMA-376, part 1, chapter 17 (WordprocessingML).
"""

from __future__ import annotations

import re
from functools import cache

from docx.oxml.ns import nspfxmap, qn
from docx.oxml.parser import oxml_parser
from lxml import etree

Element = etree._Element
Value = str | int

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What every element declares until it stands in another one, so that in the end only the root does.
_DECLARED = nspfxmap("w", "r")

qualified = cache(qn)


def w(tag: str, *children: Element | str | None, **attributes: Value) -> Element:
    """Return a WordprocessingML element; the attributes are in its namespace too."""
    return element(f"w:{tag}", *children, attributes={f"w:{key}": value for key, value in attributes.items()})


def element(name: str, *children: Element | str | None, attributes: dict[str, Value] | None = None) -> Element:
    """Return an element of any namespace, by prefixed names; children may be elements, text, or None for nothing."""
    named = {qualified(key): legal(str(value)) for key, value in (attributes or {}).items()}
    made = oxml_parser.makeelement(qualified(name), named, _DECLARED)
    for child in children:
        if isinstance(child, str):
            made.text = legal(child)
        elif child is not None:
            made.append(child)
    return made


def text(characters: str, tag: str = "t") -> Element:
    """Return `<w:t>` (or another element for text) that keeps its spaces."""
    return element(f"w:{tag}", characters, attributes={"xml:space": "preserve"})


def legal(characters: str) -> str:
    """Return the text without the characters that XML 1.0 cannot carry."""
    return _ILLEGAL.sub("", characters)
