"""The pictures of a file, as files: those of a Word document by name, those of a tagged PDF by place.

A picture in a PDF that is one image is taken as it is, without loss; one that is drawn, such as a chart, is painted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pdfplumber
import pikepdf
from pdfplumber.pdf import PDF

from pipeline.extract.render import render_page
from pipeline.model import Box, Place

DPI = 300  # dots per inch of a drawn picture
NEAR = 1.5  # points: an image fills a picture's box when its edges lie no further from it
SUFFIXES = {".jpeg": ".jpg"}

Taken = tuple[str, bytes] | None  # a picture's suffix and its bytes


def pictures_in_word(path: Path, names: Sequence[str]) -> list[Taken]:
    """Return the pictures with these names in a package; None for one that is not there."""
    with ZipFile(path) as package:
        held = set(package.namelist())
        return [(_suffix(Path(name).suffix), package.read(name)) if name in held else None for name in names]


def pictures_in_pdf(path: Path, places: Sequence[Place | None], password: str = "") -> list[Taken]:
    """Return the pictures at these places; None for one without a place."""
    with pikepdf.open(path, password=password) as pdf, pdfplumber.open(path, password=password) as pages:
        return [_picture(pdf, pages, path, place, password) if place else None for place in places]


def _picture(pdf: pikepdf.Pdf, pages: PDF, path: Path, place: Place, password: str) -> Taken:
    here = [image["name"] for image in pages.pages[place.page - 1].images if _fills(image, place.box)]
    held: Any = pdf.pages[place.page - 1].resources.get("/XObject", {})
    objects = [held.get(f"/{name}") for name in here]
    whole = [i for i in objects if isinstance(i, pikepdf.Stream) and "/SMask" not in i and "/Mask" not in i]
    if len(whole) == 1 == len(here):
        try:
            buffer = BytesIO()
            suffix = pikepdf.PdfImage(whole[0]).extract_to(stream=buffer)
            return _suffix(suffix), buffer.getvalue()
        except (pikepdf.PdfError, pikepdf.UnsupportedImageTypeError, NotImplementedError, ValueError):
            pass  # a kind of image that no file has: it is painted
    return ".png", render_page(path, place.page, DPI, box=place.box, password=password)


def _fills(image: dict[str, float], box: Box) -> bool:
    sides = zip((image["x0"], image["top"], image["x1"], image["bottom"]), _sides(box), strict=True)
    return all(abs(float(one) - other) <= NEAR for one, other in sides)


def _sides(box: Box) -> Iterator[float]:
    return iter((box.x0, box.top, box.x1, box.bottom))


def _suffix(suffix: str) -> str:
    return SUFFIXES.get(suffix.lower(), suffix.lower())
