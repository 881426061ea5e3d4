"""The stamp: what each passage said when the document was made, so that a copy that comes back late is known as such.

It is kept in custom properties (ECMA-376, part 1, 22.3), which Word and LibreOffice both carry through a save. Of each
block that has a name: four signs for the name and four for the words.
"""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from pipeline.markdown.inlines import plain
from pipeline.merge.blocks import find_blocks, id_of
from pipeline.model import Block, Document, Figure, ListItem, Table

Stamp = Mapping[str, str]  # signs for the names of blocks → signs for their words
PROPERTY = "Planpipeline "
_SIGNS = 4
_EACH = 31  # blocks in one property: Word shows at most 255 characters
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
# The set of properties that are a user's own ([MS-OSHARED] 2.3.3.2.3.1), and the number of its first one.
_SET, _FIRST = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2


def stamp_of(document: Document) -> dict[str, str]:
    """Return the stamp of a text."""
    return {signs(id_of(block)): signs(said(block)) for block in find_blocks(document.blocks) if id_of(block)}


def signs(words: str) -> str:
    """Return four signs for words, whatever space is between them."""
    return urlsafe_b64encode(hashlib.sha256(" ".join(words.split()).encode()).digest())[:_SIGNS].decode()


def said(block: Block | ListItem) -> str:
    """Return all that a block itself says: a table's cells too, but nothing that is nested and has a name."""
    words = [plain(getattr(block, "inlines", ())), plain(getattr(block, "caption", ()))]
    if isinstance(block, Table):
        words += [plain(cell.inlines) for row in (*block.head, *block.body) for cell in row.cells]
    if isinstance(block, Figure):
        words.append(block.alt)
    return " ".join(words)


def set_stamp(package: Package, document: Document) -> None:
    """Put a text's stamp into a package."""
    pairs = "".join(name + words for name, words in stamp_of(document).items())
    size = 2 * _SIGNS * _EACH
    root = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={"op": _CUSTOM, "vt": _VALUES})
    for number, start in enumerate(range(0, len(pairs), size)):
        named = {"fmtid": _SET, "pid": str(number + _FIRST), "name": f"{PROPERTY}{number + 1}"}
        value = etree.SubElement(etree.SubElement(root, f"{{{_CUSTOM}}}property", named), f"{{{_VALUES}}}lpwstr")
        value.text = pairs[start : start + size]
    if len(root):
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        package.relate_to(Part(PackURI("/docProps/custom.xml"), _TYPE, data, package), _RELATIONSHIP)


def read_stamp(properties: Iterable[etree._Element]) -> dict[str, str]:
    """Return the stamp in a document's custom properties; without one, nothing."""
    return dict(_pairs(properties))


def _pairs(properties: Iterable[etree._Element]) -> Iterator[tuple[str, str]]:
    for one in properties:
        words = "".join(map(str, one.itertext())) if str(one.get("name")).startswith(PROPERTY) else ""
        for at in range(0, len(words) - 2 * _SIGNS + 1, 2 * _SIGNS):
            yield words[at : at + _SIGNS], words[at + _SIGNS : at + 2 * _SIGNS]
