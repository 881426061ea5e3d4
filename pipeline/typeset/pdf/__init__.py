"""An edition → a tagged PDF that conforms to PDF/UA-1 and PDF/A-2a; the steps in their order:

1. `compose`   blocks → strips: lines, pictures and table rows, each tagged (`spans`, `lines`, `tables`)
2. `pages`     strips → pages, with their footnotes
3. `front`     the cover and the contents, which need the pages' numbers, and the running heads and feet
4. `paint`     pages → content streams
5. `save`      everything → the bytes of a file: fonts, structure tree, bookmarks, metadata
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import SourceProblem
from pipeline.model import Edition
from pipeline.typeset.pdf.compose import Composer
from pipeline.typeset.pdf.front import DEEPEST, paint_running, set_contents, set_cover
from pipeline.typeset.pdf.pages import Sheet, paginate
from pipeline.typeset.pdf.paint import Canvas, Resources, paint
from pipeline.typeset.pdf.save import Bookmark, save
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.style import Style


def write_pdf(edition: Edition, style: Style) -> bytes:
    """Return the edition as a PDF; raise `SourceProblem` for what cannot be set, such as a missing picture."""
    composer = Composer(style, edition.document)
    front, body = Element("Document"), Element("Document")
    strips = composer.compose(edition.document.blocks, body)
    if problems := list(composer.problems(strips)):
        raise SourceProblem(problems)
    sheets = paginate(strips, composer.notes, composer.height)
    cover = paginate(set_cover(composer, edition, front), {}, composer.height)
    contents = _contents(composer, sheets, len(cover), front)
    everything, resources = [*cover, *contents, *sheets], Resources()
    root = Element("Document", kids=[*front.kids, *body.kids])
    canvases = [Canvas(style.page, number, resources) for number in range(len(everything))]
    for canvas, sheet in zip(canvases, everything, strict=True):
        paint(canvas, sheet, style)
        if canvas.number >= len(cover):
            paint_running(canvas, composer, edition, len(canvases))
    return save(edition, root, canvases, _bookmarks(everything))


def _contents(composer: Composer, sheets: Sequence[Sheet], before: int, root: Element) -> list[Sheet]:
    """Return the contents' pages, which follow `before` others: as many levels as one page holds, but two at least."""
    marks = _bookmarks(sheets)
    for deepest in (DEEPEST, DEEPEST - 1):
        entries = [mark.entry for mark in marks if mark.entry.level <= deepest]
        # How many pages the contents take does not depend on the page numbers that they show.
        count = len(paginate(set_contents(composer, entries, {}, Element("Document")), {}, composer.height))
        if count <= 1:
            break
    pages = {mark.entry.name: before + count + mark.page + 1 for mark in marks}
    return paginate(set_contents(composer, entries, pages, root), {}, composer.height) if entries else []


def _bookmarks(sheets: Sequence[Sheet]) -> list[Bookmark]:
    strips = [(number, placed.strip) for number, sheet in enumerate(sheets) for placed in sheet.placed]
    return [Bookmark(strip.entry, number) for number, strip in strips if strip.entry]
