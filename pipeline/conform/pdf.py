"""What a PDF must be: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1).

The rules look at what the file declares and carries. Where the validator `page-validation` is installed, as it is
wherever the tests run, every other rule of both standards is asked too; the tests also ask veraPDF.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

import pikepdf

from pipeline.conform.rule import (
    DESCRIBED,
    IN_A_LANGUAGE,
    INERT,
    ORDERED,
    TABLES_HEADED,
    TITLED,
    WHOLE,
    Format,
    are_languages,
    skips_no_level,
)
from pipeline.text import N_

PROFILES = {"PDF/UA-1": "ua1", "PDF/A-2a": "2a"}


def _open(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def _is_intact(thing: Any) -> bool:
    """Say whether what is compressed has the sum that stands behind it (RFC 1950), which qpdf does not ask for."""
    if not isinstance(thing, pikepdf.Stream) or "/FlateDecode" not in list(_as_list(thing.get("/Filter")))[:1]:
        return True
    inflated = zlib.decompressobj()
    try:
        inflated.decompress(thing.read_raw_bytes())
    except zlib.error:
        return False
    return inflated.eof


def _as_list(value: Any) -> Any:
    return value if isinstance(value, pikepdf.Array) else [value]


def _metadata(pdf: pikepdf.Pdf) -> bytes:
    return pdf.Root.Metadata.read_bytes() if "/Metadata" in pdf.Root else b""


def _xmp(pdf: pikepdf.Pdf, prefix: str, name: str) -> str:
    found = re.search(rf"{prefix}:{name}(?:>|=\")([^<\"]*)", _metadata(pdf).decode("utf-8"))
    return found[1] if found else ""


def _inner(value: Any, *keys: str) -> Any:
    """Follow keys into a PDF's dictionaries; one that is not there gives an empty one."""
    for key in keys:
        value = value.get(key, pikepdf.Dictionary())
    return value


def _has_names(pdf: pikepdf.Pdf, name: str) -> bool:
    return name in _inner(pdf.Root, "/Names")


def _fonts(pdf: pikepdf.Pdf) -> Iterator[Any]:
    for page in pdf.pages:
        for font in _inner(page.obj, "/Resources", "/Font").values():
            yield from font.get("/DescendantFonts", [font])


def _is_embedded(font: Any) -> bool:
    descriptor = _inner(font, "/FontDescriptor")
    return font.get("/Subtype") == "/Type3" or any(f"/FontFile{n}" in descriptor for n in ("", "2", "3"))


def _elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Yield the elements of the structure tree, in the order of reading."""
    waiting = [pdf.Root.get("/StructTreeRoot", pikepdf.Dictionary())]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(reversed(_kids(element)))


def _kids(element: Any) -> list[Any]:
    """Return the elements right below one; content and object references are dictionaries without a tag."""
    kids = _as_list(element.get("/K", pikepdf.Array()))
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary)]


def _tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.get("/S", "")) for element in _elements(pdf)]


def _levels(pdf: pikepdf.Pdf) -> list[int]:
    return [int(tag[2]) for tag in _tags(pdf) if re.fullmatch(r"/H[1-6]", tag)]


def _has_heading(table: Any) -> bool:
    """Say whether a table, or a part of it, has a heading cell (ISO 14289-1, 7.5)."""
    return any(kid.get("/S") == "/TH" or _has_heading(kid) for kid in _kids(table))


@cache
def can_validate() -> bool:
    """Say whether PDFs can be validated here, rather than asked what they declare."""
    return find_spec("page") is not None


def _validate(data: bytes) -> dict[str, list[str]]:
    """Return the rules that page-validation finds broken, by standard; nothing where it is not installed."""
    if not can_validate():
        return {}
    import page  # noqa: PLC0415 (not a part of every installation)

    reports = {name: page.validate_pdf_bytes(data, profile=profile) for name, profile in PROFILES.items()}
    return {name: list(dict.fromkeys(map(_told, report.failures))) for name, report in reports.items()}


def _told(failure: Any) -> str:
    """Return which rule of page-validation's is broken, and how."""
    return f"{failure.rule_id}, {failure.message}"


_RULES: dict[str, Callable[[pikepdf.Pdf], bool]] = {
    WHOLE: lambda pdf: not pdf.get_warnings() and not pdf.check_pdf_syntax() and all(map(_is_intact, pdf.objects)),
    N_("is not encrypted"): lambda pdf: not pdf.is_encrypted,
    N_("says that it is PDF/A-2a"): lambda pdf: (
        _xmp(pdf, "pdfaid", "part") + _xmp(pdf, "pdfaid", "conformance") == "2A"
    ),
    N_("says that it is PDF/UA-1"): lambda pdf: _xmp(pdf, "pdfuaid", "part") == "1",
    TITLED: lambda pdf: b"<dc:title>" in _metadata(pdf),
    IN_A_LANGUAGE: lambda pdf: are_languages(
        [str(pdf.Root.get("/Lang", "")), *(str(element.Lang) for element in _elements(pdf) if "/Lang" in element)]
    ),
    N_("is tagged"): lambda pdf: _inner(pdf.Root, "/MarkInfo", "/Marked") is True and "/StructTreeRoot" in pdf.Root,
    N_("carries its colours' profile"): lambda pdf: "/OutputIntents" in pdf.Root,
    N_("carries its fonts"): lambda pdf: all(map(_is_embedded, _fonts(pdf))),
    INERT: lambda pdf: not {"/OpenAction", "/AA"} & set(pdf.Root.keys()) and not _has_names(pdf, "/JavaScript"),
    N_("has no files in it"): lambda pdf: not _has_names(pdf, "/EmbeddedFiles"),
    ORDERED: lambda pdf: skips_no_level(_levels(pdf)),
    DESCRIBED: lambda pdf: all("/Alt" in element for element in _elements(pdf) if element.get("/S") == "/Figure"),
    TABLES_HEADED: lambda pdf: all(_has_heading(table) for table in _elements(pdf) if table.get("/S") == "/Table"),
}

PDF = Format(_RULES, _open, _validate, tuple(PROFILES))
