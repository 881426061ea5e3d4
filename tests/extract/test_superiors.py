"""Superior figures of a font are footnotes' numbers as small raised ones are; ordinary figures beside letters are not.

`superior-figures.pdf` is a page of our own words, set by Typst 0.15 in Libertinus Serif.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.extract import Kind, extract
from tests.extract.paper import Paper, prose
from tests.extract.truth import CASES


def notes(path: Path) -> dict[str, str]:
    return {w.text: w.note for block in extract(path).blocks for line in block.lines for w in line.words if w.note}


def test_superior_figures_refer_to_their_footnotes() -> None:
    path = CASES / "superior-figures.pdf"
    found = [(block.number, block.text) for block in extract(path).blocks if block.kind is Kind.FOOTNOTE]
    assert found == [(1, "Se bilagan om nätverk."), (2, "Första gången hösten 2024.")]
    assert notes(path) == {"nätverk.": "1", "här.": "2"}


def test_a_superior_figure_that_is_a_power_stays_with_its_length() -> None:
    words = [
        word.text
        for block in extract(CASES / "superior-figures.pdf").blocks
        for line in block.lines
        for word in line.words
    ]
    assert "m2." in words


def test_figures_that_touch_letters_are_ordinary_ones(tmp_path: Path) -> None:
    paper = Paper()
    paper.flow(70, 100, f"Enligt bilaga B2 och rum A12 {prose(40)}", 450)
    paper.write(70, 700, "2 Små bokstäver vid sidans fot.", size=8)
    assert notes(paper.save(tmp_path / "plan.pdf")) == {}
