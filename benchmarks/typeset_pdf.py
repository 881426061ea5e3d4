"""How fast the PDF writer is, how much memory it takes, how large its files are, and which rules they break.

    .venv/bin/python benchmarks/typeset_pdf.py [runs]

Four jobs: the four-year plan (text), an annual plan (tables, charts, notes), the four-year plan's text twelve times
over, and all editions that a build makes. The peers, each in the same run if it is installed: Typst (the package
`typst`) from the same blocks and charts (`typst_markup.py`), WeasyPrint from our web editions, LibreOffice from our
Word editions. Each file is written by a process of its own, as these programs are used, from an input that lies ready
for it; a build of ours writes all in one. Seconds are those of the whole cold process, imports and all, and CPU
seconds are less shaken by what else the machine does. The median of the runs counts. Broken rules are those of
PDF/UA-1 and PDF/A-2a that veraPDF finds (`tools/verapdf.py`); WeasyPrint can promise but one of them, and is asked for
PDF/UA-1.
"""

from __future__ import annotations

import importlib.util
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pypdfium2

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.typst_markup import write_typst  # noqa: E402
from pipeline.merge import merge  # noqa: E402
from pipeline.model import Block, Edition, Heading, Inline, List, ListItem, Paragraph, Text  # noqa: E402
from pipeline.sources.plan import load_plan  # noqa: E402
from pipeline.typeset import typeset_html, typeset_word  # noqa: E402
from pipeline.typeset.style import Style, read_style  # noqa: E402
from tools import verapdf  # noqa: E402

STYLE = ROOT / "styles" / "lulea.toml"
Prepare = Callable[[Edition, Style, Path], Sequence[str]]
Job = tuple[str, Sequence[Edition]]


@dataclass(frozen=True, slots=True)
class Run:
    """What writing a file took: seconds from start to end, seconds of processors, and megabytes of memory at most."""

    seconds: float
    cpu: float
    memory: float


def main() -> None:
    """Print one line for each writer and job, with its ratios to ours."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    style = read_style(STYLE)
    for job, editions in jobs():
        with TemporaryDirectory() as folder:
            base: Run | None = None
            for name, (needs, prepare) in WRITERS.items():
                if not (shutil.which(needs) or importlib.util.find_spec(needs)):
                    print(f"{name:12} is not installed")
                    continue
                files = [Path(folder) / f"{name}-{edition.slug}.pdf" for edition in editions]
                commands = [prepare(edition, style, file) for edition, file in zip(editions, files, strict=True)]
                if prepare is ours:
                    commands = [python(OURS, STYLE, ROOT, *files)]
                run = typical([together([measured(command) for command in commands]) for _run in range(count)])
                base = base or run
                print(f"{job:16} {report(name, files, run, base)}", flush=True)


def jobs() -> list[Job]:
    """Return what is to be written."""
    editions = merge(load_plan(ROOT / "sources" / "2024-2027", ROOT))
    annual = max(editions, key=lambda edition: sum(map(len, map(repr, edition.document.blocks))))
    long = repeated(editions[0], 12)
    return [("text", editions[:1]), ("tables, charts", [annual]), ("long text", [long]), ("a build", editions)]


def together(runs: Sequence[Run]) -> Run:
    """Return what runs one after the other take: their times together, and the memory of the largest."""
    return Run(sum(r.seconds for r in runs), sum(r.cpu for r in runs), max(r.memory for r in runs))


def measured(command: Sequence[str]) -> Run:
    """Run a command and measure it, its children included."""
    start = perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    if process.returncode is None:
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(" ".join(command))
    return Run(perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def typical(runs: Sequence[Run]) -> Run:
    """Return the medians of runs."""
    return Run(median(r.seconds for r in runs), median(r.cpu for r in runs), median(r.memory for r in runs))


def report(name: str, files: Sequence[Path], run: Run, base: Run) -> str:
    """Return what is to be told of one writer's files."""
    pages = sum(len(pypdfium2.PdfDocument(file)) for file in files)
    size = sum(file.stat().st_size for file in files)
    broken = verapdf.broken_rules(list(files), strict=False) if verapdf.engine() and shutil.which("java") else {}
    counts: Counter[str] = Counter()
    for (_file, profile), found in broken.items():
        counts[profile] += len(found)
    rules = ", ".join(f"{profile} {count}" for profile, count in counts.items()) or "veraPDF is absent"
    return (
        f"{name:12} {pages:4} pages {run.seconds:6.2f} s {run.seconds / base.seconds:5.1f} × ours   "
        f"CPU {run.cpu:6.2f} s {run.cpu / base.cpu:5.1f} ×   {run.memory:5.0f} MB   "
        f"{size // 1024:6} KB   broken: {rules}"
    )


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


# ── The writers: each lays its input ready and returns the command that writes the file ──────────────────────────────


def python(code: str, *arguments: object) -> Sequence[str]:
    """Return the command that runs some code of Python's with arguments."""
    return [sys.executable, "-c", code, *map(str, arguments)]


OURS = """
import pickle, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from pipeline.typeset import typeset_pdf
from pipeline.typeset.style import read_style
style = read_style(Path(sys.argv[1]))
for file in map(Path, sys.argv[3:]):
    file.write_bytes(typeset_pdf(pickle.loads(file.with_suffix(".pickle").read_bytes()), style))
"""

TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], format="pdf", pdf_standards=["ua-1", "a-2a"], font_paths=[sys.argv[3]])
"""

PRINT = "@page { size: A4; margin: 25mm } body { font: 11pt/1.4 'Source Serif Pro', serif } .narrow { display: none }"
WEASYPRINT = """
import sys, weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


def ours(edition: Edition, _style: Style, target: Path) -> Sequence[str]:
    """Our own writer, from the edition as the merge leaves it."""
    target.with_suffix(".pickle").write_bytes(pickle.dumps(edition))
    return python(OURS, STYLE, ROOT, target)


def typst(edition: Edition, style: Style, target: Path) -> Sequence[str]:
    """Typst, with both standards asked for, and our fonts."""
    source = target.with_suffix(".typ")
    write_typst(edition, style, source)
    return python(TYPST, source, target, style.fonts.serif.regular.parent)


def weasyprint(edition: Edition, style: Style, target: Path) -> Sequence[str]:
    """WeasyPrint, from our web edition with looks of its own: its version 70 stops at the grids of ours."""
    source = target.with_suffix(".html")
    page = typeset_html(edition, style).decode("utf-8")
    source.write_text(re.sub(r"(?s)<style>.*?</style>", f"<style>{PRINT}</style>", page), encoding="utf-8")
    return python(WEASYPRINT, source, target)


def libreoffice(edition: Edition, style: Style, target: Path) -> Sequence[str]:
    """LibreOffice, from our Word edition, asked for PDF/UA and PDF/A-2."""
    source = target.with_suffix(".docx")
    source.write_bytes(typeset_word(edition, style))
    asked = {
        "SelectPdfVersion": {"type": "long", "value": "2"},
        "PDFUACompliance": {"type": "boolean", "value": "true"},
    }
    form = f"pdf:writer_pdf_Export:{json.dumps(asked)}"
    return ["soffice", "--headless", "--convert-to", form, "--outdir", str(target.parent), str(source)]


WRITERS: dict[str, tuple[str, Prepare]] = {
    "ours": ("pipeline", ours),
    "Typst": ("typst", typst),
    "WeasyPrint": ("weasyprint", weasyprint),
    "LibreOffice": ("soffice", libreoffice),
}


if __name__ == "__main__":
    main()
