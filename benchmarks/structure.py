"""How much of a document's structure is found, against other programs that read PDFs, on the same files in one run.

usage: python benchmarks/structure.py [NAME ...]   (default: every truth of tests/cases/extract)

The truths are what a person saw on the pages (tests/extract/truth.py); the PDFs are in ../shared/corpus/pdf. Every
program is asked for what it gives: ours for blocks, the others for Markdown, which is read here line by line. A block
counts when its kind and its letters are right; of a list item neither depth nor marker are asked. `levels` are headings
with their depth under the headings before them, `order` the share of blocks in the order of the truth. Seconds are
those of one call in a process that has imported the program.

The peers, each if it can be imported (they may be in a folder that PYTHONPATH names): pymupdf4llm 1.x (AGPL: it may be
measured here, and is no part of the project), opendataloader-pdf (Java), and docling, whose models must lie ready.
"""

from __future__ import annotations

import importlib.util
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import fmean

from rapidfuzz.distance import LCSseq

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.extract import extract  # noqa: E402
from tests.extract.truth import CASES, Row, depths, digest, f1, lines, read  # noqa: E402

CORPUS = ROOT / "../shared/corpus/pdf"
KINDS = ("heading", "item", "cell", "footnote")
MARKER = re.compile(r"(?:[-*+•]|\(?\w{1,3}[.)])\s+")
# A footnote, or what a peer writes for one: a quotation that begins with its number.
NOTE = re.compile(r"\[\^\w+\]:?|>\s*\**\d{1,3}\**\s")
Program = Callable[[Path], Sequence[Row]]


def main() -> None:
    """Print one line for each program and document, and the means."""
    truths = [CASES / f"{name}.truth" for name in sys.argv[1:]] or sorted(CASES.glob("*.truth"))
    print(f"{'':20} {'document':40} {'  '.join(f'{kind:>8}' for kind in (*KINDS, 'levels', 'order'))}  seconds")
    for name, (module, program) in PROGRAMS.items():
        if importlib.util.find_spec(module) is None:
            print(f"{name:20} is not installed")
            continue
        means = [measure(name, program, truth) for truth in truths]
        columns = [fmean(values) for column in zip(*means, strict=True) if (values := [v for v in column if v >= 0])]
        print(line(name, "mean", columns), flush=True)


def measure(name: str, program: Program, truth: Path) -> list[float]:
    """Run a program over a document; print and return its scores and seconds, -1 where the truth has no such block."""
    right = read(truth.read_text("utf-8").splitlines())
    start = time.perf_counter()
    got = program(CORPUS / f"{truth.stem}.pdf")
    found = [*scores(right, got), time.perf_counter() - start]
    print(line(name, truth.stem, found), flush=True)
    return found


def line(name: str, document: str, columns: Sequence[float]) -> str:
    """Return a line of the table."""
    words = "  ".join(f"{value:8.3f}" if value >= 0 else f"{'–':>8}" for value in columns)
    return f"{name:20} {document[:40]:40} {words}"


def scores(right: Sequence[Row], got: Sequence[Row]) -> Iterator[float]:
    """Yield F1 of each kind, of the headings' levels, and the share of blocks in order."""
    free = {row.digest for row in right if row.kind == "any"}
    sides = [[row for row in rows if row.kind != "any" and row.digest not in free] for rows in (right, got)]
    for kind in KINDS:
        ours, theirs = (Counter(row.digest for row in rows if row.kind == kind) for rows in sides)
        yield f1(Counter(ours), Counter(theirs)) if ours else -1.0
    yield f1(*(Counter(depths(rows)) for rows in sides))
    yield LCSseq.normalized_similarity(*([row.digest for row in rows] for rows in sides))


# ── The programs ─────────────────────────────────────────────────────────────────────────────────────────────────────


def ours(path: Path) -> Sequence[Row]:
    """Our own extraction."""
    return read(lines(extract(path)))


def pymupdf4llm(path: Path) -> Sequence[Row]:
    """PyMuPDF for language models: layout analysis, tables and OCR where it sees fit."""
    import pymupdf4llm as program  # noqa: PLC0415 (each peer is imported when it is asked)

    with redirect_stdout(StringIO()):
        return rows_of(program.to_markdown(str(path)))


def opendataloader(path: Path) -> Sequence[Row]:
    """OpenDataLoader, a Java program that is started for each file."""
    import opendataloader_pdf as program  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        program.convert(input_path=[str(path)], output_dir=folder, format="markdown", quiet=True)
        return rows_of("\n".join(file.read_text("utf-8") for file in Path(folder).glob("*.md")))


def docling(path: Path) -> Sequence[Row]:
    """Docling, with its standard models."""
    from docling.document_converter import DocumentConverter  # noqa: PLC0415

    return rows_of(DocumentConverter().convert(path).document.export_to_markdown())


PROGRAMS: dict[str, tuple[str, Program]] = {
    "ours": ("pipeline", ours),
    "pymupdf4llm": ("pymupdf4llm", pymupdf4llm),
    "opendataloader-pdf": ("opendataloader_pdf", opendataloader),
    "docling": ("docling", docling),
}


# ── Markdown as blocks ───────────────────────────────────────────────────────────────────────────────────────────────


def rows_of(markdown: str) -> list[Row]:
    """Return the blocks of a peer's Markdown, with the digests of their letters."""
    without = re.sub(r"<!--.*?-->|!\[.*?\]\(.*?\)", "", markdown, flags=re.DOTALL)
    return [row for block in re.split(r"\n\s*\n", without) for row in _block(block.strip())]


def _block(block: str) -> Iterator[Row]:
    """Yield what a paragraph of Markdown is: items and cells line by line, anything else as a whole."""
    parts: list[list[str]] = []
    for row in block.splitlines():
        if not parts or row.lstrip().startswith(("#", "|", ">")) or MARKER.match(row.lstrip()):
            parts.append([])
        parts[-1].append(row.strip())
    for part in parts:
        yield from _part(" ".join(part))


def _part(text: str) -> Iterator[Row]:
    if text.startswith("|"):
        if not re.fullmatch(r"[|:\s-]+", text):
            yield from (_row("cell", 0, cell) for cell in text.strip("|").split("|"))
    elif text.startswith("#"):
        yield _row("heading", len(text) - len(text.lstrip("#")), text.lstrip("#"))
    elif note := NOTE.match(text):
        yield _row("footnote", 0, text[note.end() :])
    elif marker := MARKER.match(text):
        yield _row("item", 1, text[marker.end() :])
    elif text:
        yield _row("paragraph", 0, text)


def _row(kind: str, level: int, text: str) -> Row:
    return Row(kind, level, "-", "-", digest(re.sub(r"<[^>]+>|\[\^\w+\]|\]\([^)]*\)", "", text)))


if __name__ == "__main__":
    main()
