"""Where pages end: all page breaks of a document are chosen together, as the line breaks of a paragraph are.

The way that costs least is found from page to page (Plass, "Optimal pagination techniques for automatic typesetting
systems", 1981): the squares of what is left empty, and of what the strips say that a page end after them costs. A page
that would rather end a little higher does so where the pages after it gain from that.

A figure that no longer fits on a page is set lower where it can be. Otherwise the text that follows it fills the page
and the figure heads the next one: it never leaves the text under its own heading, passes no other figure, and is read
in its old place, since the structure tree is another order than that of the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from heapq import heappop, heappush
from itertools import islice
from typing import NamedTuple

from pipeline.frozen import frozen
from pipeline.typeset.pdf.strips import Strip

NOTE_GAP = 14  # points between the text and its footnotes; the rule stands in the middle
HIGHEST_HEAD = 0.4  # a table's head that is higher than this share of a page is not repeated
LONG_NOTE = 0.3  # a footnote that is higher than this share of a page may go on on the next
NOTE_LINES = 3  # of which so many lines at least stand on its own page
PAGE_COST = 0.01  # each page costs as much as a tenth of one that is left empty
CHAPTER_SHARE = 0.75  # what is left empty before a new chapter disturbs by so much less
LARGEST_HOLE = 0.4  # of a page: more is not left empty for the sake of other pages
ROUNDING = 0.01  # points


class Page(NamedTuple):
    """What stands on a page: the strips from `start` to `end`, and the lines of footnotes at its foot."""

    strips: Sequence[Strip]
    start: int
    end: int
    foot: Sequence[Strip]


class _End(NamedTuple):
    """A place where a page may end: before this strip, with so much used above and with the footnotes, in points."""

    end: int
    used: float
    reach: float


class _Turn(NamedTuple):
    """Where a page begins: with which strip, and which lines of footnotes go on there.

    Up to strip number `until` the strips stand in another order than they are read, since a figure waits among them.
    """

    strips: Sequence[Strip]
    start: int
    waiting: Sequence[Strip] = ()
    until: int = 0

    @property
    def key(self) -> tuple[int, int, int]:
        """What tells turns apart; of two, the one that comes later in the document is larger."""
        return self.start, -len(self.waiting), self.until


class _Way(NamedTuple):
    """The best way to a turn: what it costs, and its last page."""

    cost: float
    turn: _Turn
    page: Page | None = None
    before: _Way | None = None


def choose_pages(strips: Sequence[Strip], notes: Mapping[str, Sequence[Strip]], height: float) -> list[Page]:
    """Return the pages for strips and footnotes; `height` is that of the space between the margins, in points."""
    flow = _Flow(strips, notes, height)
    first = _Turn(strips, 0)
    ways, queue = {first.key: _Way(0, first)}, [first.key]
    way = ways[first.key]
    while queue:
        way = ways[heappop(queue)]
        for cost, turn, page in flow.pages(way.turn):
            if turn.key not in ways:
                heappush(queue, turn.key)
            elif ways[turn.key].cost <= way.cost + cost:
                continue
            ways[turn.key] = _Way(way.cost + cost, turn, page, way)
    pages: list[Page] = []
    while way.page and way.before:
        pages.append(way.page)
        way = way.before
    return pages[::-1]


@frozen
class _Flow:
    """A document's strips and footnotes, to be broken into pages of a height in points."""

    strips: Sequence[Strip]
    notes: Mapping[str, Sequence[Strip]]
    height: float

    def pages(self, turn: _Turn) -> Iterator[tuple[float, _Turn, Page]]:
        """Yield the pages that may begin at a turn, each with its cost and the turn after it; none at the very end."""
        if turn.start >= len(turn.strips) and not turn.waiting:
            return
        ends = self._ends(turn.strips, turn.start, turn.waiting)
        lowest = next(ends)
        yield self._page(turn, *(self._with_room(turn, lowest) or (turn.strips, lowest, turn.until)))
        for end in ends:
            yield self._page(turn, turn.strips, end, turn.until)

    def _page(self, turn: _Turn, strips: Sequence[Strip], end: _End, until: int) -> tuple[float, _Turn, Page]:
        foot = [*turn.waiting, *self._lines(strips[turn.start : end.end])]
        count = self._fitting(foot, self.height - end.used, at_least=0 if end.end > turn.start else 1)
        settled = end.end >= until
        after = _Turn(self.strips if settled else strips, end.end, foot[count:], 0 if settled else until)
        return self._cost(strips, end), after, Page(strips, turn.start, end.end, foot[:count])

    def _fitting(self, foot: Sequence[Strip], room: float, at_least: int) -> int:
        """Return how many of the footnotes' lines fit into the room that is left; the others go on on the next page."""
        count = len(foot)
        while count > at_least and foot_height_of(foot[:count]) > room + ROUNDING:
            count -= 1
        return count

    def _lines(self, strips: Sequence[Strip]) -> Iterator[Strip]:
        return (line for strip in strips if strip.notes for name in strip.notes for line in self.notes[name])

    def _beginnings(self, strip: Strip) -> Iterator[Strip]:
        """Yield the lines of footnotes that stand on the page of a strip: all, or of a long note the first ones."""
        for name in strip.notes:
            lines = self.notes[name]
            is_long = foot_height_of(lines) > LONG_NOTE * self.height
            yield from lines[:NOTE_LINES] if is_long else lines

    def _cost(self, strips: Sequence[Strip], end: _End) -> float:
        """Return what a page costs that ends there: the last one may be as empty as it likes."""
        if end.end == len(strips):
            return PAGE_COST
        empty = max(0.0, 1 - end.reach / self.height)
        entry = strips[end.end].entry
        empty *= CHAPTER_SHARE if entry and entry.level == 1 else 1
        return PAGE_COST + empty**2 + (strips[end.end - 1].cost ** 2 if end.end else 0)

    def _ends(self, strips: Sequence[Strip], start: int, waiting: Sequence[Strip]) -> Iterator[_End]:
        """Yield where a page may end, the lowest place first: what costs less than lower ones or precedes a heading."""
        legal = self._legal(strips, start, waiting)
        cheapest = float("inf")
        for end in reversed(legal):
            if end is not legal[-1] and end.reach < (1 - LARGEST_HOLE) * self.height:
                return
            cost = strips[end.end - 1].cost if end.end else 0
            if end.end == len(strips) or cost < cheapest or strips[end.end].entry:
                cheapest = min(cost, cheapest)
                yield end
            if end.end == len(strips):
                return

    def _legal(self, strips: Sequence[Strip], start: int, waiting: Sequence[Strip]) -> list[_End]:
        """Return every place where the page that begins with `start` may end; one at least."""
        used = head = sum(strip.height for strip in head_of(strips, start, self.height))
        foot, foot_height = list(waiting), foot_height_of(waiting)
        legal: list[_End] = []
        end, after = start, 0.0
        for strip in islice(strips, start, None):
            if strip.notes:
                foot += self._beginnings(strip)
                foot_height = foot_height_of(foot)
            below = used + (max(after, strip.before) if end > start else 0) + strip.height
            if below + foot_height > self.height + ROUNDING:
                break
            used, after, end = below, strip.after, end + 1
            if not strip.keep:
                legal.append(_End(end, used, used + foot_height))
        if end == len(strips) and not (legal and legal[-1].end == end):
            legal.append(_End(end, used, self.height))
        # Nothing may stand for ever before a page break: what must be kept together but is too high is split.
        least = _End(start, 0, self.height) if waiting else _End(start + 1, head + strips[start].height, self.height)
        return legal or [_End(end, used, self.height) if end > start else least]

    def _with_room(self, turn: _Turn, last: _End) -> tuple[Sequence[Strip], _End, int] | None:
        """Return the strips with a figure lower, or behind what fits before it, and where the page ends then."""
        figure = _figure_at(turn.strips, last.end)
        return (self._lowered(turn, figure) or self._passed(turn, figure)) if figure else None

    def _lowered(self, turn: _Turn, figure: range) -> tuple[Sequence[Strip], _End, int] | None:
        strips, first = turn.strips, turn.strips[figure.start]
        for low in first.lower() if first.lower else ():
            strip = first._replace(height=low.height, parts=low.parts)
            lowered = [*strips[: figure.start], strip, *strips[figure.start + 1 :]]
            ends = self._ends(lowered, turn.start, turn.waiting)
            if (end := min(ends, key=partial(self._cost, lowered))).end >= figure.stop:
                return lowered, end, turn.until
        return None

    def _passed(self, turn: _Turn, figure: range) -> tuple[Sequence[Strip], _End, int] | None:
        strips, first, behind = turn.strips, figure.start, figure.stop
        while behind < len(strips) and strips[behind].figure:
            behind += strips[behind].figure  # figures that follow each other wait together
        stop = next((n for n in range(behind, len(strips)) if strips[n].entry or strips[n].figure), len(strips))
        before, held, passing, rest = strips[:first], strips[first:behind], strips[behind:stop], strips[stop:]
        if not held[0].waits or any(strip.notes for strip in held):
            return None
        ends = self._legal([*before, *passing, *held, *rest], turn.start, turn.waiting)
        for end in reversed(ends):
            passed = end.end - first
            if 0 < passed <= len(passing) and not _in_table(passing, passed):
                moved = [*before, *passing[:passed], *held, *passing[passed:], *rest]
                return moved, end, end.end + len(held)
        return None


def _in_table(strips: Sequence[Strip], number: int) -> bool:
    """Tell whether a table goes on from the strip before the one with this number."""
    above, below = strips[number - 1], strips[number] if number < len(strips) else None
    return bool(below and (below.head or (above.row and below.row)))


def _figure_at(strips: Sequence[Strip], end: int) -> range | None:
    """Return the strips of the figure for which a page that ends here has no room, if it is one."""
    while end < len(strips) and strips[end].keep and not strips[end].figure:
        end += 1
    size = strips[end].figure if end < len(strips) else 0
    return range(end, end + size) if size else None


def foot_height_of(foot: Sequence[Strip]) -> float:
    """Return the height of lines of footnotes at a page's foot, with the space above them, in points."""
    return sum(strip.height + strip.after for strip in foot) + NOTE_GAP if foot else 0


def head_of(strips: Sequence[Strip], start: int, height: float) -> tuple[Strip, ...]:
    """Return the table's head that is repeated on a page that begins with `start`."""
    head = strips[start].head if start < len(strips) else ()
    return head if sum(strip.height for strip in head) <= HIGHEST_HEAD * height else ()
