"""A mini language for test pages: say what stands where, get a PDF.

    paper = Paper()
    paper.write(70, 100, "Inledning", size=16, bold=True)
    paper.new_page()
    path = paper.save(tmp_path / "plan.pdf")

Places are in points from the top left corner of an A4 page; `write` returns the baseline's place one line further down.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
LEADING = 14.0
_SENTENCES = """
Kommunen samverkar med sina grannar och deltar i nätverk för små städer. Arbetet följs upp varje höst, och resultatet
visas för alla som bor här. Under året prövas nya former för möten på håll, så att färre resor behövs.
"""
WORDS = _SENTENCES.split()


def prose(words: int, start: int = 0) -> str:
    """Return so many words of running text, beginning with a capital and ending with a full stop."""
    text = " ".join(WORDS[(start + index) % len(WORDS)] for index in range(words)).rstrip(".,")
    return f"{text[0].upper()}{text[1:]}."


class Paper:
    """Pages that are drawn on."""

    def __init__(self) -> None:
        self._canvas = Canvas("", pagesize=A4, invariant=True)
        self._canvas.setTitle("")

    def write(
        self, x: float, top: float, text: str, *, size: float = 11, bold: bool = False, italic: bool = False
    ) -> float:
        """Write one line with its baseline at `top`."""
        face = {(False, False): "", (True, False): "-Bold", (False, True): "-Oblique", (True, True): "-BoldOblique"}
        self._canvas.setFont(f"Helvetica{face[bold, italic]}", size)
        self._canvas.drawString(x, HEIGHT - top, text)
        return top + LEADING

    def type(self, x: float, top: float, text: str) -> float:
        """Write one line of code, in letters of one width, its spaces as they are."""
        self._canvas.setFont("Courier", 10)
        for column, word in ((match.start(), match[0]) for match in re.finditer(r"\S+", text)):
            self._canvas.drawString(x + 6 * column, HEIGHT - top, word)
        return top + LEADING

    def flow(self, x: float, top: float, text: str, width: float, *, size: float = 11, hang: float = 0.0) -> float:
        """Write a paragraph that breaks where it is full; later lines stand `hang` points further in."""
        line = ""
        left = x
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and self._canvas.stringWidth(longer, "Helvetica", size) > width - (left - x):
                top = self.write(left, top, line, size=size)
                line, left = word, x + hang
            else:
                line = longer
        return self.write(left, top, line, size=size)

    def raised(self, x: float, top: float, number: str, *, size: float = 11) -> None:
        """Write a footnote's number: small and raised."""
        self.write(x, top - 0.4 * size, number, size=0.6 * size)

    def sideways(self, x: float, top: float, text: str) -> None:
        """Write a line that runs up the page."""
        self._canvas.saveState()
        self._canvas.translate(x, HEIGHT - top)
        self._canvas.rotate(90)
        self._canvas.drawString(0, 0, text)
        self._canvas.restoreState()

    def dot(self, x: float, top: float, *, size: float = 3, hollow: bool = False) -> None:
        """Draw a disc before a line whose baseline is at `top`: a bullet that is no character."""
        self._canvas.circle(x, HEIGHT - top + 0.3 * LEADING, size / 2, stroke=hollow, fill=not hollow)

    def line(self, x: float, top: float, x1: float) -> None:
        """Draw a level line."""
        self._canvas.setLineWidth(0.5)
        self._canvas.line(x, HEIGHT - top, x1, HEIGHT - top)

    def upright(self, x: float, top: float, bottom: float) -> None:
        """Draw an upright line."""
        self._canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)

    def frame(self, x: float, top: float, width: float, height: float) -> None:
        """Draw the four sides of a box."""
        self._canvas.rect(x, HEIGHT - top - height, width, height)

    def width(self, text: str, *, size: float = 11) -> float:
        """Return how wide a line is."""
        return float(self._canvas.stringWidth(text, "Helvetica", size))

    def shade(self, x: float, top: float, width: float, height: float, *, grey: float = 0.85) -> None:
        """Fill a box with a light colour."""
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, HEIGHT - top - height, width, height, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    def link(self, box: tuple[float, float, float, float], target: str) -> None:
        """Lay a link over a box: x0, top, x1, bottom."""
        x0, top, x1, bottom = box
        self._canvas.linkURL(target, (x0, HEIGHT - bottom, x1, HEIGHT - top))

    def picture(self, path: Path, width: float, height: float) -> None:
        """Lay a picture over the whole page."""
        self._canvas.drawImage(str(path), 0, 0, width, height)

    def listed(self, title: str, level: int) -> None:
        """List this page in the outline under a title, `level` deep from 0."""
        self._canvas.bookmarkPage(title)
        self._canvas.addOutlineEntry(title, title, level)

    def table(self, x: float, top: float, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> float:
        """Draw a ruled table whose first row is bold."""
        height = LEADING + 6
        for number, row in enumerate(rows):
            left = x
            for cell, width in zip(row, widths, strict=True):
                self._canvas.rect(left, HEIGHT - top - height, width, height)
                self.write(left + 4, top + LEADING, cell, size=10, bold=number == 0)
                left += width
            top += height
        return top

    def new_page(self, *, turned: int = 0) -> None:
        """End the page; it is shown turned by so many degrees."""
        if turned:
            self._canvas.setPageRotation(turned)
        self._canvas.showPage()

    def save(self, path: Path) -> Path:
        """Write the file and return its path."""
        path.write_bytes(self._canvas.getpdfdata())
        return path
