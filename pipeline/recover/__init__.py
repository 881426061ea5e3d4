"""Recover a prior plan: from its PDF and the editors' answers to the text of record.

1. `extract`   the file's blocks of words, each with its place; a PDF whose own tags can be believed needs no more
2. `corrections` what the editors decided about the blocks
3. `repair`    the damaged words, with a record for each change
4. `witness`   what the pictures of damaged pages show, weighed against both
5. `answers`   what the editors said about what was doubtful
6. `compose`   blocks and inlines, line-end hyphens joined, every block named
7. `records`   one record per changed or doubtful word, by page and box
8. `report`    each page's picture beside what was read from it

`recover` gives a `Recovery`, `files_of` its files. The run is deterministic.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import __version__
from pipeline.extract import REREAD, Extraction, Line, Reread, extract, write_reread
from pipeline.frozen import frozen
from pipeline.markdown import name_blocks, write
from pipeline.model import Document
from pipeline.questions import Answers, Correction, Review, merge_reviews, single_words, write_review
from pipeline.recover.answers import answer, heed, questions
from pipeline.recover.compose import Composed, compose
from pipeline.recover.corrections import correct, lines_of
from pipeline.recover.hyphens import Hyphens
from pipeline.recover.original import Original
from pipeline.recover.pictures import with_pictures
from pipeline.recover.records import Record, record_lines, records
from pipeline.recover.report import render_report
from pipeline.recover.runs import ReadLine, whole_words
from pipeline.repair import MODEL_VERSION, Repairer
from pipeline.witness import align, cleaned, place, weigh

READER = f"plan {__version__}, {MODEL_VERSION}"


@frozen
class Recovery:
    """A recovered text: the document, the questions with their answers, a record for each change, and the pages.

    `composed` has the lines that the document was made of; `extraction` is as corrected.
    """

    document: Document
    review: Review
    records: tuple[Record, ...]
    extraction: Extraction
    composed: Composed


@frozen
class Opening:
    """How a PDF is opened: its password, the second reading of its pictures, and whether one may be made.

    With `look`, it is made where it is missing and Tesseract is installed with Swedish.
    """

    password: str = ""
    reread: Reread | None = None
    look: bool = False


def recover(
    path: Path, review: Review, own_words: Iterable[str] = (), title: str = "", opening: Opening | None = None
) -> Recovery:
    """Read a prior plan (.pdf or .txt); `title` is the text's, where the file itself knows no better.

    Raises `UnreadableInput` when nothing can be read from the file.
    """
    how = opening or Opening()
    extraction = extract(path, password=how.password, reread=how.reread, look=how.look)
    if extraction.declared and not review.corrections:
        return _believed(extraction, extraction.declared, review, title)
    extraction, unfit = correct(extraction, (*review.corrections, *review.unfit))
    own = single_words(tuple(own_words))
    repairer = Repairer(own)
    if title:
        extraction = replace(extraction, title=title, title_lines=())  # it is known, and nothing is asked about it
    lines = _hear(extraction, _repair(extraction, repairer), repairer)
    answers = Answers(review)
    answered = {line: answer(heed(read, own), answers) for line, read in lines.items()}
    hyphens = Hyphens((read.text for read in answered.values()), repairer.join_hyphen)
    composed = compose(extraction, answered, hyphens.join, answers)
    named = name_blocks(composed.document)
    document = _signed(named, title, extraction)
    found = records(extraction, composed.lines, composed.joins)
    merged = merge_reviews(questions(composed), _with_unfit(review, unfit))
    return Recovery(document, merged, found, extraction, composed)


def _signed(document: Document, title: str, extraction: Extraction) -> Document:
    return replace(document, title=title or document.title, source=extraction.digest, reader=READER)


def _believed(extraction: Extraction, declared: Document, review: Review, title: str) -> Recovery:
    """Return the text that a file's own tags give: its words are what they should be, so nothing is asked of them."""
    lines = {id(line): ReadLine(line, line.text, ()) for block in extraction.blocks for line in lines_of(block)}
    named = name_blocks(declared)
    composed = Composed(named, lines, ())
    document = _signed(named, title or named.title or extraction.title, extraction)
    return Recovery(document, merge_reviews((), review), (), extraction, composed)


def _with_unfit(review: Review, unfit: tuple[Correction, ...]) -> Review:
    """Return a review with its corrections parted anew into those that fit the text and those that do not."""
    fit = tuple(c for c in (*review.corrections, *review.unfit) if c not in unfit)
    return replace(review, corrections=fit, unfit=unfit)


def files_of(recovery: Recovery, path: Path, password: str = "") -> dict[str, bytes]:
    """Return the files of a recovery by their names: plan.md, review.txt, repairs.jsonl and report.html.

    Where pictures were read, reread.tsv is what was seen on them; the figures' own pictures are in `bilder/`. `path` is
    the file that was read; the report shows its pages.
    """
    original, extraction = Original(path, password), recovery.extraction
    document, pictures = with_pictures(recovery.document, extraction, original)
    files = {
        "plan.md": write(document),
        "review.txt": write_review(recovery.review),
        "repairs.jsonl": record_lines(recovery.records),
        "report.html": render_report(recovery.document, extraction, recovery.composed, recovery.records, original),
    }
    if extraction.reread:
        files[REREAD] = write_reread(extraction.reread, path.name)
    return {name: text.encode("utf-8", "backslashreplace") for name, text in files.items()} | pictures


def _repair(extraction: Extraction, repairer: Repairer) -> dict[int, ReadLine]:
    """Repair all lines at once, blank lines between the blocks, since their neighbours are their context."""
    within = {id(line) for block in extraction.blocks for line in lines_of(block)}
    lines: list[Line | None] = [*(line for line in extraction.title_lines if id(line) not in within), None]
    for block in extraction.blocks:
        cells = [line for row in block.rows for cell in row for line in (*cell, None)]
        lines += [*block.lines, None, *cells]
    repaired = repairer.lines([line.text if line else "" for line in lines])
    return {
        id(line): ReadLine(line, line.text, whole_words(line.text, result.repairs))
        for line, result in zip(lines, repaired, strict=True)
        if line is not None
    }


def _hear(extraction: Extraction, lines: dict[int, ReadLine], language: Repairer) -> dict[int, ReadLine]:
    """Return the lines after the second reading of their pages was heard."""
    if extraction.reread is None:
        return lines
    seen = place([*(read.line for read in lines.values()), *extraction.furniture], extraction.reread.words)
    return {key: _heard(read, seen.get(key, ()), language) for key, read in lines.items()}


def _heard(read: ReadLine, words: Sequence[str], language: Repairer) -> ReadLine:
    seen = cleaned(words, read.damaged)
    pairs = align([word.text for word in read.line.words], seen)
    return replace(read, repairs=whole_words(read.damaged, weigh(read.damaged, read.repairs, pairs, seen, language)))


__all__ = ["READER", "Opening", "Recovery", "files_of", "recover"]
