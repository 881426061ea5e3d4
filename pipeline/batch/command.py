"""The verb `batch`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import Problem, UnreadableInput
from pipeline.text import _, _n
from pipeline.usage import existing_file

if TYPE_CHECKING:
    from pipeline.batch import Row

COLUMNS = "{file:<48} {pages:>6} {grade:<6} {changes:>8} {questions:>8} {seconds:>8}"


def register(verbs: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the verb to the command line."""
    purpose = _("recover every PDF in a folder tree, in parallel, resumable")
    batch = verbs.add_parser("batch", help=purpose, description=purpose)
    batch.add_argument("folder", type=Path, metavar=_("FOLDER"), help=_("the folder that the PDFs are in"))
    batch.add_argument("--out", type=Path, required=True, metavar=_("FOLDER"), help=_("where the results are written"))
    batch.add_argument(
        "--words", type=existing_file, metavar=_("FILE"), help=_("own words (else words.txt in the folder or sources)")
    )
    batch.add_argument("--processes", type=int, default=0, metavar="N", help=_("how many at once (else one per core)"))
    batch.add_argument("--time-limit", type=float, default=300, metavar="S", help=_("seconds that a file may take"))
    batch.add_argument("--scheduler", default="", metavar="URL", help=_("a Dask cluster's scheduler, tcp://…"))
    batch.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from pipeline.batch import plan_batch, run_batch, summarise  # noqa: PLC0415
    from pipeline.batch.cluster import run_cluster  # noqa: PLC0415
    from pipeline.batch.local import run_local  # noqa: PLC0415
    from pipeline.output import write_if_changed  # noqa: PLC0415
    from pipeline.questions import read_words  # noqa: PLC0415

    named = options.words or options.folder / "words.txt"
    words = read_words(named if named.exists() else Path("sources/words.txt"))
    jobs = plan_batch(options.folder, options.out, words)
    if not jobs:
        what = _("There is no PDF in this folder.")
        raise UnreadableInput(Problem(options.folder.as_posix(), 0, what, _("Name the folder that holds them.")))
    rows = run_batch(
        jobs,
        lambda left: (
            run_cluster(left, options.scheduler)
            if options.scheduler
            else run_local(left, options.processes, options.time_limit)
        ),
        _tell,
    )
    write_if_changed(options.out / "summary.csv", summarise(rows).encode())
    _print_table(rows, options.folder)
    return UnreadableInput.exit_code if any(row.problem for row in rows) else 0


def _tell(row: Row) -> None:
    sys.stderr.write(f"{row.file.as_posix()}: {row.problem or row.grade}\n")


def _print_table(rows: list[Row], folder: Path) -> None:
    head = (_("File"), _("Pages"), _("Grade"), _("Changes"), _("Questions"), _("Seconds"))
    names = ("file", "pages", "grade", "changes", "questions", "seconds")
    lines = [COLUMNS.format(**dict(zip(names, head, strict=True)))]
    for row in rows:
        values = {name: getattr(row, name) for name in names} | {"file": row.file.relative_to(folder).as_posix()}
        lines.append(COLUMNS.format(**values) + (f"  {row.problem}" if row.problem else ""))
    failed = sum(bool(row.problem) for row in rows)
    lines.append(_n("{n} file, of which {failed} could not be read.", "{n} files, of which {failed} could not be read.",
                    len(rows)).format(n=len(rows), failed=failed))  # fmt: skip
    sys.stdout.write("\n".join(lines) + "\n")
