"""Properties of paragraphs and runs in the schema's order, and Word's units.

Points become twips (1/20 point) for lengths, half points for type sizes and eighths for rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from pipeline.model import Align
from pipeline.typeset.style import Colour, TableStyle, TextStyle
from pipeline.typeset.word.xml import Element, Value, qualified, w

# The smallest size, in half points, at which pairs of letters are kerned, as they are in the PDF.
_KERNED = 2
_ALIGN = {Align.RIGHT: "right", Align.CENTER: "center"}
# The schema's order of the paragraph properties that are used here (ECMA-376, part 1, 17.3.1.26).
_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "numPr", "pBdr", "shd", "tabs", "suppressAutoHyphens"),
    *("spacing", "ind", "contextualSpacing", "jc", "outlineLvl"),
)


def twips(points: float) -> int:
    """Return points as twips."""
    return round(points * 20)


def hex_colour(colour: Colour) -> str:
    """Return `#a1b2c3` as `A1B2C3`."""
    return colour[1:].upper()


def paragraph_properties(style: str, *properties: Element | None) -> Element | None:
    """Return `w:pPr` with a style and properties put in order, or None for a plain paragraph."""
    named = w("pStyle", val=style) if style else None
    present = sorted((p for p in (named, *properties) if p is not None), key=_rank)
    return w("pPr", *present) if present else None


def amend(paragraph: Element, tag: str, **attributes: Value) -> None:
    """Set a property of a paragraph that is already made."""
    properties = paragraph.find(qualified("w:pPr"))
    if properties is None:
        properties = w("pPr")
        paragraph.insert(0, properties)
    found = properties.find(qualified(f"w:{tag}"))
    if found is None:
        found = w(tag)
        properties.insert(sum(_rank(child) < _rank(found) for child in properties), found)
    for key, value in attributes.items():
        found.set(qualified(f"w:{key}"), str(value))


def first_paragraph(content: Iterable[Element]) -> Element | None:
    """Return the paragraph that content begins with, bookmarks aside, or None if it begins with a table."""
    first = next((element for element in content if element.tag != qualified("w:bookmarkStart")), None)
    return first if first is not None and first.tag == qualified("w:p") else None


def _rank(element: Element) -> int:
    return _ORDER.index(etree.QName(element).localname)


def aligned(align: Align) -> Element | None:
    """Return the property that aligns a paragraph, or None for the left."""
    return w("jc", val=_ALIGN[align]) if align in _ALIGN else None


def indent(left: float, *, right: float = 0, hanging: float = 0) -> Element:
    """Return the edges of a paragraph, in points from the margins; its first line begins `hanging` further left."""
    edges = {"left": left, "right": right, "hanging": hanging}
    return w("ind", **{side: twips(points) for side, points in edges.items() if points or side == "left"})


def tab(position: float, *, align: str = "left", leader: str = "none") -> Element:
    """Return a tab stop, in points from the left margin."""
    return w("tabs", w("tab", val=align, leader=leader, pos=twips(position)))


def spacing(look: TextStyle) -> Element:
    """Return the space before and after a paragraph and its line distance; a taller sign may stretch its line."""
    line = w("spacing", before=twips(look.before), after=twips(look.after), line=twips(look.leading))
    line.set(qualified("w:lineRule"), "atLeast")
    return line


def cell_margins(look: TableStyle) -> Element:
    """Return the space round the words of a table's cells."""
    room = {"top": look.padding_y, "left": look.padding_x, "bottom": look.padding_y, "right": look.padding_x}
    return w("tblCellMar", *(w(side, w=twips(points), type="dxa") for side, points in room.items()))


def shade(colour: Colour) -> Element:
    """Return a fill."""
    return w("shd", val="clear", color="auto", fill=hex_colour(colour))


def rules(tag: str, colour: Colour, width: float, sides: Mapping[str, float]) -> Element:
    """Return a border of a rule's width on some sides, each with its space from the text, in points."""
    looks: dict[str, Value] = {"val": "single", "sz": round(width * 8), "color": hex_colour(colour)}
    return w(tag, *(w(side, **looks, space=round(space)) for side, space in sides.items()))


def run_properties(look: TextStyle) -> Element:
    """Return `w:rPr` for a style: its face, weight, slope, colour and size, and nothing inherited."""
    weight = w("b") if look.bold else w("b", val=0)
    slope = w("i") if look.italic else w("i", val=0)
    sizes = (w(tag, val=round(look.size * 2)) for tag in ("sz", "szCs"))
    kerned = w("kern", val=_KERNED)
    return w("rPr", font(look.font.name), weight, slope, w("color", val=hex_colour(look.colour)), kerned, *sizes)


def font(name: str) -> Element:
    """Return the choice of a font for every script."""
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)
