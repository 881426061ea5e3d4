"""The characters of each marked content, as the fonts say that they are read back.

PDFium reads them, which is some twenty times as fast as pdfplumber. It takes a soft hyphen at a line's end for a
hyphen, and the space after a hyphen there, or a line separator, for nothing; so the fonts of a copy name them anew
before it is read (`with_hyphens`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

import pikepdf
import pypdfium2 as pdfium

from pipeline.extract.pdfium import AT_LINE_END, Characters, Run, read_characters
from pipeline.extract.tagged.tree import Mark
from pipeline.extract.tags import text_objects
from pipeline.frozen import frozen
from pipeline.model import Box

_BOLD, _ITALIC = re.compile("bold|black|heavy"), re.compile(r"italic|oblique|(?:-|bold|light|black)it$")
SOFT_HYPHEN = "\u00ad"
LINE_SEPARATOR = "\u2028"
# In the private use area, where no other character is that can be believed.
_STAND_INS = {"\ue0ad": SOFT_HYPHEN, "\ue028": LINE_SEPARATOR, "\ue02d": "-"}
_SIMPLE = ("/Type1", "/TrueType", "/Type3")  # fonts whose codes are single bytes, so that no code looks like a hyphen
_WITHIN_WORDS = f"{SOFT_HYPHEN}-‐–/?&="
_NAMES = str.maketrans(_STAND_INS)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<00([0-9A-Fa-f]{2})>")


class Piece(NamedTuple):
    """Neighbouring characters of one line that are set alike: their page, from 1, their box in points, their look."""

    text: str
    page: int
    box: Box
    bold: bool
    italic: bool


@frozen
class Letters:
    """The characters by their marked content; `stray` are those that are neither tagged nor artifacts.

    `heights` are the pages' heights in points, by their numbers from 1.
    """

    marked: Mapping[Mark, list[Piece]]
    stray: int
    heights: Mapping[int, float]


def with_hyphens(pdf: pikepdf.Pdf) -> pdfium.PdfDocument:
    """Return a copy in which fonts call hyphens by their stand-ins; raise ValueError where they hide the soft one."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and isinstance(names := item.get("/ToUnicode"), pikepdf.Stream):
            table = names.read_bytes()
            ranges = _RANGE.findall(b"".join(_RANGES.findall(table)))
            if any(_holds(SOFT_HYPHEN, *map(_number, found)) for found in ranges):
                raise ValueError("a soft hyphen in the midst of a range of characters")
            named = re.sub(rb"<00[aA][dD]>(?=\s*(?:[<\]]|endbf))", b"<E0AD>", table)
            if item.get("/Subtype") in _SIMPLE:
                named = re.sub(rb"<2028>(?=\s*(?:[<\]]|endbf))", b"<E028>", named)
                if not any(_holds("-", *map(_number, found)) for found in ranges):
                    named = re.sub(rb"<002[dD]>(?=\s*(?:[<\]]|endbf))", b"<E02D>", named)
            if named != table:
                names.write(named)
    copy = BytesIO()
    pdf.save(copy, compress_streams=False)
    return pdfium.PdfDocument(copy.getvalue())


def _number(digits: bytes) -> int:
    return int(digits, 16)


def _holds(character: str, first: int, last: int, start: int) -> bool:
    """Say whether a range of codes reaches over a character; one that has it alone is renamed as a whole."""
    return start < ord(character) <= start + last - first or (start == ord(character) and last > first)


def read_letters(document: pdfium.PdfDocument) -> Letters:
    """Return the characters of all pages in the order in which they are painted."""
    marked: dict[Mark, list[Piece]] = {}
    heights: dict[int, float] = {}
    stray = 0
    for number, page in enumerate(document, 1):
        heights[number] = page.get_height()
        textpage = page.get_textpage()
        characters = read_characters(page, textpage, AT_LINE_END)
        for run in characters.runs:
            if run.content < 0 and not run.artifact:
                stray += sum(not letter.isspace() for letter in characters.text[run.first : run.end])
        last: Piece | None = None
        for content, piece in _painted(page, characters, number):
            pieces = marked.setdefault(Mark(number, content), [])
            if piece:
                pieces.append(piece)
            elif pieces:
                pieces[-1] = pieces[-1]._replace(text=pieces[-1].text.rstrip(" ") + " ")
            elif last:  # a space that begins its content stands behind what was painted before
                pieces.append(last._replace(text=" "))
            last = piece or last
        textpage.close()
        page.close()
    return Letters(marked, stray, heights)


def _painted(page: pdfium.PdfPage, characters: Characters, number: int) -> Iterator[tuple[int, Piece | None]]:
    """Yield the marked pieces as they are painted, each with its content's number; None for a space by itself.

    PDFium leaves out a text object that holds nothing but a space, as one at a line's end does.
    """
    runs: dict[int, list[Run]] = {}
    for run in characters.runs:
        runs.setdefault(run.owner, []).append(run)
    blanks = {address: content for address, content in text_objects(page) if content >= 0}
    for owner in (*blanks, *(owner for owner in runs if owner not in blanks)):
        if owner not in runs:
            yield blanks[owner], None
        yield from ((run.content, _piece(characters, run, number)) for run in runs.get(owner, ()) if run.content >= 0)


def _piece(characters: Characters, run: Run, page: int) -> Piece:
    font = run.style.font.lower()
    sides = characters.boxes[run.first : run.end]
    low, high = sides.min(axis=0), sides.max(axis=0)
    box = Box(*(round(float(side), 2) for side in (low[0], low[1], high[2], high[3])))
    text = characters.text[run.first : run.end].translate(_NAMES)
    return Piece(text, page, box, bool(_BOLD.search(font)), bool(_ITALIC.search(font)))


def _begins_line(before: Piece, piece: Piece) -> bool:
    """Say whether a piece stands on another line than the one before it."""
    lower = piece.box.top - before.box.top > 0.5 * (piece.box.bottom - piece.box.top)
    return piece.page != before.page or (lower and piece.box.x0 < before.box.x1)


def ends_with_spaces(groups: Iterable[list[Piece]]) -> bool:
    """Say whether lines end with a space where words end (ISO 32000-1, 14.8.2.5), so that none has to be made up.

    Lines that end within a word or an address, after a hyphen or a slash, say nothing.
    """
    ends = [before.text[-1] for before, piece in _pairs(groups) if _begins_line(before, piece)]
    ends = [end for end in ends if end not in _WITHIN_WORDS]
    return 2 * sum(text.isspace() for text in ends) >= len(ends)


def _pairs(groups: Iterable[list[Piece]]) -> Iterator[tuple[Piece, Piece]]:
    return (pair for pieces in groups for pair in pairwise(pieces))
