"""A page or a part of it as a picture: for the report, for the review page, and for pictures that are drawn."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pipeline.errors import Problem, UnreadableInput
from pipeline.extract.opening import open_pdf
from pipeline.model import Box
from pipeline.text import _


def render_page(path: Path, number: int, dpi: int = 100, *, box: Box | None = None, password: str = "") -> bytes:
    """Return page `number` (from 1), or what lies in a box on it, as PNG in grey or colour, `dpi` dots per inch.

    Raise UnreadableInput when the file cannot be opened or has no such page.
    """
    document = open_pdf(path, password)
    try:
        if not 1 <= number <= len(document):
            what = _("The PDF has {count} pages, and no page {number}.").format(count=len(document), number=number)
            raise UnreadableInput(Problem(str(path), 0, what, _("Name one of its pages."), number))
        page = document[number - 1]
        crop = _margins(box, *page.get_size()) if box else (0, 0, 0, 0)
        picture = page.render(scale=dpi / 72, crop=crop).to_pil()
    finally:
        document.close()
    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=6)  # 9 takes five times as long, and saves a hundredth
    return buffer.getvalue()


def _margins(box: Box, width: float, height: float) -> tuple[float, float, float, float]:
    """Return what of a page lies outside a box: left, below, right and above, in points."""
    outside = (box.x0, height - box.bottom, width - box.x1, box.top)
    left, below, right, above = (max(0.0, side) for side in outside)
    return left, below, right, above
