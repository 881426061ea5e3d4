"""How fast the PDF writer is, how large its files are, and what validators find in them, against its peers.

    .venv/bin/python benchmarks/typeset_pdf.py [runs]

The content is the four-year plan, once and twelve times over. The peers, each in the same run if it is installed: Typst
(the package `typst`) from the same blocks, WeasyPrint from our web edition, LibreOffice from our Word edition. Times
are medians of fresh processes, without their imports, but with LibreOffice's start, which it needs for every file.
Failures are the rules of PDF/UA-1 and PDF/A-2a that page-validation finds broken.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import page as page_validation
import pypdfium2

from pipeline.merge import merge
from pipeline.model import Block, Edition, Heading, Inline, List, ListItem, Marker, Paragraph, Table, Text
from pipeline.sources.plan import load_plan
from pipeline.typeset import typeset_html, typeset_pdf, typeset_word
from pipeline.typeset.style import Style, read_style

ROOT = Path(__file__).parent.parent
PROFILES = ("ua1", "2a")


def main() -> None:
    """Print one line for each writer and length, with its ratio to ours."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    for times in (1, 12):
        base = 0.0
        for name in WRITERS:
            results = [fresh(name, times) for _run in range(runs if times == 1 else 1)]
            if results[0] is None:
                print(f"{name:12} is not installed")
                continue
            seconds, data = median(result[0] for result in results if result), results[0][1]
            base = base or seconds
            print(report(name, data, seconds, seconds / base))


def fresh(name: str, times: int) -> tuple[float, bytes] | None:
    """Return the seconds and the file of a writer in a process of its own, so that nobody remembers the last run."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(write_once, name, times).result()


def write_once(name: str, times: int) -> tuple[float, bytes] | None:
    """Return the seconds and the file of a writer, once imported and prepared; nothing when it is not installed."""
    style = read_style(ROOT / "styles" / "lulea.toml")
    edition = repeated(merge(load_plan(ROOT / "sources" / "2024-2027", ROOT))[0], times)
    write = WRITERS[name](edition, style)
    if write is None:
        return None
    start = perf_counter()
    data = write()
    return perf_counter() - start, data


def report(name: str, data: bytes, seconds: float, ratio: float) -> str:
    """Return what is to be told of one file."""
    pages = len(pypdfium2.PdfDocument(data))
    failed = [len(page_validation.validate_pdf_bytes(data, profile=profile).failures) for profile in PROFILES]
    rules = ", ".join(f"{profile} {count}" for profile, count in zip(PROFILES, failed, strict=True))
    return (
        f"{name:12} {pages:4} pages {seconds:7.2f} s {ratio:6.1f} × ours {len(data) // 1024:6} KB   failures: {rules}"
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


# ── The writers: each returns what writes the edition, or nothing when it is not installed ───────────────────────────


def ours(edition: Edition, style: Style) -> Callable[[], bytes]:
    """Our own writer."""
    importlib.import_module("pipeline.typeset.pdf")
    return lambda: typeset_pdf(edition, style)


def typst(edition: Edition, style: Style) -> Callable[[], bytes] | None:
    """Typst, with both standards asked for, and our fonts."""
    if importlib.util.find_spec("typst") is None:
        return None
    engine = importlib.import_module("typst")
    source = typst_source(edition).encode("utf-8")
    fonts = [str(style.fonts.serif.regular.parent)]
    return lambda: engine.compile(source, format="pdf", pdf_standards=["ua-1", "a-2a"], font_paths=fonts)


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


def weasyprint(edition: Edition, style: Style) -> Callable[[], bytes] | None:
    """WeasyPrint, from our web edition."""
    if importlib.util.find_spec("weasyprint") is None:
        return None
    engine = importlib.import_module("weasyprint")
    page = typeset_html(edition, style).decode("utf-8")
    return lambda: bytes(engine.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))


def libreoffice(edition: Edition, style: Style) -> Callable[[], bytes] | None:
    """LibreOffice, from our Word edition."""
    program = shutil.which("soffice")
    if program is None:
        return None
    document = typeset_word(edition, style)
    asked = {
        "SelectPdfVersion": {"type": "long", "value": "2"},
        "PDFUACompliance": {"type": "boolean", "value": "true"},
    }
    target = f"pdf:writer_pdf_Export:{json.dumps(asked)}"

    def convert() -> bytes:
        with TemporaryDirectory() as folder:
            source = Path(folder) / "edition.docx"
            source.write_bytes(document)
            command = [program, "--headless", "--convert-to", target, "--outdir", folder, str(source)]
            subprocess.run(command, check=True, capture_output=True, timeout=300)
            return source.with_suffix(".pdf").read_bytes()

    return convert


WRITERS = {"ours": ours, "Typst": typst, "WeasyPrint": weasyprint, "LibreOffice": libreoffice}


if __name__ == "__main__":
    main()
