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
from pipeline.typeset.pdf.compose import Column, Composer
from pipeline.typeset.pdf.front import paint_running, set_contents, set_cover
from pipeline.typeset.pdf.pages import Sheet, Strip, paginate
from pipeline.typeset.pdf.paint import Canvas, Resources, paint
from pipeline.typeset.pdf.save import Bookmark, save
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.style import Style


def write_pdf(edition: Edition, style: Style) -> bytes:
    """Return the edition as a PDF; raise `SourceProblem` for what cannot be set, such as a picture that is not there."""
    page = style.page
    height = page.height - page.top - page.bottom
    column = Column(0, page.width - page.left - page.right)
    composer = Composer(style, edition.document, height)
    root, front, body = Element("Document"), Element("Document"), Element("Document")
    strips = composer.compose(edition.document.blocks, column, body)
    names = {name for strip in [*strips, *(s for n in composer.notes.values() for s in n)] for name in strip.names}
    if problems := list(composer.problems(names)):
        raise SourceProblem(problems)
    sheets = paginate(strips, composer.notes, height)
    cover = paginate(set_cover(composer, edition, column, front, height), {}, height)
    contents = _contents(composer, sheets, len(cover), column, front, height)
    root.kids = [*front.kids, *body.kids]
    everything = [*cover, *contents, *sheets]
    resources = Resources()
    canvases = _paint(everything, len(cover), composer, edition, resources)
    return save(edition, root, canvases, resources, _bookmarks(everything))


def _contents(
    composer: Composer, sheets: Sequence[Sheet], before: int, column: Column, root: Element, height: float
) -> list[Sheet]:
    """Return the contents' pages; their number does not depend on the page numbers that they show."""
    entries = [bookmark.entry for bookmark in _bookmarks(sheets)]
    if not entries:
        return []
    count = len(paginate(set_contents(composer, entries, {}, column, Element("Document")), {}, height))
    pages = {mark.entry.name: before + count + mark.page + 1 for mark in _bookmarks(sheets)}
    return paginate(set_contents(composer, entries, pages, column, root), {}, height)


def _bookmarks(sheets: Sequence[Sheet]) -> list[Bookmark]:
    entries: list[tuple[int, Strip]] = [(n, placed.strip) for n, sheet in enumerate(sheets) for placed in sheet.placed]
    return [Bookmark(strip.entry, page) for page, strip in entries if strip.entry]


def _paint(
    sheets: Sequence[Sheet], cover: int, composer: Composer, edition: Edition, resources: Resources
) -> list[Canvas]:
    page = composer.style.page
    canvases = [Canvas(page.width, page.height, number, resources) for number in range(len(sheets))]
    for canvas, sheet in zip(canvases, sheets, strict=True):
        paint(canvas, sheet, composer.style)
        if canvas.number >= cover:
            paint_running(canvas, composer, edition, len(sheets))
    return canvases
