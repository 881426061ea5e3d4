"""The styles: each by its meaning, under the name by which Word and screen readers know it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.model import Marker
from pipeline.typeset.style import Style, TextStyle
from pipeline.typeset.word.numbering import LIST_DEPTHS, marker_number
from pipeline.typeset.word.properties import (
    aligned,
    cell_margins,
    hex_colour,
    indent,
    paragraph_properties,
    rules,
    run_properties,
    shade,
    spacing,
    tab,
)
from pipeline.typeset.word.xml import Element, qualified, w

_LISTS = {"List Bullet": Marker.BULLET, "List Number": Marker.NUMBER, "List Continue": None}
# Word draws a paragraph's border at most this far from its text, in points.
_FARTHEST_BORDER = 31
_LEAST_PADDING = 6
BOX_EDGE = 0.5  # points: the rule of its own colour round a box
# The space between the running head and the rule below it, in points.
_HEAD_RULE = 3


def styles(style: Style, lang: str) -> Element:
    """Return the styles for a document in a language (BCP 47)."""
    words = run_properties(style.body)
    words.append(w("lang", val=lang, eastAsia=lang, bidi="ar-SA"))
    defaults = w("docDefaults", w("rPrDefault", words), w("pPrDefault"))
    return w("styles", defaults, *_paragraph_styles(style), *_character_styles(style), *_table_styles(style))


def _paragraph_styles(style: Style) -> Iterator[Element]:
    yield _paragraph("Normal", style.body)
    yield from _cover_styles(style)
    for level in range(1, 5):
        keep = w("keepNext"), w("keepLines"), w("suppressAutoHyphens"), w("outlineLvl", val=level - 1)
        yield _paragraph(f"heading {level}", style.heading(level), *keep)
    for depth in range(1, LIST_DEPTHS + 1):
        listed = replace(style.body, after=style.list.gap)
        for name, marker in _LISTS.items():
            yield _paragraph(f"{name} {depth}" if depth > 1 else name, listed, *_counted(marker, depth))
    yield _paragraph("Quote", style.quote, *_box(style.quote))
    yield _paragraph("caption", style.caption)
    yield _paragraph("Figure", style.body)
    yield _paragraph("Table Head", style.table.head)
    yield _paragraph("Table Text", style.table.cell)
    yield _paragraph("footnote text", style.note)
    yield _paragraph("TOC Heading", style.contents_title, w("keepNext"))
    measure = style.page.measure
    for level in range(1, 4):
        look = style.toc(level)
        yield _paragraph(f"toc {level}", look, tab(measure, align="right", leader="dot"), indent(look.indent))
    line = rules("pBdr", style.table.line, style.table.line_width, {"bottom": _HEAD_RULE})
    yield _paragraph("header", style.running, tab(measure, align="right"), line)
    yield _paragraph("footer", style.running, tab(measure, align="right"))


def _counted(marker: Marker | None, depth: int) -> Iterator[Element]:
    """Yield what makes a style one of a list: whoever applies it in Word gets the marker with it.

    It also lets LibreOffice restore an item's depth when a change of its style is rejected.
    """
    if marker is not None:
        yield w("numPr", w("ilvl", val=depth - 1), w("numId", val=marker_number(marker)))


def _cover_styles(style: Style) -> Iterator[Element]:
    yield _paragraph("Cover Publisher", style.cover_publisher)
    yield _paragraph("Title", style.cover_title, w("suppressAutoHyphens"))
    yield _paragraph("Subtitle", style.cover_subtitle, w("suppressAutoHyphens"))
    yield _paragraph("Cover Mark", style.cover_mark, *_box(style.cover_mark))
    fact = replace(style.cover_fact, before=0, after=0)
    lines = {"top": style.cover_fact.before, "bottom": style.cover_fact.after, "between": style.cover_fact.before}
    ruled = rules("pBdr", style.table.line, style.table.line_width, lines)
    yield _paragraph("Cover Fact", fact, ruled, w("suppressAutoHyphens"))


def _paragraph(name: str, look: TextStyle, *properties: Element) -> Element:
    """Return a paragraph style, whose id is its name without spaces and with capitals, as Word itself makes them."""
    normal = {"default": 1} if name == "Normal" else {}
    has_edges = any(element.tag == qualified("w:ind") for element in properties)
    edges = indent(look.indent, right=look.indent) if look.indent and not has_edges else None
    return w(
        "style",
        w("name", val=name),
        None if normal else w("basedOn", val="Normal"),
        w("next", val="Normal") if name.startswith("heading") else None,
        w("qFormat"),
        paragraph_properties("", spacing(look), aligned(look.align), edges, *properties),
        run_properties(look),
        type="paragraph",
        styleId=style_id(name),
        **normal,
    )


def style_id(name: str) -> str:
    """Return the id of a style by its name.

    >>> style_id("heading 1"), style_id("toc 2"), style_id("List Bullet 3"), style_id("footnote text")
    ('Heading1', 'TOC2', 'ListBullet3', 'FootnoteText')
    """
    words = name.replace("toc ", "TOC ").split()
    return "".join(word[0].upper() + word[1:] for word in words)


def _box(look: TextStyle) -> list[Element]:
    """Return the properties of a filled box whose edges stand at the margins."""
    across, along = box_padding(look)
    sides = {"top": along, "left": across, "bottom": along, "right": across}
    return [rules("pBdr", look.fill, BOX_EDGE, sides), shade(look.fill), indent(across, right=across)]


def box_padding(look: TextStyle) -> tuple[float, float]:
    """Return the room between a box's edges and its text, in points: to the left and right, and above and below."""
    across = min(look.indent or _LEAST_PADDING, _FARTHEST_BORDER)
    return across, across / 2


def _character_styles(style: Style) -> Iterator[Element]:
    name = w("name", val="Default Paragraph Font")
    yield w("style", name, type="character", default=1, styleId="DefaultParagraphFont")
    underline = w("u", val="single") if style.link.underline else None
    yield _character("Hyperlink", w("color", val=hex_colour(style.link.colour)), underline)
    yield _character("footnote reference", w("vertAlign", val="superscript"))
    # Doubtful words are dotted underneath as well as filled, so that the mark is there in print without colours.
    for kind, mark in (("Doubt", w("u", val="dotted")), ("Doubt Sign", None)):
        yield _character(kind, w("color", val=hex_colour(style.doubt.colour)), mark, shade(style.doubt.fill))
    yield _character("Mark", *run_properties(style.mark))


def _character(name: str, *properties: Element | None) -> Element:
    parts = w("name", val=name), w("basedOn", val="DefaultParagraphFont"), w("qFormat"), w("rPr", *properties)
    return w("style", *parts, type="character", styleId=style_id(name))


def _table_styles(style: Style) -> Iterator[Element]:
    margins = cell_margins(style.table)
    plain = w("name", val="Normal Table"), w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    yield w("style", *plain, type="table", default=1, styleId="TableNormal")
    borders = rules("tblBorders", style.table.line, style.table.line_width, {"bottom": 0, "insideH": 0})
    yield w(
        "style",
        w("name", val="Table Grid"),
        w("basedOn", val="TableNormal"),
        w("qFormat"),
        w("tblPr", w("tblStyleRowBandSize", val=1), borders),
        w("tblStylePr", w("tcPr", shade(style.table.head.fill)), type="firstRow"),
        w("tblStylePr", w("tcPr", shade(style.table.stripe)), type="band2Horz"),
        type="table",
        styleId="TableGrid",
    )
