"""A painted canvas → the bytes of a PDF: what PDF/A-2 (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) ask of a file.

ReportLab writes the file; pikepdf adds to it what ReportLab has no call for, and takes away what it writes in vain.
"""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO

from pikepdf import Array, Dictionary, Name, NameTree, Pdf, String

from pipeline.model import Edition
from pipeline.typeset.pdf.canvas import TaggedCanvas
from pipeline.typeset.pdf.fonts import mend_fonts
from pipeline.typeset.pdf.metadata import describe, xmp
from pipeline.typeset.pdf.streams import make_stream, mend_streams, save_bytes
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.tree import add_tree

PROFILE = "sRGB IEC61966-2.1"


def save(edition: Edition, root: Element, canvas: TaggedCanvas) -> bytes:
    """Return the file; the same input gives the same bytes."""
    describe(canvas.reportlab, edition)
    with Pdf.open(BytesIO(canvas.data())) as pdf:
        _remove_transitions(pdf)
        mend_fonts(pdf, canvas.lettering.faces)
        add_tree(pdf, root, canvas.pages)
        _add_destinations(pdf, canvas)
        _add_intent(pdf)
        pdf.Root.Metadata = make_stream(pdf, xmp(edition), Type=Name.Metadata, Subtype=Name.XML)
        mend_streams(pdf)
        return save_bytes(pdf)


def _remove_transitions(pdf: Pdf) -> None:
    """Remove the transitions between pages as slides, which ReportLab writes though there are none."""
    for page in pdf.pages:
        del page.obj.Trans


def _add_destinations(pdf: Pdf, canvas: TaggedCanvas) -> None:
    """Name the places to which links lead, so that addresses can lead there from outside."""
    names = NameTree.new(pdf)
    for name, (page, top) in canvas.places.items():
        names[name] = Array([pdf.pages[page].obj, Name.XYZ, 0, top, 0])
    pdf.Root.Names = Dictionary(Dests=names.obj)


def _add_intent(pdf: Pdf) -> None:
    """Say what the colours are."""
    profile = (files("pikepdf") / "pdfa/data/sRGB.icc").read_bytes()
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=String(PROFILE),
        Info=String(PROFILE),
        DestOutputProfile=make_stream(pdf, profile, N=3),
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
