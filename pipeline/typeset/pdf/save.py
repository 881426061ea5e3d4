"""A painted canvas → the bytes of a PDF: what PDF/A-2 (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) ask of a file.

ReportLab makes the objects of pages, fonts and bookmarks. What it has no call for is added to them here, and what it
makes in vain is taken away, before the file is written.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFImageXObject, PDFStream

from pipeline.model import Edition
from pipeline.typeset.pdf.canvas import TaggedCanvas
from pipeline.typeset.pdf.file import write_file
from pipeline.typeset.pdf.fonts import mend_fonts
from pipeline.typeset.pdf.metadata import describe, xmp
from pipeline.typeset.pdf.objects import Document, Raw, add, extend, names_of, number_of, page_name
from pipeline.typeset.pdf.streams import Deflate, mended
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.tree import add_tree

PROFILE = "sRGB IEC61966-2.1"
FLATE = "FlateDecode"
PROFILE_OWNER, PROFILE_FILE = "pikepdf", "pdfa/data/sRGB.icc"


def save(edition: Edition, root: Element, canvas: TaggedCanvas) -> bytes:
    """Return the file; the same input gives the same bytes."""
    describe(canvas.reportlab, edition)
    document = canvas.prepared()
    mend_fonts(document, canvas.lettering.faces)
    _mend_pages(document)
    add_tree(document, root, canvas.pages)
    extend(
        document.Catalog,
        Names=_destinations(document, canvas),
        OutputIntents=_intent(document),
        Metadata=_metadata(edition),
    )
    document.defaultStreamFilters = [Deflate()]
    return write_file(document)


def _mend_pages(document: Document) -> None:
    """Remove the transitions between pages as slides, which ReportLab writes though there are none; mend pictures."""
    for page in document.Pages.pages:
        page.Trans = None
    for made in document.idToObject.values():
        if isinstance(made, PDFImageXObject) and FLATE in vars(made)["_filters"]:
            vars(made).update(streamContent=mended(vars(made)["streamContent"]))


def _destinations(document: Document, canvas: TaggedCanvas) -> Raw:
    """Name the places to which links lead, so that addresses can lead there from outside."""
    pages = [number_of(document, page_name(page)) for page in range(len(canvas.pages))]
    places = {name: f"[{pages[page]} 0 R/XYZ 0 {top} 0]" for name, (page, top) in canvas.places.items()}
    return Raw(f"<</Dests{names_of(places)}>>")


def _intent(document: Document) -> str:
    """Say what the colours are, with the profile that comes with pikepdf, which need not be imported for it."""
    spec = find_spec(PROFILE_OWNER)
    assert spec and spec.origin
    profile = (Path(spec.origin).parent / PROFILE_FILE).read_bytes()
    number = add(document, PDFStream(PDFDictionary({"N": 3}), profile))
    intent = f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier({PROFILE})/Info({PROFILE})"
    return f"[{intent}/DestOutputProfile {number} 0 R>>]"


def _metadata(edition: Edition) -> Raw:
    """Return the XMP packet, not compressed, so that it can be found without a PDF reader."""
    packet = xmp(edition)
    return Raw(f"<</Type/Metadata/Subtype/XML/Length {len(packet)}>>\nstream\n{packet.decode()}endstream\n")
