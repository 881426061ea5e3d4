"""The file: a zip of parts (ECMA-376, part 2), opened without trust in what it holds."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from pipeline.errors import Problem, UnreadableInput
from pipeline.text import _
from pipeline.typeset.word.stamp import Stamp, read_stamp
from pipeline.typeset.word.xml import Element, qualified

MOST_BYTES = 200_000_000  # of all parts, unpacked
_ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1")  # [MS-CFB] 2.2: how a protected or an old .doc file begins
_STRICT = b"http://purl.oclc.org/ooxml/"  # the namespaces of “Strict Open XML”, and what Word else writes
_NAMESPACES = (
    (_STRICT + b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (_STRICT + b"officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (_STRICT + b"drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        _STRICT + b"drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
)
_CORE, _OWN = "docProps/core.xml", "docProps/custom.xml"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


@dataclass(frozen=True)
class Package:
    """The XML parts of a document by their names, below `word/` without it, its pictures, its title and its stamp."""

    parts: dict[str, Element]
    media: dict[str, bytes]
    title: str = ""
    stamp: Stamp = field(default_factory=dict)

    @property
    def body(self) -> Element:
        """The main text. Raises `KeyError` when there is none."""
        found = self.parts["document.xml"].find(qualified("w:body"))
        if found is None:
            raise KeyError("w:body")
        return found

    def targets(self, part: str = "document.xml") -> dict[str, str]:
        """Return what the relationships of a part lead to."""
        relationships = self.parts.get(f"_rels/{part}.rels")
        return {} if relationships is None else {str(r.get("Id")): str(r.get("Target")) for r in relationships}


def open_package(data: bytes, file: str) -> Package:
    """Open a `.docx` file. Raises `UnreadableInput` when it is none, is protected, or is damaged."""
    if data.startswith(_ENCRYPTED):
        what = _("The file is protected by a password, or is of the old kind .doc.")
        raise UnreadableInput(Problem(file, 0, what, _("Save it as .docx without a password in Word.")))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise KeyError("size")
            package = _read(archive)
        assert package.body is not None
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError) as error:
        what = _("The file is no Word document, or is damaged ({error}).").format(error=error)
        raise UnreadableInput(Problem(file, 0, what, _("Save it again as .docx in Word."))) from error
    return package


def _read(archive: zipfile.ZipFile) -> Package:
    parts, media = {}, {}
    for name in archive.namelist():
        inner = name.removeprefix("word/")
        if name.startswith("word/media/"):
            media[inner] = archive.read(name)
        elif name.startswith("word/") and name.endswith((".xml", ".rels")):
            parts[inner] = etree.fromstring(_transitional(archive.read(name)), _PARSER)
    core = etree.fromstring(archive.read(_CORE), _PARSER) if _CORE in archive.namelist() else None
    title = None if core is None else core.findtext("{http://purl.org/dc/elements/1.1/}title")
    custom = etree.fromstring(archive.read(_OWN), _PARSER) if _OWN in archive.namelist() else ()
    return Package(parts, media, title or "", read_stamp(custom))


def _transitional(part: bytes) -> bytes:
    if _STRICT in part:
        for strict, usual in _NAMESPACES:
            part = part.replace(strict, usual)
    return part
