"""Scans without a text layer: Tesseract's table as tokens, and a whole page where Tesseract is installed."""

from __future__ import annotations

from pathlib import Path

from pipeline.extract import extract, ocr, render_page
from tests.conftest import needs_program
from tests.extract.paper import HEIGHT, WIDTH, Paper

HEAD = "level page_num block_num par_num line_num word_num left top width height conf text"
TABLE = [
    "4 1 1 1 1 0 300 300 900 50 -1 ",
    "5 1 1 1 1 1 300 310 200 40 96.1 Årets",
    "5 1 1 1 1 2 540 312 210 38 12.0 möten",
    "5 1 1 1 1 3 800 312 10 10 4.0 ;",
]


def test_words_are_as_high_as_their_line_and_specks_are_none() -> None:
    rows = "\n".join("\t".join(line.split(" ", 11)) for line in [HEAD, *TABLE])
    words = list(ocr.tokens(rows))
    assert [word.text for word in words] == ["Årets", "möten"]
    assert {(word.style.size, word.box.bottom) for word in words} == {(12.0, 84.0)} and words[0].box.x0 == 72.0


@needs_program("tesseract")
def test_a_scan_is_read_when_tesseract_is_installed(tmp_path: Path) -> None:
    paper = Paper()
    paper.write(70, 100, "Inledning", size=20)
    paper.write(70, 140, "Kommunen samverkar med sina grannar.", size=14)
    (tmp_path / "page.png").write_bytes(render_page(paper.save(tmp_path / "plain.pdf"), 1, 200))
    scan = Paper()
    scan.picture(tmp_path / "page.png", WIDTH, HEIGHT)
    extraction = extract(scan.save(tmp_path / "scan.pdf"))
    assert "Kommunen samverkar med sina grannar." in [block.text for block in extraction.blocks]
    assert extraction.pages[0].grade == "fair" and "Tesseract" in extraction.pages[0].reason
