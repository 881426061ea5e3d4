"""Recover every PDF of a folder tree: side by side, resumable, and whatever happens to one never stops the rest.

1. `work`      one file: recovered into a folder of its own, with a row of what came of it
2. `local`     a process for each file, on this machine; one that hangs or crashes costs only its own file
3. `cluster`   the same work on a Dask cluster, for those who have a whole county's archives
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.batch.work import Job, Row, finished, summarise

Runner = Callable[[Iterable[Job]], Iterator[Row]]


def plan_batch(folder: Path, out: Path, words: Iterable[str] = ()) -> list[Job]:
    """Return a job for every PDF below a folder, in the order of their names; `words` are the municipality's own."""
    own = tuple(words)
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf" and path.is_file())
    return [Job(path, out / path.relative_to(folder).with_suffix(""), own) for path in files]


def run_batch(jobs: list[Job], run: Runner, seen: Callable[[Row], None]) -> list[Row]:
    """Do the jobs that are not done yet, telling `seen` of each; return the rows of all, in the jobs' order."""
    rows = {job.file: row for job in jobs if (row := finished(job))}
    for row in run(job for job in jobs if job.file not in rows):
        rows[row.file] = row
        seen(row)
    return [rows[job.file] for job in jobs]


__all__ = ["Job", "Row", "plan_batch", "run_batch", "summarise"]
