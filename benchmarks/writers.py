"""The programs that `typeset_pdf.py` measures: what each is given, and the commands that write its files.

Each gets the same content, laid ready as it reads it: ours the editions as the merge leaves them, Typst its own markup
(`typst_markup.py`), WeasyPrint and pandoc our web editions, LibreOffice our Word editions.
"""

from __future__ import annotations

import importlib.util
import json
import pickle
import re
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.typst_markup import write_typst
from pipeline.model import Edition
from pipeline.typeset import typeset_html, typeset_word
from pipeline.typeset.style import Style

ROOT = Path(__file__).parent.parent
STYLE = ROOT / "styles" / "lulea.toml"

OURS = """
import pickle, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from pipeline.typeset import typeset_html, typeset_pdf, typeset_word
from pipeline.typeset.style import read_style
writers = {".pdf": typeset_pdf, ".docx": typeset_word, ".html": typeset_html}
style = read_style(Path(sys.argv[1]))
for file in map(Path, sys.argv[3:]):
    edition = pickle.loads(file.with_suffix(".pickle").read_bytes())
    file.write_bytes(writers[file.suffix](edition, style))
"""

TYPST = """
import sys, typst
source, target, fonts = sys.argv[1:]
standards = ["ua-1", "a-2a"] if target.endswith(".pdf") else []
typst.compile(source, output=target, format=target.rpartition(".")[2], pdf_standards=standards, font_paths=[fonts])
"""

PRINT = "@page { size: A4; margin: 25mm } body { font: 11pt/1.4 'Source Serif Pro', serif } .narrow { display: none }"
WEASYPRINT = """
import sys, weasyprint
weasyprint.HTML(filename=sys.argv[1]).write_pdf(sys.argv[2], pdf_variant=sys.argv[3])
"""

# What LibreOffice is asked for beside PDF: PDF/UA and PDF/A-2.
ASKED = {"SelectPdfVersion": {"type": "long", "value": "2"}, "PDFUACompliance": {"type": "boolean", "value": "true"}}
FILTERS = {"pdf": f"pdf:writer_pdf_Export:{json.dumps(ASKED)}", "html": "html"}

Command = Sequence[str]


@dataclass(frozen=True)
class Work:
    """What is to be measured: commands, to be run one after the other, and the files that they write."""

    commands: Sequence[Command]
    files: Sequence[Path]


Prepare = Callable[[Sequence[Edition], Style, Path], Work]


@dataclass(frozen=True)
class Writer:
    """A program: its name, the module or program that it needs, how its work is prepared, and what it cannot do."""

    name: str
    needs: str
    prepare: Prepare
    lacks: str = ""

    @property
    def is_there(self) -> bool:
        """Whether it is installed."""
        return bool(shutil.which(self.needs) or importlib.util.find_spec(self.needs))


def ours(editions: Sequence[Edition], _style: Style, folder: Path, formats: Sequence[str] = ("pdf",)) -> Work:
    """Our own writers: one process for all editions and formats, as in a build."""
    for edition in editions:
        (folder / f"{edition.slug}.pickle").write_bytes(pickle.dumps(edition))
    files = [folder / f"{edition.slug}.{suffix}" for edition in editions for suffix in formats]
    return Work([python(OURS, STYLE, ROOT, *files)], files)


def typst(editions: Sequence[Edition], style: Style, folder: Path, formats: Sequence[str] = ("pdf",)) -> Work:
    """Typst, with both standards asked for, and our fonts."""
    for edition in editions:
        write_typst(edition, style, folder / f"{edition.slug}.typ")
    fonts = style.fonts.serif.regular.parent
    files = [folder / f"{edition.slug}.{suffix}" for edition in editions for suffix in formats]
    return Work([python(TYPST, file.with_suffix(".typ"), file, fonts) for file in files], files)


def weasyprint(editions: Sequence[Edition], style: Style, folder: Path, variant: str) -> Work:
    """WeasyPrint, from our web editions with looks of their own: its version 70 stops at the grids of ours."""
    files = [folder / f"{edition.slug}.pdf" for edition in editions]
    for edition, file in zip(editions, files, strict=True):
        page = re.sub(r"(?s)<style>.*?</style>", f"<style>{PRINT}</style>", typeset_html(edition, style).decode())
        file.with_suffix(".html").write_text(page, encoding="utf-8")
    return Work([python(WEASYPRINT, file.with_suffix(".html"), file, variant) for file in files], files)


def libreoffice(editions: Sequence[Edition], style: Style, folder: Path, formats: Sequence[str] = ("pdf",)) -> Work:
    """LibreOffice, from our Word editions."""
    commands, files = [], []
    for edition in editions:
        source = folder / f"{edition.slug}.docx"
        source.write_bytes(typeset_word(edition, style))
        for suffix in formats:
            files.append(source.with_suffix(f".{suffix}"))
            commands.append(
                ["soffice", "--headless", "--convert-to", FILTERS[suffix], "--outdir", str(folder), str(source)]
            )
    return Work(commands, files)


def pandoc(editions: Sequence[Edition], style: Style, folder: Path, formats: Sequence[str]) -> Work:
    """Pandoc, from our web editions."""
    commands, files = [], []
    for edition in editions:
        source = folder / f"{edition.slug}-web.html"
        source.write_bytes(typeset_html(edition, style))
        for suffix in formats:
            files.append(folder / f"{edition.slug}.{suffix}")
            commands.append(["pandoc", "--standalone", "--toc", "-o", str(files[-1]), str(source)])
    return Work(commands, files)


def python(code: str, *arguments: object) -> Command:
    """Return the command that runs some code of Python's with arguments."""
    return [sys.executable, "-c", code, *map(str, arguments)]


PDF_WRITERS = (
    Writer("ours", "pipeline", ours),
    Writer("Typst", "typst", typst),
    Writer("WeasyPrint, UA-1", "weasyprint", partial(weasyprint, variant="pdf/ua-1")),
    Writer("WeasyPrint, A-2a", "weasyprint", partial(weasyprint, variant="pdf/a-2a")),
    Writer("LibreOffice", "soffice", libreoffice),
)
WRITERS_OF_ALL = (
    Writer("ours", "pipeline", partial(ours, formats=("pdf", "docx", "html"))),
    Writer("Typst", "typst", partial(typst, formats=("pdf", "html")), "writes no Word; its HTML has no looks"),
    Writer("pandoc", "pandoc", partial(pandoc, formats=("docx", "html")), "writes PDF by another program alone"),
    Writer("LibreOffice", "soffice", partial(libreoffice, formats=("pdf", "html")), "begins with a Word file"),
)
