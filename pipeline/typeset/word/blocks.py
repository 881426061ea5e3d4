"""Blocks → paragraphs and tables of the main document, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.model import Block, Figure, Heading, Inline, List, ListItem, Paragraph, Quote, Table
from pipeline.typeset.word.fields import bookmark_name
from pipeline.typeset.word.inlines import runs
from pipeline.typeset.word.numbering import LEVELS, by_depth, style_of
from pipeline.typeset.word.pages import parted_tables
from pipeline.typeset.word.pictures import picture
from pipeline.typeset.word.properties import amend, first_paragraph, indent, paragraph_properties, twips
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.strips import held_rows, introducing, kept_with_next, under_figure
from pipeline.typeset.word.tables import table
from pipeline.typeset.word.xml import Element, w

_LOWEST = 20  # twips: the least height of a paragraph


def blocks(all_blocks: Sequence[Block], story: Story) -> Iterator[Element]:
    """Yield the body's elements; what introduces another block or follows a table is set accordingly."""
    style, table_before = story.writer.style, False
    parted = parted_tables(all_blocks, story.writer.edition.document.notes, style)
    for number, (block, introduces) in enumerate(zip(all_blocks, introducing(all_blocks, style), strict=True)):
        made = list(_block(block, story, number in parted))
        if table_before and made:
            made = _after_table(made, block, story)
        if introduces and made:
            amend(made[-1], "keepNext")
        yield from made
        table_before = isinstance(block, Table) if made else table_before
    if table_before:
        yield separator()


def _block(block: Block, story: Story, parted: bool) -> Iterable[Element]:
    match block:
        case Heading():
            return [_heading(block, story)]
        case Paragraph():
            return [paragraph(block.inlines, story, block_id=block.id)]
        case List():
            return _list(block, story)
        case Table():
            return _marked(block.id, [*_caption(block, story), *_table(block, story, parted)], story)
        case Figure():
            return _marked(block.id, _figure(block, story), story)
        case Quote():
            return _marked(block.id, _quote(block, story), story)


def paragraph(
    inlines: Iterable[Inline], story: Story, properties: Element | None = None, *, block_id: str = ""
) -> Element:
    """Return one paragraph; a bookmark with the block's id stands around its words."""
    words = list(runs(inlines, story))
    return w("p", properties, *(_marked(block_id, words, story)))


def _marked(block_id: str, content: list[Element], story: Story) -> list[Element]:
    return story.writer.bookmarks.around(bookmark_name(block_id), content) if block_id else content


def _heading(heading: Heading, story: Story) -> Element:
    name = story.writer.next_heading(heading)
    words = story.writer.bookmarks.around(name, list(runs(heading.inlines, story)))
    return w("p", paragraph_properties(f"Heading{heading.level}"), *words)


def _list(listed: List, story: Story, level: int = 0, host: str = "") -> list[Element]:
    """Return a list's items; the last stands as far from what follows as a paragraph does."""
    level = min(level, LEVELS - 1)
    number = story.writer.numbering.number(listed, level)
    made: list[Element] = []
    for place, item in enumerate(listed.items):
        made += _item(item, story, _item_properties(listed, number, level, host, story), level, host)
        if kept_with_next(listed, place):
            amend(made[-1], "keepNext")
    if level == 0 and made:
        look = story.writer.style.quote if host else story.writer.style.body
        amend(made[-1], "spacing", after=twips(look.after))
    return made


def _item(item: ListItem, story: Story, properties: Element | None, level: int, host: str) -> Iterator[Element]:
    yield paragraph(item.inlines, story, properties, block_id=item.id)
    for child in item.children:
        match child:
            case List():
                yield from _list(child, story, level + 1, host)
            case Paragraph():
                yield paragraph(child.inlines, story, _continuation(level, host, story), block_id=child.id)


def _item_properties(listed: List, number: int, level: int, host: str, story: Story) -> Element | None:
    counted = w("numPr", w("ilvl", val=level), w("numId", val=number))
    if not host:
        return paragraph_properties(style_of(listed.marker, level), counted)
    style = story.writer.style.list
    gap = w("spacing", before=0, after=twips(style.gap))
    return paragraph_properties(host, counted, gap, indent(_edge(level, host, story), hanging=style.indent))


def _continuation(level: int, host: str, story: Story) -> Element | None:
    return paragraph_properties(host or by_depth("ListContinue", level), indent(_edge(level, host, story)))


def _edge(level: int, host: str, story: Story) -> float:
    style = story.writer.style
    return style.list.indent * (level + 1) + (style.quote.indent if host else 0)


def _table(block: Table, story: Story, parted: bool) -> Iterator[Element]:
    if block.head or block.body:
        yield table(block, story, held_rows(block, story.writer.style, parted))


def _caption(block: Table, story: Story) -> Iterator[Element]:
    if block.caption:
        style = story.writer.style
        gap = w("spacing", after=twips(max(style.caption.after, style.table.before)))
        yield paragraph(block.caption, story, paragraph_properties("Caption", w("keepNext"), gap))


def _figure(figure: Figure, story: Story) -> list[Element]:
    close = [w("keepNext"), w("spacing", after=0)] if figure.caption else []
    made = [w("p", paragraph_properties("Figure", *close), w("r", picture(figure, story)))]
    if figure.caption:
        look = under_figure(story.writer.style.caption)
        gap = w("spacing", before=twips(look.before), after=twips(look.after))
        made.append(paragraph(figure.caption, story, paragraph_properties("Caption", gap)))
    return made


def _quote(quote: Quote, story: Story) -> list[Element]:
    made: list[Element] = []
    for block in quote.blocks:
        match block:
            case Paragraph():
                made.append(paragraph(block.inlines, story, paragraph_properties("Quote"), block_id=block.id))
            case List():
                made += _list(block, story, host="Quote")
    return made


def _after_table(made: list[Element], block: Block, story: Story) -> list[Element]:
    """Return the block after a table with the space that Word cannot give to the table itself."""
    style, first = story.writer.style, first_paragraph(made)
    if first is None:
        return [separator(style.table.after), *made]
    own = style.heading(block.level).before if isinstance(block, Heading) else 0
    amend(first, "spacing", before=twips(max(own, style.table.after)))
    return made


def separator(room: float = 0) -> Element:
    """Return the paragraph without words that Word needs next to a table: before another, or at the text's ends.

    `room` is the space that it fills, in points; without it, it is as low as a paragraph can be.
    """
    space = w("spacing", before=max(0, twips(room) - _LOWEST), after=0, line=_LOWEST, lineRule="exact")
    return w("p", paragraph_properties("", space))
