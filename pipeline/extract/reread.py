"""What Tesseract sees on the pictures of pages whose text layer is damaged or missing: the second reading of a scan.

It is data, kept beside the PDF as `reread.tsv`: with it a recovery gives the same bytes on every machine, whether
Tesseract is there or not, and whichever version it has.

    # prior.pdf sha256:e03f64d1…
    # tesseract 5.3.0, swe, 300 dpi
    2   70.56   83.5    128.64  95.5    Inledning        page (from 1), x0, top, x1, bottom (points), word
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from pipeline.errors import Problem, SourceProblem
from pipeline.extract import ocr
from pipeline.extract.found import Reread, Word
from pipeline.extract.grades import is_damaged, is_picture
from pipeline.extract.sheet import Sheet, Strip, Style, Token, strip_of
from pipeline.model import Box, Place
from pipeline.text import _

REREAD = "reread.tsv"
COVER = 40  # words; a first page that is a picture with no more is a cover


def pages_to_read(sheets: Sequence[Sheet]) -> tuple[int, ...]:
    """Return the pages that are pictures and whose words are missing or have no Swedish letters, by their numbers."""
    return tuple(sheet.number for sheet in sheets if sheet.pictures and (is_picture(sheet) or is_damaged(sheet)))


def read_pictures(path: Path, pages: Sequence[int], digest: str, password: str = "") -> Reread | None:
    """Return what Tesseract sees on some pages' pictures; None where it is not installed with Swedish."""
    if not pages or not ocr.is_installed():
        return None
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        pictures = (ocr.picture_of(path, number, password) for number in pages[: ocr.MAX_SCANS])
        seen = list(pool.map(ocr.read_picture, pictures))
    words = (token.word(number) for number, tokens in zip(pages, seen, strict=False) for token in tokens)
    return Reread(digest, ocr.engine(), tuple(words))


def with_seen(sheets: Sequence[Sheet], reread: Reread | None) -> list[Sheet]:
    """Return the sheets, those without words with what was seen on them."""
    if reread is None:
        return list(sheets)
    pages = {number: tuple(_tokens(reread, number)) for number in {word.place.page for word in reread.words}}
    return [
        replace(sheet, tokens=pages[sheet.number], scanned=True)
        if is_picture(sheet) and sheet.number in pages
        else sheet
        for sheet in sheets
    ]


def is_cover(sheet: Sheet, sheets: Sequence[Sheet]) -> bool:
    """Tell whether a sheet is a cover that was read from its picture, before pages that have a text layer."""
    first = sheet.number == 1 and sheet.scanned and len(sheet.tokens) <= COVER
    return first and any(not other.scanned for other in sheets)


def strips_of(sheet: Sheet) -> list[Strip]:
    """Return the lines of a sheet that was read from its picture, from the top: words of a line share their foot."""
    feet = sorted({token.box.bottom for token in sheet.tokens})
    return [strip_of(sheet.number, (token for token in sheet.tokens if token.box.bottom == foot)) for foot in feet]


def _tokens(reread: Reread, page: int) -> Iterator[Token]:
    for word in reread.words:
        box = word.place.box
        if word.place.page == page:
            yield Token(word.text, box, Style("", round(box.bottom - box.top, 2)))


def read_reread(path: Path) -> Reread | None:
    """Read a second reading; None when there is none. Raises `SourceProblem` for a line that means nothing."""
    if not path.exists():
        return None
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    heads = [line.removeprefix("#").strip() for line in lines if line.startswith("#")]
    words = tuple(_word(path, number, line) for number, line in enumerate(lines, 1) if line and line[0] != "#")
    return Reread(heads[0].rpartition(" ")[2] if heads else "", heads[1] if len(heads) > 1 else "", words)


def _word(path: Path, number: int, line: str) -> Word:
    try:
        page, x0, top, x1, bottom, text = line.split("\t")
        return Word(text, Place(int(page), Box(float(x0), float(top), float(x1), float(bottom))))
    except ValueError as error:
        what = _("The line is no word of a second reading.")
        remedy = _("Delete the file, and run plan recover where Tesseract is installed with Swedish.")
        raise SourceProblem(Problem(path.as_posix(), number, what, remedy)) from error


def write_reread(reread: Reread, name: str) -> str:
    """Return the text of a second reading; `name` is the PDF's."""
    lines = [f"# {name} {reread.digest}", f"# {reread.engine}"]
    for word in reread.words:
        box = word.place.box
        values = (box.x0, box.top, box.x1, box.bottom)
        lines.append("\t".join([str(word.place.page), *(f"{value:g}" for value in values), word.text]))
    return "\n".join(lines) + "\n"
