"""Step 1: a PDF's pages as sheets of tokens."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.extract.accents import GONE, compose
from pipeline.extract.fonts import PICTURE, Rule, choose_rules, is_suspicious, mend, mend_by_glyphs
from pipeline.extract.grid import rules
from pipeline.extract.pdfium import (
    NOTHING,
    Characters,
    Outline,
    Run,
    open_pdf,
    read_anchors,
    read_characters,
    read_drawing,
    without_names,
)
from pipeline.extract.sheet import Anchor, Sheet, Style, Token
from pipeline.model import Box

_WORD_GAP = 0.6  # a gap wider than this share of the font size parts words even without a space between them
_SPACE = 0.18  # a gap narrower than this share of the font size is no space
_LINE_STEP = 0.6  # a step up or down of more than this share of the font size begins a new line


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as the library gives it: its size in points, its characters, its drawing and its links."""

    width: float
    height: float
    characters: Characters
    outlines: tuple[Outline, ...] = ()
    pictures: tuple[Box, ...] = ()
    anchors: tuple[Anchor, ...] = ()


def read_pdf(path: Path, password: str = "") -> list[Sheet]:
    """Return the pages in order; raise UnreadableInput when the file cannot be opened."""
    document = open_pdf(path, password)
    try:
        leaves = [read_leaf(document, index) for index in range(len(document))]
    finally:
        document.close()
    pages, mended = _mended(path, password, [leaf.characters for leaf in leaves])
    return [
        _sheet(number, leaf, page, used)
        for number, (leaf, page, used) in enumerate(zip(leaves, pages, mended, strict=True), 1)
    ]


def read_title(path: Path, password: str = "") -> str:
    """Return the title in the PDF's metadata, or nothing."""
    document = open_pdf(path, password)
    try:
        return str(document.get_metadata_value("Title")).strip()
    finally:
        document.close()


def read_leaf(document: pdfium.PdfDocument, index: int) -> Leaf:
    """Return the page at `index` (from 0); one that cannot be read at all has no width."""
    try:
        page = document[index]
    except pdfium.PdfiumError:
        return Leaf(0.0, 0.0, NOTHING)
    textpage = page.get_textpage()
    width, height = page.get_size()
    outlines, pictures = read_drawing(page)
    anchors = read_anchors(document, page)
    leaf = Leaf(width, height, read_characters(page, textpage), outlines, pictures, anchors)
    textpage.close()
    page.close()
    return leaf


Mended = tuple[tuple[str, str], ...]


def _mended(path: Path, password: str, pages: list[Characters]) -> tuple[list[Characters], list[Mended]]:
    """Return the pages with the characters of damaged fonts read by rule, and for each page the fonts and rules."""
    trusted: dict[str, Rule] = {}
    rules = choose_rules(pages)
    if is_suspicious(pages) and (bare := without_names(path, password)):
        glyphs = [read_leaf(bare, index).characters for index in range(len(bare))]
        bare.close()
        if len(glyphs) == len(pages):
            pages, trusted = mend_by_glyphs(pages, glyphs)
    rules = {font: rule for font, rule in rules.items() if font not in trusted}
    fonts = [sorted({run.style.font for run in page.runs}) for page in pages]
    every = {**rules, **trusted}
    used = [tuple((font, every[font].name) for font in page if every.get(font, PICTURE) != PICTURE) for page in fonts]
    return [mend(page, rules) for page in pages], used


def _sheet(number: int, leaf: Leaf, page: Characters, mended: Mended) -> Sheet:
    upright, sideways = tokens(compose(page))
    lines = rules(leaf.outlines)
    return Sheet(number, leaf.width, leaf.height, upright, sideways, lines, leaf.anchors, leaf.pictures, mended)


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
    start, before, composed = Run(0, 0, Style("", 0.0), True), -1, False
    for run in characters.runs:
        for index in range(run.first, run.end):
            letter = characters.text[index]
            composed = composed or letter == GONE
            if letter == GONE:
                continue
            blank = letter.isspace()
            skipped = index > before + 1 and not (composed and _is_close(rows, letters, index, run.style))
            turned = run.upright != start.upright
            if letters and (blank or skipped or turned or _apart(rows, letters[-1], index, run.style)):
                yield start.upright, _token(characters.text, rows, letters, start)
                letters = []
            if not blank:
                start = start if letters else run
                letters.append(index)
            before, composed = index, False
    if letters:
        yield start.upright, _token(characters.text, rows, letters, start)


def _is_close(rows: list[list[float]], letters: list[int], index: int, style: Style) -> bool:
    """Say whether a character follows the last one without a space, whatever an accent between them made of it."""
    return bool(letters) and rows[index][0] - rows[letters[-1]][2] < _SPACE * style.size


def _apart(rows: list[list[float]], last: int, index: int, style: Style) -> bool:
    """Say whether two neighbouring characters stand too far apart to belong to one word."""
    a, b = rows[last], rows[index]
    gap, size = b[0] - a[2], max(style.size, 1.0)
    return gap > _WORD_GAP * size or gap < -2 * size or abs(b[3] - a[3]) > _LINE_STEP * size


def _token(text: str, rows: list[list[float]], letters: list[int], run: Run) -> Token:
    sides = [rows[index] for index in letters]
    low = (min(side[0] for side in sides), min(side[1] for side in sides))
    high = (max(side[2] for side in sides), max(side[3] for side in sides))
    box = Box(*(round(side, 2) for side in (*low, *high)))
    return Token(unicodedata.normalize("NFC", "".join(text[index] for index in letters)), box, run.style, tag=run.tag)
