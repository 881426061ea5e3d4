"""Strips: the pieces of which pages are made.

A strip is never split: a line, a picture, one line of a table's row. Everything that a page break must respect is said
on the strips, so that one short rule breaks text, lists, tables and footnotes alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pipeline.frozen import frozen
from pipeline.typeset.pdf.lines import Line
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.style import Colour, TextStyle

if TYPE_CHECKING:
    from pipeline.typeset.charts.shapes import Drawing
    from pipeline.typeset.pictures import Picture

BOX_SHARE = 0.6  # of a box's indent, above and below its text


@frozen
class Column:
    """Where text stands: its left edge, from the page's left margin, and its width, in points."""

    x: float
    width: float

    def indented(self, left: float, right: float = 0) -> Column:
        """Return the column with its edges moved inwards."""
        return Column(self.x + left, self.width - left - right)


class Words(NamedTuple):
    """A line of text: its left end and its baseline, in points from the strip's left top corner."""

    line: Line
    x: float
    baseline: float
    column: int = 0


class Fill(NamedTuple):
    """A filled rectangle, in points from the strip's left top corner; rules are painted over all other fills."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour
    rule: bool = False


class Image(NamedTuple):
    """A picture, its element, and its box in points from the strip's left top corner."""

    picture: Picture | Drawing
    element: Element
    x: float
    y: float
    width: float
    height: float


Part = Words | Fill | Image


class Entry(NamedTuple):
    """What the contents and the bookmarks show of a heading."""

    level: int
    text: str
    name: str


class Strip(NamedTuple):
    """A piece of a page that is never split.

    Lengths are in points. `before` and `after` are empty space: between two strips the larger counts, at a page's top
    none. `keep` forbids a page break after the strip; one that is allowed there has a `cost`: the share of a page that
    is as bad to be left empty. `notes` are the footnotes that are referred to in it first;
    `names` are its destinations; `head` is set again when a page begins with the strip; strips of one table row share
    `row` and are painted cell by cell; beside one with a `bar` a change bar stands in the margin. `figure` is on the
    first strip of a figure the number of its strips; it then `waits` for room while the text after it goes on, if no
    words before it announce it, and `lower` gives it again, of less and less height.
    """

    height: float
    parts: tuple[Part, ...] = ()
    before: float = 0
    after: float = 0
    keep: bool = False
    cost: float = 0
    notes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    entry: Entry | None = None
    row: Element | None = None
    head: tuple[Strip, ...] = ()
    bar: bool = False
    figure: int = 0
    waits: bool = False
    lower: Callable[[], Sequence[Strip]] | None = None


def kept(strips: list[Strip]) -> list[Strip]:
    """Keep the last strip on one page with what follows it."""
    return [*strips[:-1], *(strip._replace(keep=True) for strip in strips[-1:])]


def notes_of(strips: Sequence[Strip]) -> list[str]:
    """Return the footnotes that strips refer to first."""
    return [name for strip in strips for name in strip.notes]


def stacked_height(strips: Sequence[Strip]) -> float:
    """Return the height of strips on one page, with the space between them, in points."""
    gaps = (max(above.after, below.before) for above, below in pairwise(strips))
    return sum(strip.height for strip in strips) + sum(gaps)


def boxed(strips: Sequence[Strip], column: Column, style: TextStyle) -> Iterator[Strip]:
    """Lay a fill behind strips; the space between them becomes a part of them, so that the fill has no gaps."""
    last = len(strips) - 1
    for number, strip in enumerate(strips):
        gap = max(strips[number - 1].after, strip.before) if number else BOX_SHARE * style.indent
        foot = BOX_SHARE * style.indent if number == last else 0
        moved = tuple(lowered(part, gap) for part in strip.parts)
        fill = Fill(column.x, 0, column.width, gap + strip.height + foot, style.fill)
        yield strip._replace(
            height=gap + strip.height + foot,
            parts=(fill, *moved),
            before=style.before if number == 0 else 0,
            after=style.after if number == last else 0,
        )


def lowered(part: Part, distance: float) -> Part:
    """Return a part of a strip moved down."""
    return (
        part._replace(baseline=part.baseline + distance)
        if isinstance(part, Words)
        else part._replace(y=part.y + distance)
    )
