"""Figures: a picture in the text, with its alternative text."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from pipeline.model import Figure
from pipeline.typeset.style import Style
from pipeline.typeset.word.package import OFFICE, Part
from pipeline.typeset.word.properties import EMU
from pipeline.typeset.word.story import Story
from pipeline.typeset.word.xml import NAMESPACES, Element, Value, element, w

# Pictures that do not say how large they are have this many dots per inch, as on the web.
_DOTS_PER_INCH = 96


def picture(figure: Figure, story: Story) -> Element:
    """Return the drawing of a PNG or JPEG picture, at its own size or else as wide as the text."""
    path = Path(figure.source)
    width, height = picture_size(figure, story.writer.style)
    story.writer.pictures += 1
    number = story.writer.pictures
    suffix = path.suffix.lower()
    part = Part(f"word/media/picture{number}{suffix}", "", path.read_bytes())
    relationship = story.writer.package.add(part, OFFICE + "image", story.part)
    return _drawing(figure.alt, number, relationship, round(width * EMU), round(height * EMU))


def picture_size(figure: Figure, style: Style) -> tuple[float, float]:
    """Return a picture's width and height in points: its own, or else as wide as the text."""
    with Image.open(figure.source) as image:
        across, down = image.info.get("dpi", (_DOTS_PER_INCH, _DOTS_PER_INCH))
        width, height = image.width * 72 / float(across), image.height * 72 / float(down)
    scale = min(1, (style.page.width - style.page.left - style.page.right) / width)
    return width * scale, height * scale


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
