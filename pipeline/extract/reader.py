"""Step 1: a PDF's pages as sheets of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.extract.grid import rules
from pipeline.extract.pdfium import Characters, open_pdf, read_anchors, read_characters, read_drawing
from pipeline.extract.sheet import Sheet, Style, Token
from pipeline.model import Box

_WORD_GAP = 0.6  # a gap wider than this share of the font size parts words even without a space between them
_LINE_STEP = 0.6  # a step up or down of more than this share of the font size begins a new line


def read_pdf(path: Path, password: str = "") -> Iterator[Sheet]:
    """Yield the pages in order; raise UnreadableInput when the file cannot be opened."""
    document = open_pdf(path, password)
    try:
        for index in range(len(document)):
            yield read_sheet(document, index)
    finally:
        document.close()


def read_title(path: Path, password: str = "") -> str:
    """Return the title in the PDF's metadata, or nothing."""
    document = open_pdf(path, password)
    try:
        return str(document.get_metadata_value("Title")).strip()
    finally:
        document.close()


def read_sheet(document: pdfium.PdfDocument, index: int) -> Sheet:
    """Return the page at `index` (from 0); a page that cannot be read at all becomes an empty sheet."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Sheet(index + 1, 0.0, 0.0, ())
    textpage = page.get_textpage()
    characters = read_characters(page, textpage)
    paths, pictures = read_drawing(page)
    upright, sideways = tokens(characters)
    width, height = page.get_size()
    sheet = Sheet(index + 1, width, height, upright, sideways, rules(paths), read_anchors(document, page), pictures)
    textpage.close()
    page.close()
    return sheet


def tokens(characters: Characters) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Return the words whose baseline is level with the page, and those whose baseline is not."""
    level: list[Token] = []
    sideways: list[Token] = []
    for upright, word in _words(characters):
        (level if upright else sideways).append(word)
    return tuple(level), tuple(sideways)


def _words(characters: Characters) -> Iterator[tuple[bool, Token]]:
    """Yield words: characters in the order of the page's content until a space, a gap or a new line."""
    rows = characters.boxes.tolist()
    letters: list[int] = []
    style: Style | None = None
    upright = True
    before = -1
    for run in characters.runs:
        for index in range(run.first, run.end):
            blank = characters.text[index].isspace() and characters.text[index] not in "\x1c\x1d\x1e\x1f"
            if letters and (
                blank or index > before + 1 or run.upright != upright or _apart(rows, letters[-1], index, run.style)
            ):
                yield upright, _token(characters.text, rows, letters, style or run.style)
                letters = []
            if not blank:
                if not letters:
                    style, upright = run.style, run.upright
                letters.append(index)
            before = index
    if letters and style:
        yield upright, _token(characters.text, rows, letters, style)


def _apart(rows: list[list[float]], last: int, index: int, style: Style) -> bool:
    """Say whether two neighbouring characters stand too far apart to belong to one word."""
    a, b = rows[last], rows[index]
    gap, size = b[0] - a[2], max(style.size, 1.0)
    return gap > _WORD_GAP * size or gap < -2 * size or abs(b[3] - a[3]) > _LINE_STEP * size


def _token(text: str, rows: list[list[float]], letters: list[int], style: Style) -> Token:
    sides = [rows[index] for index in letters]
    x0, top, x1, bottom = (
        min(s[0] for s in sides),
        min(s[1] for s in sides),
        max(s[2] for s in sides),
        max(s[3] for s in sides),
    )
    return Token(
        "".join(text[index] for index in letters),
        Box(round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)),
        style,
    )
