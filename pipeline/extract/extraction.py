"""The step as a whole: a file to an extraction."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import Problem, UnreadableInput
from pipeline.extract.found import Extraction, Found, Kind, Line, PageInfo
from pipeline.extract.grades import grade
from pipeline.extract.marked import build_marked
from pipeline.extract.ocr import read_scans
from pipeline.extract.reader import read_label, read_pdf
from pipeline.extract.structure import Structure, build
from pipeline.extract.textblocks import build_text
from pipeline.extract.textlayer import read_text
from pipeline.extract.worddoc import build_word
from pipeline.text import _


def extract(path: Path, *, password: str = "") -> Extraction:
    """Return what a file holds: a PDF's blocks, or a text layer's.

    Raise UnreadableInput when the file cannot be read, or holds no words at all.
    """
    readers = {".docx": _extract_word, ".md": _extract_marked, ".pdf": _extract_pdf, ".txt": _extract_text}
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
    sheets = read_scans(path, read_pdf(path, password), password)
    pages = tuple(grade(sheet) for sheet in sheets)
    label = read_label(path, password)
    return _extraction(path, build(sheets, label.outline), pages, label.title)


def _extract_text(path: Path, _password: str) -> Extraction:
    structure = build_text(read_text(path))
    last = max((draft.strips[-1].page for draft in structure.drafts), default=0)
    return _extraction(path, structure, tuple(PageInfo(number, 0.0, 0.0) for number in range(1, last + 1)), "")


def _extract_word(path: Path, _password: str) -> Extraction:
    return _extraction(path, build_word(path), (PageInfo(1, 0.0, 0.0),), "")


def _extract_marked(path: Path, _password: str) -> Extraction:
    return _extraction(path, build_marked(read_text(path)), (PageInfo(1, 0.0, 0.0),), "")


def _extraction(path: Path, structure: Structure, pages: tuple[PageInfo, ...], metadata: str) -> Extraction:
    blocks = tuple(draft.found() for draft in structure.drafts)
    if not blocks:
        raise UnreadableInput(_nothing(path, pages))
    furniture = tuple(strip.line() for strip in structure.furniture)
    kind = path.suffix.lower().removeprefix(".")
    return Extraction(blocks, pages, furniture, digest(path), kind, title(blocks, furniture, metadata))


def _nothing(path: Path, pages: tuple[PageInfo, ...]) -> Problem:
    """Return the problem of a file in which no words were found, with the reason of its worst page."""
    page = next((page for page in pages if page.grade == "poor"), next(iter(pages), None))
    what = " ".join((_("No words were found."), page.reason if page else ""))
    return Problem(
        str(path), 0, what, _("Give the file with a text layer, or its text as .txt."), page.number if page else 0
    )


def title(blocks: Sequence[Found], furniture: Sequence[Line], metadata: str) -> str:
    """Return what a document calls itself: on its first page, in its running lines, in its metadata, in its headings.

    A heading of the first page counts if no other is of its level; a running line if it has three words or more.
    """
    first = [block for block in blocks if block.kind is Kind.HEADING and block.level == 1]
    if len(first) == 1 and first[0].lines[0].place.page == 1:
        return first[0].text
    running = Counter(line.text for line in furniture if sum(map(str.isalpha, line.text)) > 12 and " " in line.text)
    repeated = [text for text, count in running.most_common(1) if count > 1]
    return next(iter([*repeated, *filter(None, [metadata]), *(block.text for block in first)]), "")
