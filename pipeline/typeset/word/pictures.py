"""Figures: a picture in the text, with its alternative text."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Pt

from pipeline.model import Figure
from pipeline.typeset.charts.raster import chart_picture
from pipeline.typeset.pictures import Picture, open_picture
from pipeline.typeset.style import Style
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import Element, legal, w

# The share of a page's height that a picture may take, so that its caption stands below it.
_TALLEST = 0.9


def picture(figure: Figure, story: Story) -> Element:
    """Return the drawing of a figure, at its own size or else as large as the page allows."""
    opened = _opened(figure, story.writer.style)
    width, height = picture_size(figure, story.writer.style)
    story.writer.pictures += 1
    number = story.writer.pictures
    file = PackURI(f"/word/media/picture{number}.{opened.format}")
    # The part is made here, as python-docx takes no JPEG without a JFIF or Exif head.
    part = ImagePart(file, f"image/{opened.format}", opened.data)
    relationship = story.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
    inline = CT_Inline.new_pic_inline(number, relationship, file.filename, Pt(width), Pt(height))
    for named in inline.xpath("wp:docPr | .//pic:cNvPr"):
        named.set("descr", legal(figure.alt))
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    return w("drawing", inline)


def picture_size(figure: Figure, style: Style) -> tuple[float, float]:
    """Return a figure's width and height on a page, in points."""
    room = style.page.height - style.page.top - style.page.bottom
    return _opened(figure, style).fitted(_measure(style), room * _TALLEST)


def _opened(figure: Figure, style: Style) -> Picture:
    return chart_picture(figure.chart, style, _measure(style)) if figure.chart else open_picture(figure)


def _measure(style: Style) -> float:
    return style.page.width - style.page.left - style.page.right
