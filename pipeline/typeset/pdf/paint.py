"""Pages → content streams: every piece painted is marked as an element's content or as an artifact (PDF/UA-1, 7.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from pipeline.typeset.pdf.faces import Face, Glyph
from pipeline.typeset.pdf.lines import Line, Run
from pipeline.typeset.pdf.pages import NOTE_GAP, Placed, Sheet
from pipeline.typeset.pdf.strips import Fill, Image, Words
from pipeline.typeset.pdf.structure import Annotation, Content, Element
from pipeline.typeset.pdf.words import Anchor
from pipeline.typeset.pictures import Picture
from pipeline.typeset.style import Colour, Page, Style, channels

ARTIFACT = "/Artifact BMC"
RUNNING_HEAD = "/Artifact <</Type /Pagination /Subtype /Header>> BDC"
RUNNING_FOOT = "/Artifact <</Type /Pagination /Subtype /Footer>> BDC"

UNDERLINE_DROP, UNDERLINE_WIDTH = 0.13, 0.045  # of the text's size
ASCENT, DESCENT = 0.8, 0.25  # of a line's box, of the text's size: what links and fills cover
NOTE_RULE = 90  # points


class LinkBox(NamedTuple):
    """A link's annotation: where it leads, and its rectangle in PDF coordinates."""

    anchor: Anchor
    rectangle: tuple[float, float, float, float]


@dataclass(slots=True)
class FaceUse:
    """A face as the document uses it: its resource name and its character codes, one for each glyph and its text."""

    face: Face
    resource: str
    codes: dict[tuple[int, str], int] = field(default_factory=dict)
    operands: dict[Glyph, str] = field(default_factory=dict)

    def encode(self, glyphs: Iterable[Glyph]) -> str:
        """Return glyphs as the operand of `TJ`, with kerning."""
        known = self.operands
        return "".join(("[<", *[known.get(glyph) or self._operand(glyph) for glyph in glyphs], ">]"))

    def _operand(self, glyph: Glyph) -> str:
        code = self.codes.setdefault((glyph.id, glyph.text), len(self.codes) + 1)
        kern = self.face.advance(glyph.id) - glyph.advance
        return self.operands.setdefault(glyph, f"{code:04X}>{kern}<" if kern else f"{code:04X}")


@dataclass(slots=True)
class Resources:
    """The faces and pictures of a document, in the order of their first use."""

    faces: dict[Face, FaceUse] = field(default_factory=dict)
    pictures: dict[Picture, str] = field(default_factory=dict)

    def face(self, face: Face) -> FaceUse:
        """Return a face's use, noting the first one."""
        if face not in self.faces:
            self.faces[face] = FaceUse(face, f"F{len(self.faces) + 1}")
        return self.faces[face]

    def picture(self, picture: Picture) -> str:
        """Return the resource name of a picture, noting the first use."""
        return self.pictures.setdefault(picture, f"I{len(self.pictures) + 1}")


class Canvas:
    """One page while it is painted. Lengths are in points; `x` and `top` count from the page's left top corner."""

    def __init__(self, page: Page, number: int, resources: Resources) -> None:
        self.width, self.height, self.number = page.width, page.height, number
        self.resources = resources
        self.operators: list[str] = []
        self.marked: list[Element] = []
        self.links: list[LinkBox] = []
        self.destinations: dict[str, float] = {}
        self.underlines: list[Fill] = []
        self._owner: Element | str = ""
        self._colour: Colour | None = None

    def content(self) -> bytes:
        """Return the content stream."""
        self.mark("")
        return "\n".join(self.operators).encode("ascii")

    def mark(self, owner: Element | str) -> None:
        """Close the marked content that is open, and open one for an element or with an artifact's operator."""
        if owner is self._owner:
            return
        if self._owner:
            self.operators.append("EMC")
        self._owner = owner
        if isinstance(owner, Element):
            owner.join()
            owner.kids.append(Content(self.number, len(self.marked)))
            self.operators.append(f"/{owner.tag} <</MCID {len(self.marked)}>> BDC")
            self.marked.append(owner)
        elif owner:
            self.operators.append(owner)

    def colour(self, colour: Colour) -> None:
        """Fill with a colour from now on."""
        if colour != self._colour:
            self._colour = colour
            self.operators.append(" ".join(f"{channel:.3g}" for channel in channels(colour)) + " rg")

    def fills(self, fills: Iterable[Fill], artifact: str = ARTIFACT) -> None:
        """Paint rectangles."""
        for fill in fills:
            self.mark(artifact)
            self.colour(fill.colour)
            bottom = self.height - fill.y - fill.height
            self.operators.append(f"{fill.x:.6g} {bottom:.6g} {fill.width:.6g} {fill.height:.6g} re f")

    def line(self, line: Line, x: float, baseline: float, artifact: str = "") -> None:
        """Paint a line of text; as an artifact, its links lead nowhere."""
        boxes: dict[Anchor, tuple[float, float, float, float]] = {}
        for run in line.runs:
            self._run(run, x + run.x, baseline - run.span.rise, artifact)
            if not artifact and (anchor := run.span.anchor):
                boxes[anchor] = _united(boxes.get(anchor), self._box(run, x + run.x, baseline))
        for anchor, box in boxes.items():
            self.links.append(LinkBox(anchor, box))
            anchor.element.kids.append(Annotation(self.number, len(self.links) - 1))

    def _run(self, run: Run, x: float, baseline: float, artifact: str) -> None:
        span, use = run.span, self.resources.face(run.span.face)
        self.mark(artifact or span.element or ARTIFACT)
        self.colour(span.colour)
        place = f"{x:.6g} {self.height - baseline:.6g} Td"
        self.operators.append(f"BT /{use.resource} {span.size:g} Tf {place} {use.encode(run.glyphs)} TJ ET")
        if span.underline and not artifact:
            drop, width = UNDERLINE_DROP * span.size, UNDERLINE_WIDTH * span.size
            self.underlines.append(Fill(x, baseline + drop, run.width, width, span.colour))

    def _box(self, run: Run, x: float, baseline: float) -> tuple[float, float, float, float]:
        size, base = run.span.size, self.height - baseline + run.span.rise
        return (x, base - DESCENT * size, x + run.width, base + ASCENT * size)

    def image(self, image: Image, x: float, top: float) -> None:
        """Paint a picture, and tell its element where it stands."""
        bottom = self.height - top - image.height
        self.mark(image.element)
        size = f"{image.width:.6g} 0 0 {image.height:.6g} {x:.6g} {bottom:.6g}"
        self.operators.append(f"q {size} cm /{self.resources.picture(image.picture)} Do Q")
        image.element.attributes["BBox"] = (x, bottom, x + image.width, bottom + image.height)


def paint(canvas: Canvas, sheet: Sheet, style: Style) -> None:
    """Paint a page: fills, then the text in reading order, then the footnotes, then underlines."""
    x, top = style.page.left, style.page.top
    for placed in (*sheet.placed, *sheet.notes):
        canvas.destinations.update({name: top + placed.top for name in placed.strip.names if not placed.artifact})
    canvas.fills(_joined(_fills(sheet, x, top)))
    for _row, group in groupby(sheet.placed, key=lambda placed: placed.strip.row):
        _paint_row(canvas, list(group), x, top)
    if sheet.notes:
        rule = top + sheet.notes[0].top - NOTE_GAP / 2
        canvas.fills([Fill(x, rule, NOTE_RULE, 0.5, style.colours.line)])
    _paint_row(canvas, sheet.notes, x, top)
    canvas.fills(_joined(canvas.underlines))


def _paint_row(canvas: Canvas, row: Iterable[Placed], x: float, top: float) -> None:
    """Paint strips that belong together, in the order in which they are read: a table's row cell by cell."""
    parts = [(placed, part) for placed in row for part in placed.strip.parts if isinstance(part, Words | Image)]
    for placed, part in sorted(parts, key=lambda pair: pair[1].column if isinstance(pair[1], Words) else 0):
        if isinstance(part, Image):
            canvas.image(part, x + part.x, top + placed.top + part.y)
        else:
            artifact = ARTIFACT if placed.artifact else ""
            canvas.line(part.line, x + part.x, top + placed.top + part.baseline, artifact)


def _fills(sheet: Sheet, x: float, top: float) -> list[Fill]:
    """Return the fills of a page in the order of painting: areas, what lies behind words, rules."""
    parts = [(placed, part) for placed in (*sheet.placed, *sheet.notes) for part in placed.strip.parts]
    fills = [p._replace(x=x + p.x, y=top + placed.top + p.y) for placed, p in parts if isinstance(p, Fill)]
    words = [(part, top + placed.top) for placed, part in parts if isinstance(part, Words)]
    behind = [fill for part, y in words for fill in _behind(part.line, x + part.x, y + part.baseline)]
    return [fill for fill in fills if not fill.rule] + behind + [fill for fill in fills if fill.rule]


def _behind(line: Line, x: float, baseline: float) -> Iterator[Fill]:
    for run in line.runs:
        if colour := run.span.fill:
            size = run.span.size
            yield Fill(x + run.x, baseline - ASCENT * size, run.width, (ASCENT + DESCENT) * size, colour)


def _joined(fills: Iterable[Fill]) -> Iterator[Fill]:
    """Join fills that touch, so that no seam shows between them on a screen."""
    last: Fill | None = None
    for fill in fills:
        joined = last and (_below(last, fill) or _beside(last, fill))
        if last and not joined:
            yield last
        last = joined or fill
    if last:
        yield last


def _below(first: Fill, second: Fill) -> Fill | None:
    same = (first.x, first.width, first.colour) == (second.x, second.width, second.colour)
    touching = abs(first.y + first.height - second.y) < 0.01
    return first._replace(height=first.height + second.height) if same and touching else None


def _beside(first: Fill, second: Fill) -> Fill | None:
    same = (first.y, first.height, first.colour) == (second.y, second.height, second.colour)
    touching = abs(first.x + first.width - second.x) < 0.01
    return first._replace(width=first.width + second.width) if same and touching else None


def _united(
    first: tuple[float, float, float, float] | None, second: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    if first is None:
        return second
    return min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3])
