"""Bullets that are drawn as shapes: a disc before a line is its mark, any other shape is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract import Kind, extract
from pipeline.model import Marker
from tests.extract.paper import Paper, prose

ITEMS = ("korta vägen till beslut", "öppna fler mötesplatser", "pröva nya färdsätt")


@pytest.fixture
def paper() -> Paper:
    page = Paper()
    page.flow(70, 100, prose(60), 450)
    return page


def items(paper: Paper, tmp_path: Path) -> list[tuple[int, Marker | None, str]]:
    blocks = extract(paper.save(tmp_path / "plan.pdf")).blocks
    return [(block.level, block.marker, block.text) for block in blocks if block.kind is Kind.ITEM]


def test_lines_after_discs_are_items(paper: Paper, tmp_path: Path) -> None:
    for number, text in enumerate(ITEMS):
        paper.dot(90, 200 + 14 * number)
        paper.write(102, 200 + 14 * number, text)
    assert items(paper, tmp_path) == [(1, Marker.BULLET, text) for text in ITEMS]


def test_circles_further_in_mark_nested_items(paper: Paper, tmp_path: Path) -> None:
    for number, text in enumerate(ITEMS):
        inward = 30 if number == 1 else 0
        paper.dot(90 + inward, 200 + 14 * number, hollow=number == 1)
        paper.write(102 + inward, 200 + 14 * number, text)
    assert [level for level, _marker, _text in items(paper, tmp_path)] == [1, 2, 1]


def test_a_shape_far_from_its_line_or_larger_than_a_letter_marks_nothing(paper: Paper, tmp_path: Path) -> None:
    for number, text in enumerate(ITEMS):
        paper.dot(60, 200 + 30 * number)
        paper.write(102, 200 + 30 * number, text)
        paper.dot(85, 400 + 60 * number, size=30)
        paper.write(102, 400 + 60 * number, text)
    assert items(paper, tmp_path) == []


def test_a_shape_before_a_heading_or_after_a_word_marks_nothing(paper: Paper, tmp_path: Path) -> None:
    paper.dot(62, 200, size=6)
    paper.write(70, 200, "Mål och medel", size=18)
    paper.flow(70, 230, prose(30), 450)
    paper.write(70, 400, "Lägret ligger vid ån")
    paper.dot(180, 400)
    paper.write(186, 400, "och är öppet")
    assert items(paper, tmp_path) == []


def test_an_item_of_two_lines_in_bold_letters_is_one_item(paper: Paper, tmp_path: Path) -> None:
    for number, text in enumerate(ITEMS):
        paper.dot(90, 200 + 28 * number)
        paper.write(102, 200 + 28 * number, f"{text} i samråd med alla som", bold=True)
        paper.write(102, 214 + 28 * number, "berörs av det", bold=True)
    assert [text for _level, _marker, text in items(paper, tmp_path)] == [
        f"{text} i samråd med alla som berörs av det" for text in ITEMS
    ]
