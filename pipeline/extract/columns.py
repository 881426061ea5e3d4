"""Columns of prose: where a gutter parts the lines of a page, the left column is read before the right one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.extract.rows import Row, gather_rows, row_box
from pipeline.extract.sheet import Token
from pipeline.frozen import frozen

_GUTTER = 5.0  # the least width of the white space between two columns, in points
_WIDER = 1.5  # times the ordinary space between words
_SLACK = 1.5  # a token may reach this far into it
_COLUMN_ROWS = 5  # columns stand beside each other for at least this many rows
_CROSSED = -4.0  # what a row that crosses the gutter weighs against one that does not
_PROSE = 0.55  # the lines of a column of prose fill, in the median, this share of its width
_NARROW = 0.18  # a column is at least this share of the page wide
_CANDIDATES = 8
_BESIDE = 0.5  # and this share of the lower column, at least, has the other one beside it


@frozen
class Spread:
    """Rows, from `first` to before `end`, that a gutter at `place` parts into a left and a right column."""

    first: int
    end: int
    place: float
    weight: float


def columns(tokens: Sequence[Token], width: float) -> Iterator[list[Row]]:
    """Yield the columns of a page of this width as rows, in reading order."""
    rows = gather_rows(tokens)
    spread = _spread(rows, width)
    if spread is None:
        if rows:
            yield rows
        return
    if spread.first:
        yield from columns(_tokens(rows[: spread.first]), width)
    for side in _sides(rows[spread.first : spread.end], spread.place):
        yield from columns(side, width)
    if spread.end < len(rows):
        yield from columns(_tokens(rows[spread.end :]), width)


def _tokens(rows: Sequence[Row]) -> list[Token]:
    return [token for row in rows for token in row]


def _sides(rows: Sequence[Row], place: float) -> tuple[list[Token], list[Token]]:
    """Return the tokens left and right of a gutter; one that crosses it belongs where its middle is."""
    every = _tokens(rows)
    left = [token for token in every if token.box.x0 + token.box.x1 < 2 * place]
    return left, [token for token in every if token.box.x0 + token.box.x1 >= 2 * place]


def _spread(rows: Sequence[Row], width: float) -> Spread | None:
    """Return the rows that a gutter parts into two columns of prose, by the gutter that parts most; or None."""
    found = [_longest(rows, place) for place in _candidates(rows, width)]
    wide = [spread for spread in found if spread and _is_wide(rows[spread.first : spread.end], spread.place)]
    beside = [spread for spread in wide if _is_beside(rows[spread.first : spread.end], spread.place)]
    fitting = [spread for spread in beside if _is_prose(rows[spread.first : spread.end], spread.place, width)]
    return max(fitting, key=lambda spread: (spread.weight, spread.place), default=None)


def _candidates(rows: Sequence[Row], width: float) -> list[float]:
    """Return where gutters may be: left of words that many rows have after a wide gap, or begin with.

    Lines of columns that do not stand level with each other are rows of their own, which begin far from the left.
    """
    counts: Counter[float] = Counter()
    for row in rows:
        after_gap = [b for a, b in pairwise(row) if b.box.x0 - a.box.x1 >= _GUTTER]
        counts.update(2.0 * round((token.box.x0 - _GUTTER / 2) / 2) for token in (row[0], *after_gap))
    inside = [place for place, count in counts.items() if count >= _COLUMN_ROWS - 1 and 0.2 < place / width < 0.8]
    return sorted(sorted(inside, key=lambda place: (-counts[place], place))[:_CANDIDATES])


def _is_wide(rows: Sequence[Row], place: float) -> bool:
    """Say whether the white space at a place is more than a word space: in text that was read by OCR these are wide."""
    gaps = [(b.box.x0 - a.box.x1, a.box.x1 <= place <= b.box.x0) for row in rows for a, b in pairwise(row)]
    across, between = ([gap for gap, there in gaps if there is wanted] for wanted in (True, False))
    return not across or not between or median(across) >= _WIDER * median(between)


def _is_beside(rows: Sequence[Row], place: float) -> bool:
    """Say whether the text on one side of a place stands beside that on the other, rather than above or below it."""
    sides = [[token.box for token in side] for side in _sides(rows, place)]
    if not all(sides):
        return False
    (a, b), (c, d) = ((min(box.top for box in side), max(box.bottom for box in side)) for side in sides)
    return min(b, d) - max(a, c) >= _BESIDE * min(b - a, d - c)


def _longest(rows: Sequence[Row], place: float) -> Spread | None:
    """Return the run of rows that a gutter parts, a few crossed ones among them, that weighs most."""
    best: Spread | None = None
    first, weight = 0, 0.0
    for index, row in enumerate(rows):
        if weight <= 0:
            first, weight = index, 0.0
        weight += _CROSSED if _crosses(row, place) else 1.0
        if best is None or weight > best.weight:
            best = Spread(first, index + 1, place, weight)
    return best if best and best.weight >= _COLUMN_ROWS else None


def _crosses(row: Row, place: float) -> bool:
    """Say whether a word, or a mere word space, lies over the gutter."""
    if any(token.box.x0 < place - _SLACK and token.box.x1 > place + _SLACK for token in row):
        return True
    return any(a.box.x1 <= place <= b.box.x0 and b.box.x0 - a.box.x1 < _GUTTER - _SLACK for a, b in pairwise(row))


def _is_prose(rows: Sequence[Row], place: float, width: float) -> bool:
    """Say whether both sides of the gutter are lines of words that fill their column, or columns of such lines."""
    return all(_fills(gather_rows(side), width) for side in _sides(rows, place))


def _fills(lines: Sequence[Row], width: float) -> bool:
    """Say whether a side is prose and no table: most of its lines are words across it, or it is columns itself."""
    if len(lines) < _COLUMN_ROWS:
        return False
    boxes = [row_box(line) for line in lines]
    span = max(box.x1 for box in boxes) - min(box.x0 for box in boxes)
    if span < _NARROW * width or median(map(_words, lines)) < 3:
        return False
    return median(box.x1 - box.x0 for box in boxes) >= _PROSE * span or _spread(lines, width) is not None


def _words(line: Row) -> int:
    return sum(any(map(str.isalpha, token.text)) for token in line)
