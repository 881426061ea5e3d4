"""An edition as a Word document: the parts that Word reads, with nothing left over from any template.

1. `furniture`  the cover and the running head and foot
2. `contents`   the contents with their page numbers, which `pages` finds
3. `blocks`     the text: `inlines`, `tables`, `pictures`, and what it refers to: `notes`, `numbering`, `fields`
4. `styles`     the looks, by the names that Word knows
5. `package`    everything zipped, the same bytes for the same edition

Parts, relationships, properties, sections and pictures are python-docx's; the markup that it has no words for is made
by `xml`.
"""

from __future__ import annotations

from docx.parts.document import DocumentPart

from pipeline.model import Edition
from pipeline.typeset.style import Style
from pipeline.typeset.word.blocks import blocks, separator
from pipeline.typeset.word.contents import contents
from pipeline.typeset.word.fonts import embed_fonts
from pipeline.typeset.word.footnotes import footnotes
from pipeline.typeset.word.furniture import cover, cover_pages, masthead, section
from pipeline.typeset.word.metadata import set_properties, settings
from pipeline.typeset.word.package import add_part, new_document, to_bytes
from pipeline.typeset.word.pages import contents_extent, heading_pages
from pipeline.typeset.word.properties import amend, first_paragraph
from pipeline.typeset.word.story import Story, Writer
from pipeline.typeset.word.styles import styles
from pipeline.typeset.word.xml import Element, w


def typeset_word(edition: Edition, style: Style) -> bytes:
    """Return the edition as a `.docx` file, whose contents name the pages that Word will find."""
    writer, document = Writer(edition, style), new_document()
    story = Story(writer, document)
    text = list(blocks(edition.document.blocks, story))
    front = list(masthead(writer)) if edition.brief else [*cover(writer), *_contents(edition, story)]
    text = text if edition.brief else _on_new_page(text)
    document.element.append(w("body", *front, *text, section(writer, document)))
    notes = add_part(document, w("footnotes"))
    notes.element.extend(footnotes(Story(writer, notes)))
    return complete(document, writer)


def _contents(edition: Edition, story: Story) -> list[Element]:
    style = story.writer.style
    deepest, extent = contents_extent([heading for _name, heading in story.writer.headings], style)
    pages = heading_pages(
        edition.document.blocks, edition.document.notes, style, cover_pages(story.writer) + extent + 1
    )
    return contents(story, deepest, pages)


def complete(document: DocumentPart, writer: Writer) -> bytes:
    """Return the document as a file, with the parts that are the same whatever its text says."""
    lang = writer.edition.document.lang
    set_properties(document.package, writer.edition)
    for root in (styles(writer.style, lang), writer.numbering.definitions(writer.style), settings(lang)):
        add_part(document, root)
    embed_fonts(writer.style, add_part(document, w("fonts")))
    return to_bytes(document)


def _on_new_page(text: list[Element]) -> list[Element]:
    """Return the text, which begins at the top of a page of its own."""
    first = first_paragraph(text)
    if first is None:
        first = separator()
        text = [first, *text]
    amend(first, "pageBreakBefore")
    amend(first, "spacing", before=0)
    return text
