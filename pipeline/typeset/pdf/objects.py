"""Objects of a file as they are written: what ReportLab has no class for, and what its own leave out."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from reportlab.lib.rl_accel import escapePDF
from reportlab.pdfbase.pdfdoc import PDFObject

# ReportLab's `PDFDocument` and `PDFCatalog` (pages are catalogs, too), of whose attributes its stubs know few.
Document: TypeAlias = Any
Catalog: TypeAlias = Any

# Texts that PDFDocEncoding has as Latin-1 does (ISO 32000-1, annex D), but for one that would be taken for UTF-16.
LATIN = re.compile(r"(?!þÿ)[\t\n\r -~¡-¬®-ÿ]*")


class Raw(PDFObject):
    """An object that is written as its `body` says."""

    def __init__(self, body: str = "") -> None:
        self.body = body

    def format(self, _document: Document) -> bytes:
        """Return what is written, for ReportLab."""
        return self.body.encode("utf-8")


class Dictionary(PDFObject):
    """A dictionary whose values are written as they stand."""

    def __init__(self, **entries: object) -> None:
        self.entries = entries

    def format(self, _document: Document) -> bytes:
        """Return what is written, for ReportLab."""
        return f"<<{''.join([f'/{key} {value}' for key, value in self.entries.items()])}>>".encode()


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
    """Return a text as a string (ISO 32000-1, 7.9.2.2): a byte for each character where it can be, else in UTF-16.

    >>> text_string("på (b)"), text_string("–")
    ('(p\\\\345 \\\\(b\\\\))', '<FEFF2013>')
    """
    data = _encoded(text)
    return f"<{data.hex().upper()}>" if data.startswith(BOM_UTF16_BE) else f"({escapePDF(data)})"


def _encoded(text: str) -> bytes:
    return text.encode("latin-1") if LATIN.fullmatch(text) else BOM_UTF16_BE + text.encode("utf-16-be")


def names_of(values: Mapping[str, str]) -> str:
    """Return a name tree of one node (ISO 32000-1, 7.9.6), whose keys must be sorted as they are written."""
    names = sorted(values, key=_encoded)
    return f"<</Names{array(f'{text_string(name)}{values[name]}' for name in names)}>>"


def array(items: Iterable[object]) -> str:
    """Return an array.

    >>> array((1, "/A"))
    '[1 /A]'
    """
    return f"[{' '.join(map(str, items))}]"
