"""How wide the columns of a table are on a web page: the same shares as in print, also where the table scrolls."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.model import Table
from pipeline.typeset import grid
from pipeline.typeset.html.looks import BODY_REM
from pipeline.typeset.style import Style, TextStyle
from pipeline.typeset.widths import longest_word, text_width

STAND_IN = 1.08  # the reader's own face may be so much wider than the style's
NARROW = 16.0  # rem: what a telephone of 320 pixels shows of a table, less what a much wider face needs
FITTING = 2  # columns that never scroll
COMFORTABLE = 28.0  # rem: as wide as a table becomes at most where it scrolls


class Columns(NamedTuple):
    """The columns' shares of a table's width in per cent, and its least width in rem (0 where it need not scroll)."""

    shares: tuple[float, ...]
    least: float


def set_columns(table: Table, style: Style) -> Columns:
    """Return the columns of a table.

    Of three columns and more, what is too wide for a telephone scrolls there, and then is as wide as it is read with
    ease: else one long text that is out of sight would make every row high.
    """
    look = style.table
    least, natural = (grid.column_needs(table, look, measure) for measure in (_longest_word, _width))
    sides = 2 * look.padding_x
    room = style.page.measure - sides * len(least)
    widths = [width + sides for width in grid.columns(room, least, natural, table.row_headings)]
    shares = tuple([100 * width / (sum(widths) or 1) for width in widths])
    needed, wanted = ((sum(needs) + sides * len(needs)) / style.body.size * BODY_REM for needs in (least, natural))
    return Columns(shares, min(wanted, COMFORTABLE) if needed > NARROW and len(least) > FITTING else 0)


def _longest_word(words: str, look: TextStyle, names: bool) -> float:
    return STAND_IN * longest_word(words, look, bold=names)


def _width(words: str, look: TextStyle, names: bool) -> float:
    return STAND_IN * text_width(words, look, bold=names)
