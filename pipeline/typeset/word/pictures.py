"""Figures: a picture in the text, with its alternative text; a chart as vectors, and as pixels where none are shown."""

from __future__ import annotations

from functools import lru_cache

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.shape import CT_Inline
from docx.parts.image import ImagePart
from docx.shared import Pt
from lxml import etree

from pipeline.model import Chart, Figure
from pipeline.typeset.charts import draw
from pipeline.typeset.charts.raster import rasterize
from pipeline.typeset.charts.svg import svg_file
from pipeline.typeset.pictures import Picture, open_picture
from pipeline.typeset.style import Style
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import Element, element, legal, qualified, w

# The share of a page's height that a picture may take, so that its caption stands below it.
_TALLEST = 0.9
# How many times wider than the style's own face the one may be that a program shows the vectors' words in.
STAND_IN = 1.15
STAND_INS = {"serif": "Georgia, serif", "sans-serif": "Calibri, Arial, sans-serif"}
SVG_TYPE = "image/svg+xml"
SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def picture(figure: Figure, story: Story) -> Element:
    """Return the drawing of a figure, at its own size or else as large as the page allows."""
    opened = _opened(figure, story.writer.style)
    width, height = picture_size(figure, story.writer.style)
    story.writer.pictures += 1
    number = story.writer.pictures
    name = f"picture{number}.{opened.format}"
    # The part is made here, as python-docx takes no JPEG without a JFIF or Exif head.
    relationship = _relate(story, name, opened.data, f"image/{opened.format}")
    inline = CT_Inline.new_pic_inline(number, relationship, name, Pt(width), Pt(height))
    for named in inline.xpath("wp:docPr | .//pic:cNvPr"):
        named.set("descr", legal(figure.alt))
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    if figure.chart:
        vectors = _relate(story, f"picture{number}.svg", chart_vectors(figure.chart, story.writer.style), SVG_TYPE)
        inline.xpath(".//a:blip")[0].append(_svg_extension(vectors))
    return w("drawing", inline)


def _relate(story: Story, name: str, data: bytes, content_type: str) -> str:
    """Put a picture's file into the package; return the relationship that leads to it."""
    part = ImagePart(PackURI(f"/word/media/{name}"), content_type, data)
    return story.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)


def _svg_extension(relationship: str) -> Element:
    """Return what names the vectors that are shown instead of the pixels (MS-ODRAWXML, 2.3.5.1, svgBlip)."""
    blip = etree.Element(etree.QName(SVG_NAMESPACE, "svgBlip"), nsmap={"asvg": SVG_NAMESPACE})
    blip.set(qualified("r:embed"), relationship)
    extension = element("a:ext", blip)
    extension.set("uri", SVG_EXTENSION)
    return element("a:extLst", extension)


@lru_cache(maxsize=16)
def chart_picture(chart: Chart, style: Style) -> Picture:
    """Return a chart as pixels, as wide as a page's text."""
    drawing = draw(chart, style, style.page.measure, STAND_IN)
    return Picture(rasterize(drawing, style), "png", drawing.width, drawing.height)


def chart_vectors(chart: Chart, style: Style) -> bytes:
    """Return a chart as an SVG file of the same size as its pixels."""
    font = style.table.cell.font
    family = f"{font.name}, {STAND_INS.get(font.generic, 'Calibri')}"
    return svg_file(draw(chart, style, style.page.measure, STAND_IN), family)


def picture_size(figure: Figure, style: Style) -> tuple[float, float]:
    """Return a figure's width and height on a page, in points."""
    return _opened(figure, style).fitted(style.page.measure, style.page.room * _TALLEST)


def _opened(figure: Figure, style: Style) -> Picture:
    return chart_picture(figure.chart, style) if figure.chart else open_picture(figure)
