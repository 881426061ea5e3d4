"""Tables without a grid: columns between level lines, under a shaded head, of tagged cells, or of white space alone.

A table's text is gathered into bands, which no line of text crosses. White space that all bands share parts columns.
Where a line lies between two bands, or more space than inside a cell, a new row begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.extract.beside import runs_on
from pipeline.extract.markers import read_mark
from pipeline.extract.rows import Row, gather_rows
from pipeline.extract.sheet import Token, around
from pipeline.model import Box

_THIN = 3.0  # a drawn line is at most so many points high
_LEAST_BAR = 40.0  # and a table's at least so many points long
_SAME = 4.0  # lines whose ends differ by less than so many points belong to one table
_JOINT = 4.0  # pieces of a line that are closer than so many points are one line
_MEET = 0.15  # text lines that overlap by this share of a font size are one band
_GUTTER = 0.65  # white space between the columns of a drawn or tagged table, in font sizes
_WIDE_GUTTER = 1.0  # and between those of one that nothing shows but its white space
_PITCH = 2.4  # bands further apart than this many font sizes do not belong together, unless lines say so
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

Gaps = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A level line: its ends and its height on the page, in points from the left and from the top."""

    x0: float
    x1: float
    y: float


@dataclass(frozen=True, slots=True)
class Band:
    """Tokens that share a stretch of the page's height."""

    tokens: tuple[Token, ...]
    box: Box

    @property
    def size(self) -> float:
        """Return the largest font size."""
        return max(token.style.size for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Banded:
    """A table: its rows of cells of text lines, and the tokens that it was made of."""

    rows: tuple[tuple[tuple[Row, ...], ...], ...]
    tokens: tuple[Token, ...]


def find_between(tokens: Sequence[Token], rules: Sequence[Box]) -> Banded | None:
    """Return the topmost table that level lines show, or None."""
    for stack in _stacks(rules):
        inside = [t for t in tokens if t.box.x0 >= stack[0].x0 - _SAME and t.box.x1 <= stack[0].x1 + _SAME]
        bands = _bands(inside)
        first, end = _between(bands, stack)
        if first < end and (table := _table(*_grown(bands, first, end, _GUTTER), stack, _LONG)):
            return table
    return None


def find_tagged(tokens: Sequence[Token]) -> Banded | None:
    """Return the first table whose words are tagged as cells, no other words between them, or None."""
    cells = [token for token in tokens if token.tag.type in _CELLS]
    others = [token.box for token in tokens if token.tag.type not in _CELLS]
    run: list[Band] = []
    for band in (*_bands(cells), None):
        if run and (band is None or any(_parts(run[-1].box, band.box, box) for box in others)):
            gaps = _shared(run, _GUTTER)
            if gaps and (table := _table(run, gaps, (), _LONG)):
                return table
            run = []
        run += [band] if band else []
    return None


def _parts(above: Box, below: Box, box: Box) -> bool:
    """Say whether a box lies between two bands, in their columns."""
    return above.bottom <= _middle(box) <= below.top and box.x1 > above.x0 and box.x0 < above.x1


def find_bare(tokens: Sequence[Token]) -> Banded | None:
    """Return the first table of three columns and three rows or more that nothing shows but white space, or None.

    Two columns are enough under a bold head.
    """
    bands = _bands(tokens)
    end = 0
    for first in range(len(bands) - 2):
        if first < end or len(_gaps(bands[first], _WIDE_GUTTER)) < (1 if _is_head(bands, first) else 2):
            continue
        grown, gaps = _grown(bands, first, first + 1, _WIDE_GUTTER)
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
    bands = _bands(tokens)
    gaps = [len(_gaps(band, _WIDE_GUTTER)) for band in bands]
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


def _stacks(rules: Sequence[Box]) -> list[list[Bar]]:
    """Return the level lines, those of equal ends together, from top to bottom."""
    stacks: list[list[Bar]] = []
    for bar in _bars(rules):
        stack = next((s for s in stacks if abs(s[0].x0 - bar.x0) < _SAME and abs(s[0].x1 - bar.x1) < _SAME), None)
        if stack is None:
            stacks.append([bar])
        elif bar.y - stack[-1].y > _THIN:
            stack.append(bar)
    return stacks


def _bars(rules: Sequence[Box]) -> list[Bar]:
    """Return the level lines from top to bottom, the pieces of one taken together."""
    level = [rule for rule in rules if rule.bottom - rule.top <= _THIN < rule.x1 - rule.x0]
    bars: list[Bar] = []
    for rule in sorted(level, key=lambda rule: (round((rule.top + rule.bottom) / 2 / _THIN), rule.x0, rule.x1)):
        y = (rule.top + rule.bottom) / 2
        if bars and abs(bars[-1].y - y) <= _THIN and rule.x0 <= bars[-1].x1 + _JOINT:
            bars[-1] = Bar(bars[-1].x0, max(bars[-1].x1, rule.x1), bars[-1].y)
        else:
            bars.append(Bar(rule.x0, rule.x1, y))
    return [bar for bar in bars if bar.x1 - bar.x0 >= _LEAST_BAR]


def _bands(tokens: Sequence[Token]) -> list[Band]:
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


def _between(bands: Sequence[Band], stack: Sequence[Bar]) -> tuple[int, int]:
    """Return the longest run of bands between the lines of a stack sharing white space; a lone line's lies above."""
    best, best_gaps = (0, 0), 0
    spans = [(a.y, b.y) for a, b in pairwise(stack)] or [(stack[0].y - 3 * _LEAST_BAR, stack[0].y)]
    parts = [[i for i, band in enumerate(bands) if top <= _middle(band.box) < bottom] for top, bottom in spans]
    if len(stack) == 1:
        parts = [part[-1:] for part in parts]
    for start in range(len(parts)):
        run: list[int] = []
        for part in parts[start:]:
            gaps = _shared([bands[i] for i in (*run, *part)], _GUTTER)
            if not part or not gaps or (len(stack) < 3 and len(gaps) < 2):
                break
            run += part
            if (len(run), len(gaps)) > (best[1] - best[0], best_gaps):
                best, best_gaps = (run[0], run[-1] + 1), len(gaps)
    return best


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _grown(bands: Sequence[Band], first: int, end: int, least: float) -> tuple[list[Band], Gaps]:
    """Return a run of bands with those above and below that leave its columns apart, and the white space between."""
    found = list(bands[first:end])
    gaps = _shared(found, least)
    for index in range(end, len(bands)):
        fewer = _without(gaps, bands[index], least)
        if not _joins(found[-1], bands[index], gaps, fewer):
            break
        found.append(bands[index])
        gaps = fewer
    for index in range(first - 1, -1, -1):
        fewer = _without(gaps, bands[index], least)
        if len(_gaps(bands[index], least)) < len(gaps) or not _joins(bands[index], found[0], gaps, fewer):
            break
        found.insert(0, bands[index])
        gaps = fewer
    return found, _shared(found, _GUTTER)


def _joins(above: Band, below: Band, gaps: Gaps, fewer: Gaps) -> bool:
    """Say whether two bands are close, and the columns stay as many when one joins the other's table."""
    near = below.box.top - above.box.bottom <= (_PITCH - 1) * below.size
    return near and len(fewer) >= len(gaps)


def _shared(bands: Sequence[Band], least: float) -> Gaps:
    """Return the white space that all bands leave between their first and their last word."""
    if not bands:
        return ()
    every = Band(tuple(token for band in bands for token in band.tokens), around([band.box for band in bands]))
    return _gaps(every, least)


def _gaps(band: Band, least: float) -> Gaps:
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
    parted = [any(_middle(a.box) < bar.y < _middle(b.box) for bar in bars) for a, b in pairwise(bands)]
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
