"""Step 2: tokens to strips in reading order, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from statistics import median

from pipeline.extract.beside import untangle
from pipeline.extract.rows import Row, gather_rows, pieces, row_box
from pipeline.extract.sheet import Sheet, Strip, Token, strip_of

_GUTTER = 9.0  # the least width of the white space between two columns, in points
_COLUMN_ROWS = 5  # columns stand beside each other for at least this many rows
_PROSE = 0.55  # the pieces of a column of prose fill, in the median, this share of its width


def strips(sheet: Sheet) -> tuple[Strip, ...]:
    """Return the page's lines in reading order: top to bottom, and where columns stand side by side, one by one."""
    rows = gather_rows(sheet.tokens)
    bands = [part for band in _bands(rows, sheet.width) for part in untangle(band)]
    found: list[Strip] = []
    for column, band in enumerate(bands):
        boxes = [row_box(row) for row in band]
        left, right = min(box.x0 for box in boxes), max(box.x1 for box in boxes)
        found += [strip_of(sheet.number, row, column, left, right) for row in band]
    return tuple(_with_superscripts(strip) for strip in found)


def _bands(rows: list[Row], width: float) -> Iterator[list[Row]]:
    """Yield the columns in reading order: runs of rows that a gutter parts become a left and a right column."""
    gutter = _gutter(rows, width)
    if gutter is None:
        if rows:
            yield rows
        return
    for parted, run in _runs(rows, gutter):
        if not parted:
            yield run
            continue
        for side in (_side(run, gutter, left=True), _side(run, gutter, left=False)):
            yield from _bands(side, width)


def _side(rows: list[Row], gutter: float, *, left: bool) -> list[Row]:
    sides = ([token for token in row if (token.box.x0 < gutter) == left] for row in rows)
    return [side for side in sides if side]


def _runs(rows: list[Row], gutter: float) -> Iterator[tuple[bool, list[Row]]]:
    """Yield runs of rows that the gutter parts, or does not; a short run of parted rows is none."""
    runs: list[tuple[bool, list[Row]]] = []
    for row in rows:
        parted = _parts(row, gutter)
        if runs and runs[-1][0] == parted:
            runs[-1][1].append(row)
        else:
            runs.append((parted, [row]))
    for parted, run in runs:
        both = sum(row[0].box.x0 < gutter < row[-1].box.x0 for row in run)
        yield (parted and both >= _COLUMN_ROWS), run


def _parts(row: Row, gutter: float) -> bool:
    """Say whether no token and no word space of the row lies over the gutter."""
    half = _GUTTER / 2
    return not any(token.box.x0 < gutter + half and token.box.x1 > gutter - half for token in row)


def _gutter(rows: list[Row], width: float) -> float | None:
    """Return where a gutter parts the most rows into two columns of prose, or None."""
    best: tuple[int, float] | None = None
    for gutter in _candidates(rows, width):
        run = max((run for parted, run in _runs(rows, gutter) if parted), key=len, default=None)
        if run and _is_prose(run, gutter) and (best is None or len(run) > best[0]):
            best = len(run), gutter
    return best[1] if best else None


def _candidates(rows: list[Row], width: float) -> list[float]:
    """Return the middles of the gaps between pieces, rounded, that several rows share and that lie well inside."""
    counts: dict[float, int] = {}
    for row in rows:
        parts = list(pieces(row, 0.9))
        for _left, b in pairwise(parts):
            # The right-hand edge of the gap: right columns are flush left, left columns may be ragged.
            place = round(b[0].box.x0 - _GUTTER / 2 - 0.5)
            counts[place] = counts.get(place, 0) + 1
    return sorted(place for place, count in counts.items() if count >= 3 and width * 0.2 < place < width * 0.8)


def _is_prose(run: list[Row], gutter: float) -> bool:
    """Say whether both sides of the gutter are lines of words that fill their column: then it is no table."""
    for left in (True, False):
        side = [[token for token in row if (token.box.x0 < gutter) == left] for row in run]
        boxes = [row_box(row) for row in side if row]
        if len(boxes) < max(_COLUMN_ROWS, 0.4 * len(run)):
            return False
        span = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
        words = median(len(row) for row in side if row)
        if span <= 0 or median(box.x1 - box.x0 for box in boxes) < _PROSE * span or words < 3:
            return False
    return True


def _with_superscripts(strip: Strip) -> Strip:
    """Turn small raised numbers after a word into the word's footnote reference."""
    kept: list[Token] = []
    for token in strip.tokens:
        if kept and _is_reference(token, kept[-1], strip):
            kept[-1] = replace(kept[-1], note=token.text)
        else:
            kept.append(token)
    return replace(strip, tokens=tuple(kept)) if len(kept) < len(strip.tokens) else strip


def _is_reference(token: Token, before: Token, strip: Strip) -> bool:
    small = token.style.size <= 0.8 * before.style.size and before.style.size >= 0.9 * strip.size
    raised = token.box.bottom < before.box.bottom - 0.12 * before.style.size
    close = token.box.x0 - before.box.x1 < 0.3 * before.style.size
    return small and raised and close and token.text.isdigit() and len(token.text) <= 3
