"""Bands, which no line of a page's text crosses, and the white space that bands share: it parts a table's columns."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.sheet import Token, around
from pipeline.frozen import frozen
from pipeline.model import Box

Gaps = tuple[tuple[float, float], ...]  # from where to where, in points from the left

_MEET = 0.15  # text lines that overlap by this share of a font size are one band
GUTTER = 0.65  # white space between the columns of a drawn or tagged table, in font sizes
_PITCH = 2.4  # bands further apart than this many font sizes do not belong together, unless lines say so


@frozen
class Band:
    """Tokens that share a stretch of the page's height."""

    tokens: tuple[Token, ...]
    box: Box

    @property
    def size(self) -> float:
        """Return the largest font size."""
        return max(token.style.size for token in self.tokens)


def gather_bands(tokens: Sequence[Token]) -> list[Band]:
    """Return the bands from top to bottom, the tokens of each in the order of the content."""
    bands: list[list[int]] = []
    bottom = 0.0
    for index in sorted(range(len(tokens)), key=lambda index: (tokens[index].box.top, tokens[index].box.x0)):
        token = tokens[index]
        if bands and token.box.top < bottom - _MEET * token.style.size:
            bands[-1].append(index)
            bottom = max(bottom, token.box.bottom)
        else:
            bands.append([index])
            bottom = token.box.bottom
    found = [tuple(tokens[index] for index in sorted(band)) for band in bands]
    return [Band(band, around([token.box for token in band])) for band in found]


def middle(box: Box) -> float:
    """Return the height of a box's middle on its page, in points from the top."""
    return (box.top + box.bottom) / 2


def grow(bands: Sequence[Band], first: int, end: int, least: float) -> tuple[list[Band], Gaps]:
    """Return a run of bands with those above and below that leave its columns apart, and the white space between."""
    found = list(bands[first:end])
    gaps = shared_gaps(found, least)
    for index in range(end, len(bands)):
        fewer = _without(gaps, bands[index], least)
        if not _joins(found[-1], bands[index], gaps, fewer):
            break
        found.append(bands[index])
        gaps = fewer
    for index in range(first - 1, -1, -1):
        fewer = _without(gaps, bands[index], least)
        if len(gaps_of(bands[index], least)) < len(gaps) or not _joins(bands[index], found[0], gaps, fewer):
            break
        found.insert(0, bands[index])
        gaps = fewer
    return found, shared_gaps(found, GUTTER)


def _joins(above: Band, below: Band, gaps: Gaps, fewer: Gaps) -> bool:
    """Say whether two bands are close, and the columns stay as many when one joins the other's table."""
    near = below.box.top - above.box.bottom <= (_PITCH - 1) * below.size
    return near and len(fewer) >= len(gaps)


def shared_gaps(bands: Sequence[Band], least: float) -> Gaps:
    """Return the white space that all bands leave between their first and their last word."""
    if not bands:
        return ()
    every = Band(tuple(token for band in bands for token in band.tokens), around([band.box for band in bands]))
    return gaps_of(every, least)


def gaps_of(band: Band, least: float) -> Gaps:
    """Return the white space between a band's words that is at least so many font sizes wide."""
    gaps: list[tuple[float, float]] = []
    reach, least = band.box.x0, least * band.size
    for token in sorted(band.tokens, key=lambda token: token.box.x0):
        if token.box.x0 - reach >= least:
            gaps.append((reach, token.box.x0))
        reach = max(reach, token.box.x1)
    return tuple(gaps)


def _without(gaps: Gaps, band: Band, least: float) -> Gaps:
    """Return the white space that is left when a band's words are laid on it."""
    left, least = list(gaps), least * band.size
    for token in band.tokens:
        parts = [part for gap in left for part in _cut(gap, token.box)]
        left = [part for part in parts if part[1] - part[0] >= least]
    return tuple(left)


def _cut(gap: tuple[float, float], box: Box) -> list[tuple[float, float]]:
    if box.x1 <= gap[0] or box.x0 >= gap[1]:
        return [gap]
    return [(gap[0], min(gap[1], box.x0)), (max(gap[0], box.x1), gap[1])]
