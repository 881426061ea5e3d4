"""Which page each heading will stand on: Word's breaking of lines and pages, simulated with the document's own fonts.

Word sets the contents' page numbers only when asked; these are the ones that it finds. What is simulated: greedy
lines, two lines of a paragraph at least on either page, headings kept with what they introduce, rows that do not
split under repeated header rows, and footnotes on the page of their reference. Hyphens are not, so that a long
paragraph may in truth be a line shorter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from pipeline.model import Block, Figure, Footnote, Heading, Inline, List, Paragraph, Quote, Table
from pipeline.typeset.grid import Placed, place
from pipeline.typeset.style import Style, TextStyle
from pipeline.typeset.word.metrics import broken
from pipeline.typeset.word.pictures import picture_size
from pipeline.typeset.word.styles import box_padding
from pipeline.typeset.word.tables import column_widths

# At least so many lines of a paragraph stand on either side of a page break.
_TOGETHER = 2
# The rule above the footnotes, with the space round it, in points.
_RULE = 12.0
# The space that the contents' page numbers and their leaders need at least, in points.
_LEADER = 24.0


@dataclass(frozen=True, slots=True)
class Strip:
    """What may fill a page: lines of one height in points, each with the footnotes' ids that stand below it.

    `repeated` is the height of the rows that are repeated where the strip begins a page.
    """

    lines: Sequence[Sequence[str]]
    height: float
    before: float = 0
    after: float = 0
    keep_next: bool = False
    whole: bool = False
    heading: bool = False
    repeated: float = 0


def heading_pages(blocks: Sequence[Block], notes: Sequence[Footnote], style: Style, first_page: int) -> list[int]:
    """Return the page of each heading, in order, of a text that begins at the top of a page; pages count from 1."""
    compositor = Compositor(style)
    strips = list(compositor.text(blocks))
    heights = {
        note.id: stacked_height([compositor.words(note.inlines, style.note)]) + style.note.after for note in notes
    }
    pages = paginate(strips, compositor.room, heights, first_page)
    return [number for strip, number in zip(strips, pages, strict=True) if strip.heading]


def contents_pages(headings: Sequence[Heading], style: Style) -> int:
    """Return how many pages the contents fill."""
    compositor = Compositor(style)
    entries = (compositor.words(h.inlines, style.toc(h.level), style.toc(h.level).indent + _LEADER) for h in headings)
    strips = [compositor.words((), style.contents_title), *entries]
    return paginate(strips, compositor.room, {}, 1)[-1]


def stacked_height(strips: Sequence[Strip]) -> float:
    """Return the height of strips on one page, with the space between them, in points."""
    gaps = (max(above.after, below.before) for above, below in pairwise(strips))
    return sum(len(strip.lines) * strip.height for strip in strips) + sum(gaps)


def paginate(strips: Sequence[Strip], room: float, notes: Mapping[str, float], page: int) -> list[int]:
    """Return the page that each strip begins on; `room` is a page's height and `notes` are the footnotes' heights."""
    sheet, pages = _Sheet(room, notes, page), []
    for number, strip in enumerate(strips):
        if not sheet.takes(_kept(strips, number)):
            sheet.turn()
        pages.append(sheet.page)
        sheet.put(strip)
    return pages


def _kept(strips: Sequence[Strip], number: int) -> Iterator[Strip]:
    """Yield a strip and those that must follow it on the same page, the last of them cut to what must stand there."""
    for strip in strips[number:]:
        if not strip.keep_next:
            count = len(strip.lines)
            few = strip.whole or count < 2 * _TOGETHER
            yield strip if few else replace(strip, lines=strip.lines[:_TOGETHER])
            return
        yield strip


@dataclass
class _Sheet:
    """The page that is being filled: how far down the text reaches, and how high the footnotes stand, in points."""

    room: float
    notes: Mapping[str, float]
    page: int
    used: float = 0
    below: float = 0
    after: float = 0

    def takes(self, strips: Iterator[Strip]) -> bool:
        """Return whether strips fit on what is left of the page; an empty page takes anything."""
        if not self.used:
            return True
        trial = replace(self)
        for strip in strips:
            trial.put(strip)
        return trial.page == self.page

    def put(self, strip: Strip) -> None:
        """Fill the page with a strip's lines, and the next pages with those that it has no room for."""
        self.used += max(self.after, strip.before) if self.used else strip.repeated
        for number, notes in enumerate(strip.lines):
            below = self._below(notes)
            if self.used and self.used + strip.height + below > self.room:
                self.turn()
                widow = number == len(strip.lines) - 1 and number >= _TOGETHER
                self.used, below = strip.repeated + widow * strip.height, self._below(notes)
            self.used += strip.height
            self.below = below
        self.after = strip.after

    def turn(self) -> None:
        """Begin the next page."""
        self.page += 1
        self.used = self.below = self.after = 0

    def _below(self, notes: Sequence[str]) -> float:
        return self.below + sum(self.notes[name] for name in notes) + (_RULE if notes and not self.below else 0)


class Compositor:
    """Sets blocks into strips, in a style; `measure` and `room` are the text's width and a page's height in points."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.measure = style.page.width - style.page.left - style.page.right
        self.room = style.page.height - style.page.top - style.page.bottom

    def words(self, inlines: Sequence[Inline], look: TextStyle, narrower: float = 0) -> Strip:
        """Return the strip of a paragraph whose measure is narrower than the text's by some points."""
        lines = broken(inlines, look, self.measure - (narrower or 2 * look.indent))
        return Strip(lines, look.leading, look.before, look.after)

    def text(self, blocks: Sequence[Block]) -> Iterator[Strip]:
        """Yield the strips of blocks; a paragraph stays with the list that it introduces."""
        for block, following in pairwise((*blocks, None)):
            assert block is not None
            *most, last = self.block(block)
            yield from most
            introduces = isinstance(block, Paragraph) and isinstance(following, List)
            yield replace(last, keep_next=True) if introduces else last

    def block(self, block: Block) -> Iterator[Strip]:
        """Yield the strips of one block."""
        match block:
            case Heading():
                strip = self.words(block.inlines, self.style.heading(block.level))
                yield replace(strip, keep_next=True, whole=True, heading=True)
            case Paragraph():
                yield self.words(block.inlines, self.style.body)
            case List():
                yield from self.list(block, self.style.body)
            case Table():
                yield from self.table(block)
            case Figure():
                yield from self.figure(block)
            case Quote():
                yield from self.quote(block)

    def list(self, listed: List, look: TextStyle, left: float = 0) -> Iterator[Strip]:
        """Yield the strips of a list's items; the last stands as far from what follows as a paragraph does."""
        strips = list(self.items(listed, replace(look, before=0, after=self.style.list.gap), left))
        yield from strips[:-1]
        yield from (replace(strip, after=look.after) for strip in strips[-1:])

    def items(self, listed: List, look: TextStyle, left: float) -> Iterator[Strip]:
        """Yield the strips of a list's items and of what is nested under them."""
        left += self.style.list.indent
        for item in listed.items:
            yield self.words(item.inlines, look, left)
            for child in item.children:
                if isinstance(child, List):
                    yield from self.items(child, look, left)
                else:
                    yield self.words(child.inlines, look, left)

    def table(self, block: Table) -> Iterator[Strip]:
        """Yield the strips of a table: its caption, and each row as one line that does not split."""
        widths = column_widths(block, self.style)
        if block.caption:
            after = max(self.style.caption.after, self.style.table.before)
            yield replace(self.words(block.caption, self.style.caption), after=after, keep_next=True)
        heads = [self.row(row, widths, self.style.table.head) for row in place(block.head)]
        rows = [self.row(row, widths, self.style.table.cell, block.row_headings) for row in place(block.body)]
        repeated = sum(head.height for head in heads)
        strips = [replace(head, keep_next=True) for head in heads]
        strips += [replace(row, repeated=repeated, keep_next=n == 0 and len(rows) > 1) for n, row in enumerate(rows)]
        yield from strips[:-1]
        for last in strips[-1:]:
            yield replace(last, height=last.height + self.style.table.line_width, after=self.style.table.after)

    def row(self, row: Sequence[Placed], widths: Sequence[float], look: TextStyle, names: bool = False) -> Strip:
        """Return a row's strip, as high as its highest cell; cells over several rows are left to those rows."""
        table, most = self.style.table, 1
        notes: list[str] = []
        for placed in row:
            width = sum(widths[placed.column : placed.column + placed.cell.colspan]) - 2 * table.padding_x
            lines = broken(placed.cell.inlines, look, width, bold=names and placed.column == 0)
            most = max(most, len(lines) if placed.cell.rowspan == 1 else 1)
            notes += chain.from_iterable(lines)
        return Strip([notes], most * look.leading + 2 * table.padding_y + table.line_width, whole=True)

    def figure(self, figure: Figure) -> Iterator[Strip]:
        """Yield the strips of a picture and its caption."""
        height = max(picture_size(figure, self.style.page)[1], self.style.body.leading)
        yield Strip([[]], height, self.style.body.before, self.style.body.after, keep_next=bool(figure.caption))
        if figure.caption:
            yield self.words(figure.caption, self.style.caption)

    def quote(self, quote: Quote) -> Iterator[Strip]:
        """Yield the strips of a quotation's paragraphs and lists, between the upper and the lower edge of its box."""
        look = self.style.quote
        strips: list[Strip] = []
        for block in quote.blocks:
            if isinstance(block, List):
                strips += self.list(block, look, 2 * look.indent)
            else:
                strips.append(self.words(block.inlines, look, 2 * look.indent))
        edge = Strip([[]], box_padding(look)[1], whole=True)
        yield replace(edge, before=look.before, keep_next=True)
        strips[0] = replace(strips[0], before=0)
        strips[-1] = replace(strips[-1], after=0, keep_next=True)
        yield from strips
        yield replace(edge, after=look.after)
