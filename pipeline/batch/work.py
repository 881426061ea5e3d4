"""One file of a batch: the job, and the row that says what came of it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import time
from collections.abc import Iterable
from dataclasses import asdict, fields, replace
from pathlib import Path

from pipeline.errors import PlanError
from pipeline.frozen import frozen
from pipeline.output import write_if_changed
from pipeline.state import program_digest
from pipeline.text import _

RESULT = "result.json"
GRADES = ("good", "fair", "poor")


@frozen
class Job:
    """A file to recover, the folder for what comes of it, and the municipality's own words."""

    file: Path
    out: Path
    words: tuple[str, ...] = ()


@frozen
class Row:
    """What came of a file: its pages, the worst page's grade, changed words, open questions, seconds, or the problem.

    `key` is the digest of the file, of the own words and answers, and of the program that read it: a row with the same
    key need not be made again.
    """

    file: Path
    pages: int = 0
    grade: str = ""
    changes: int = 0
    questions: int = 0
    seconds: float = 0.0
    problem: str = ""
    key: str = ""


def recover_job(job: Job) -> Row:
    """Recover one file into its folder, and leave the row beside the results. Never raises."""
    started = time.perf_counter()
    try:
        row = replace(_recover(job), key=key_of(job))
    except PlanError as error:
        row = Row(job.file, problem=str(error.problems[0]), key=key_of(job))
    except Exception as error:  # a fault in the program, which must not stop the other files
        what = _("Something went wrong inside the program ({kind}: {error}).")
        row = Row(job.file, problem=what.format(kind=type(error).__name__, error=error))
    row = replace(row, seconds=round(time.perf_counter() - started, 2))
    keep(job, row)
    return row


def _recover(job: Job) -> Row:
    from pipeline.extract import REREAD, read_reread  # noqa: PLC0415
    from pipeline.questions import read_review  # noqa: PLC0415
    from pipeline.recover import Opening, files_of, recover  # noqa: PLC0415 (in the process that does the work)

    known = read_reread(job.out / REREAD)
    opening = Opening(reread=known, look=True)
    recovery = recover(job.file, read_review(job.out / "review.txt"), job.words, opening=opening)
    for name, data in files_of(recovery, job.file).items():
        write_if_changed(job.out / name, data)
    pages = recovery.extraction.pages
    worst = max((page.grade for page in pages), key=GRADES.index, default="poor")
    return Row(job.file, len(pages), worst, len(recovery.records), len(recovery.review.open))


def keep(job: Job, row: Row) -> None:
    """Leave a row beside the results, so that a batch that was interrupted goes on where it was."""
    values = {**asdict(row), "file": row.file.as_posix()}
    write_if_changed(job.out / RESULT, json.dumps(values, ensure_ascii=False, indent=1).encode())


def finished(job: Job) -> Row | None:
    """Return the row of a job that is done: the same file, read by the same program."""
    try:
        values = json.loads((job.out / RESULT).read_text("utf-8"))
        row = Row(**{**values, "file": job.file})
    except (OSError, ValueError, TypeError):
        return None
    return row if row.key and row.key == key_of(job) else None


def key_of(job: Job) -> str:
    """Return the digest of a job's file, its words and its answers, and of the program that reads it."""
    digest = hashlib.sha256("\n".join((_program(), *job.words)).encode())
    if (answers := job.out / "review.txt").exists():
        digest.update(answers.read_bytes())
    with job.file.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _program() -> str:
    return "".join(
        program_digest(name) for name in ("extract", "repair", "witness", "questions", "recover", "markdown")
    )


def summarise(rows: Iterable[Row]) -> str:
    """Return the rows as CSV."""
    names = [field.name for field in fields(Row) if field.name != "key"]
    text = io.StringIO()
    writer = csv.DictWriter(text, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({**asdict(row), "file": row.file.as_posix()} for row in rows)
    return text.getvalue()
