"""The fast reader against pdfplumber, and damaged fonts against their undamaged originals."""

from __future__ import annotations

import csv
import doctest
import importlib
import pkgutil
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import pipeline.extract
from pipeline.extract import extract
from pipeline.extract.grades import swedish_per_thousand
from pipeline.extract.leaves import Leaf, read_leaves
from pipeline.extract.opening import open_pdf
from pipeline.extract.pdfium import read_characters
from tests.extract.paper import Paper
from tests.extract.shared import SHARED, corpus

FILES = sorted((SHARED / "corpus" / "pdf").glob("*.pdf"))
SIDES = ("x0", "top", "x1", "bottom")


def seen(letters: Iterable[tuple[str, Sequence[float]]]) -> Counter[tuple[str, int]]:
    """Characters with the place of their left edge to two points; blanks left out."""
    return Counter((letter, round(box[0] / 2)) for letter, box in letters if not letter.isspace())


@pytest.mark.parametrize("path", FILES or [Path("none.pdf")], ids=lambda path: path.stem)
def test_the_second_page_has_the_characters_that_pdfplumber_sees(path: Path) -> None:
    document = open_pdf(corpus(f"pdf/{path.name}"))
    number = min(1, len(document) - 1)
    page = document[number]
    characters = read_characters(page, page.get_textpage())
    places = [place for run in characters.runs for place in range(run.first, run.end)]
    ours = seen((characters.text[place], characters.boxes[place].tolist()) for place in places)
    with pdfplumber.open(path) as peer:
        chars = [char for char in peer.pages[number].chars if len(char["text"]) == 1]
        theirs = seen((char["text"], [char[side] for side in SIDES]) for char in chars)
    # A character at the border between two places may fall on either side; a tenth of them may.
    assert (theirs - ours).total() <= 0.1 * theirs.total() + 2
    assert abs(ours.total() - theirs.total()) <= 0.01 * theirs.total() + 2


def test_processes_that_read_at_once_read_the_same(tmp_path: Path) -> None:
    paper = Paper()
    for number in range(5):
        paper.write(70, 80 + number, f"Sidan {number} om Luleås vänorter", size=12)
        paper.new_page()
    path = paper.save(tmp_path / "plan.pdf")
    alone, together = (read_leaves(path, processes=processes)[0] for processes in (1, 2))
    assert [plain(leaf) for leaf in together] == [plain(leaf) for leaf in alone]
    assert len({leaf.characters.text for leaf in together}) == 5


def plain(leaf: Leaf) -> tuple[object, ...]:
    characters = leaf.characters
    return (leaf.width, leaf.height, characters.text, characters.boxes.tolist(), characters.runs, leaf.outlines)


def test_a_character_box_is_pdfplumbers_to_a_quarter_of_a_point(tmp_path: Path) -> None:
    paper = Paper()
    paper.write(70, 80, "Aktivitetsplan för året", size=12.5)
    path = paper.save(tmp_path / "plan.pdf")
    page = open_pdf(path)[0]
    characters = read_characters(page, page.get_textpage())
    with pdfplumber.open(path) as peer:
        chars = peer.pages[0].chars
        assert characters.text.rstrip() == "".join(char["text"] for char in chars)
    for mine, char in zip(characters.boxes.tolist(), chars, strict=False):
        assert mine == pytest.approx([char[side] for side in SIDES], abs=0.25)


def derived() -> list[tuple[str, str]]:
    manifest = SHARED / "corpus" / "nasty" / "manifest.csv"
    if not manifest.is_file():
        return [("none.pdf", "none.pdf")]
    with manifest.open(encoding="utf-8", newline="") as rows:
        return [(row["file"], row["ground_truth"]) for row in csv.DictReader(rows) if row["ground_truth"]]


@cache
def text_of(path: Path) -> str:
    return " ".join(block.text for block in extract(path).blocks)


@pytest.mark.parametrize(("damaged", "original"), derived())
def test_a_damaged_font_reads_as_its_original(damaged: str, original: str) -> None:
    found, right = text_of(corpus(f"nasty/{damaged}")), text_of(corpus(original))
    assert swedish_per_thousand(found) == pytest.approx(swedish_per_thousand(right), abs=0.3)
    wrong = set(found.split()) ^ set(right.split())
    # Of one file the dashes are lost: their font has no name for them left that the library could read.
    assert wrong <= {"–"} or (damaged.startswith("derived__simrishamn") and len(wrong) <= 12), wrong


def test_fonts_that_were_mended_are_named_in_the_grade() -> None:
    pages = extract(corpus("pdf/prop-1999-2000-17-damaged-fonts.pdf")).pages
    assert pages[0].grade == "fair" and "Times.New.Roman.Kursiv0104" in pages[0].reason


def test_accents_of_their_own_stand_on_their_letters() -> None:
    text = text_of(corpus("pdf/lithekod-stadgar-latex-accents.pdf"))
    assert "Ändringshistorik" in text and swedish_per_thousand(text) > 40 and not set("¨˚") & set(text)


WORDS = st.text("abcdefghijklmnopqrstuvwxyzåäöé", min_size=2, max_size=9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paragraphs=st.lists(st.lists(WORDS, min_size=3, max_size=60), min_size=1, max_size=8))
def test_no_word_is_lost_or_moved(tmp_path: Path, paragraphs: list[list[str]]) -> None:
    paper = Paper()
    top = 90.0
    for words in paragraphs:
        top = paper.flow(70, top, " ".join(words).capitalize() + ".", 430) + 10
    extraction = extract(paper.save(tmp_path / "plan.pdf"))
    found = [
        word.text for block in extraction.blocks for line in (*block.lines,) for word in (*block.mark, *line.words)
    ]
    kept = {word.text for line in extraction.furniture for word in line.words}
    right = [word for words in paragraphs for word in (" ".join(words).capitalize() + ".").split()]
    assert found == right or set(right) - set(found) <= kept


MODULES = [f"pipeline.extract.{module.name}" for module in pkgutil.iter_modules(pipeline.extract.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_code_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
