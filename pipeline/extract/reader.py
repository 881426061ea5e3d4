"""Step 1: a PDF's pages as sheets of tokens."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium

from pipeline.extract.accents import GONE, compose
from pipeline.extract.drawn import FILLED, HOLLOW, is_mark, with_marks
from pipeline.extract.fonts import PICTURE, Rule, choose_rules, is_suspicious, mend, mend_by_glyphs
from pipeline.extract.grid import WHITE, rules
from pipeline.extract.leaves import Leaf, read_leaf, read_leaves
from pipeline.extract.opening import open_sound, without_names
from pipeline.extract.pdfium import Boxes, Characters, Run
from pipeline.extract.sheet import Sheet, Style, Token
from pipeline.extract.spaced import despaced
from pipeline.frozen import frozen
from pipeline.model import Box

MAX_ENTRIES = 2_000
MAX_SHAPES = 500
_WORD_GAP = 0.6  # a gap wider than this share of the font size parts words even without a space between them
_SPACE = 0.18  # a gap narrower than this share of the font size is no space
_RAISED = 0.8  # a raised number is at most this share of the font size
_LINE_STEP = 0.6  # a step up or down of more than this share of the font size begins a new line


def read_pdf(path: Path, password: str = "") -> list[Sheet]:
    """Return the pages in order; raise UnreadableInput when the file cannot be opened, nor put together anew."""
    leaves, rebuilt = read_leaves(path, password)
    pages, mended = _mended(path, password, [leaf.characters for leaf in leaves])
    sheets = map(_sheet, range(1, len(leaves) + 1), leaves, pages, mended)
    return with_marks([replace(sheet, rebuilt=rebuilt) for sheet in sheets])


@frozen
class Entry:
    """An entry of a PDF's outline (bookmarks): its depth from 1, its title and its page, 0 when it leads nowhere."""

    level: int
    title: str
    page: int


@frozen
class Label:
    """What a PDF says of itself: its title, or nothing, and its outline."""

    title: str
    outline: tuple[Entry, ...]


def read_label(path: Path, password: str = "") -> Label:
    """Return the title in the PDF's metadata and the outline, at most MAX_ENTRIES of it."""
    document, _rebuilt = open_sound(path, password)
    try:
        title = str(document.get_metadata_value("Title")).strip()
        return Label(title, tuple(_entries(document)))
    finally:
        document.close()


def _entries(document: pdfium.PdfDocument) -> Iterator[Entry]:
    try:
        for bookmark in islice(document.get_toc(max_depth=6), MAX_ENTRIES):
            target = bookmark.get_dest()
            page = target.get_index() if target else None
            yield Entry(bookmark.level + 1, " ".join(bookmark.get_title().split()), 0 if page is None else page + 1)
    except pdfium.PdfiumError:
        return


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
    shapes = _shapes(leaf)
    return Sheet(
        number, leaf.width, leaf.height, despaced(upright), sideways, lines, leaf.anchors, leaf.pictures, shapes, mended
    )


def _shapes(leaf: Leaf) -> tuple[tuple[Box, str], ...]:
    paths = [(path.box, HOLLOW if path.fill is None else FILLED) for path in leaf.outlines if path.fill != WHITE]
    return tuple((box, text) for box, text in (*paths, *((box, FILLED) for box in leaf.pictures)) if is_mark(box))[
        :MAX_SHAPES
    ]


def tokens(characters: Characters) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Return the words whose baseline is level with the page, and those whose baseline is not."""
    words = list(_words(characters))
    sides = _sides(characters.boxes, words)
    level: list[Token] = []
    sideways: list[Token] = []
    for (first, end, run), side in zip(words, sides, strict=True):
        text = unicodedata.normalize("NFC", "".join(characters.text[first:end].replace(GONE, "").split()))
        (level if run.upright else sideways).append(Token(text, Box(*side), run.style, tag=run.tag))
    return tuple(level), tuple(sideways)


Span = tuple[int, int, Run]  # a word's first character, the one after its last, and the run that it begins in


def _sides(boxes: Boxes, words: list[Span]) -> list[list[float]]:
    """Return the sides of the box around each word: x0, top, x1, bottom."""
    if not words:
        return []
    bounds = np.array([place for first, end, _run in words for place in (first, end)])
    padded = np.vstack([boxes, np.zeros((1, 4), np.float32)])
    low = np.minimum.reduceat(padded[:, :2], bounds)[::2]
    high = np.maximum.reduceat(padded[:, 2:], bounds)[::2]
    rounded: list[list[float]] = np.round(np.hstack([low, high]).astype(np.float64), 2).tolist()
    return rounded


def _words(characters: Characters) -> Iterator[Span]:
    """Yield words: characters in the order of the page's content until a space, a gap or a new line."""
    rows, text = characters.boxes.tolist(), characters.text
    first, last, start, composed = -1, -1, Run(0, 0, Style("", 0.0), True), False
    for run in characters.runs:
        size, upright = run.style.size, run.upright
        for index in range(run.first, run.end):
            letter = text[index]
            if letter == GONE:
                composed = True
                continue
            if letter.isspace():
                if first >= 0:
                    yield first, last + 1, start
                first = -1
                continue
            if first >= 0:
                skipped = index > last + 1 and not (composed and rows[index][0] - rows[last][2] < _SPACE * size)
                a, b = rows[last], rows[index]
                note = (letter.isdigit() and _is_raised(a, b)) or (text[last].isdigit() and _is_raised(b, a))
                if skipped or note or upright != start.upright or (upright and _apart(a, b, size)):
                    yield first, last + 1, start
                    first = -1
            if first < 0:
                first, start = index, run
            last, composed = index, False
    if first >= 0:
        yield first, last + 1, start


def _apart(a: list[float], b: list[float], size: float) -> bool:
    """Say whether two neighbouring characters stand too far apart to belong to one word."""
    gap, size = b[0] - a[2], max(size, 1.0)
    return gap > _WORD_GAP * size or gap < -2 * size or abs(b[3] - a[3]) > _LINE_STEP * size


def _is_raised(a: list[float], b: list[float]) -> bool:
    """Say whether the second of two characters is smaller and higher up than the first, as a footnote's number is."""
    size = a[3] - a[1]
    return b[3] - b[1] <= _RAISED * size and b[3] < a[3] - 0.1 * size
