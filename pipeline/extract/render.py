"""A page as a picture, for the report and for the review page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from pipeline.errors import Problem, UnreadableInput
from pipeline.extract.opening import open_pdf
from pipeline.text import _


def render_page(path: Path, number: int, dpi: int = 100, *, password: str = "") -> bytes:
    """Return page `number` (from 1) as PNG in shades of grey or colour, `dpi` dots per inch.

    Raise UnreadableInput when the file cannot be opened or has no such page.
    """
    document = open_pdf(path, password)
    try:
        if not 1 <= number <= len(document):
            what = _("The PDF has {count} pages, and no page {number}.").format(count=len(document), number=number)
            raise UnreadableInput(Problem(str(path), 0, what, _("Name one of its pages."), number))
        picture = document[number - 1].render(scale=dpi / 72).to_pil()
    finally:
        document.close()
    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=6)  # 9 takes five times as long, and saves a hundredth
    return buffer.getvalue()
