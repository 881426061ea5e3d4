"""Columns: white space that stacks is a gutter only where it is more than a word space."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.extract.columns import columns
from pipeline.extract.sheet import Style, Token
from pipeline.model import Box
from tests.extract.paper import Paper, prose

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


def test_three_columns_whose_lines_do_not_stand_level_are_read_one_by_one(tmp_path: Path) -> None:
    paper = Paper()
    texts = [prose(90, start) for start in (0, 5, 9)]
    for column, text in enumerate(texts):
        paper.flow(60 + 165 * column, 120 + (6 if column == 0 else 0), text, 148, size=9)
    found = extract(paper.save(tmp_path / "plan.pdf"))
    assert " ".join(block.text for block in found.blocks).split() == " ".join(texts).split()


def test_a_table_that_ends_a_column_stands_in_it(tmp_path: Path) -> None:
    paper = Paper()
    paper.flow(60, 100, prose(120), 220, size=10)
    paper.table(60, 420, (("Ort", "Land"), ("Kemi", "Finland"), ("Tromsö", "Norge")), [110, 110])
    for row in range(30):
        paper.write(315, 100 + 14 * row, "så att raden fyller hela sin spalt och", size=10)
    blocks = extract(paper.save(tmp_path / "plan.pdf")).blocks
    assert [block.kind.value for block in blocks] == ["paragraph", "table", "paragraph"]


def test_a_sentence_goes_on_in_the_next_column_over_a_footnote(tmp_path: Path) -> None:
    paper = Paper()
    for row in range(20):
        paper.write(60, 100 + 14 * row, "så att raden fyller hela sin spalt och", size=10)
    paper.raised(226, 100, "1", size=10)
    paper.write(60, 400, "1 Första gången hösten 2024.", size=7)
    paper.flow(315, 100, "som vill vara med i det. " + prose(120), 220, size=10)
    kinds = [block.kind.value for block in extract(paper.save(tmp_path / "plan.pdf")).blocks]
    assert sorted(kinds) == ["footnote", "paragraph"]
