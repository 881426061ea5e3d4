"""The pictures of pages, and the piece of one around a word: its line, and the lines above and below."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock

from PIL.Image import Image

from pipeline.extract.opening import open_pdf
from pipeline.model import Box

SCALE, PAGE_SCALE = 2.5, 2.0  # pixels a point
ASIDE, ABOVE = 190.0, 20.0  # points around the word
PDFIUM = Lock()  # the library allows one thread at a time


class Pictures:
    """Pieces of one PDF's pages, and whole pages, as PNG, drawn when they are asked for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.around = lru_cache(maxsize=256)(self._around)
        self.whole = lru_cache(maxsize=16)(self._whole)

    def _around(self, number: int, box: Box) -> tuple[bytes, Box]:
        """Return the picture around a box of page `number` (from 1), and the piece of the page that it shows.

        Raises `LookupError` when there is no such page, and `UnreadableInput` when the PDF cannot be opened.
        """
        with PDFIUM:
            document = open_pdf(self.path)
            try:
                if not 1 <= number <= len(document):
                    raise LookupError(number)
                page = document[number - 1]
                piece = _piece(box, *page.get_size())
                crop = (piece.x0, page.get_height() - piece.bottom, page.get_width() - piece.x1, piece.top)
                picture = page.render(scale=SCALE, crop=crop).to_pil()
            finally:
                document.close()
        return _png(picture), piece

    def _whole(self, number: int) -> bytes:
        """Return the picture of page `number` (from 1). Raises as `around` does."""
        with PDFIUM:
            document = open_pdf(self.path)
            try:
                if not 1 <= number <= len(document):
                    raise LookupError(number)
                picture = document[number - 1].render(scale=PAGE_SCALE).to_pil()
            finally:
                document.close()
        return _png(picture)


def _png(picture: Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=3)
    return buffer.getvalue()


def _piece(box: Box, width: float, height: float) -> Box:
    middle = (box.x0 + box.x1) / 2
    aside = max(ASIDE, (box.x1 - box.x0) / 2 + 10)
    left = max(0.0, min(middle - aside, width - 2 * aside))
    top, bottom = max(0.0, min(box.top, height) - ABOVE), min(height, max(box.bottom, 0) + ABOVE)
    return Box(left, min(top, height - 1), min(width, left + 2 * aside), max(bottom, min(top, height - 1) + 1))
