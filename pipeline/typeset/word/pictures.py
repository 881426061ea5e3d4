"""Figures: a picture in the text, with its alternative text."""

from __future__ import annotations

from pipeline.model import Figure
from pipeline.typeset.pictures import open_picture
from pipeline.typeset.style import Page
from pipeline.typeset.word.package import OFFICE, Part
from pipeline.typeset.word.properties import EMU
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import NAMESPACES, Element, Value, element, w

# The share of a page's height that a picture may take, so that its caption stands below it.
_TALLEST = 0.9


def picture(figure: Figure, story: Story) -> Element:
    """Return the drawing of a figure, at its own size or else as large as the page allows."""
    opened = open_picture(figure)
    width, height = picture_size(figure, story.writer.style.page)
    story.writer.pictures += 1
    number = story.writer.pictures
    part = Part(f"word/media/picture{number}.{opened.format}", "", opened.data)
    relationship = story.writer.package.add(part, OFFICE + "image", story.part)
    return _drawing(figure.alt, number, relationship, round(width * EMU), round(height * EMU))


def picture_size(figure: Figure, page: Page) -> tuple[float, float]:
    """Return a figure's width and height on a page, in points."""
    measure, room = page.width - page.left - page.right, page.height - page.top - page.bottom
    return open_picture(figure).fitted(measure, room * _TALLEST)


def _drawing(alt: str, number: int, relationship: str, width: int, height: int) -> Element:
    size: dict[str, Value] = {"cx": width, "cy": height}
    name: dict[str, Value] = {"id": number, "name": f"Figure {number}", "descr": alt}
    nothing: dict[str, Value] = {"distT": 0, "distB": 0, "distL": 0, "distR": 0}
    shown = element(
        "pic:pic",
        element("pic:nvPicPr", element("pic:cNvPr", attributes=name), element("pic:cNvPicPr")),
        element(
            "pic:blipFill",
            element("a:blip", attributes={"r:embed": relationship}),
            element("a:stretch", element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            element("a:xfrm", element("a:off", attributes={"x": 0, "y": 0}), element("a:ext", attributes=size)),
            element("a:prstGeom", element("a:avLst"), attributes={"prst": "rect"}),
        ),
    )
    data = element("a:graphicData", shown, attributes={"uri": NAMESPACES["pic"]})
    inline = (
        element("wp:extent", attributes=size),
        element("wp:docPr", attributes=name),
        element("wp:cNvGraphicFramePr", element("a:graphicFrameLocks", attributes={"noChangeAspect": 1})),
        element("a:graphic", data),
    )
    return w("drawing", element("wp:inline", *inline, attributes=nothing))
