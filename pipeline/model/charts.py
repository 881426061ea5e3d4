"""Charts: what they show, as data. A chart has no colours and no sizes; those are the style's."""

from __future__ import annotations

from enum import StrEnum

from pipeline.frozen import frozen


class Shade(StrEnum):
    """How a mark is filled: it tells kinds apart where colours do not."""

    FULL = "full"
    HALF = "half"
    OPEN = "open"


@frozen
class Bar:
    """A bar of a chart: what it stands for, how long it is in the chart's own unit, and its value in words."""

    label: str
    value: int
    words: str


@frozen
class BarChart:
    """Horizontal bars from zero on one scale, in the order in which they are read."""

    bars: tuple[Bar, ...]


@frozen
class Span:
    """A stretch of time: what takes place, when as shares of the whole time (0 to 1), and how it is filled."""

    label: str
    start: float
    end: float
    shade: Shade = Shade.FULL


@frozen
class Timeline:
    """Stretches of a time that is divided into equal periods, each under its name."""

    periods: tuple[str, ...]
    spans: tuple[Span, ...]


@frozen
class MatrixRow:
    """A row of a matrix: its name, and a number for each column."""

    label: str
    values: tuple[int, ...]


@frozen
class Matrix:
    """How many there are of each row's kind in each column."""

    columns: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@frozen
class Pin:
    """A place on a map: what is said of it, where it lies (degrees north and east), and how its mark is filled."""

    label: str
    latitude: float
    longitude: float
    shade: Shade = Shade.FULL


@frozen
class Listing:
    """A list beside a map: its title and its entries."""

    title: str
    entries: tuple[str, ...]


@frozen
class PinMap:
    """Places on a map of Europe's north, and what has none there.

    Places beyond the map's frame are told in the list `elsewhere`. `home` is whose map it is.
    """

    pins: tuple[Pin, ...]
    elsewhere: Listing
    others: Listing
    home: Pin | None = None


Chart = BarChart | Timeline | Matrix | PinMap
