"""The step as a whole: a file to an extraction."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from pipeline.errors import Problem, UnreadableInput
from pipeline.extract.found import Extraction, PageInfo, Reread
from pipeline.extract.grades import grade
from pipeline.extract.marked import build_marked
from pipeline.extract.named import find_title
from pipeline.extract.reader import read_label, read_pdf
from pipeline.extract.reread import is_cover, pages_to_read, read_pictures, strips_of, with_seen
from pipeline.extract.structure import Structure, build
from pipeline.extract.tagged import read_declared
from pipeline.extract.textblocks import build_text
from pipeline.extract.textlayer import read_text
from pipeline.extract.worddoc import build_word
from pipeline.text import _


def extract(path: Path, *, password: str = "", reread: Reread | None = None, look: bool = False) -> Extraction:
    """Return what a file holds: a PDF's blocks, or a text layer's.

    `reread` is what was seen on a PDF's pictures before; a reading of another PDF is none. Without it, Tesseract reads
    them where it is installed: those of a PDF that has no words at all, and with `look` those of every page whose text
    layer is damaged or missing.

    Raise UnreadableInput when the file cannot be read, or holds no words at all.
    """
    if path.suffix.lower() == ".pdf":
        return _extract_pdf(path, password, reread, look)
    readers = {".docx": _extract_word, ".md": _extract_marked, ".txt": _extract_text}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        what = _("Files of the kind {suffix} cannot be read.").format(suffix=path.suffix or _("without suffix"))
        raise UnreadableInput(
            Problem(
                str(path),
                0,
                what,
                _("Give a file of one of these kinds: {kinds}.").format(kinds=", ".join(sorted([*readers, ".pdf"]))),
            )
        )
    return reader(path)


def digest(path: Path) -> str:
    """Return `sha256:` and the hexadecimal digest of the file's bytes."""
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def _extract_pdf(path: Path, password: str, reread: Reread | None, look: bool) -> Extraction:
    found = read_pdf(path, password)
    scans, source = pages_to_read(found), digest(path)
    seen = reread if reread and reread.digest == source else None
    if seen is None and (look or not any(sheet.tokens for sheet in found)):
        seen = read_pictures(path, scans, source, password)
    sheets = with_seen(found, seen)
    cover = [sheet for sheet in sheets if is_cover(sheet, sheets)]
    label = read_label(path, password)
    structure = build([sheet for sheet in sheets if sheet not in cover], label.outline)
    strips = [strip for sheet in cover for strip in strips_of(sheet)]
    structure = replace(structure, furniture=(*strips, *structure.furniture))
    extraction = _extraction(path, structure, tuple(map(grade, sheets)), label.title)
    if strips:
        lines = extraction.furniture[: len(strips)]
        extraction = replace(extraction, title=" ".join(line.text for line in lines), title_lines=lines)
    declared = None if scans or seen else read_declared(path, password)
    return replace(extraction, scans=scans, reread=seen, declared=declared)


def _extract_text(path: Path) -> Extraction:
    structure = build_text(read_text(path))
    last = max((draft.strips[-1].page for draft in structure.drafts), default=0)
    return _extraction(path, structure, tuple(PageInfo(number, 0.0, 0.0) for number in range(1, last + 1)), "")


def _extract_word(path: Path) -> Extraction:
    return _extraction(path, build_word(path), (PageInfo(1, 0.0, 0.0),), "")


def _extract_marked(path: Path) -> Extraction:
    return _extraction(path, build_marked(read_text(path)), (PageInfo(1, 0.0, 0.0),), "")


def _extraction(path: Path, structure: Structure, pages: tuple[PageInfo, ...], metadata: str) -> Extraction:
    blocks = tuple(draft.found() for draft in structure.drafts)
    if not blocks:
        raise UnreadableInput(_nothing(path, pages))
    furniture = tuple(strip.line() for strip in structure.furniture)
    kind = path.suffix.lower().removeprefix(".")
    title, lines = find_title(blocks, furniture, metadata)
    return Extraction(blocks, pages, furniture, digest(path), kind, title, lines)


def _nothing(path: Path, pages: tuple[PageInfo, ...]) -> Problem:
    """Return the problem of a file in which no words were found, with the reason of its worst page."""
    page = next((page for page in pages if page.grade == "poor"), next(iter(pages), None))
    what = " ".join((_("No words were found."), page.reason if page else ""))
    return Problem(
        str(path), 0, what, _("Give the file with a text layer, or its text as .txt."), page.number if page else 0
    )
