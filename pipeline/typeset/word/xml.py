"""The raw XML: namespaces, a builder that reads like the markup it makes, and bytes.

`w("p", w("pPr", w("pStyle", val="Title")), …)` is `<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>…</w:p>`. Names and
the order of children are those of ECMA-376, part 1, chapter 17 (WordprocessingML).
"""

from __future__ import annotations

import re
from functools import cache

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

Element = etree._Element
Value = str | int

# Prefixes that are left out in the file: some readers of packages know these two only without.
_UNPREFIXED = {"ct", "rel"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What lxml declares on an element, by prefix.
_DECLARED = {prefix: {None if prefix in _UNPREFIXED else prefix: uri} for prefix, uri in NAMESPACES.items()}


@cache
def qualified(name: str) -> str:
    """Return `w:p` as `{http://…}p`; a name without prefix stays as it is."""
    prefix, colon, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if colon else local


def element(name: str, *children: Element | str | None, attributes: dict[str, Value] | None = None) -> Element:
    """Return an element of any namespace, by prefixed name; children may be elements, text, or None for nothing."""
    declared = _DECLARED[name.partition(":")[0]]
    made = etree.Element(qualified(name), nsmap=declared)  # type: ignore[arg-type]  # None is the unprefixed one
    for key, value in (attributes or {}).items():
        made.set(qualified(key), legal(str(value)))
    for child in children:
        if isinstance(child, str):
            made.text = legal(child)
        elif child is not None:
            made.append(child)
    return made


def w(tag: str, *children: Element | str | None, **attributes: Value) -> Element:
    """Return a WordprocessingML element; the attributes are in its namespace too."""
    return element(f"w:{tag}", *children, attributes={f"w:{key}": value for key, value in attributes.items()})


def text(characters: str, tag: str = "t") -> Element:
    """Return `<w:t>` (or another element for text) that keeps its spaces."""
    return element(f"w:{tag}", characters, attributes={"xml:space": "preserve"})


def legal(characters: str) -> str:
    """Return the text without the characters that XML 1.0 cannot carry."""
    return _ILLEGAL.sub("", characters)


def to_bytes(root: Element) -> bytes:
    """Return the part's bytes with its XML declaration; namespaces are declared once, at the root."""
    prefixes = {node.prefix for node in root.iter() if node.prefix}
    etree.cleanup_namespaces(root, top_nsmap={p: NAMESPACES[p] for p in NAMESPACES if p in prefixes})
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
