"""The file formats of a package, by suffix: media type, name, version and key in the PRONOM registry."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import NamedTuple


class Format(NamedTuple):
    """A file format as an archive names it."""

    media_type: str
    name: str
    version: str = ""
    pronom: str = ""


PDF_A = Format("application/pdf", "PDF/A", "2a", "fmt/476")
FORMATS = {
    ".pdf": Format("application/pdf", "Portable Document Format"),
    ".docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Microsoft Word for Windows (Office Open XML)",
        "2007 onwards",
        "fmt/412",
    ),
    ".xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Microsoft Excel for Windows (Office Open XML)",
        "2007 onwards",
        "fmt/214",
    ),
    ".html": Format("text/html", "Hypertext Markup Language", "5", "fmt/471"),
    ".xml": Format("application/xml", "Extensible Markup Language", "1.0", "fmt/101"),
    ".xsd": Format("application/xml", "XML Schema Definition", "", "x-fmt/280"),
    ".json": Format("application/json", "JSON Data Interchange Format", "", "fmt/817"),
    ".jsonl": Format("application/x-ndjson", "JSON Lines"),
    ".toml": Format("application/toml", "TOML", "1.0"),
    ".md": Format("text/markdown", "Markdown", "", "fmt/1149"),
    ".txt": Format("text/plain", "Plain Text File", "", "x-fmt/111"),
    ".sha256": Format("text/plain", "Plain Text File", "", "x-fmt/111"),
    ".png": Format("image/png", "Portable Network Graphics", "", "fmt/13"),
}
UNKNOWN = Format("application/octet-stream", "Unknown")


def format_of(path: str, data: bytes) -> Format:
    """Return a file's format; a PDF that says that it is PDF/A-2a is one."""
    if path.endswith(".pdf") and b"<pdfaid:part>2<" in data and b"<pdfaid:conformance>A<" in data:
        return PDF_A
    return FORMATS.get(PurePosixPath(path).suffix, UNKNOWN)
