"""Figures: a picture in the text, with its alternative text."""

from __future__ import annotations

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Pt

from pipeline.model import Figure
from pipeline.typeset.pictures import open_picture
from pipeline.typeset.style import Page
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import Element, legal, w

# The share of a page's height that a picture may take, so that its caption stands below it.
_TALLEST = 0.9


def picture(figure: Figure, story: Story) -> Element:
    """Return the drawing of a figure, at its own size or else as large as the page allows."""
    opened = open_picture(figure)
    width, height = picture_size(figure, story.writer.style.page)
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


def picture_size(figure: Figure, page: Page) -> tuple[float, float]:
    """Return a figure's width and height on a page, in points."""
    measure, room = page.width - page.left - page.right, page.height - page.top - page.bottom
    return open_picture(figure).fitted(measure, room * _TALLEST)
