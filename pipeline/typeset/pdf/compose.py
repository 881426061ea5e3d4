"""Blocks → strips: every kind of block of the model, set and tagged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from pipeline.errors import Problem
from pipeline.model import (
    Block,
    Document,
    Figure,
    Heading,
    Inline,
    List,
    ListItem,
    Marker,
    Origin,
    Paragraph,
    Quote,
    Table,
)
from pipeline.text import _
from pipeline.typeset.pdf.lines import Line, baseline, break_lines, least_width, shift
from pipeline.typeset.pdf.spans import Piece, Spans, note_name, plain_text, reference_name
from pipeline.typeset.pdf.strips import Column, Entry, Image, Strip, Words, boxed, kept, notes_of
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.tables import set_table
from pipeline.typeset.pdf.words import Anchor, atoms
from pipeline.typeset.pictures import open_picture
from pipeline.typeset.style import Style, TextStyle

LABEL_GAP = 6  # points between a number and its item's text
NOTE_INDENT = 13  # points
UNSPLIT_QUOTE = 10  # a quote of this many lines or fewer stays on one page
PICTURE_SHARE, CHART_SHARE = 0.6, 0.9  # of the page's height, at most
# The shares of its usual size that a picture may have where there is little room, and a chart, whose words are small.
LOW_PICTURES, LOW_CHARTS = (0.9, 0.8, 0.7), (1, 0.95, 0.9)


class Composer:
    """Sets one document's blocks; keeps its footnotes by id. What `bars` names gets a change bar in the margin."""

    def __init__(self, style: Style, document: Document, bars: frozenset[str] = frozenset()) -> None:
        page = style.page
        self.style = style
        self.bars = bars
        self.height = page.height - page.top - page.bottom
        self.column = Column(0, page.width - page.left - page.right)
        self.spans = Spans(style, document.lang, {note.id: note for note in document.notes})
        self.notes: dict[str, list[Strip]] = {}
        self._sections: list[tuple[int, Element]] = []
        self._headings = 0

    def compose(self, blocks: Sequence[Block], root: Element) -> list[Strip]:
        """Return the strips of blocks, with headings' sections as elements under `root`."""
        strips: list[Strip] = []
        announced = False
        for block, following in pairwise([*blocks, None]):
            assert block is not None
            made = self.block(block, self.column, self._section(block, root))
            if isinstance(block, Figure) and not announced:
                made[0] = made[0]._replace(waits=True)
            announced = _introduces(block, following)
            strips += kept(made) if announced else made
        return strips

    def _section(self, block: Block, root: Element) -> Element:
        if isinstance(block, Heading):
            while self._sections and self._sections[-1][0] >= block.level:
                self._sections.pop()
            parent = self._sections[-1][1] if self._sections else root
            self._sections.append((block.level, Element("Sect").under(parent)))
        return self._sections[-1][1] if self._sections else root

    def block(self, block: Block, column: Column, parent: Element) -> list[Strip]:
        """Return the strips of one block."""
        match block:
            case Heading():
                return self._heading(block, column, parent)
            case Paragraph():
                return self.paragraph(block, column, parent, self.style.body)
            case List():
                return self._outer_list(block, column, parent)
            case Table():
                return self._named(set_table(self, block, self.style.table, column, parent), block.id)
            case Figure():
                return self._named(self._figure(block, column, parent), block.id)
            case Quote():
                return self._named(self._quote(block, column, parent), block.id)

    def text(
        self,
        pieces: Sequence[Piece],
        style: TextStyle,
        column: Column,
        hyphenate: bool = True,
        balanced: bool = False,
    ) -> list[Strip]:
        """Return text as strips, one for each line; two lines at least stay together at each end.

        What is not to be hyphenated is, when a word is wider than the column.
        """
        content = atoms(pieces, hyphenate)
        if not hyphenate and least_width(content, hyphens=False) > column.width:
            content = atoms(pieces)
        lines = break_lines(content, column.width, balanced)
        last = len(lines) - 1
        return [
            Strip(
                height=style.leading,
                parts=(Words(line, column.x + shift(line, column.width, style.align), baseline(style)),),
                before=style.before if number == 0 else 0,
                after=style.after if number == last else 0,
                keep=number != last and number in (0, last - 1),
                notes=line.notes,
                names=line.names,
            )
            for number, line in enumerate(lines)
        ]

    def paragraph(self, block: Paragraph, column: Column, parent: Element, style: TextStyle) -> list[Strip]:
        """Return the strips of a paragraph, and place its footnotes behind it in the structure."""
        element = Element("P", id=block.id).under(parent)
        strips = self.text(self.spans.pieces(block.inlines, style, element, block.origin), style, column)
        self.add_notes(notes_of(strips), parent)
        return self._named(strips, block.id)

    def add_notes(self, names: Iterable[str], parent: Element) -> None:
        """Set these footnotes, behind the text that refers to them; empty names are passed over."""
        for name in filter(None, names):
            self.notes[name] = self._note(name, parent)

    def _note(self, name: str, parent: Element) -> list[Strip]:
        note, style = self.spans.notes[name], self.style.note
        element = Element("Note", id=note_name(name)).under(parent)
        link = Element("Link").under(Element("Lbl").under(element))
        text = Element("P").under(element)
        column = self.column.indented(NOTE_INDENT)
        strips = self.text(self.spans.pieces(note.inlines, style, text, note.origin), style, column)
        number = str(self.spans.numbers[name])
        anchor = Anchor(
            f"#{reference_name(name)}", _("Back to the text from footnote {number}").format(number=number), link
        )
        label = [(replace(span, anchor=anchor), words) for span, words in self.spans.plain(number, style, link)]
        strips = self._labelled(strips, self._line(label), 0, style)
        strips[0] = strips[0]._replace(names=(*strips[0].names, note_name(name)))
        self.add_notes(notes_of(strips), parent)
        strips = self.barred(strips, name)
        return strips + [line for inner in notes_of(strips) for line in self.notes[inner]]

    def _heading(self, block: Heading, column: Column, parent: Element) -> list[Strip]:
        style = self.style.heading(block.level)
        # PDF/UA-1, 7.4.2, allows no skipped level: the tag counts the sections, the style is that of the level.
        element = Element(f"H{len(self._sections)}", id=block.id).under(parent)
        pieces = self.spans.pieces(block.inlines, style, element, block.origin)
        strips = kept(self.text(pieces, style, column, hyphenate=False, balanced=True))
        if not strips:
            return []
        self.add_notes(notes_of(strips), parent)
        self._headings += 1
        name = block.id or f"heading:{self._headings}"
        first = strips[0]._replace(
            entry=Entry(block.level, plain_text(block.inlines), name), names=(*strips[0].names, name)
        )
        return self.barred([strip._replace(keep=True) for strip in (first, *strips[1:])], name)

    def _outer_list(self, block: List, column: Column, parent: Element) -> list[Strip]:
        """Return the strips of a list that is not nested in another: space follows it as after a paragraph."""
        strips = self._list(block, column, parent)
        return [*strips[:-1], *(strip._replace(after=self.style.body.after) for strip in strips[-1:])]

    def _list(self, block: List, column: Column, parent: Element) -> list[Strip]:
        numbering = "Decimal" if block.marker is Marker.NUMBER else "Disc"
        element = Element("L", attributes={"ListNumbering": numbering}).under(parent)
        strips = []
        for number, item in enumerate(block.items, start=block.start):
            made = self._item(item, self._marker(block.marker, number), column, Element("LI").under(element))
            strips += [made[0]._replace(before=self.style.list.gap), *made[1:]]
            if number - block.start in (0, len(block.items) - 2) and len(made) == 1:
                strips[-1] = strips[-1]._replace(keep=True)  # no item stands alone on a page
        return strips

    def _item(self, item: ListItem, marker: str, column: Column, parent: Element) -> list[Strip]:
        label, body = Element("Lbl").under(parent), Element("LBody").under(parent)
        inner = column.indented(self.style.list.indent)
        style = replace(self.style.body, before=0, after=0)
        strips = self.paragraph(Paragraph(item.inlines, item.id, item.place, item.origin), inner, body, style)
        numbered = any(map(str.isdigit, marker))
        sign = replace(style, colour=self.style.list.colour, bold=not numbered)
        line = self._line(self.spans.plain(marker, sign, label))
        x = max(column.x, inner.x - LABEL_GAP - line.width) if numbered else column.x
        strips = self._labelled(strips, line, x, style)
        for child in item.children:
            spaced = replace(style, before=self.style.list.gap)
            strips += (
                self._list(child, inner, body)
                if isinstance(child, List)
                else self.paragraph(child, inner, body, spaced)
            )
        return strips

    def _marker(self, marker: Marker, number: int) -> str:
        style = self.style.list
        signs = {Marker.BULLET: style.bullet, Marker.ARROW: style.arrow, Marker.CHECK: style.check}
        return signs.get(marker) or style.number.format(number)

    def _labelled(self, strips: list[Strip], label: Line, x: float, style: TextStyle) -> list[Strip]:
        """Set a label before the first line of a text, which may be empty."""
        first, *others = strips or [Strip(style.leading)]
        words = Words(label, x, baseline(style))
        return [first._replace(parts=(words, *first.parts), names=(*first.names, *label.names)), *others]

    def _line(self, pieces: Sequence[Piece]) -> Line:
        return break_lines(atoms(pieces, hyphenate=False), float("inf"))[0]

    def _figure(self, block: Figure, column: Column, parent: Element) -> list[Strip]:
        group = Element("Div").under(parent)
        attributes: dict[str, str | int | tuple[float, ...]] = {"Placement": "Block"}
        element = Element("Figure", alt=block.alt, id=block.id, attributes=attributes).under(group)
        caption: list[Strip] = []
        if block.caption:
            style = replace(self.style.caption, before=self.style.caption.after, after=self.style.caption.before)
            caption = self.caption(block.caption, style, column, group, block.origin)
        space = self.style.body.after

        def strip(low: bool, scale: float) -> Strip:
            image = self._image(block, column, element, low, scale)
            return Strip(image.height, (image,))

        first = strip(low=False, scale=1)._replace(before=space, after=0 if caption else space, keep=bool(caption))
        scales = LOW_CHARTS if block.chart else LOW_PICTURES
        lower = partial(map, partial(strip, True), scales)
        return [first._replace(figure=1 + len(caption), lower=lower), *caption]

    def _image(self, block: Figure, column: Column, element: Element, low: bool, scale: float) -> Image:
        """Return a figure's picture at a share of its usual size; a `low` chart is drawn with less height."""
        if block.chart:
            from pipeline.typeset.charts import draw  # noqa: PLC0415 (only an edition with charts pays for them)

            drawing = draw(block.chart, self.style, column.width, low=low)
            scale *= min(1, CHART_SHARE * self.height / drawing.height)
            return Image(drawing, element, column.x, 0, drawing.width * scale, drawing.height * scale)
        picture = open_picture(block)
        width, height = picture.fitted(column.width, PICTURE_SHARE * self.height)
        return Image(picture, element, column.x, 0, width * scale, height * scale)

    def caption(
        self, inlines: tuple[Inline, ...], style: TextStyle, column: Column, parent: Element, origin: Origin
    ) -> list[Strip]:
        """Return the strips of a caption, none if there is none."""
        if not inlines:
            return []
        element = Element("Caption").under(parent)
        strips = self.text(self.spans.pieces(inlines, style, element, origin), style, column, hyphenate=False)
        # A table has rows and a caption alone (ISO 32000-1, 14.8.4.3.4).
        self.add_notes(notes_of(strips), element if parent.tag == "Table" else parent)
        return kept(strips[:-1]) + strips[-1:]

    def _quote(self, block: Quote, column: Column, parent: Element) -> list[Strip]:
        style, element = self.style.quote, Element("BlockQuote", id=block.id).under(parent)
        inner = column.indented(style.indent, style.indent)
        text = replace(style, before=0, after=self.style.body.after)
        strips: list[Strip] = []
        for child in block.blocks:
            if isinstance(child, List):
                strips += self._outer_list(child, inner, element)
            else:
                strips += self.paragraph(child, inner, element, text)
        if len(strips) <= UNSPLIT_QUOTE:
            strips = [strip._replace(whole=True) for strip in strips[:-1]] + strips[-1:]
        return list(boxed(strips, column, style))

    def _named(self, strips: list[Strip], name: str) -> list[Strip]:
        if not (name and strips):
            return strips
        strips = self.barred(strips, name)
        return [strips[0]._replace(names=(*strips[0].names, name)), *strips[1:]]

    def barred(self, strips: list[Strip], name: str) -> list[Strip]:
        """Ask for a bar beside strips, if their name is among those that get one."""
        return [strip._replace(bar=True) for strip in strips] if name in self.bars else strips

    def problems(self, strips: Sequence[Strip]) -> Iterator[Problem]:
        """Yield what was missing when the document was set as these strips."""
        yield from self.spans.problems
        notes = [strip for note in self.notes.values() for strip in note]
        names = {name for strip in (*strips, *notes) for name in strip.names}
        for anchor, origin in self.spans.anchors:
            if anchor.target.startswith("#") and anchor.target[1:] not in names:
                what = _("The link “{words}” leads to {target}, which no block has as its id.")
                what = what.format(words=anchor.words, target=anchor.target)
                yield Problem(origin.file, origin.line, what, _("Correct the link, or give the block this id."))
        for note in self.spans.notes.values():
            if note.id not in self.spans.numbers:
                what = _("Nothing refers to the footnote {id}.").format(id=note.id)
                yield Problem(note.origin.file, note.origin.line, what, _("Refer to it, or remove it."))


def _introduces(block: Block, following: Block | None) -> bool:
    """Tell whether a paragraph announces what follows it, and so must not stand alone at a page's end."""
    if not isinstance(block, Paragraph):
        return False
    announces = plain_text(block.inlines).rstrip().endswith(":")
    return isinstance(following, List) or (announces and isinstance(following, Table | Quote | Figure))
