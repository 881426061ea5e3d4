"""The gate before the archive: what is packed must be what it says it is. A rule is a name and a tiny function.

The rules look at what each file declares and carries, with a reader that did not write it. They are no full validation
of PDF/A and PDF/UA; that is the build's own gate.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf
from lxml import etree

from pipeline.archive.material import Material
from pipeline.errors import NotConforming, Problem
from pipeline.text import N_, _

PDF_RULES: dict[str, Callable[[pikepdf.Pdf], bool]] = {
    N_("is not encrypted"): lambda pdf: not pdf.is_encrypted,
    N_("says that it is PDF/A-2a"): lambda pdf: (
        _xmp(pdf, "pdfaid", "part") + _xmp(pdf, "pdfaid", "conformance") == "2A"
    ),
    N_("says that it is PDF/UA-1"): lambda pdf: _xmp(pdf, "pdfuaid", "part") == "1",
    N_("has a title"): lambda pdf: b"<dc:title>" in _metadata(pdf),
    N_("has a language"): lambda pdf: bool(str(pdf.Root.get("/Lang", ""))),
    N_("is tagged"): lambda pdf: _inner(pdf.Root, "/MarkInfo", "/Marked") is True and "/StructTreeRoot" in pdf.Root,
    N_("carries its colours' profile"): lambda pdf: "/OutputIntents" in pdf.Root,
    N_("carries its fonts"): lambda pdf: all(map(_is_embedded, _fonts(pdf))),
    N_("runs nothing"): lambda pdf: (
        not {"/OpenAction", "/AA"} & set(pdf.Root.keys()) and not _names(pdf, "/JavaScript")
    ),
    N_("has no files in it"): lambda pdf: not _names(pdf, "/EmbeddedFiles"),
}
WORD_RULES: dict[str, Callable[[zipfile.ZipFile], bool]] = {
    N_("is whole"): lambda word: word.testzip() is None,
    N_("has a text"): lambda word: b"<w:body>" in word.read("word/document.xml"),
    N_("has a title"): lambda word: b"<dc:title>" in word.read("docProps/core.xml"),
    N_("runs nothing"): lambda word: not any("vbaProject" in name for name in word.namelist()),
}
HTML_RULES: dict[str, Callable[[str], bool]] = {
    N_("has a language"): lambda page: bool(re.search(r'<html[^>]* lang="[a-z-]+', page, re.IGNORECASE)),
    N_("has a title"): lambda page: bool(re.search(r"<title>[^<]+</title>", page)),
    N_("needs no other file"): lambda page: not re.search(r'(src|<link[^>]* href)="(?!data:|#)', page),
    N_("runs nothing"): lambda page: "<script" not in page.casefold(),
}


def check_material(material: Material) -> dict[str, str]:
    """Hold the documents to the rules; return what was checked, by format. Raises `NotConforming` with what failed."""
    problems: list[Problem] = []
    passed: dict[str, str] = {}
    remedy = _("Run plan build again; a document that has been changed afterwards cannot be archived.")
    for name, (opener, rules) in GATES.items():
        for path, data in material.representations.get(name, {}).items():
            problems += [Problem(path, 0, what, remedy) for what in failures(data, opener, rules)]
        words = ", ".join(_(rule) for rule in rules)
        passed[name] = _("The document {rules}: checked by plan {version}.").format(
            rules=words, version=material.version
        )
    if problems:
        raise NotConforming(problems)
    return passed


def failures(data: bytes, opener: Callable[[bytes], object], rules: Mapping[str, Callable[..., bool]]) -> Iterator[str]:
    """Yield, as sentences, which of the rules a document breaks, or why it cannot be read."""
    try:
        document = opener(data)
        failed = [name for name, holds in rules.items() if not holds(document)]
    except (
        pikepdf.PdfError,
        zipfile.BadZipFile,
        KeyError,
        UnicodeDecodeError,
        etree.XMLSyntaxError,
        ValueError,
    ) as error:
        yield _("The document cannot be read: {error}.").format(error=error)
        return
    for name in failed:
        yield _("The document fails the gate: it should be so that it {rule}.").format(rule=_(name))


def _open_pdf(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def _open_word(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def _open_html(data: bytes) -> str:
    return data.decode("utf-8")


GATES: dict[str, tuple[Callable[[bytes], object], Mapping[str, Callable[..., bool]]]] = {
    "bevarande": (_open_pdf, PDF_RULES),
    "original": (_open_word, WORD_RULES),
    "webb": (_open_html, HTML_RULES),
}


def _metadata(pdf: pikepdf.Pdf) -> bytes:
    return pdf.Root.Metadata.read_bytes()


def _xmp(pdf: pikepdf.Pdf, prefix: str, name: str) -> str:
    found = re.search(rf"{prefix}:{name}(?:>|=\")([^<\"]*)", _metadata(pdf).decode("utf-8"))
    return found[1] if found else ""


def _inner(value: Any, *keys: str) -> Any:
    """Follow keys into a PDF's dictionaries; one that is not there gives an empty one."""
    for key in keys:
        value = value.get(key, pikepdf.Dictionary())
    return value


def _names(pdf: pikepdf.Pdf, name: str) -> bool:
    return name in _inner(pdf.Root, "/Names")


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        for font in _inner(page.obj, "/Resources", "/Font").values():
            yield from font.get("/DescendantFonts", [font])


def _is_embedded(font: Any) -> bool:
    descriptor = _inner(font, "/FontDescriptor")
    return font.get("/Subtype") == "/Type3" or any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))
