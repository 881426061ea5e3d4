"""The real plan: a scan with a damaged text layer, and that layer as plain text, against the structure read by hand."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from rapidfuzz import fuzz

from pipeline.extract import Extraction, Found, extract
from pipeline.extract.reader import read_pdf
from tests.extract.shared import PRIOR, needs_shared

pytestmark = needs_shared
FORMATS = (".pdf", ".txt")
TYPES = {"list_item": "item"}


@cache
def found(suffix: str) -> Extraction:
    return extract(Path(f"{PRIOR}{suffix}"))


@cache
def truth() -> list[dict[str, Any]]:
    return json.loads(Path(f"{PRIOR}.structure.json").read_text("utf-8"))


def folded(text: str) -> str:
    """Letters without their marks: what damage to å, ä and ö leaves alone."""
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


def shape(block: Found) -> tuple[str, int, str | None, int | None]:
    return block.kind.value, block.level, block.marker and block.marker.value, block.number


@pytest.mark.parametrize("suffix", FORMATS)
def test_blocks_have_the_types_levels_markers_and_numbers_of_the_plan(suffix: str) -> None:
    blocks = [block for block in truth() if block["type"] != "link"]
    right = [(TYPES.get(b["type"], b["type"]), b["level"] or 0, b["marker"], b["number"]) for b in blocks]
    assert [shape(block) for block in found(suffix).blocks] == right


@pytest.mark.parametrize("suffix", FORMATS)
def test_blocks_have_the_texts_of_the_plan_but_for_the_damage(suffix: str) -> None:
    right = [block["text"] for block in truth() if block["type"] != "link"]
    for block, text in zip(found(suffix).blocks, right, strict=True):
        assert fuzz.ratio(folded(block.text), folded(text)) > 85, (block.text, text)


@pytest.mark.parametrize("suffix", FORMATS)
def test_links_stand_on_the_words_that_they_belong_to(suffix: str) -> None:
    anchors: dict[str, list[str]] = {}
    for word in (word for block in found(suffix).blocks for line in block.lines for word in line.words):
        if word.link:
            anchors.setdefault(word.link, []).append(word.text)
    right = {block["text"]: block["anchor"] for block in truth() if block["type"] == "link"}
    assert anchors.keys() == right.keys()
    for target, words in anchors.items():
        assert fuzz.ratio(folded(" ".join(words).rstrip(".")), folded(right[target])) > 90


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_footnote_has_its_reference(suffix: str) -> None:
    words = [word for block in found(suffix).blocks for line in block.lines for word in line.words]
    assert [(word.text, word.note) for word in words if word.note] == [("Connects", "1")]


@pytest.mark.parametrize("suffix", FORMATS)
def test_running_feet_and_page_numbers_are_furniture(suffix: str) -> None:
    furniture = [line.text for line in found(suffix).furniture]
    assert [text for text in furniture if text.isdigit()] == ["14", "15", "16", "17"]
    assert sum(text.endswith("arbete 2024-2027") for text in furniture) == len(furniture) - 4 == 3


@pytest.mark.parametrize("suffix", FORMATS)
def test_misread_numbers_are_kept_as_marks(suffix: str) -> None:
    numbered = [block for block in found(suffix).blocks if block.marker == "number"]
    marks = [" ".join(word.text for word in block.mark) for block in numbered]
    assert marks[0] == "g ." and marks[1:9] == [f"{number}." for number in range(2, 10)]
    assert marks[9:] == ["1.", "N", "o", "A", "®N", "", ""]


def test_every_word_of_the_pages_is_a_word_a_mark_or_furniture() -> None:
    extraction = found(".pdf")
    read = Counter(token.text for sheet in read_pdf(Path(f"{PRIOR}.pdf")) for token in sheet.tokens)
    blocks = [word.text for block in extraction.blocks for line in block.lines for word in line.words]
    marks = [word.text for block in extraction.blocks for word in block.mark]
    furniture = [word.text for line in extraction.furniture for word in line.words]
    assert read - Counter(blocks + marks + furniture) == Counter(["Connects[1]"])


def test_every_word_has_a_place_on_its_page() -> None:
    pages = {page.number: page for page in found(".pdf").pages}
    for word in (word for block in found(".pdf").blocks for line in block.lines for word in line.words):
        page, box = pages[word.place.page], word.place.box
        assert 0 <= box.x0 < box.x1 <= page.width and 0 <= box.top < box.bottom <= page.height


def test_the_cover_without_text_is_graded_poor_and_the_title_is_found_in_the_running_foot() -> None:
    extraction = found(".pdf")
    assert [page.number for page in extraction.pages if page.grade == "poor"] == [1]
    assert all(page.reason for page in extraction.pages if page.grade != "good")
    assert (
        fuzz.ratio(
            folded(extraction.title),
            folded("Övergripande aktivitetsplan för Luleå kommuns internationella arbete 2024-2027"),
        )
        > 95
    )
