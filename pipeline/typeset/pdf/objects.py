"""Objects of a file as they are written: what ReportLab has no class for, and what its own leave out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfdoc import PDFObject

# ReportLab's `PDFDocument` and `PDFCatalog` (pages are catalogs, too), of whose attributes its stubs know few.
Document: TypeAlias = Any
Catalog: TypeAlias = Any


class Raw(PDFObject):
    """An object that is written as its `body` says."""

    def __init__(self, body: str = "") -> None:
        self.body = body

    def format(self, _document: Document) -> bytes:
        """Return what is written, for ReportLab."""
        return self.body.encode("utf-8")


def add(document: Document, made: PDFObject) -> int:
    """Add an object to a document; return its number."""
    return number_of(document, document.Reference(made).name)


def number_of(document: Document, name: str) -> int:
    """Return the number of the object that ReportLab knows by this name."""
    number, _generation = document.idToObjectNumberAndVersion[name]
    return int(number)


def page_name(page: int) -> str:
    """Return ReportLab's name for a page, which is counted from 0 here."""
    return f"Page{page + 1}"


def link_name(page: int, number: int) -> str:
    """Return our name for the link with this number on a page; ReportLab puts `Annot.` before it."""
    return f"{page}.{number}"


def extend(made: Catalog, **entries: object) -> None:
    """Let the catalog or a page have entries of which ReportLab knows nothing."""
    made.__NoDefault__ = [*made.__NoDefault__, *entries]
    made.__dict__.update(entries)


def text_string(text: str) -> str:
    """Return a text as a string (ISO 32000-1, 7.9.2.2): readable where it is ASCII, else in UTF-16.

    >>> text_string("a (b)"), text_string("å")
    ('(a \\\\(b\\\\))', '<FEFF00E5>')
    """
    return f"({escapePDF(text)})" if text.isascii() else f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def names_of(values: Mapping[str, str]) -> str:
    """Return a name tree of one node (ISO 32000-1, 7.9.6), whose keys must be sorted as they are written."""
    names = sorted(values, key=lambda name: name.encode() if name.isascii() else b"\xfe\xff" + name.encode("utf-16-be"))
    return f"<</Names{array(f'{text_string(name)}{values[name]}' for name in names)}>>"


def array(items: Iterable[object]) -> str:
    """Return an array.

    >>> array((1, "/A"))
    '[1 /A]'
    """
    return f"[{' '.join(map(str, items))}]"
