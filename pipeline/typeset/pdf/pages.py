"""Strips → pages: where pages are broken, which footnotes stand at their foot, and where a figure waits for room.

A figure that no longer fits on a page is set lower where it can be. Otherwise the text that follows it fills the page
and the figure heads the next one: it never leaves the text under its own heading, passes no other figure, and is read
in its old place, since the structure tree is another order than that of the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

from pipeline.typeset.pdf.strips import Strip

NOTE_GAP = 14  # points between the text and its footnotes; the rule stands in the middle
LARGEST_HOLE = 0.15  # of a page: what would rather stay whole is parted before more of it is left empty
HIGHEST_HEAD = 0.4  # a table's head that is higher than this share of a page is not repeated


class Placed(NamedTuple):
    """A strip on a page; `top` is in points from the page's upper margin. A repeated table head is an artifact."""

    strip: Strip
    top: float
    artifact: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: what stands on it and, at its foot, its footnotes."""

    placed: tuple[Placed, ...]
    notes: tuple[Placed, ...] = ()


def paginate(strips: Sequence[Strip], notes: Mapping[str, Sequence[Strip]], height: float) -> list[Sheet]:
    """Return the pages for strips and footnotes; `height` is that of the space between the margins, in points."""
    sheets: list[Sheet] = []
    start, waiting = 0, list[Strip]()
    while start < len(strips) or waiting:
        end = _page_end(strips, start, waiting, notes, height)
        if figure := _figure_at(strips, end):
            ends = partial(_page_end, start=start, waiting=waiting, notes=notes, height=height)
            strips, end = _with_room(strips, figure, end, ends)
        placed, used = _stack(strips, start, end, height)
        waiting += [line for strip in strips[start:end] for name in strip.notes for line in notes[name]]
        count = _fitting(waiting, height - used, at_least=0 if placed else 1)
        sheets.append(Sheet(placed, _at_foot(waiting[:count], height)))
        start, waiting = end, waiting[count:]
    return sheets


def _page_end(
    strips: Sequence[Strip], start: int, waiting: list[Strip], notes: Mapping[str, Sequence[Strip]], height: float
) -> int:
    """Return the number of the first strip that no longer stands on the page that begins with `start`."""
    used = sum(strip.height for strip in _head(strips, start, height))
    foot = list(waiting)
    end = legal = good = start
    filled = 0.0
    while end < len(strips):
        strip = strips[end]
        foot += [line for name in strip.notes for line in notes[name]]
        gap = max(strips[end - 1].after, strip.before) if end > start else 0
        reach = used + gap + strip.height + _foot_height(foot)
        if reach > height + 0.01:
            best = good if height - filled <= LARGEST_HOLE * height else legal
            # Nothing may stand for ever before a page break: what must be kept together but is too high is split.
            return max(best, end if legal == start else 0, start if waiting else start + 1)
        used += gap + strip.height
        end += 1
        if not strip.keep:
            legal = end
            if not strip.whole:
                good, filled = end, reach
    return end


def _figure_at(strips: Sequence[Strip], end: int) -> range | None:
    """Return the strips of the figure for which a page that ends here has no room, if it is one."""
    while end < len(strips) and strips[end].keep and not strips[end].figure:
        end += 1
    size = strips[end].figure if end < len(strips) else 0
    return range(end, end + size) if size else None


def _with_room(
    strips: Sequence[Strip], figure: range, end: int, ends: Callable[[Sequence[Strip]], int]
) -> tuple[Sequence[Strip], int]:
    """Return the strips, and where the page ends, with the figure lower or behind what fits before it."""
    first, behind = figure.start, figure.stop
    lower = strips[first].lower
    for low in lower() if lower else ():
        strip = strips[first]._replace(height=low.height, parts=low.parts)
        lowered = [*strips[:first], strip, *strips[first + 1 :]]
        if (lowered_end := ends(lowered)) >= behind:
            return lowered, lowered_end
    while behind < len(strips) and strips[behind].figure:
        behind += strips[behind].figure  # figures that follow each other wait together
    stop = next((n for n in range(behind, len(strips)) if strips[n].entry or strips[n].figure), len(strips))
    held, passing = strips[first:behind], strips[behind:stop]
    if not strips[first].waits or any(strip.notes for strip in held):
        return strips, end
    moved = [*strips[:first], *passing, *held, *strips[stop:]]
    until = min(ends(moved), first + len(passing))
    while until > first and (moved[until - 1].keep or moved[until].head):
        until -= 1
    if until <= first:
        return strips, end
    passed = until - first
    return [*strips[:first], *passing[:passed], *held, *passing[passed:], *strips[stop:]], until


def _head(strips: Sequence[Strip], start: int, height: float) -> tuple[Strip, ...]:
    head = strips[start].head if start < len(strips) else ()
    return head if sum(strip.height for strip in head) <= HIGHEST_HEAD * height else ()


def _stack(strips: Sequence[Strip], start: int, end: int, height: float) -> tuple[tuple[Placed, ...], float]:
    placed, top = [], 0.0
    for strip in _head(strips, start, height) if end > start else ():
        placed.append(Placed(strip, top, artifact=True))
        top += strip.height
    for number in range(start, end):
        top += max(strips[number - 1].after, strips[number].before) if number > start else 0
        placed.append(Placed(strips[number], top))
        top += strips[number].height
    return tuple(placed), top


def _foot_height(foot: Sequence[Strip]) -> float:
    return sum(strip.height + strip.after for strip in foot) + NOTE_GAP if foot else 0


def _fitting(foot: Sequence[Strip], room: float, at_least: int) -> int:
    """Return how many of the footnotes' lines fit into the room that is left; the others go on on the next page."""
    count = len(foot)
    while count > at_least and _foot_height(foot[:count]) > room + 0.01:
        count -= 1
    return count


def _at_foot(foot: Sequence[Strip], height: float) -> tuple[Placed, ...]:
    top = height - _foot_height(foot) + NOTE_GAP
    placed = []
    for strip in foot:
        placed.append(Placed(strip, top))
        top += strip.height + strip.after
    return tuple(placed)
