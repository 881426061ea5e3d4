"""A tagged PDF's structure tree: what its producer says each piece of a page's text is. To be checked, not believed."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.frozen import frozen

_MAX_DEPTH = 60
_MAX_ELEMENTS = 20_000
_BLOCKS = re.compile(r"P|H[1-6]?|LI|Lbl|LBody|TD|TH|Caption|Note|FENote|BlockQuote|TOCI|Title")


@frozen
class Tag:
    """What a piece of text is tagged as (a standard type such as H2, P or LI), and its element's number on the page.

    A page's number of the element is 0 and the type empty where nothing is tagged.
    """

    type: str = ""
    element: int = 0


UNTAGGED = Tag()


def read_tags(page: pdfium.PdfPage) -> Mapping[int, Tag]:
    """Return the tag of each marked-content id of the page; nothing for a PDF without structure tree."""
    tree = raw.FPDF_StructTree_GetForPage(page)
    if not tree:
        return {}
    tags: dict[int, Tag] = {}
    try:
        roots = (raw.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(raw.FPDF_StructTree_CountChildren(tree)))
        for number, (content, types) in enumerate(_walk(roots), 1):
            if number > _MAX_ELEMENTS:
                break
            tags[content] = types
    finally:
        raw.FPDF_StructTree_Close(tree)
    return tags


def marked_as(owner: int) -> tuple[int, bool]:
    """Return the number of the marked content of the page object at this address, or -1, and if it is an artifact."""
    thing = ctypes.cast(owner, raw.FPDF_PAGEOBJECT)
    content = int(raw.FPDFPageObj_GetMarkedContentID(thing))
    marks = range(raw.FPDFPageObj_CountMarks(thing)) if content < 0 else ()
    return content, any(_name(raw.FPDFPageObj_GetMark(thing, index)) == "Artifact" for index in marks)


def text_objects(page: pdfium.PdfPage) -> Iterator[tuple[int, int]]:
    """Yield the address of each text object of a page, as they are painted, and its marked content's number, or -1."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        thing = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_TEXT:
            yield ctypes.cast(thing, ctypes.c_void_p).value or 0, int(raw.FPDFPageObj_GetMarkedContentID(thing))


def _name(mark: Any) -> str:
    buffer, length = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
    raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length)
    return bytes(buffer)[: max(length.value - 2, 0)].decode("utf-16-le", "replace")


def _walk(roots: Iterator[Any]) -> Iterator[tuple[int, Tag]]:
    """Yield each marked-content id with its tag, depth first; a block inside another is the inner one's."""
    stack: list[tuple[Any, Tag, int]] = [(root, UNTAGGED, 0) for root in roots if root]
    seen = 0
    while stack and seen < _MAX_ELEMENTS:
        element, outer, depth = stack.pop()
        seen += 1
        tag = _tag(_type(element), outer, seen)
        for index in range(raw.FPDF_StructElement_CountChildren(element)):
            content = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            if content >= 0:
                yield content, tag
            elif depth < _MAX_DEPTH and (child := raw.FPDF_StructElement_GetChildAtIndex(element, index)):
                stack.append((child, tag, depth + 1))


def _tag(kind: str, outer: Tag, number: int) -> Tag:
    """Return the tag inside an element: headings, items, cells and notes pass their type on to what they hold."""
    if not _BLOCKS.fullmatch(kind):
        return outer
    if outer.type in {"", "P"} or kind in {"LI", "TH", "TD"}:
        return Tag(kind, number)
    return outer


def _type(element: Any) -> str:
    length = raw.FPDF_StructElement_GetType(element, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    raw.FPDF_StructElement_GetType(element, buffer, length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
