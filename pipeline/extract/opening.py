"""Opening a PDF, or saying why it stays closed."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium

from pipeline.errors import Problem, UnreadableInput
from pipeline.text import _

MAX_PAGES = 5_000


def open_pdf(path: Path, password: str = "") -> pdfium.PdfDocument:
    """Open a PDF; raise UnreadableInput with the cause and the remedy when it cannot be opened or has no pages."""
    try:
        document = pdfium.PdfDocument(path, password=password or None)
        count = len(document)
    except (pdfium.PdfiumError, OSError) as error:
        raise UnreadableInput(_why_closed(path, str(error), password)) from error
    if not count:
        raise UnreadableInput(Problem(str(path), 0, _("The PDF has no pages."), _("Ask for the file again.")))
    if count > MAX_PAGES:
        what = _("The PDF claims to have {count} pages; at most {limit} are read.").format(count=count, limit=MAX_PAGES)
        raise UnreadableInput(Problem(str(path), 0, what, _("Split it, or check that the file is what it should be.")))
    return document


def open_rebuilt(path: Path, password: str = "") -> pdfium.PdfDocument | None:
    """Open what can be saved of a damaged PDF, its objects gathered anew; None if nothing can."""
    copy = BytesIO()
    try:
        with pikepdf.open(path, password=password) as document:
            document.save(copy)
        rebuilt = pdfium.PdfDocument(copy.getvalue())
    except (pikepdf.PdfError, pikepdf.PasswordError, pdfium.PdfiumError, ValueError, OSError):
        return None
    return rebuilt if 0 < len(rebuilt) <= MAX_PAGES else None


def without_names(path: Path, password: str = "") -> pdfium.PdfDocument | None:
    """Open a PDF whose composite fonts have lost their tables of characters, so that they give their glyphs' numbers.

    Return None when it cannot be had.
    """
    copy = BytesIO()
    try:
        with pikepdf.open(path, password=password) as document:
            for item in document.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0" and "/ToUnicode" in item:
                    del item["/ToUnicode"]
            document.save(copy)
        return pdfium.PdfDocument(copy.getvalue())
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError):
        return None


def _why_closed(path: Path, cause: str, password: str) -> Problem:
    """Return the problem that keeps a PDF closed."""
    head = path.read_bytes()[:1024] if path.is_file() else b""
    if not path.is_file():
        return Problem(str(path), 0, _("There is no such file."), _("Check the path."))
    if "assword" in cause:
        what = _("The password does not open the PDF.") if password else _("The PDF is encrypted.")
        return Problem(str(path), 0, what, _("Give the password with --password, or ask for a copy without one."))
    if not head:
        return Problem(str(path), 0, _("The file is empty."), _("Ask for the file again."))
    if b"%PDF-" not in head:
        return Problem(str(path), 0, _("The file is not a PDF."), _("Save it as PDF, or check the file's name."))
    what = _("The PDF is damaged or was cut off, and no page of it can be read.")
    return Problem(str(path), 0, what, _("Ask for the file again, or open and save it anew in a PDF program."))


def open_sound(path: Path, password: str) -> tuple[pdfium.PdfDocument, bool]:
    """Return the document, and whether it is damaged and had to be put together anew."""
    try:
        return open_pdf(path, password), False
    except UnreadableInput:
        rebuilt = open_rebuilt(path, password)
        if rebuilt is None:
            raise
        return rebuilt, True
