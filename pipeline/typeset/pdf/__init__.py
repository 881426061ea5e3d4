"""An edition → a tagged PDF that conforms to PDF/UA-1 and PDF/A-2a; the steps in their order:

1. `compose`   blocks → strips: lines, pictures and table rows, each tagged (`spans`, `lines`, `tables`)
2. `pages`     strips → pages, with their footnotes
3. `front`     the cover and the contents, which need the pages' numbers, and the running heads and feet
4. `paint`     pages → a canvas of ReportLab's, every piece marked with its element (`canvas`, `faces`, `images`)
5. `save`      the canvas → the bytes of a file, with what ReportLab cannot write: the structure tree, the metadata and
               the colour profile (`tree`, `metadata`), and with what it writes mended (`fonts`, `streams`)
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import SourceProblem
from pipeline.model import Edition
from pipeline.typeset.pdf.canvas import TaggedCanvas
from pipeline.typeset.pdf.compose import Composer
from pipeline.typeset.pdf.front import DEEPEST, paint_running, set_contents, set_cover, set_masthead
from pipeline.typeset.pdf.pages import Sheet, paginate
from pipeline.typeset.pdf.paint import paint
from pipeline.typeset.pdf.save import save
from pipeline.typeset.pdf.strips import Entry
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.style import Style


def write_pdf(edition: Edition, style: Style, bars: frozenset[str] = frozenset()) -> bytes:
    """Return the edition as a PDF; raise `SourceProblem` for what cannot be set, such as a missing picture."""
    composer = Composer(style, edition.document, bars)
    front, body = Element("Document"), Element("Document")
    strips = composer.compose(edition.document.blocks, body)
    if problems := list(composer.problems(strips)):
        raise SourceProblem(problems)
    if edition.brief:
        sheets, before = (
            paginate([*set_masthead(composer, edition, front), *strips], composer.notes, composer.height),
            [],
        )
    else:
        sheets = paginate(strips, composer.notes, composer.height)
        before = paginate(set_cover(composer, edition, front), {}, composer.height)
        before += _contents(composer, sheets, len(before), front)
    everything, canvas = [*before, *sheets], TaggedCanvas(style, edition.document.lang)
    for sheet in everything:
        with canvas.page():
            paint(canvas, sheet, style)
            if canvas.number:
                paint_running(canvas, composer, edition, len(everything))
    canvas.outline(entry for _page, entry in _headings(sheets))
    return save(edition, Element("Document", kids=[*front.kids, *body.kids]), canvas)


def _contents(composer: Composer, sheets: Sequence[Sheet], before: int, root: Element) -> list[Sheet]:
    """Return the contents' pages, which follow `before` others: as many levels as one page holds, but two at least."""
    headings = _headings(sheets)
    for deepest in (DEEPEST, DEEPEST - 1):
        entries = [entry for _page, entry in headings if entry.level <= deepest]
        # How many pages the contents take does not depend on the page numbers that they show.
        count = len(paginate(set_contents(composer, entries, {}, Element("Document")), {}, composer.height))
        if count <= 1:
            break
    pages = {entry.name: before + count + page + 1 for page, entry in headings}
    return paginate(set_contents(composer, entries, pages, root), {}, composer.height) if entries else []


def _headings(sheets: Sequence[Sheet]) -> list[tuple[int, Entry]]:
    """Return the headings, each with the number of its page, from 0."""
    strips = [(number, placed.strip) for number, sheet in enumerate(sheets) for placed in sheet.placed]
    return [(number, strip.entry) for number, strip in strips if strip.entry]
