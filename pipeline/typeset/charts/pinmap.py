"""Maps of Europe's north: each place with its label, below it what lies beyond the map, beside it the rest.

`outline.json` is made by `tools/make_outline.py`. The sea is tinted and the land is not, and every label has a halo,
so that coasts never run through words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from pathlib import Path

from pipeline.model import Listing, Pin, PinMap, Shade
from pipeline.typeset.charts.lettering import END, Lettering
from pipeline.typeset.charts.placing import Area, place_labels
from pipeline.typeset.charts.projection import HEIGHT, WIDTH, is_inside, project
from pipeline.typeset.charts.shapes import HALO, Drawing, Shape, String, disc, frame, line, polygon, rectangle

OUTLINE = Path(__file__).parent / "outline.json"
WIDE = 340  # points: from this width on the lists stand beside the map
MAP, LOW_MAP = 0.55, 0.43  # the map's share of the width
GUTTER = 14  # points beside or below the map
RADIUS = 3.5  # points: a place's mark
LABELS = 0.5, 0.32  # of the map's width that a label's line may take: at first, and where there is little room
PAD = HALO / 2  # points between a label and the edge of its room
GAP = 3  # points between a list's entries
INDENT = 8  # points: of an entry's second line


def draw_map(chart: PinMap, lettering: Lettering, width: float, low: bool = False) -> Drawing:
    """Return the shapes of a map with its lists at a width in points."""
    beside = width >= WIDE
    sheet = _Sheet(chart, lettering, width * (LOW_MAP if low else MAP) if beside else width)
    below = _List(sheet.elsewhere(), lettering, sheet.frame.x1)
    aside = _List(chart.others, lettering, width - sheet.frame.x1 - GUTTER if beside else width)
    under = sheet.height + GUTTER
    stacked = under + below.height + (GUTTER / 2 if below.height else 0) + aside.height
    height = max(under + below.height, aside.height) if beside else stacked
    aside_at = (sheet.frame.x1 + GUTTER, height) if beside else (0, aside.height)
    parts = (sheet.shapes(height - sheet.height), below.shapes(0, height - under), aside.shapes(*aside_at))
    return Drawing(width, height, [*chain.from_iterable(parts)])


class _Sheet:
    """The map itself: its scale, the places within its frame and their labels."""

    def __init__(self, chart: PinMap, lettering: Lettering, width: float) -> None:
        self.chart, self.lettering, self.colours = chart, lettering, lettering.style.colours
        self.scale = width / WIDTH
        self.frame = Area(0, 0, width, HEIGHT * self.scale)
        self.height = self.frame.y1
        here = [pin for pin in chart.pins if is_inside(pin.latitude, pin.longitude)]
        self.home = [chart.home] if chart.home and is_inside(chart.home.latitude, chart.home.longitude) else []
        self.pins = [*self.home, *here]
        choices = [[lettering.lines(pin.label, width * share) for share in LABELS] for pin in self.pins]
        marks = [Area(*self.point(pin), *self.point(pin)).grown(RADIUS + 1) for pin in self.pins]
        labels = place_labels(marks, [list(map(self.size, lines)) for lines in choices], self.frame.grown(-1))
        self.labels = [label and label.area for label in labels]
        self.words = [lines[label.size if label else 0] for lines, label in zip(choices, labels, strict=True)]

    def size(self, lines: list[str]) -> tuple[float, float]:
        """Return the width and height of a label's room, in points."""
        return max(map(self.lettering.width, lines)) + 2 * PAD, self.lettering.height(lines)

    def point(self, pin: Pin) -> tuple[float, float]:
        """Return where a place lies on the sheet, its mark within the frame, in points."""
        x, y = (kilometres * self.scale for kilometres in project(pin.latitude, pin.longitude))
        return self.frame.grown(-RADIUS).nearest(x, y)

    def elsewhere(self) -> Listing:
        """Return the places beyond the map or without room for their label, before those that have none."""
        labelled = [pin for pin, label in zip(self.pins, self.labels, strict=True) if label]
        missing = tuple(pin.label for pin in self.chart.pins if pin not in labelled)
        return replace(self.chart.elsewhere, entries=(*missing, *self.chart.elsewhere.entries))

    def shapes(self, foot: float) -> Iterator[Shape]:
        """Yield the sea, the land, and each place with its label; `foot` is where the sheet's lower edge stands."""
        colours, place = self.colours, (0, foot, self.frame.x1, self.height)
        yield rectangle(place, colours.wash)
        for ring in outline():
            yield polygon([(x * self.scale, foot + y * self.scale) for x, y in ring], colours.paper, colours.quiet)
        parts = list(zip(self.pins, self.words, self.labels, strict=True))
        for pin, lines, label in parts:
            if label:
                yield from self._leader(pin, label, foot)
                words = self._words(pin, lines, label, label.y1 + foot)
                yield from (replace(line, stroke=colours.paper, weight=HALO) for line in words)
        for pin, _lines, _label in parts:
            yield self._mark(pin, foot)

    def _words(self, pin: Pin, lines: list[str], label: Area, top: float) -> Iterator[String]:
        """Return a label's words, which begin or end at the side of its mark, also in a face that is narrower."""
        if self.point(pin)[0] > label.x1:
            return self.lettering.write(lines, label.x1 - PAD, top, anchor=END)
        return self.lettering.write(lines, label.x0 + PAD, top)

    def _leader(self, pin: Pin, label: Area, foot: float) -> Iterator[Shape]:
        x, y = self.point(pin)
        to_x, to_y = label.nearest(x, y)
        if abs(to_x - x) + abs(to_y - y) > 2 * RADIUS + 2:
            yield line(x, y + foot, to_x, to_y + foot, self.colours.ink)

    def _mark(self, pin: Pin, foot: float) -> Shape:
        x, y = self.point(pin)
        if pin in self.home:
            return frame((x - RADIUS, y + foot - RADIUS, 2 * RADIUS, 2 * RADIUS), self.colours.paper, self.colours.ink)
        fill = self.colours.accent if pin.shade is Shade.FULL else self.colours.paper
        return disc(x, y + foot, RADIUS, fill, self.colours.accent)


class _List:
    """A list: its title, and its entries with their later lines indented; one without entries takes no room."""

    def __init__(self, listing: Listing, lettering: Lettering, width: float) -> None:
        self.lettering = lettering
        self.title = lettering.lines(listing.title, width) if listing.entries else []
        self.entries = [lettering.lines(entry, width - INDENT) for entry in listing.entries]
        words = [self.title, *self.entries] if listing.entries else []
        self.height = sum(map(lettering.height, words)) + GAP * len(words)

    def shapes(self, x: float, top: float) -> Iterator[Shape]:
        """Yield the words from the upper left corner."""
        yield from self.lettering.write(self.title, x, top, self.lettering.style.colours.quiet)
        top -= self.lettering.height(self.title) + GAP
        for lines in self.entries:
            yield from self.lettering.write(lines[:1], x, top)
            yield from self.lettering.write(lines[1:], x + INDENT, top - self.lettering.leading)
            top -= self.lettering.height(lines) + GAP


@cache
def outline() -> list[list[tuple[float, float]]]:
    """Return the countries' outlines, in kilometres from the frame's lower left corner."""
    polygons = json.loads(OUTLINE.read_text("utf-8"))["polygons"]
    return [[(float(x), float(y)) for x, y in ring] for ring in polygons]
