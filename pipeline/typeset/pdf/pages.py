"""Strips → pages: what stands where on each page, with its footnotes at the foot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pipeline.frozen import frozen
from pipeline.typeset.pdf.breaks import NOTE_GAP, Page, choose_pages, foot_height_of, head_of
from pipeline.typeset.pdf.strips import Strip


class Placed(NamedTuple):
    """A strip on a page; `top` is in points from the page's upper margin. A repeated table head is an artifact."""

    strip: Strip
    top: float
    artifact: bool = False


@frozen
class Sheet:
    """A page: what stands on it and, at its foot, its footnotes."""

    placed: tuple[Placed, ...]
    notes: tuple[Placed, ...] = ()


def paginate(strips: Sequence[Strip], notes: Mapping[str, Sequence[Strip]], height: float) -> list[Sheet]:
    """Return the pages for strips and footnotes; `height` is that of the space between the margins, in points."""
    return [Sheet(_stack(page, height), _at_foot(page.foot, height)) for page in choose_pages(strips, notes, height)]


def _stack(page: Page, height: float) -> tuple[Placed, ...]:
    strips, start, end = page.strips, page.start, page.end
    placed, top = [], 0.0
    for strip in head_of(strips, start, height) if end > start else ():
        placed.append(Placed(strip, top, artifact=True))
        top += strip.height
    for number in range(start, end):
        top += max(strips[number - 1].after, strips[number].before) if number > start else 0
        placed.append(Placed(strips[number], top))
        top += strips[number].height
    return tuple(placed)


def _at_foot(foot: Sequence[Strip], height: float) -> tuple[Placed, ...]:
    top = height - foot_height_of(foot) + NOTE_GAP
    placed = []
    for strip in foot:
        placed.append(Placed(strip, top))
        top += strip.height + strip.after
    return tuple(placed)
