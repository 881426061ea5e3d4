"""Blocks → strips: every kind of block of the model, set and tagged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Block, Figure, Heading, List, Paragraph, Quote, Table
from pipeline.typeset.pdf.figures import set_figure
from pipeline.typeset.pdf.lists import set_list
from pipeline.typeset.pdf.setter import Setter
from pipeline.typeset.pdf.strips import Column, Entry, Strip, boxed, kept, notes_of
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.tables import set_table
from pipeline.typeset.words import plain

LOW_QUOTE, LOW_QUOTE_COST = 10, 0.3  # a quote of so many lines or fewer; what it costs to end a page in it
# What it costs to end a page between a paragraph and a table without a caption, which goes with it, and after the
# first paragraph under a heading if it has so few lines.
BEFORE_TABLE_COST = 0.2
OPENING, OPENING_COST = 2, 0.15


def compose(setter: Setter, blocks: Sequence[Block], root: Element) -> list[Strip]:
    """Return the strips of blocks, with headings' sections as elements under `root`."""
    return _Composer(setter).compose(blocks, root)


class _Composer:
    """Sets blocks one after the other; knows the sections that are open."""

    def __init__(self, setter: Setter) -> None:
        self.setter = setter
        self._sections: list[tuple[int, Element]] = []
        self._headings = 0

    def compose(self, blocks: Sequence[Block], root: Element) -> list[Strip]:
        """Return the strips of blocks; they are tagged under `root`."""
        strips: list[Strip] = []
        announced, before = False, None
        for block, following in pairwise([*blocks, None]):
            assert block is not None
            made = self.block(block, self.setter.column, self._section(block, root))
            if isinstance(block, Figure) and not announced:
                made[0] = made[0]._replace(waits=True)
            announced = _introduces(block, following)
            cost = _cost_between(before, made, following) if isinstance(block, Paragraph) else 0
            strips += kept(made) if announced else made[:-1] + [strip._replace(cost=cost) for strip in made[-1:]]
            before = block
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
        setter = self.setter
        match block:
            case Heading():
                return self._heading(block, column, parent)
            case Paragraph():
                return setter.paragraph(block, column, parent, setter.style.body)
            case List():
                return set_list(setter, block, column, parent)
            case Table():
                return setter.named(set_table(setter, block, setter.style.table, column, parent), block.id)
            case Figure():
                return setter.named(set_figure(setter, block, column, parent), block.id)
            case Quote():
                return setter.named(_quote(setter, block, column, parent), block.id)

    def _heading(self, block: Heading, column: Column, parent: Element) -> list[Strip]:
        style = self.setter.style.heading(block.level)
        # PDF/UA-1, 7.4.2, allows no skipped level: the tag counts the sections, the style is that of the level.
        element = Element(f"H{len(self._sections)}", id=block.id).under(parent)
        pieces = self.setter.spans.pieces(block.inlines, style, element, block.origin)
        strips = kept(self.setter.text(pieces, style, column, hyphenate=False, balanced=True))
        if not strips:
            return []
        self.setter.add_notes(notes_of(strips), parent)
        self._headings += 1
        name = block.id or f"heading:{self._headings}"
        first = strips[0]._replace(entry=Entry(block.level, plain(block.inlines), name), names=(*strips[0].names, name))
        return self.setter.barred([strip._replace(keep=True) for strip in (first, *strips[1:])], name)


def _quote(setter: Setter, block: Quote, column: Column, parent: Element) -> list[Strip]:
    style, element = setter.style.quote, Element("BlockQuote", id=block.id).under(parent)
    inner = column.indented(style.indent, style.indent)
    text = replace(style, before=0, after=setter.style.body.after)
    strips: list[Strip] = []
    for child in block.blocks:
        if isinstance(child, List):
            strips += set_list(setter, child, inner, element)
        else:
            strips += setter.paragraph(child, inner, element, text)
    if len(strips) <= LOW_QUOTE:
        strips = [strip._replace(cost=LOW_QUOTE_COST) for strip in strips[:-1]] + strips[-1:]
    return list(boxed(strips, column, style))


def _introduces(block: Block, following: Block | None) -> bool:
    """Tell whether a paragraph announces what follows it, and so must not stand alone at a page's end."""
    if not isinstance(block, Paragraph):
        return False
    announces = plain(block.inlines).rstrip().endswith(":")
    return isinstance(following, List) or (announces and isinstance(following, Table | Quote | Figure))


def _cost_between(before: Block | None, strips: Sequence[Strip], following: Block | None) -> float:
    """Return what it costs to end a page between a paragraph and what follows it."""
    if isinstance(following, Table) and not following.caption:
        return BEFORE_TABLE_COST
    return OPENING_COST if isinstance(before, Heading) and len(strips) <= OPENING else 0
