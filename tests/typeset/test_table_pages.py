"""Tables over pages: what stands at the end of one and at the beginning of the next."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Break, Cell, Document, Inline, Row, Table, Text
from pipeline.typeset.pdf.pages import Sheet, paginate
from pipeline.typeset.pdf.setter import Setter
from pipeline.typeset.pdf.strips import Strip
from pipeline.typeset.pdf.structure import Element
from pipeline.typeset.pdf.tables import PAIR, SHORT, SIDE, UNSPLIT, set_table
from pipeline.typeset.style import read_style
from tests.conftest import ROOT

STYLE = read_style(ROOT / "styles/lulea.toml")
HEADS = (Row((Cell((Text("Fråga"),)), Cell((Text("Svar"),)))),)


def cell(lines: int) -> Cell:
    inlines: list[Inline] = [Text("ord")]
    for _ in range(lines - 1):
        inlines += [Break(), Text("ord")]
    return Cell(tuple(inlines))


def pages(before: float, heights: list[int], has_head: bool) -> list[Sheet]:
    """Return the pages of a table whose rows have so many lines, below text of this height in points."""
    rows = tuple(Row((cell(1), cell(lines))) for lines in heights)
    setter = Setter(STYLE, Document("Prov", ()))
    table = set_table(setter, Table(HEADS if has_head else (), rows), STYLE.table, setter.column, Element("Sect"))
    return paginate([Strip(before), *table, Strip(10)], {}, setter.height)


def turns(sheets: list[Sheet]) -> list[tuple[list[Strip], list[Strip]]]:
    """Return the bands of the body before and after each page break within the table."""
    bodies = [[p.strip for p in sheet.placed if not p.artifact and p.strip.row] for sheet in sheets]
    return [(above, below) for above, below in pairwise(bodies) if above and below]


def rows_of(bands: list[Strip]) -> list[int]:
    """Return how many bands of each row there are."""
    rows = list(dict.fromkeys(id(band.row) for band in bands))
    return [sum(id(band.row) == row for band in bands) for row in rows]


TABLES = (st.floats(1, 600), st.lists(st.integers(1, 12), min_size=1, max_size=30), st.booleans())


@given(*TABLES)
@settings(deadline=None, max_examples=60)
def test_of_a_row_that_is_parted_three_lines_at_least_stand_on_either_page(
    before: float, heights: list[int], has_head: bool
) -> None:
    for above, below in turns(pages(before, heights, has_head)):
        if above[-1].row is below[0].row:
            assert min(rows_of(above)[-1], rows_of(below)[0]) >= SIDE
            assert rows_of(above)[-1] + rows_of(below)[0] > UNSPLIT


@given(*TABLES)
@settings(deadline=None, max_examples=60)
def test_no_short_row_stands_alone_above_or_below_the_others(before: float, heights: list[int], has_head: bool) -> None:
    first_short = heights[0] <= SHORT and sum(heights[:2]) <= PAIR
    last_short = heights[-1] <= SHORT and sum(heights[-2:]) <= PAIR
    found = turns(pages(before, heights, has_head))
    for number, (above, below) in enumerate(found, start=1):
        head_bands = len(HEADS) if has_head and number == 1 else 0
        assert not (number == 1 and first_short and rows_of(above[head_bands:]) == heights[:1])
        assert not (number == len(found) and last_short and rows_of(below) == heights[-1:])


@pytest.mark.parametrize("before", range(0, 600, 60))
def test_no_high_row_stands_alone_on_the_last_page_of_its_table_where_another_can_go_with_it(before: int) -> None:
    for above, below in turns(pages(before, [6] * 9, has_head=True)):
        assert len(rows_of(below)) > 1
        assert len(rows_of(above)) > len(HEADS) + 1


def test_a_row_that_goes_on_stands_clear_of_the_repeated_head() -> None:
    sheets = pages(STYLE.page.room - 130, [30], has_head=True)
    (head, gap, line, *_lines) = sheets[1].placed
    assert (head.artifact, gap.artifact, line.artifact) == (True, True, False)
    assert (gap.strip.height, gap.strip.notes) == (STYLE.table.padding_y, ())


def test_a_row_that_begins_a_page_stands_under_the_head_itself() -> None:
    sheets = pages(STYLE.page.room - 130, [3] * 9, has_head=True)
    (head, line, *_lines) = sheets[1].placed
    assert (head.artifact, line.artifact, line.top) == (True, False, head.strip.height)
