"""The press: makes the outputs that changed, side by side, and publishes them.

A task names its outputs and has a key, the digest of all that they depend on; it is done again only when the key is
another, or an output is not as it was written.
"""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pikepdf

from pipeline.conform import examine, standards_of
from pipeline.errors import NotConforming
from pipeline.frozen import frozen
from pipeline.model import Edition, Plan
from pipeline.output import digest, digest_files, write_if_changed
from pipeline.overview import Output, render_overview
from pipeline.prepare import read_again
from pipeline.shelf import read_shelf
from pipeline.state import State, program_digest
from pipeline.typeset import typeset_html, typeset_pdf, typeset_word
from pipeline.typeset.style import read_style

WRITERS = {"pdf": typeset_pdf, "docx": typeset_word, "html": typeset_html}
# The formats that take about as long as each other: one sentence changed keeps two processors busy.
TOGETHER = (("pdf",), ("docx", "html"))
EVIDENCE = ("plan.md", "review.txt", "repairs.jsonl", "report.html")


class Task(Protocol):
    """Something to be made: the names of its outputs below the root, its key, and how it is made."""

    @property
    def names(self) -> tuple[str, ...]:
        """The outputs' paths below the root."""

    @property
    def key(self) -> str:
        """The digest of all that the outputs depend on."""

    def make(self) -> dict[str, bytes]:
        """Return the outputs' bytes by their names."""


@frozen
class Typesetting:
    """An edition in some formats; those that are made by the same task are made by the same process."""

    edition: Edition
    suffixes: tuple[str, ...]
    style: Path
    key: str
    folder: str = "output"

    @property
    def names(self) -> tuple[str, ...]:
        """The edition's files."""
        return tuple(f"{self.folder}/{self.edition.slug}.{suffix}" for suffix in self.suffixes)

    def make(self) -> dict[str, bytes]:
        """Typeset the edition."""
        style = read_style(self.style)
        return {
            name: WRITERS[suffix](self.edition, style) for name, suffix in zip(self.names, self.suffixes, strict=True)
        }


@frozen
class Reading:
    """What a period's prior PDF says, read again: the evidence for each character of the text of record."""

    folder: Path
    root: Path
    key: str

    @property
    def names(self) -> tuple[str, ...]:
        """The recovered text, its questions, its records and its report."""
        return tuple(f"output/recovered/{self.folder.name}/{name}" for name in EVIDENCE)

    def make(self) -> dict[str, bytes]:
        """Read the PDF."""
        files = read_again(self.folder, self.root)
        return {name: files[Path(name).name] for name in self.names}


@dataclass(slots=True)
class Printed:
    """What was printed: the outputs that were replaced, and how many there are."""

    written: list[str] = field(default_factory=list)
    total: int = 0


def print_all(editions: Sequence[Edition], plans: Sequence[Plan], style: Path, root: Path, inputs: str) -> Printed:
    """Make and publish what changed, and remember what it was made from.

    Raises `NotConforming`, and then replaces nothing, when an edition's file is not what it must be.
    """
    former = State.read(root)
    tasks: list[Task] = [*_typesettings(editions, style), *_readings(plans, root)]
    made = _make([task for task in tasks if not all(former.has(root, name, task.key) for name in task.names)])
    _examine(made, [name for task in tasks if isinstance(task, Typesetting) for name in task.names])
    keys = {name: task.key for task in tasks for name in task.names}
    outputs = {name: _output(name, made.get(name), root) for name in keys}
    reports = [name.removeprefix("output/") for name in keys if name.endswith("report.html")]
    page = render_overview(editions, outputs, plans, reports, read_shelf(root))
    made["output/index.html"] = page.encode()
    written = [name for name, data in made.items() if write_if_changed(root / name, data)]
    digests = {name: digest(made[name]) if name in made else former.digests[name] for name in (*keys, *made)}
    State(inputs, sum(plan.open_questions for plan in plans), keys, digests, style.stem).write(root)
    return Printed(written, len(digests))


def print_apart(editions: Sequence[Edition], style: Path, root: Path, folder: str) -> tuple[tuple[str, ...], int]:
    """Make editions into a folder of their own; return what was replaced there, and how many files there are.

    Raises `NotConforming`, and then replaces nothing, when a file is not what it must be.
    """
    made = _make(_typesettings(editions, style, folder))
    _examine(made, list(made))
    return tuple(name for name, data in made.items() if write_if_changed(root / name, data)), len(made)


def _typesettings(editions: Sequence[Edition], style: Path, folder: str = "output") -> list[Typesetting]:
    writers = digest(*(program_digest(name).encode() for name in ("typeset", "locale")))
    look = digest_files(style.parent, [path for path in style.parent.rglob("*") if path.is_file()])
    return [
        Typesetting(
            edition,
            suffixes,
            style,
            digest(repr(edition).encode(), look.encode(), style.name.encode(), writers.encode()),
            folder,
        )
        for edition in editions
        for suffixes in TOGETHER
    ]


def _readings(plans: Sequence[Plan], root: Path) -> list[Reading]:
    readers = [
        program_digest(name).encode() for name in ("extract", "repair", "witness", "recover", "markdown", "locale")
    ]
    readings = []
    for folder in [root / Path(plan.origin.file).parent for plan in plans]:
        if (folder / "prior.pdf").exists():
            sources = (
                folder / "prior.pdf",
                folder / "review.txt",
                folder / "reread.tsv",
                folder / "plan.toml",
                root / "sources/words.txt",
            )
            read = [path.read_bytes() if path.exists() else b"" for path in sources]
            readings.append(Reading(folder, root, digest(*read, *readers)))
    return readings


def _make(tasks: Sequence[Task]) -> dict[str, bytes]:
    """Make the tasks' outputs, in as many processes as there are processors."""
    processes = min(os.cpu_count() or 1, len(tasks))
    if processes < 2:
        return dict(pair for task in tasks for pair in task.make().items())
    with ProcessPoolExecutor(processes) as pool:
        done = pool.map(_make_one, sorted(tasks, key=lambda task: isinstance(task, Typesetting)))
        return dict(pair for outputs in done for pair in outputs.items())


def _examine(made: Mapping[str, bytes], names: Sequence[str]) -> None:
    """Hold the editions' files that were made to what they must be. Raises `NotConforming`."""
    problems = [problem for name in names if name in made for problem in examine(name, made[name]).problems]
    if problems:
        raise NotConforming(problems)


def _make_one(task: Task) -> dict[str, bytes]:
    return task.make()


def _output(name: str, data: bytes | None, root: Path) -> Output:
    """Look at an output, just made or as it stands there."""
    size = (root / name).stat().st_size if data is None else len(data)
    pages = _count_pages(root / name if data is None else io.BytesIO(data)) if name.endswith(".pdf") else 0
    return Output(size, pages, standards_of(name))


def _count_pages(source: Path | io.BytesIO) -> int:
    with pikepdf.open(source) as pdf:
        return len(pdf.pages)
