"""How much of a document's structure is found, against the hand-read truths of `tests/cases/extract`.

    .venv/bin/python benchmarks/structure.py [FOLDER]

The peers write Markdown, which is read back here: pymupdf4llm (AGPL, hence never a dependency), opendataloader-pdf and
MarkItDown. They are installed into FOLDER, or into a temporary folder that is gone afterwards. Each reads all files in
a process of its own; seconds are CPU seconds, its children's included, imports left out. For headings, items and cells
the F1 of their words counts, without markers and depths; `levels` is that of headings at their depth in the hierarchy;
`order` is the share of blocks that are found, whole, in their order.
"""

from __future__ import annotations

import contextlib
import html
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from time import process_time

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.extract import extract  # noqa: E402
from tests.extract.truth import CASES, Row, digest, lines, read, score  # noqa: E402

CORPUS = ROOT / "../shared/corpus/pdf"
OURS = "ours"
PEERS = {
    "pymupdf4llm": "pymupdf4llm==1.28.2",
    "opendataloader": "opendataloader-pdf==2.5.16",
    "markitdown": "markitdown[pdf]==0.1.9",
}
COLUMNS = ("heading", "levels", "item", "cell", "footnote", "order")
_MARK = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)]|[a-z][.)])\s+")
_RAISED = re.compile(r"<sup>.*?</sup>|\[\^?\d{1,2}\]")
_NOTE = re.compile(r"\s*(?:<sup>|\[\^?)(\d{1,2})(?:</sup>|\]:?)\s*(\S.*)")


def main() -> None:
    """Print each engine's scores, the mean of all files, and its seconds beside ours."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with contextlib.nullcontext(folder) if folder else TemporaryDirectory() as place:
        print(f"{'':16}" + "".join(f"{name:>10}" for name in (*COLUMNS, "seconds", "times")), flush=True)
        least = 0.0
        for engine in (OURS, *PEERS):
            try:
                found, seconds = run(engine, Path(str(place)))
            except (subprocess.CalledProcessError, OSError) as error:
                print(f"{engine:16} could not be run here: {error}")
                continue
            least = least or seconds
            scores = [score(*map(plain, (truth, rows))) for truth, rows in zip(truths(), found, strict=True)]
            means = "".join(f"{_mean(name, scores):10.3f}" for name in COLUMNS)
            print(f"{engine:16}{means}{seconds:10.1f}{seconds / least:10.1f}", flush=True)


def _mean(name: str, scores: Sequence[dict[str, float]]) -> float:
    """Return the mean of the documents that have blocks of this kind; all have headings and an order."""
    kinds = [{row.kind for row in truth} for truth in truths()]
    return mean(one[name] for one, has in zip(scores, kinds, strict=True) if name in ("levels", "order", *has))


def files() -> list[Path]:
    """Return the documents that have a truth."""
    return [CORPUS / f"{path.stem}.pdf" for path in sorted(CASES.glob("*.truth"))]


def truths() -> list[list[Row]]:
    """Return what a person saw on them."""
    return [read(path.read_text("utf-8").splitlines()) for path in sorted(CASES.glob("*.truth"))]


def run(engine: str, place: Path) -> tuple[list[list[Row]], float]:
    """Return what an engine finds in each document, and its CPU seconds; a peer is installed first."""
    target = place / engine
    if engine in PEERS and not target.is_dir():
        command = [sys.executable, "-m", "pip", "install", "-q", "--target", str(target), PEERS[engine]]
        subprocess.run(command, check=True)
    told = subprocess.run(
        [sys.executable, __file__, "--only", engine, *map(str, files())],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(target)},
    ).stdout
    answer = json.loads(told.rpartition("\n\n")[2])
    return [read(found) if engine == OURS else list(of_markdown(found)) for found in answer["found"]], answer["seconds"]


def only(engine: str, paths: Sequence[Path]) -> None:
    """Read the documents with one engine, in this process, and write what it found as JSON."""
    convert = _engine(engine)
    start = process_time() + _children()
    found = [convert(path) for path in paths]
    print("\n\n" + json.dumps({"found": found, "seconds": process_time() + _children() - start}))


def _children() -> float:
    return sum(os.times()[2:4])


def _engine(engine: str) -> Callable[[Path], object]:
    """Return how an engine reads one document: ours to the lines of a truth, the others to Markdown."""
    if engine == OURS:
        return lambda path: list(lines(extract(path)))
    if engine == "pymupdf4llm":
        import pymupdf4llm  # type: ignore[import-not-found]  # noqa: PLC0415

        return lambda path: str(pymupdf4llm.to_markdown(str(path)))
    if engine == "markitdown":
        from markitdown import MarkItDown  # type: ignore[import-not-found]  # noqa: PLC0415

        return lambda path: str(MarkItDown().convert(str(path)).text_content)
    import opendataloader_pdf  # type: ignore[import-not-found]  # noqa: PLC0415

    def convert(path: Path) -> str:
        with TemporaryDirectory() as folder:
            opendataloader_pdf.convert(input_path=[str(path)], output_dir=folder, format="markdown", quiet=True)
            return (Path(folder) / f"{path.stem}.md").read_text("utf-8")

    return convert


def plain(rows: Sequence[Row]) -> list[Row]:
    """Return rows without what Markdown cannot say, so that no peer loses by its format."""
    return [replace(row, level=1, marker="-", number="-") if row.kind in ("item", "footnote") else row for row in rows]


def of_markdown(text: str) -> Iterator[Row]:
    """Yield the blocks of a Markdown text."""
    for block in re.split(r"\n\s*\n", re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)):
        yield from _block([line for line in block.split("\n") if line.strip()])


def _block(block: Sequence[str]) -> Iterator[Row]:
    run: list[str] = []
    for line in (*block, ""):
        head = re.match(r"(#{1,6})\s+(.*)", line)
        starts = head or line.lstrip().startswith("|") or _MARK.match(line) or _NOTE.match(line) or not line
        if starts and run:
            yield _text(run)
            run = []
        if head:
            yield Row("heading", len(head[1]), "-", "-", _digest(head[2]))
        elif line.lstrip().startswith("|"):
            yield from _cells(line)
        elif line:
            run.append(line)


def _text(run: Sequence[str]) -> Row:
    text = " ".join(run)
    if note := _NOTE.match(text):
        return Row("footnote", 0, "-", note[1], _digest(note[2]))
    if mark := _MARK.match(text):
        return Row("item", 1, "-", "-", _digest(text[mark.end() :]))
    return Row("paragraph", 0, "-", "-", _digest(text))


def _cells(line: str) -> Iterator[Row]:
    cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
    if not all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in cells):
        yield from (Row("cell", 0, "-", "-", _digest(cell)) for cell in cells)


def _digest(text: str) -> str:
    bare = re.sub(r"<[^>]+>|!?\[([^\]]*)\]\([^)]*\)", r" \1 ", _RAISED.sub(" ", text))
    return digest(html.unescape(bare))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--only"]:
        only(sys.argv[2], [Path(name) for name in sys.argv[3:]])
    else:
        main()
