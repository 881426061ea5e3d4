"""The package: python-docx's, begun without its template, and a zip that is the same for the same parts."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import IO, cast

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.oxml import CT_Types, serialize_part_xml
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI, PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.document import CT_Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from docx.parts.comments import CommentsPart
from docx.parts.document import DocumentPart
from docx.parts.numbering import NumberingPart
from docx.parts.settings import SettingsPart
from docx.parts.story import StoryPart
from docx.parts.styles import StylesPart

from pipeline.typeset.word.xml import Element, qualified, w

# The oldest moment that a zip can name: a fixed one, so that the clock never shows in the bytes.
_MOMENT = (1980, 1, 1, 0, 0, 0)
# The parts of a document by their roots; footnotes and fonts are parts that python-docx has no class of its own for.
_PARTS: dict[str, tuple[type[XmlPart], str, str, str]] = {
    qualified(f"w:{root}"): (kind, f"/word/{name}.xml", content_type, relationship)
    for root, kind, name, content_type, relationship in (
        ("styles", StylesPart, "styles", CONTENT_TYPE.WML_STYLES, RELATIONSHIP_TYPE.STYLES),
        ("numbering", NumberingPart, "numbering", CONTENT_TYPE.WML_NUMBERING, RELATIONSHIP_TYPE.NUMBERING),
        ("footnotes", StoryPart, "footnotes", CONTENT_TYPE.WML_FOOTNOTES, RELATIONSHIP_TYPE.FOOTNOTES),
        ("settings", SettingsPart, "settings", CONTENT_TYPE.WML_SETTINGS, RELATIONSHIP_TYPE.SETTINGS),
        ("fonts", XmlPart, "fontTable", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE),
        ("comments", CommentsPart, "comments", CONTENT_TYPE.WML_COMMENTS, RELATIONSHIP_TYPE.COMMENTS),
    )
}


class SteadyPackage(Package):
    """A package without clock or chance: parts in order of their names, all of one moment."""

    def save(self, pkg_file: str | IO[bytes]) -> None:
        """Write the package to a file."""
        with zipfile.ZipFile(pkg_file, "w") as archive:
            for name, content in sorted(self._files().items()):
                entry = zipfile.ZipInfo(name, _MOMENT)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                entry.create_system = 3
                archive.writestr(entry, content)

    def _files(self) -> dict[str, bytes]:
        """Return the parts and what relates them, by their names in the zip."""
        parts = sorted(self.iter_parts(), key=lambda part: part.partname)
        files = {CONTENT_TYPES_URI: serialize_part_xml(_content_types(parts)), PACKAGE_URI.rels_uri: self.rels.xml}
        for part in parts:
            files[part.partname] = part.blob
            if part.rels:
                files[part.partname.rels_uri] = part.rels.xml
        return {uri.membername: content for uri, content in files.items()}


def _content_types(parts: Sequence[Part]) -> CT_Types:
    """Return the types of the parts: that of XML by the part's name, all others by its suffix."""
    types: CT_Types = CT_Types.new()
    suffixes = {"rels": CONTENT_TYPE.OPC_RELATIONSHIPS, "xml": CONTENT_TYPE.XML}
    suffixes |= {part.partname.ext: part.content_type for part in parts if part.partname.ext != "xml"}
    for suffix, content_type in sorted(suffixes.items()):
        types.add_default(suffix, content_type)
    for part in (part for part in parts if part.partname.ext == "xml"):
        types.add_override(part.partname, part.content_type)
    return types


def new_document() -> DocumentPart:
    """Return the main part of a new package, with no body yet."""
    package = SteadyPackage()
    root = cast(CT_Document, w("document"))
    document = DocumentPart(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, root, package)
    package.relate_to(document, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    return document


def add_part(document: DocumentPart, root: Element) -> XmlPart:
    """Return a new part of a document, of the kind that its root says."""
    kind, name, content_type, relationship = _PARTS[root.tag]
    part = kind(PackURI(name), content_type, cast(BaseOxmlElement, root), document.package)
    document.relate_to(part, relationship)
    return part


def to_bytes(document: DocumentPart) -> bytes:
    """Return the document's whole package."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
