"""The second reading of a scan: which pages need it, how it is kept, and that it is never taken for another PDF's."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import SourceProblem
from pipeline.extract import Reread, Word, extract, read_reread, render_page, write_reread
from pipeline.model import Box, Place
from tests.conftest import ROOT, needs_program
from tests.extract.paper import HEIGHT, WIDTH, Paper

PRIOR = ROOT / "sources/2024-2027/prior.pdf"
READING = Reread(
    "sha256:ab", "tesseract 5.3.0, swe, 300 dpi", (Word("Årets", Place(2, Box(70.5, 83.02, 99.25, 95.02))),)
)


def test_a_second_reading_is_kept_as_text(tmp_path: Path) -> None:
    text = write_reread(READING, "prior.pdf")
    (tmp_path / "reread.tsv").write_text(text, "utf-8")
    assert read_reread(tmp_path / "reread.tsv") == READING
    assert text.splitlines()[0] == "# prior.pdf sha256:ab"


def test_no_file_is_no_second_reading(tmp_path: Path) -> None:
    assert read_reread(tmp_path / "reread.tsv") is None


def test_a_line_that_is_no_word_is_a_problem_with_its_place(tmp_path: Path, english: None) -> None:
    (tmp_path / "reread.tsv").write_text("# a\n# b\n2\tx\n", "utf-8")
    with pytest.raises(SourceProblem, match=r"reread\.tsv:3: .*no word"):
        read_reread(tmp_path / "reread.tsv")


def test_the_cover_of_the_prior_plan_is_read_from_its_picture_and_is_no_part_of_the_text() -> None:
    reread = read_reread(PRIOR.parent / "reread.tsv")
    extraction, blind = extract(PRIOR, reread=reread), extract(PRIOR)
    assert extraction.blocks == blind.blocks
    assert extraction.title == "Övergripande aktivitetsplan för Luleå kommuns internationella arbete 2024-2027"
    assert (blind.pages[0].grade, extraction.pages[0].grade) == ("poor", "fair")
    assert extraction.scans == tuple(range(1, 20))


def test_the_reading_of_another_pdf_is_none() -> None:
    reread = read_reread(PRIOR.parent / "reread.tsv")
    assert reread is not None
    assert extract(PRIOR, reread=replace(reread, digest="sha256:other")).reread is None


def scan(folder: Path, line: str, layer: str) -> Path:
    """Make a page that is a picture of a line, with a text layer under it."""
    paper = Paper()
    for top in range(100, 400, 20):
        paper.write(70, top, line, size=12)
    (folder / "page.png").write_bytes(render_page(paper.save(folder / "plain.pdf"), 1, 200))
    both = Paper()
    for top in range(100, 400, 20):
        both.write(70, top, layer, size=12)
    both.picture(folder / "page.png", WIDTH, HEIGHT)
    return both.save(folder / "scan.pdf")


@needs_program("tesseract")
def test_a_damaged_page_is_read_again_when_it_may(tmp_path: Path) -> None:
    path = scan(
        tmp_path, "Vi bor här och går på möten i Luleå varje år", "Vi bor har och gar pa moten i Luled varje ar"
    )
    assert extract(path).reread is None
    seen = extract(path, look=True).reread
    assert seen is not None
    assert [w.text for w in seen.words][:5] == ["Vi", "bor", "här", "och", "går"]


@needs_program("tesseract")
def test_a_sound_page_is_not_read_again(tmp_path: Path) -> None:
    line = "Vi bor här och går på möten i Luleå varje år"
    assert extract(scan(tmp_path, line, line), look=True).scans == ()
