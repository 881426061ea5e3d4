"""Tables without a grid: columns between level lines, under a shaded head, of tagged cells, or of white space alone.

A table's text is gathered into bands, which no line of text crosses. White space that all bands share parts columns.
Where a line lies between two bands, or more space than inside a cell, a new row begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.extract.bands import GUTTER, Band, Gaps, gaps_of, gather_bands, grow, middle, shared_gaps
from pipeline.extract.bars import LEAST, SAME, Bar, stacks
from pipeline.extract.beside import runs_on
from pipeline.extract.markers import read_mark
from pipeline.extract.rows import Row, gather_rows
from pipeline.extract.sheet import Token, around
from pipeline.frozen import frozen
from pipeline.model import Box

_WIDE_GUTTER = 1.0  # white space, in font sizes, between the columns of a table that nothing else shows
_INSIDE = 0.8  # less space than this share of that above full rows is inside a row
_ALIGNED = 3.0  # places that differ by at most so many points are one
_APART = 0.35  # so many font sizes more than the least space set rows apart
_RARELY = 0.15  # of the lines within such rows, at most this share has words in every column
_SHORT = 6  # the cells of a table that nothing shows but white space hold, in the median, at most so many words
_CELLS = {"TD", "TH"}
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?|\d{1,2}\.")
_LONG = 40  # the cells of any table hold, in the median, at most so many
_FILLED = 0.5  # at least this share of a table's cells holds words


@frozen
class Banded:
    """A table: its rows of cells of text lines, and the tokens that it was made of."""

    rows: tuple[tuple[tuple[Row, ...], ...], ...]
    tokens: tuple[Token, ...]


def find_between(tokens: Sequence[Token], rules: Sequence[Box]) -> Banded | None:
    """Return the topmost table that level lines show, or None."""
    for stack in stacks(rules):
        inside = [t for t in tokens if t.box.x0 >= stack[0].x0 - SAME and t.box.x1 <= stack[0].x1 + SAME]
        bands = gather_bands(inside)
        first, end = _between(bands, stack)
        if first < end and (table := _table(*grow(bands, first, end, GUTTER), stack, _LONG)):
            return table
    return None


def find_tagged(tokens: Sequence[Token]) -> Banded | None:
    """Return the first table whose words are tagged as cells, no other words between them, or None."""
    cells = [token for token in tokens if token.tag.type in _CELLS]
    others = [token.box for token in tokens if token.tag.type not in _CELLS]
    run: list[Band] = []
    for band in (*gather_bands(cells), None):
        if run and (band is None or any(_parts(run[-1].box, band.box, box) for box in others)):
            gaps = shared_gaps(run, GUTTER)
            if gaps and (table := _table(run, gaps, (), _LONG)):
                return table
            run = []
        run += [band] if band else []
    return None


def _parts(above: Box, below: Box, box: Box) -> bool:
    """Say whether a box lies between two bands, in their columns."""
    return above.bottom <= middle(box) <= below.top and box.x1 > above.x0 and box.x0 < above.x1


def find_bare(tokens: Sequence[Token]) -> Banded | None:
    """Return the first table of three columns and three rows or more that nothing shows but white space, or None.

    Two columns are enough under a bold head.
    """
    bands = gather_bands(tokens)
    end = 0
    for first in range(len(bands) - 2):
        if first < end or len(gaps_of(bands[first], _WIDE_GUTTER)) < (1 if _is_head(bands, first) else 2):
            continue
        grown, gaps = grow(bands, first, first + 1, _WIDE_GUTTER)
        end = first + max(1, len(grown) - 1)
        headed = len(gaps) == 1 and len(grown) > 3 and _is_head(grown, 0)
        table = _table(grown, gaps, (), _SHORT) if (len(gaps) > 1 and len(grown) > 2) or headed else None
        if table and len(table.rows) > 2 and _is_full(table) and not _is_prose(table) and _is_aligned(table):
            return table
    return None


def _is_head(bands: Sequence[Band], index: int) -> bool:
    """Say whether a band is bold from end to end, and the three below it are not."""
    head, *rows = (any(token.style.bold for token in band.tokens) for band in bands[index : index + 4])
    return head and all(token.style.bold for token in bands[index].tokens) and len(rows) > 2 and not any(rows)


def may_be_bare(tokens: Sequence[Token]) -> bool:
    """Say whether a page has enough bands with white space in them for a table to be among them."""
    bands = gather_bands(tokens)
    gaps = [len(gaps_of(band, _WIDE_GUTTER)) for band in bands]
    return any(count > 1 or (count == 1 and _is_head(bands, index)) for index, count in enumerate(gaps))


def _is_full(table: Banded) -> bool:
    """Say whether most rows have words in several columns: a line of three pieces above a text is no table's head."""
    return 2 * sum(sum(map(bool, row)) > 1 for row in table.rows) > len(table.rows)


def _is_prose(table: Banded) -> bool:
    """Say whether a column reads on from cell to cell: then it is a column of running text."""
    sides = [[line for cell in column for line in cell] for column in zip(*table.rows, strict=True)]
    return any(len(side) > 3 and runs_on(side) for side in sides)


def _is_aligned(table: Banded) -> bool:
    """Say whether the cells of each column begin, end or are centred at one place; spaces in justified lines do not."""
    return all(_stand_at_one(column) for column in zip(*table.rows, strict=True))


def _stand_at_one(column: Sequence[Sequence[Row]]) -> bool:
    boxes = [around([token.box for token in line]) for cell in column for line in cell]
    places = ([box.x0 for box in boxes], [box.x1 for box in boxes], [(box.x0 + box.x1) / 2 for box in boxes])
    numbers = all(any(map(str.isdigit, line[0].text)) for cell in column[1:] for line in cell)
    return numbers or min(max(side) - min(side) for side in places) <= _ALIGNED


def _between(bands: Sequence[Band], stack: Sequence[Bar]) -> tuple[int, int]:
    """Return the longest run of bands between the lines of a stack sharing white space; a lone line's lies above."""
    best, best_gaps = (0, 0), 0
    spans = [(a.y, b.y) for a, b in pairwise(stack)] or [(stack[0].y - 3 * LEAST, stack[0].y)]
    parts = [[i for i, band in enumerate(bands) if top <= middle(band.box) < bottom] for top, bottom in spans]
    if len(stack) == 1:
        parts = [part[-1:] for part in parts]
    for start in range(len(parts)):
        run: list[int] = []
        for part in parts[start:]:
            gaps = shared_gaps([bands[i] for i in (*run, *part)], GUTTER)
            if not part or not gaps or (len(stack) < 3 and len(gaps) < 2):
                break
            run += part
            if (len(run), len(gaps)) > (best[1] - best[0], best_gaps):
                best, best_gaps = (run[0], run[-1] + 1), len(gaps)
    return best


def _table(bands: Sequence[Band], gaps: Gaps, bars: Sequence[Bar], most: int) -> Banded | None:
    """Return the table that bands and columns make, or None if it is none: too few cells, or cells of running text."""
    places = [(a + b) / 2 for a, b in gaps]
    rows = [_cells(row, places) for row in _rows(bands, places, bars)]
    words = [sum(map(len, cell)) for row in rows for cell in row if cell]
    columns = len(places) + 1
    if len(rows) < 2 or columns < 2 or (columns == 2 and len(rows) < 3):
        return None
    if len(words) < _FILLED * len(rows) * columns or median(words) > most or _is_list(rows) or _is_contents(rows):
        return None
    return Banded(tuple(map(tuple, rows)), tuple(token for band in bands for token in band.tokens))


def _is_list(rows: Sequence[Sequence[Sequence[Row]]]) -> bool:
    """Say whether the first column holds nothing but marks: then the rows are a list's items."""
    first = [row[0][0] for row in rows if row[0]]
    return all(len(line) == 1 and (line[0].text.isdigit() or read_mark(line[0].text)) for line in first)


def _is_contents(rows: Sequence[Sequence[Sequence[Row]]]) -> bool:
    """Say whether the last column holds rising page numbers, and leaders or section numbers stand before them."""
    lasts = [row[-1][-1][-1].text for row in rows if row[-1]]
    pages = [int(text) for text in lasts if text.isdecimal()]
    if 2 * len(pages) < len(rows) or any(a > b for a, b in pairwise(pages)):
        return False
    lines = [[token.text for cell in row for line in cell for token in line] for row in rows]
    led = sum(_LEADER.search(" ".join(line)) is not None or bool(_SECTION.fullmatch(line[0])) for line in lines if line)
    return 2 * led >= len(rows)


def _cells(tokens: Sequence[Token], places: Sequence[float]) -> list[tuple[Row, ...]]:
    """Return the lines of each cell of a row; a word stands in the column that its middle lies in."""
    cells: list[list[Token]] = [[] for _place in (*places, 0)]
    for token in tokens:
        cells[sum(place < (token.box.x0 + token.box.x1) / 2 for place in places)].append(token)
    return [tuple(gather_rows(cell)) for cell in cells]


def _rows(bands: Sequence[Band], places: Sequence[float], bars: Sequence[Bar]) -> Iterator[list[Token]]:
    """Yield the tokens of each row: bands that no line and no more than a cell's own space parts."""
    parted = [any(middle(a.box) < bar.y < middle(b.box) for bar in bars) for a, b in pairwise(bands)]
    full = [all(_cells(band.tokens, places)) for band in bands]
    spaces = [b.box.top - a.box.bottom for a, b in pairwise(bands)]
    usual = min((space for space, whole in zip(spaces, full[1:], strict=True) if whole), default=0.0)
    ruled = 2 * sum(parted) > sum(full[1:])
    if not any(parted) and (apart := _apart(bands, full, spaces)):
        parted, ruled = apart, True
    row: list[Token] = []
    for index, band in enumerate(bands):
        close = ruled or (not full[index] and spaces[index - 1] < _INSIDE * usual)
        if row and (parted[index - 1] or not close):
            yield row
            row = []
        row += band.tokens
    yield row


def _apart(bands: Sequence[Band], full: Sequence[bool], spaces: Sequence[float]) -> list[bool]:
    """Return between which bands rows part that are set apart by space, or nothing where all stand equally close.

    Inside such a row the first column has hardly ever words beside the others' on a second line.
    """
    leading = min(spaces, default=0.0)
    apart = [space > leading + _APART * band.size for space, band in zip(spaces, bands[1:], strict=True)]
    within = [whole for whole, is_apart in zip(full[1:], apart, strict=True) if not is_apart]
    return apart if any(apart) and len(within) > 2 and sum(within) <= _RARELY * len(within) else []
