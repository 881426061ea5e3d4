"""The press: typesets the editions that changed, side by side, and publishes them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.model import Edition, Plan
from pipeline.output import digest, write_if_changed
from pipeline.overview import render_overview
from pipeline.state import State, program_digest
from pipeline.typeset import typeset_html, typeset_pdf, typeset_word
from pipeline.typeset.style import read_style

WRITERS = {"pdf": typeset_pdf, "docx": typeset_word, "html": typeset_html}
OUTPUT = "output"


@dataclass(frozen=True, slots=True)
class Job:
    """One output to make: its path below the root, the edition, the format, and the digest of all it depends on."""

    name: str
    edition: Edition
    suffix: str
    key: str


def plan_jobs(editions: Iterable[Edition], style: Path) -> list[Job]:
    """Return a job for every output; its key changes with the edition's content, the style and the writers."""
    writers = digest(program_digest("typeset").encode(), program_digest("locale").encode())
    look = digest(*(path.read_bytes() for path in sorted(style.parent.rglob("*")) if path.is_file()))
    jobs = []
    for edition in editions:
        content = digest(repr(edition).encode(), look.encode(), writers.encode())
        jobs += [Job(f"{OUTPUT}/{edition.slug}.{suffix}", edition, suffix, content) for suffix in WRITERS]
    return jobs


def typeset(jobs: Sequence[Job], style: Path) -> dict[str, bytes]:
    """Return the bytes of each job's output, by its name. Jobs of one edition go to one process."""
    by_edition: dict[str, list[Job]] = {}
    for job in jobs:
        by_edition.setdefault(job.edition.slug, []).append(job)
    batches = [(batch, style) for batch in by_edition.values()]
    processes = min(os.cpu_count() or 1, len(batches))
    if processes < 2:
        return dict(made for batch in batches for made in _typeset(batch))
    with ProcessPoolExecutor(processes) as pool:
        return dict(made for batch in pool.map(_typeset, batches) for made in batch)


def _typeset(batch: tuple[list[Job], Path]) -> list[tuple[str, bytes]]:
    jobs, style_file = batch
    style = read_style(style_file)
    return [(job.name, WRITERS[job.suffix](job.edition, style)) for job in jobs]


def print_editions(
    editions: Sequence[Edition], plans: Sequence[Plan], style: Path, root: Path, inputs: str
) -> tuple[list[str], int]:
    """Make and publish what changed; return the names of the replaced outputs, and how many outputs there are."""
    former = State.read(root)
    jobs = plan_jobs(editions, style)
    made = typeset([job for job in jobs if not former.has(root, job.name, job.key)], style)
    written = [name for name, data in made.items() if write_if_changed(root / name, data)]
    digests = {job.name: former.digests.get(job.name, "") for job in jobs}
    digests |= {name: digest(data) for name, data in made.items()}
    page = render_overview(editions, {job.name: (root / job.name).stat().st_size for job in jobs}, plans).encode()
    overview = f"{OUTPUT}/index.html"
    written += [overview] if write_if_changed(root / overview, page) else []
    digests[overview] = digest(page)
    keys = {job.name: job.key for job in jobs}
    State(inputs, sum(plan.open_questions for plan in plans), keys, digests).write(root)
    return written, len(digests)
