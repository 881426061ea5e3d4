"""Structure truths: what a person saw on the pages of a PDF, without its sentences.

A truth is a text file, one line per block in reading order: kind, level, marker, number, and the block's words as their
count, the first, the last and a digest of their letters. A table has one line, and one line per cell below it. Blocks
of kind `any` (a letterhead, a signature) may be found as anything.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz.distance import LCSseq

from pipeline.extract import Extraction, Kind, Line

CASES = Path(__file__).parents[1] / "cases" / "extract"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a truth."""

    kind: str
    level: int
    marker: str
    number: str
    digest: str


def digest(text: str) -> str:
    """Return eight hexadecimal digits of a text's letters and digits: spaces, hyphens and case play no part."""
    return hashlib.sha256("".join(re.findall(r"[^\W_]+", text.casefold())).encode()).hexdigest()[:8]


def lines(extraction: Extraction) -> Iterator[str]:
    """Yield an extraction as the lines of a truth."""
    for block in extraction.blocks:
        if block.kind is Kind.TABLE:
            yield f"table {len(block.rows)}x{max(map(len, block.rows))} {block.head_rows}"
            for row in block.rows:
                for cell in row:
                    yield f"cell {_words(' '.join(line.text for line in cell))}"
        else:
            number = "-" if block.number is None else block.number
            yield f"{block.kind} {block.level} {block.marker or '-'} {number} {_words(_text(block.lines))}"


def _text(block: tuple[Line, ...]) -> str:
    return " ".join(line.text for line in block)


def _words(text: str) -> str:
    words = text.split()
    return f"{len(words)} {words[0]} … {words[-1]} {digest(text)}" if words else f"0 - … - {digest('')}"


def read(rows: Iterable[str]) -> list[Row]:
    """Read the lines of a truth; a table's own line gives no row."""
    found = []
    for line in rows:
        parts = line.split()
        if parts and parts[0] == "cell":
            found.append(Row("cell", 0, "-", "-", parts[-1]))
        elif parts and parts[0] not in {"table", "#"}:
            found.append(Row(parts[0], int(parts[1]), parts[2], parts[3], parts[-1]))
    return found


def f1(right: Counter[object], got: Counter[object]) -> float:
    """Return the harmonic mean of precision and recall."""
    hit = sum((right & got).values())
    return 2 * hit / (sum(right.values()) + sum(got.values())) if right or got else 1.0


def score(right: list[Row], got: list[Row]) -> dict[str, float]:
    """Return F1 of headings (with and without their place in the hierarchy), items, cells, footnotes and paragraphs.

    `order` is the share of blocks that stand in the same order.
    """
    free = {row.digest for row in right if row.kind == "any"}
    sides = [[row for row in rows if row.kind != "any" and row.digest not in free] for rows in (right, got)]
    scores = {kind: f1(*(Counter(_keys(rows, kind)) for rows in sides)) for kind in KINDS}
    scores["levels"] = f1(*(Counter(depths(rows)) for rows in sides))
    digests = [[row.digest for row in rows] for rows in sides]
    scores["order"] = LCSseq.normalized_similarity(*digests)
    return scores


KINDS = ("heading", "item", "cell", "footnote", "paragraph", "caption")


def _keys(rows: list[Row], kind: str) -> Iterator[object]:
    """Yield what must agree of each block of a kind: for items the depth, the marker and the number, too."""
    for row in rows:
        if row.kind == kind:
            yield (row.digest, row.level, row.marker, row.number) if kind == "item" else (row.digest, row.number)


def depths(rows: list[Row]) -> Iterator[tuple[int, str]]:
    """Yield each heading with its depth under the headings before it."""
    stack: list[int] = []
    for row in (row for row in rows if row.kind == "heading"):
        while stack and stack[-1] >= row.level:
            stack.pop()
        stack.append(row.level)
        yield len(stack), row.digest
