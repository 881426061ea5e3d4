"""Blocks → strips: how high each paragraph, row and picture will stand, and what must stay together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from pipeline.frozen import frozen
from pipeline.model import Block, Figure, Footnote, Heading, Inline, List, Paragraph, Placed, Quote, Table, place
from pipeline.typeset.style import Style, TableStyle, TextStyle
from pipeline.typeset.word.metrics import broken, line_height
from pipeline.typeset.word.pictures import picture_size
from pipeline.typeset.word.styles import BOX_EDGE, box_padding
from pipeline.typeset.word.tables import Hold, column_widths, fitted

# A table that takes no more than this share of a page stays whole, with a head that can be repeated or without.
_WHOLE, _WHOLE_WITH_HEAD = 0.45, 0.25
# Of any other, so many rows of the body at least stand together at its beginning and at its end.
_TOGETHER = 2
# A paragraph under a heading that has no more lines than this does not end a page.
_OPENING = 2


@frozen
class Strip:
    """What may fill a page: lines of one height in points, each with the footnotes' ids that stand below it.

    `repeated` is the height of what stands above it where it begins a page or goes on on one: a table's head, a box's
    upper edge. `closing` is that of the box's lower edge, where a page ends within it. A row is `loose` that is kept
    with the next one only so that their table stays whole.
    """

    lines: Sequence[Sequence[str]]
    height: float
    before: float = 0
    after: float = 0
    keep_next: bool = False
    whole: bool = False
    heading: bool = False
    repeated: float = 0
    closing: float = 0
    loose: bool = False


def stacked_height(strips: Sequence[Strip]) -> float:
    """Return the height of strips on one page, with the space between them, in points."""
    gaps = (max(above.after, below.before) for above, below in pairwise(strips))
    return sum(len(strip.lines) * strip.height for strip in strips) + sum(gaps)


def held_rows(block: Table, style: Style, parted: bool = False) -> list[Hold]:
    """Return how each row of a table is held: a small one stays whole unless it is `parted`."""
    _caption, rows = Compositor(style).table(block)
    return [Hold((loosened(row) if parted else row).keep_next, not row.whole) for row in rows]


def loosened(strip: Strip) -> Strip:
    """Return a strip that stays with the next one only if it must, whether or not its table stays whole."""
    return replace(strip, keep_next=False) if strip.loose else strip


def introducing(blocks: Sequence[Block], style: Style) -> Iterator[bool]:
    """Yield for each block whether it is a paragraph that stays with what follows it.

    It is followed by a list, or by a table without a caption, which goes with it; or a heading and these few lines
    would be all that stands at a page's end, though more text follows and no picture, which may need most of a page.
    """
    compositor = Compositor(style)
    for before, block, following in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        is_bare = isinstance(following, Table) and not following.caption
        if not isinstance(block, Paragraph) or following is None or isinstance(following, Figure):
            yield False
        elif is_bare or isinstance(following, List):
            yield True
        else:
            opens = isinstance(before, Heading) and not _ends_section(before, following)
            yield opens and len(compositor.words(block.inlines, style.body).lines) <= _OPENING


def _ends_section(heading: Heading, block: Block) -> bool:
    """Say whether a block begins the next section after a heading's own."""
    return isinstance(block, Heading) and block.level <= heading.level


def kept_with_next(listed: List, number: int) -> bool:
    """Say whether an item stays with the one after it, so that neither the first nor the last stands alone."""
    bare = not listed.items[number].children
    return bare and len(listed.items) > 1 and number in (0, len(listed.items) - 2)


class Compositor:
    """Sets blocks into strips, in a style; `measure` and `room` are the text's width and a page's height in points.

    `notes` are the footnotes of which it knows how many digits their numbers have.
    """

    def __init__(self, style: Style, notes: Sequence[Footnote] = ()) -> None:
        self.style = style
        self.digits = {note.id: len(str(number)) for number, note in enumerate(notes, 1)}
        self.measure = style.page.measure
        self.room = style.page.room

    def words(self, inlines: Sequence[Inline], look: TextStyle, narrower: float = 0) -> Strip:
        """Return the strip of a paragraph whose measure is narrower than the text's by some points."""
        lines = broken(inlines, look, self.measure - (narrower or 2 * look.indent), digits=self.digits)
        return Strip(lines, line_height(look), look.before, look.after)

    def text(self, blocks: Sequence[Block]) -> Iterator[list[Strip]]:
        """Yield the strips of each block; a paragraph stays with what it introduces."""
        for block, kept in zip(blocks, introducing(blocks, self.style), strict=True):
            yield [replace(strip, keep_next=True) if kept else strip for strip in self.block(block)]

    def block(self, block: Block) -> Iterator[Strip]:
        """Yield the strips of one block."""
        match block:
            case Heading():
                strip = self.words(block.inlines, self.style.heading(block.level))
                yield replace(strip, keep_next=True, whole=True, heading=True)
            case Paragraph():
                yield self.words(block.inlines, self.style.body)
            case List():
                yield from self.listing(block, self.style.body)
            case Table():
                yield from chain.from_iterable(self.table(block))
            case Figure():
                yield from self.figure(block)
            case Quote():
                yield from self.quote(block)

    def listing(self, listed: List, look: TextStyle, left: float = 0) -> Iterator[Strip]:
        """Yield the strips of a list's items; the last stands as far from what follows as a paragraph does."""
        strips = list(self.items(listed, replace(look, before=0, after=self.style.list.gap), left))
        yield from strips[:-1]
        yield from (replace(strip, after=look.after) for strip in strips[-1:])

    def items(self, listed: List, look: TextStyle, left: float) -> Iterator[Strip]:
        """Yield the strips of a list's items and of what is nested under them."""
        left += self.style.list.indent
        for number, item in enumerate(listed.items):
            yield replace(self.words(item.inlines, look, left), keep_next=kept_with_next(listed, number))
            for child in item.children:
                if isinstance(child, List):
                    yield from self.items(child, look, left)
                else:
                    yield self.words(child.inlines, look, left)

    def table(self, block: Table) -> tuple[list[Strip], list[Strip]]:
        """Return the strips of a table's caption and of its rows, the last of which has the space below the table."""
        caption = self.words(block.caption, self.style.caption)
        after = max(self.style.caption.after, self.style.table.before)
        captions = [replace(caption, after=after, keep_next=True)] if block.caption else []
        rows = self.rows(block)
        share = _WHOLE_WITH_HEAD if block.head else _WHOLE
        whole = stacked_height(rows) <= share * self.room
        held = [row.whole and _is_held(number, len(block.head), len(rows)) for number, row in enumerate(rows)]
        rows = [replace(row, keep_next=whole or keep, loose=not keep) for row, keep in zip(rows, held, strict=True)]
        below = self.style.table.after
        last = [replace(row, after=below, keep_next=False, loose=False) for row in rows[-1:]]
        return captions, rows[:-1] + last

    def rows(self, block: Table) -> list[Strip]:
        """Return the strips of a table's rows; those of its body come with the height of the rows that are repeated."""
        table = fitted(block, self.style)
        widths = column_widths(block, table, self.measure)
        heads = [_row(row, widths, table, table.head) for row in place(block.head)]
        rows = [_row(row, widths, table, table.cell, block.row_headings) for row in place(block.body)]
        repeated = stacked_height(heads)
        return [self._splitting(row) for row in (*heads, *(replace(row, repeated=repeated) for row in rows))]

    def _splitting(self, row: Strip) -> Strip:
        """Return a row, in lines that may part if it is higher than a page."""
        if row.height <= self.room:
            return row
        count = int(row.height / line_height(self.style.table.cell))
        return replace(row, lines=[*row.lines, *[[]] * (count - 1)], height=row.height / count, whole=False)

    def figure(self, figure: Figure) -> Iterator[Strip]:
        """Yield the strips of a picture and its caption."""
        height = max(picture_size(figure, self.style)[1], line_height(self.style.body))
        below = 0 if figure.caption else self.style.body.after
        yield Strip([[]], height, self.style.body.before, below, keep_next=bool(figure.caption))
        if figure.caption:
            yield self.words(figure.caption, under_figure(self.style.caption))

    def quote(self, quote: Quote) -> Iterator[Strip]:
        """Yield the strips of a quotation's paragraphs and lists, between the upper and the lower edge of its box."""
        look = self.style.quote
        strips: list[Strip] = []
        for block in quote.blocks:
            if isinstance(block, List):
                strips += self.listing(block, look, 2 * look.indent)
            else:
                strips.append(self.words(block.inlines, look, 2 * look.indent))
        if not strips:
            return
        edge = Strip([[]], box_padding(look)[1] + BOX_EDGE, whole=True)
        yield replace(edge, before=look.before, keep_next=True)
        strips[0] = replace(strips[0], before=0)
        strips[-1] = replace(strips[-1], after=0, keep_next=True)
        yield from (replace(strip, repeated=edge.height, closing=edge.height) for strip in strips)
        yield replace(edge, after=look.after)


def under_figure(caption: TextStyle) -> TextStyle:
    """Return the style of a caption that stands below what it names: its space is turned upside down."""
    return replace(caption, before=caption.after, after=caption.before)


def _is_held(number: int, heads: int, rows: int) -> bool:
    """Say whether a row, counted from 0, stays with the next one whatever height its table has."""
    is_long = rows - heads >= 2 * _TOGETHER
    return number < heads + _TOGETHER - 1 or (is_long and number >= rows - _TOGETHER)


def _row(
    row: Sequence[Placed], widths: Sequence[float], table: TableStyle, look: TextStyle, names: bool = False
) -> Strip:
    """Return a row's strip, as high as its highest cell; cells over several rows are left to those rows."""
    most = 1
    notes: list[str] = []
    for placed in row:
        width = sum(widths[placed.column : placed.column + placed.cell.colspan]) - 2 * table.padding_x
        lines = broken(placed.cell.inlines, look, width, bold=names and placed.column == 0)
        most = max(most, len(lines) if placed.cell.rowspan == 1 else 1)
        notes += chain.from_iterable(lines)
    return Strip([notes], most * line_height(look) + 2 * table.padding_y + table.line_width, whole=True)
