"""Columns: white space that stacks is a gutter only where it is more than a word space."""

from __future__ import annotations

import pytest

from pipeline.extract.columns import columns
from pipeline.extract.sheet import Style, Token
from pipeline.model import Box

STYLE = Style("Test", 11.0)


def page(space: float, gutter: float) -> list[Token]:
    """Return eight lines of nine words; after the fifth of each there is a gap of `gutter` points at the same place."""
    found = []
    for row in range(8):
        top, x = 100.0 + 14 * row, 300.0 - 5 * (40 + space) + space
        for word in range(9):
            found.append(Token(f"ord{row}{word}x", Box(x, top, x + 40, top + 11), STYLE))
            x += 40 + (gutter if word == 4 else space)
    return found


@pytest.mark.parametrize(("space", "gutter", "count"), [(8.0, 8.5, 1), (3.0, 14.0, 2)])
def test_a_gutter_is_wider_than_a_word_space(space: float, gutter: float, count: int) -> None:
    assert len(list(columns(page(space, gutter), 595.0))) == count
