"""An edition → a tagged PDF that conforms to PDF/UA-1 and PDF/A-2a; the steps in their order:

1. `compose`   blocks → strips, each tagged: lines of words (`setter`, `spans`, `words`, `lines`, `ends`), `lists`,
               `figures`, and rows of `tables` (`cells`)
2. `pages`     strips → pages, with their footnotes, where the `breaks` cost least
3. `front`     the cover and the contents, which need the pages' numbers, and the running heads and feet
4. `paint`     pages → a canvas of ReportLab's, every piece marked with its element (`canvas`, `images`, `faces` and the
               `truetype` files that they come from)
5. `save`      the canvas → the bytes of a `file`, with what ReportLab cannot write: the structure `tree`, the
               `metadata` and the colour profile (`objects`), and with what it writes mended (`fonts`, `streams`)
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.errors import SourceProblem
from pipeline.model import Edition
from pipeline.typeset.pdf.canvas import TaggedCanvas
from pipeline.typeset.pdf.compose import compose
from pipeline.typeset.pdf.front import DEEPEST, Running, set_contents, set_cover, set_masthead
from pipeline.typeset.pdf.pages import Sheet, paginate
from pipeline.typeset.pdf.paint import paint
from pipeline.typeset.pdf.save import save
from pipeline.typeset.pdf.setter import Setter
from pipeline.typeset.pdf.strips import Entry, Strip
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.style import Style


def write_pdf(edition: Edition, style: Style, bars: frozenset[str] = frozenset()) -> bytes:
    """Return the edition as a PDF; raise `SourceProblem` for what cannot be set, such as a missing picture."""
    setter = Setter(style, edition.document, bars)
    front, body = Element("Document"), Element("Document")
    strips = compose(setter, edition.document.blocks, body)
    if problems := list(dict.fromkeys(setter.problems(strips))):
        raise SourceProblem(problems)
    sheets = _sheets(setter, edition, strips, front)
    canvas = TaggedCanvas(style, edition.document.lang)
    running = Running(setter, edition, len(sheets))
    for sheet in sheets:
        with canvas.page():
            paint(canvas, sheet, style)
            if canvas.number:
                running.paint(canvas)
    canvas.outline(entry for _page, entry in _headings(sheets))
    return save(edition, Element("Document", kids=[*front.kids, *body.kids]), canvas)


def _sheets(setter: Setter, edition: Edition, strips: Sequence[Strip], front: Element) -> list[Sheet]:
    """Return all pages: a brief edition begins at once, others have a cover and contents."""
    if edition.brief:
        return paginate([*set_masthead(setter, edition, front), *strips], setter.notes, setter.height)
    sheets = paginate(strips, setter.notes, setter.height)
    cover = paginate(set_cover(setter, edition, front), {}, setter.height)
    return [*cover, *_contents(setter, sheets, len(cover), front), *sheets]


def _contents(setter: Setter, sheets: Sequence[Sheet], before: int, root: Element) -> list[Sheet]:
    """Return the contents' pages, which follow `before` others: as many levels as one page holds, but two at least."""
    headings = _headings(sheets)
    for deepest in (DEEPEST, DEEPEST - 1):
        entries = [entry for _page, entry in headings if entry.level <= deepest]
        if not entries:
            return []
        lines = sum(setter.style.toc(entry.level).leading for entry in entries)
        if deepest == DEEPEST and lines > setter.height:
            continue  # they take more than a page even without the space between them
        section, made = _listed(setter, entries, headings, before + 1)
        if len(made) == 1:
            break
    else:  # how many pages they take does not depend on the numbers that they show
        section, made = _listed(setter, entries, headings, before + len(made))
    section.under(root)
    return made


def _listed(
    setter: Setter, entries: Sequence[Entry], headings: Sequence[tuple[int, Entry]], before: int
) -> tuple[Element, list[Sheet]]:
    """Return the contents' element and their pages, if the text comes after `before` pages."""
    section = Element("Contents")
    pages = {entry.name: before + page + 1 for page, entry in headings}
    return section, paginate(set_contents(setter, entries, pages, section), {}, setter.height)


def _headings(sheets: Sequence[Sheet]) -> list[tuple[int, Entry]]:
    """Return the headings, each with the number of its page, from 0."""
    strips = [(number, placed.strip) for number, sheet in enumerate(sheets) for placed in sheet.placed]
    return [(number, strip.entry) for number, strip in strips if strip.entry]
