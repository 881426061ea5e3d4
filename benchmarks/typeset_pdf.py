"""How fast the PDF writer is, how much memory it takes, how large its files are, and which rules they break.

    .venv/bin/python benchmarks/typeset_pdf.py [runs]

The content is the four-year plan, once and twelve times over: about 20 and 200 pages. The peers, each in the same
run if it is installed: Typst (the package `typst`) from the same blocks, WeasyPrint from our web edition,
LibreOffice from our Word edition. Each file is written by a process of its own, from an input that lies ready for
it: seconds are those of the whole cold process, imports and all, and CPU seconds are less shaken by what else the
machine does. The median of the runs counts. Broken rules are those of PDF/UA-1 and PDF/A-2a that veraPDF finds
(`tools/verapdf.py`).
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
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import pypdfium2

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.merge import merge  # noqa: E402
from pipeline.model import Block, Edition, Heading, Inline, List, ListItem, Marker, Paragraph, Table, Text  # noqa: E402
from pipeline.sources.plan import load_plan  # noqa: E402
from pipeline.typeset import typeset_html, typeset_word  # noqa: E402
from pipeline.typeset.style import Style, read_style  # noqa: E402
from tools import verapdf  # noqa: E402

STYLE = ROOT / "styles" / "lulea.toml"
Prepare = Callable[[Edition, Style, Path], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Run:
    """What writing a file took: seconds from start to end, seconds of processors, and megabytes of memory at most."""

    seconds: float
    cpu: float
    memory: float


def main() -> None:
    """Print one line for each writer and length, with its ratios to ours."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    style = read_style(STYLE)
    edition = merge(load_plan(ROOT / "sources" / "2024-2027", ROOT))[0]
    for times in (1, 12):
        with TemporaryDirectory() as folder:
            base: Run | None = None
            for name, (needs, prepare) in WRITERS.items():
                if not (shutil.which(needs) or importlib.util.find_spec(needs)):
                    print(f"{name:12} is not installed")
                    continue
                target = Path(folder) / f"{name}.pdf"
                command = prepare(repeated(edition, times), style, target)
                run = typical([measured(command) for _run in range(count if times == 1 else 1)])
                base = base or run
                print(report(name, target, run, base), flush=True)


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


def report(name: str, file: Path, run: Run, base: Run) -> str:
    """Return what is to be told of one file."""
    pages = len(pypdfium2.PdfDocument(file))
    broken = verapdf.broken_rules([file], strict=False) if verapdf.engine() and shutil.which("java") else {}
    rules = ", ".join(f"{profile} {len(found)}" for (_file, profile), found in broken.items()) or "veraPDF is absent"
    return (
        f"{name:12} {pages:4} pages {run.seconds:6.2f} s {run.seconds / base.seconds:5.1f} × ours   "
        f"CPU {run.cpu:6.2f} s {run.cpu / base.cpu:5.1f} ×   {run.memory:5.0f} MB   "
        f"{file.stat().st_size // 1024:6} KB   broken: {rules}"
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
sys.path.insert(0, sys.argv[4])
from pipeline.typeset import typeset_pdf
from pipeline.typeset.style import read_style
edition = pickle.loads(Path(sys.argv[1]).read_bytes())
Path(sys.argv[3]).write_bytes(typeset_pdf(edition, read_style(Path(sys.argv[2]))))
"""

TYPST = """
import sys, typst
typst.compile(sys.argv[1], output=sys.argv[2], format="pdf", pdf_standards=["ua-1", "a-2a"], font_paths=[sys.argv[3]])
"""

PRINT = "@page { size: A4; margin: 25mm } body { font: 11pt/1.4 'Source Serif Pro', serif }"
WEASYPRINT = """
import sys, weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant="pdf/ua-1")
"""


def ours(edition: Edition, _style: Style, target: Path) -> Sequence[str]:
    """Our own writer, from the edition as the merge leaves it."""
    source = target.with_suffix(".pickle")
    source.write_bytes(pickle.dumps(edition))
    return python(OURS, source, STYLE, target, ROOT)


def typst(edition: Edition, style: Style, target: Path) -> Sequence[str]:
    """Typst, with both standards asked for, and our fonts."""
    source = target.with_suffix(".typ")
    source.write_text(typst_source(edition), encoding="utf-8")
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


def typst_source(edition: Edition) -> str:
    """Return the edition in Typst's markup."""
    head = (
        f"#set document(title: {quoted(edition.title)})\n"
        '#set text(lang: "sv", font: "Source Serif Pro", size: 11pt)\n'
        '#set page(paper: "a4", numbering: "1")\n'
        f"#title()\n#pagebreak()\n#outline()\n#pagebreak()\n"
    )
    return head + "\n\n".join(typst_block(block) for block in edition.document.blocks)


def typst_block(block: Block) -> str:
    """Return a block in Typst's markup."""
    match block:
        case Heading(level, inlines):
            return f"#heading(level: {level}, {quoted(plain(inlines))})"
        case Paragraph(inlines):
            return f"#par[#{quoted(plain(inlines))}]"
        case List(items, marker):
            kind = "enum" if marker is Marker.NUMBER else "list"
            return f"#{kind}({', '.join(f'[#{quoted(plain(item.inlines))}]' for item in items)})"
        case Table(head, body):
            cells = ", ".join(f"[#{quoted(plain(cell.inlines))}]" for row in (*head, *body) for cell in row.cells)
            return f"#table(columns: {len((*head, *body)[0].cells)}, {cells})"
    return ""


def quoted(text: str) -> str:
    """Return a text as a string of Typst's."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


WRITERS: dict[str, tuple[str, Prepare]] = {
    "ours": ("pipeline", ours),
    "Typst": ("typst", typst),
    "WeasyPrint": ("weasyprint", weasyprint),
    "LibreOffice": ("soffice", libreoffice),
}


if __name__ == "__main__":
    main()
