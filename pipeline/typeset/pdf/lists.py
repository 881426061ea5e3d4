"""Lists → strips: markers, numbers, and lists within lists."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import List, ListItem, Marker, Paragraph
from pipeline.typeset.pdf.setter import Setter
from pipeline.typeset.pdf.strips import Column, Strip
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.style import ListStyle

LABEL_GAP = 6  # points between a number and its item's text
LONELY_ITEM_COST = 0.08  # of a page end that leaves one item alone


def set_list(setter: Setter, block: List, column: Column, parent: Element) -> list[Strip]:
    """Return the strips of a list that is not nested in another: space follows it as after a paragraph."""
    strips = _list(setter, block, column, parent)
    return [*strips[:-1], *(strip._replace(after=setter.style.body.after) for strip in strips[-1:])]


def _list(setter: Setter, block: List, column: Column, parent: Element) -> list[Strip]:
    numbering = "Decimal" if block.marker is Marker.NUMBER else "Disc"
    element = Element("L", attributes={"ListNumbering": numbering}).under(parent)
    inner = column.indented(_indent(setter, block))
    strips = []
    for number, item in enumerate(block.items, start=block.start):
        marker = _marker(setter.style.list, block.marker, number)
        made = _item(setter, item, marker, inner, Element("LI").under(element))
        strips += [made[0]._replace(before=setter.style.list.gap), *made[1:]]
        if number - block.start in (0, len(block.items) - 2):
            # No short item stands alone on a page, and others rather do not.
            strips[-1] = strips[-1]._replace(keep=len(made) == 1, cost=LONELY_ITEM_COST)
    return strips


def _indent(setter: Setter, block: List) -> float:
    """Return how far a list's text is indented: as the style says, or as far as its longest number needs, in points."""
    if block.marker is not Marker.NUMBER:
        return setter.style.list.indent
    widest = _marker(setter.style.list, block.marker, block.start + len(block.items) - 1)
    line = setter.label(setter.spans.plain(widest, setter.style.body, None))
    return max(setter.style.list.indent, line.width + LABEL_GAP)


def _item(setter: Setter, item: ListItem, marker: str, inner: Column, parent: Element) -> list[Strip]:
    label, body = Element("Lbl").under(parent), Element("LBody").under(parent)
    style = replace(setter.style.body, before=0, after=0)
    strips = setter.paragraph(Paragraph(item.inlines, item.id, item.place, item.origin), inner, body, style)
    numbered = any(map(str.isdigit, marker))
    sign = replace(style, colour=setter.style.list.colour, bold=not numbered)
    line = setter.label(setter.spans.plain(marker, sign, label))
    x = inner.x - (LABEL_GAP + line.width if numbered else setter.style.list.indent)
    strips = setter.labelled(strips, line, x, style)
    for child in item.children:
        spaced = replace(style, before=setter.style.list.gap)
        strips += (
            _list(setter, child, inner, body)
            if isinstance(child, List)
            else setter.paragraph(child, inner, body, spaced)
        )
    return strips


def _marker(style: ListStyle, marker: Marker, number: int) -> str:
    signs = {Marker.BULLET: style.bullet, Marker.ARROW: style.arrow, Marker.CHECK: style.check}
    return signs.get(marker) or style.number.format(number)
