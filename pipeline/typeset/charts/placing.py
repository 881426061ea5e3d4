"""Put labels beside their points so that none covers another, a mark, or the frame's edge.

The nearest free place is taken: beside the point first, then in ever wider rings, from which a line leads back. Labels
that crowd each other are rare on a map of partners, so that the simple way does as well as a search for the best.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import tee
from typing import NamedTuple

RING = 7.0  # points between two rings
DIRECTIONS = ((1, 0), (-1, 0), (1, 0.6), (1, -0.6), (-1, 0.6), (-1, -0.6), (0, 1), (0, -1), (0.5, 1), (0.5, -1),
              (-0.5, 1), (-0.5, -1))  # fmt: skip

Size = tuple[float, float]  # width and height
Segment = tuple[tuple[float, float], tuple[float, float]]


class Area(NamedTuple):
    """A rectangle: its left, lower, right and upper edge, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Area) -> bool:
        """Say whether two rectangles have a part in common."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1

    def holds(self, other: Area) -> bool:
        """Say whether the other rectangle lies within this one."""
        return self.x0 <= other.x0 and other.x1 <= self.x1 and self.y0 <= other.y0 and other.y1 <= self.y1

    def grown(self, by: float) -> Area:
        """Return the rectangle with its edges moved outwards."""
        return Area(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def is_crossed(self, segment: Segment) -> bool:
        """Say whether a line has a part within the rectangle (Liang and Barsky, 1984)."""
        (x0, y0), (x1, y1) = segment
        first, last = 0.0, 1.0
        for run, start, low, high in ((x1 - x0, x0, self.x0, self.x1), (y1 - y0, y0, self.y0, self.y1)):
            if not run:
                if not low < start < high:
                    return False
                continue
            enter, leave = sorted(((low - start) / run, (high - start) / run))
            first, last = max(first, enter), min(last, leave)
        return first < last

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of the rectangle that lies nearest to a point."""
        return min(max(x, self.x0), self.x1), min(max(y, self.y0), self.y1)


class Label(NamedTuple):
    """Where a label stands, and which of its sizes it has, counted from 0."""

    area: Area
    size: int


def place_labels(marks: Sequence[Area], choices: Sequence[Sequence[Size]], frame: Area) -> list[Label | None]:
    """Return where the labels of some marks stand, each of them in one of its sizes; None where there is no room.

    A place whose line back would cross another label or mark, or that lies on another's line, is taken only when there
    is no other in any size.
    """
    placed: list[Label | None] = []
    for mark, sizes in zip(marks, choices, strict=True):
        known = [(m, label.area) for m, label in zip(marks, placed, strict=False) if label]
        others = [*(area for _mark, area in known), *(other for other in marks if other != mark)]
        lines = [leader(m, area) for m, area in known]
        free = (Label(spot, n) for n, size in enumerate(sizes) for spot in _free(mark, size, frame, others))
        labels, seconds = tee(free)
        clear = (label for label in labels if _is_clear(label.area, mark, others, lines))
        placed.append(next(clear, None) or next(seconds, None))
    return placed


def _free(mark: Area, size: Size, frame: Area, others: Sequence[Area]) -> Iterator[Area]:
    for spot in _spots(mark, size, frame):
        if frame.holds(spot) and not any(spot.meets(other) for other in (*others, mark)):
            yield spot


def _is_clear(spot: Area, mark: Area, others: Sequence[Area], lines: Sequence[Segment]) -> bool:
    back = leader(mark, spot)
    return not any(other.is_crossed(back) for other in others) and not any(spot.is_crossed(line) for line in lines)


def leader(mark: Area, label: Area) -> Segment:
    """Return the line from the middle of a mark to its label."""
    x, y = (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2
    return (x, y), label.nearest(x, y)


def _spots(mark: Area, size: Size, frame: Area) -> Iterator[Area]:
    """Yield the places for a label, from the nearest."""
    width, height = size
    x, y = (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2
    reach = max(frame.x1 - frame.x0, frame.y1 - frame.y0)
    for distance in (n * RING for n in range(1, int(reach / RING) + 1)):
        for east, north in DIRECTIONS:
            left = x + east * distance - (width if east < 0 else 0 if east > 0 else width / 2)
            foot = y + north * distance - (0 if north >= 1 else height if north <= -1 else height / 2)
            yield Area(left, foot, left + width, foot + height)
