"""The step as a whole: a file to an extraction."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.errors import Problem, UnreadableInput
from pipeline.extract.found import Extraction, Kind, PageInfo
from pipeline.extract.reader import read_pdf, read_title
from pipeline.extract.structure import Structure, build
from pipeline.extract.textblocks import build_text
from pipeline.extract.textlayer import read_text
from pipeline.text import _


def extract(path: Path, *, password: str = "") -> Extraction:
    """Return what a file holds: a PDF's blocks, or a text layer's.

    Raise UnreadableInput when the file cannot be read, or holds no words at all.
    """
    readers = {".pdf": _extract_pdf, ".txt": _extract_text}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        what = _("Files of the kind {suffix} cannot be read.").format(suffix=path.suffix or _("without suffix"))
        raise UnreadableInput(
            Problem(
                str(path),
                0,
                what,
                _("Give a file of one of these kinds: {kinds}.").format(kinds=", ".join(sorted(readers))),
            )
        )
    return reader(path, password)


def digest(path: Path) -> str:
    """Return `sha256:` and the hexadecimal digest of the file's bytes."""
    with path.open("rb") as file:
        return f"sha256:{hashlib.file_digest(file, 'sha256').hexdigest()}"


def _extract_pdf(path: Path, password: str) -> Extraction:
    sheets = tuple(read_pdf(path, password))
    structure = build(sheets)
    pages = tuple(PageInfo(sheet.number, sheet.width, sheet.height) for sheet in sheets)
    return _extraction(path, structure, pages, "pdf", read_title(path, password))


def _extract_text(path: Path, _password: str) -> Extraction:
    structure = build_text(read_text(path))
    count = max((draft.page for draft in structure.drafts), default=0)
    pages = tuple(PageInfo(number, 0.0, 0.0) for number in range(1, count + 1))
    return _extraction(path, structure, pages, "txt", "")


def _extraction(path: Path, structure: Structure, pages: tuple[PageInfo, ...], kind: str, title: str) -> Extraction:
    blocks = tuple(draft.found() for draft in structure.drafts)
    heading = next((block.text for block in blocks if block.kind is Kind.HEADING), "")
    furniture = tuple(strip.line() for strip in structure.furniture)
    return Extraction(blocks, pages, furniture, digest(path), kind, title or heading)
