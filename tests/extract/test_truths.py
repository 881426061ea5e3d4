"""Extraction against what a person saw on the pages of real documents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.extract import extract
from pipeline.extract.reader import read_pdf
from tests.extract.shared import corpus
from tests.extract.truth import CASES, lines, read, score

TRUTHS = sorted(CASES.glob("*.truth"))
LEAST = {
    "heading": 0.97, "levels": 0.97, "item": 0.97, "cell": 0.95, "footnote": 0.97, "paragraph": 0.95, "order": 0.99,
}  # fmt: skip


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_a_document_is_found_as_a_person_sees_it(truth: Path) -> None:
    right = read(truth.read_text("utf-8").splitlines())
    got = read(lines(extract(corpus(f"pdf/{truth.stem}.pdf"))))
    scores = score(right, got)
    assert {name: value for name, value in scores.items() if value < LEAST.get(name, 0)} == {}


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.stem)
def test_no_character_of_a_document_is_lost_or_invented(truth: Path) -> None:
    path = corpus(f"pdf/{truth.stem}.pdf")
    extraction = extract(path)
    blocks = [line for block in extraction.blocks for line in block.lines]
    cells = [line for block in extraction.blocks for row in block.rows for cell in row for line in cell]
    words = [word for line in (*blocks, *cells, *extraction.furniture) for word in line.words]
    words += [word for block in extraction.blocks for word in block.mark]
    tokens = [token for sheet in read_pdf(path) for token in (*sheet.tokens, *sheet.sideways)]
    found = Counter(letter for word in words for letter in word.text + word.note)
    assert found == Counter(letter for token in tokens for letter in token.text)


def test_there_are_truths_for_eight_documents() -> None:
    assert len(TRUTHS) >= 8 and all(len(read(truth.read_text("utf-8").splitlines())) > 30 for truth in TRUTHS)


def test_a_lost_item_and_a_heading_of_the_wrong_level_cost_something() -> None:
    first, second = "heading 1 - - 1 A … A a", "heading {level} - - 1 B … B b"
    items = ["item 1 bullet - 1 C … C c", "item 1 bullet - 1 D … D d"]
    right = read([first, second.format(level=2), *items])
    got = read([first, second.format(level=1), items[0]])
    scores = score(right, got)
    assert scores["heading"] == 1.0 and scores["levels"] == 0.5 and round(scores["item"], 2) == 0.67
