"""How fast characters are read, against pdfplumber's `page.chars` on the same files in the same run.

usage: python benchmarks/extract.py FILE.pdf ...   (default: every PDF of ../shared/corpus/pdf)
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from pipeline.extract import extract
from pipeline.extract.opening import open_pdf
from pipeline.extract.pdfium import read_characters

CORPUS = Path(__file__).parents[1] / "../shared/corpus/pdf"


def ours(path: Path) -> int:
    """Read every page's characters; return how many there are, blanks left out."""
    document, count = open_pdf(path), 0
    for page in document:
        textpage = page.get_textpage()
        count += sum(not letter.isspace() for letter in read_characters(page, textpage).text)
    document.close()
    return count


def peer(path: Path) -> int:
    """Do the same with pdfplumber."""
    with pdfplumber.open(path) as document:
        return sum(not char["text"].isspace() for page in document.pages for char in page.chars)


def timed(work: Callable[[Path], object], path: Path) -> tuple[float, object]:
    """Return the seconds that the work took, and its result."""
    start = time.perf_counter()
    result = work(path)
    return time.perf_counter() - start, result


def main() -> None:
    """Print one line per file, and the totals."""
    paths = [Path(name) for name in sys.argv[1:]] or sorted(CORPUS.glob("*.pdf"))
    totals = [0.0, 0.0, 0.0]
    pages = 0
    print(f"{'file':40} {'pages':>5} {'characters':>10} {'pdfplumber':>10} {'seconds':>8} {'ratio':>6} {'extract':>8}")
    for path in paths:
        (mine, count), (other, others) = timed(ours, path), timed(peer, path)
        whole, extraction = timed(lambda path: len(extract(path).pages), path) if count else (0.0, 0)
        pages += int(str(extraction))
        totals = [total + more for total, more in zip(totals, (mine, other, whole), strict=True)]
        print(f"{path.stem[:40]:40} {extraction:5} {count:10} {others:10} {mine:8.3f} {other / mine:6.1f} {whole:8.3f}")
    mine, other, whole = totals
    print(f"all: {pages} pages, reading {other / mine:.1f} times as fast as pdfplumber;", end=" ")
    print(f"the whole extraction takes {whole:.2f} s, {pages / max(whole, 1e-9):.0f} pages a second")


if __name__ == "__main__":
    main()
