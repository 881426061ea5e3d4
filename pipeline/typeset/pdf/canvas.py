"""The canvas: ReportLab's, with every piece marked as an element's content or as an artifact (PDF/UA-1, 7.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from pipeline.typeset.pdf.faces import open_face
from pipeline.typeset.pdf.lettering import Lettering
from pipeline.typeset.pdf.lines import Line, Run
from pipeline.typeset.pdf.objects import Dictionary, Document, array, link_name, text_string
from pipeline.typeset.pdf.strips import Entry, Fill, Image
from pipeline.typeset.pdf.structure import Annotation, Content, Element
from pipeline.typeset.pdf.words import Anchor
from pipeline.typeset.style import Colour, Style, channels

ARTIFACT = "/Artifact BMC"
RUNNING_HEAD = "/Artifact <</Type /Pagination /Subtype /Header>> BDC"
RUNNING_FOOT = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"

UNDERLINE_DROP, UNDERLINE_WIDTH = 0.13, 0.045  # of the text's size
ASCENT, DESCENT = 0.8, 0.25  # of a line's box, of the text's size: what links and fills cover
PRINTED = 4  # the flag of an annotation that is printed

rl_config.useA85 = 0  # pictures as bytes, not as text, which would be a quarter longer

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class Marks:
    """What one page's marked content and links belong to, by their numbers on the page."""

    contents: list[Element] = field(default_factory=list)
    links: list[Anchor] = field(default_factory=list)


class Place(NamedTuple):
    """A destination: its page, counted from 0, and its top in PDF coordinates."""

    page: int
    top: float


class TaggedCanvas:
    """Paints pages with ReportLab. Lengths are in points; `x` and `top` count from the page's left top corner."""

    def __init__(self, style: Style, lang: str) -> None:
        self.width, self.height = round(style.page.width, 2), round(style.page.height, 2)
        self.reportlab = Canvas(
            "",
            (self.width, self.height),
            pageCompression=0,
            invariant=1,
            # Without a font of ours, ReportLab would name one in every page that is not embedded.
            initialFontName=open_face(style.body.font.regular).name,  # type: ignore[arg-type]
            lang=lang,
        )
        self.pages: list[Marks] = []
        self.places: dict[str, Place] = {}
        self.lettering = Lettering(self.reportlab)
        self.underlines: list[Fill] = []
        self._owner: Element | str = ""
        self._colour: Colour | None = None

    @property
    def number(self) -> int:
        """The number of the page that is being painted, from 0."""
        return len(self.pages) - 1

    @contextmanager
    def page(self) -> Iterator[None]:
        """Begin a page, and end it when it is painted."""
        self.pages.append(Marks())
        self.underlines, self._colour = [], None
        yield
        self.mark("")
        self.reportlab.showPage()

    def mark(self, owner: Element | str) -> None:
        """Close the marked content that is open, and open one for an element or with an artifact's operator."""
        if owner is self._owner:
            return
        if self._owner:
            self.reportlab.addLiteral("EMC")
        self._owner = owner
        if isinstance(owner, Element):
            contents = self.pages[-1].contents
            owner.join()
            owner.kids.append(Content(self.number, len(contents)))
            self.reportlab.addLiteral(f"/{owner.tag} <</MCID {len(contents)}>> BDC")
            contents.append(owner)
        elif owner:
            self.reportlab.addLiteral(owner)

    def colour(self, colour: Colour) -> None:
        """Fill with a colour from now on."""
        if colour != self._colour:
            self._colour = colour
            self.reportlab.setFillColorRGB(*channels(colour))

    def fills(self, fills: Iterable[Fill], artifact: str = ARTIFACT) -> None:
        """Paint rectangles."""
        for fill in fills:
            self.mark(artifact)
            self.colour(fill.colour)
            bottom = self.height - fill.y - fill.height
            self.reportlab.rect(fill.x, bottom, fill.width, fill.height, stroke=0, fill=1)

    def line(self, line: Line, x: float, baseline: float, artifact: str = "") -> None:
        """Paint a line of text; as an artifact, its links lead nowhere."""
        boxes: dict[Anchor, Box] = {}
        for run in line.runs:
            self._run(run, x + run.x, baseline - run.span.rise, artifact)
            if not artifact and (anchor := run.span.anchor):
                boxes[anchor] = _united(boxes.get(anchor), self._box(run, x + run.x, baseline))
        for anchor, box in boxes.items():
            self._link(anchor, box)

    def _run(self, run: Run, x: float, baseline: float, artifact: str) -> None:
        span = run.span
        self.mark(artifact or span.element or ARTIFACT)
        self.colour(span.colour)
        self.lettering.show(run.parts, span.face, span.size, x, self.height - baseline)
        if span.underline and not artifact:
            drop, width = UNDERLINE_DROP * span.size, UNDERLINE_WIDTH * span.size
            self.underlines.append(Fill(x, baseline + drop, run.width, width, span.colour))

    def _box(self, run: Run, x: float, baseline: float) -> Box:
        size, base = run.span.size, self.height - baseline + run.span.rise
        return (x, base - DESCENT * size, x + run.width, base + ASCENT * size)

    def _link(self, anchor: Anchor, box: Box) -> None:
        links = self.pages[-1].links
        name = link_name(self.number, len(links))
        anchor.element.kids.append(Annotation(self.number, len(links)))
        links.append(anchor)
        self.reportlab._addAnnotation(_link(anchor, box), name)  # type: ignore[attr-defined]  # its own links keep no key

    def image(self, image: Image, x: float, top: float) -> None:
        """Paint a picture, and tell its element where it stands."""
        bottom = self.height - top - image.height
        self.mark(image.element)
        # Most editions have no picture, or no chart, and do not pay for what paints them.
        from pipeline.typeset.charts.shapes import Drawing  # noqa: PLC0415

        if isinstance(image.picture, Drawing):
            from pipeline.typeset.pdf.drawings import paint_drawing  # noqa: PLC0415

            paint_drawing(image.picture, self.reportlab, self.lettering, (x, bottom, image.width))
        else:
            from pipeline.typeset.pdf.images import open_image  # noqa: PLC0415

            self.reportlab.drawImage(open_image(image.picture), x, bottom, image.width, image.height)
        image.element.attributes["BBox"] = (x, bottom, x + image.width, bottom + image.height)

    def destination(self, name: str, top: float) -> None:
        """Let links and bookmarks of this name lead to a height on this page."""
        self.places[name] = Place(self.number, round(self.height - top, 2))
        self.reportlab.bookmarkHorizontalAbsolute(name, self.places[name].top)

    def prepared(self) -> Document:
        """Return ReportLab's document with all its objects, ready to be written."""
        document: Document = self.reportlab._doc  # type: ignore[attr-defined]  # ReportLab has no public name for it
        for font in document.delayedFonts:
            font.addObjects(document)
        document.Outlines.prepare(document, self.reportlab)
        if document.Outlines.ready < 0:
            document.Catalog.Outlines = None
        return document

    def outline(self, entries: Iterable[Entry]) -> None:
        """Add bookmarks; each lies under the nearest one before it that has a higher level."""
        above: list[int] = []
        for entry in entries:
            above = [level for level in above if level < entry.level]
            self.reportlab.addOutlineEntry(entry.text, entry.name, len(above))
            above.append(entry.level)
        self.reportlab.showOutline()


def _link(anchor: Anchor, box: Box) -> Dictionary:
    leads = (
        {"Dest": text_string(anchor.target[1:])}
        if anchor.target.startswith("#")
        else {"A": f"<</S/URI/URI{text_string(anchor.target)}>>"}
    )
    rect, words = array(round(edge, 2) for edge in box), text_string(anchor.words)
    return Dictionary(Type="/Annot", Subtype="/Link", Rect=rect, F=PRINTED, Contents=words, Border="[0 0 0]", **leads)


def _united(first: Box | None, second: Box) -> Box:
    if first is None:
        return second
    return min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3])
