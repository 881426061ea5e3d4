"""An edition as a Word document: the parts that Word reads, with nothing left over from any template.

1. `furniture`  the cover and the running head and foot
2. `contents`   the contents with their page numbers, which `pages` finds
3. `blocks`     the text: `inlines`, `tables`, `pictures`, and what it refers to: `notes`, `numbering`, `fields`
4. `styles`     the looks, by the names that Word knows
5. `package`    everything zipped, the same bytes for the same edition; all markup is made by `xml`
"""

from __future__ import annotations

from pipeline.model import Edition
from pipeline.typeset.style import Style
from pipeline.typeset.word.blocks import blocks, separator
from pipeline.typeset.word.contents import contents
from pipeline.typeset.word.fonts import fonts_part
from pipeline.typeset.word.furniture import cover, section
from pipeline.typeset.word.metadata import core_part, settings_part
from pipeline.typeset.word.package import OFFICE, PACKAGE, WORD, Part
from pipeline.typeset.word.pages import contents_extent, heading_pages
from pipeline.typeset.word.properties import amend, first_paragraph
from pipeline.typeset.word.story import Story, Writer
from pipeline.typeset.word.styles import styles_part
from pipeline.typeset.word.xml import Element, w

_COVER_PAGES = 1


def typeset_word(edition: Edition, style: Style) -> bytes:
    """Return the edition as a `.docx` file, whose contents name the pages that Word will find."""
    writer = Writer(edition, style)
    document = Part("word/document.xml", WORD + "document.main+xml", b"")
    notes = Part("word/footnotes.xml", WORD + "footnotes+xml", b"")
    story = Story(writer, document)
    text = _on_new_page(list(blocks(edition.document.blocks, story)))
    deepest, extent = contents_extent([heading for _name, heading in writer.headings], style)
    pages = heading_pages(edition.document.blocks, edition.document.notes, style, _COVER_PAGES + extent + 1)
    front = [*cover(writer), *contents(story, deepest, pages)]
    document.content = w("document", w("body", *front, *text, section(writer, document)))
    notes.content = writer.notes.footnotes(Story(writer, notes))
    writer.package.add(document, OFFICE + "officeDocument")
    writer.package.add(core_part(edition), PACKAGE + "metadata/core-properties")
    for part, kind in (
        (styles_part(style, edition.document.lang), "styles"),
        (writer.numbering.part(style), "numbering"),
        (notes, "footnotes"),
        (settings_part(edition.document.lang), "settings"),
        (fonts_part(style, writer.package), "fontTable"),
    ):
        writer.package.add(part, OFFICE + kind, document)
    return writer.package.to_bytes()


def _on_new_page(text: list[Element]) -> list[Element]:
    """Return the text, which begins at the top of a page of its own."""
    first = first_paragraph(text)
    if first is None:
        first = separator()
        text = [first, *text]
    amend(first, "pageBreakBefore")
    amend(first, "spacing", before=0)
    return text
