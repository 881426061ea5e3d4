"""The styles: what ships is sound, and each broken rule is named with its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.errors import Problem, SourceProblem, UnreadableInput
from pipeline.model import Align
from pipeline.typeset.style import Colour, contrast, read_style

STYLES = Path(__file__).parents[2] / "styles"
SHIPPED = sorted(STYLES.glob("*.toml"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "fonts").symlink_to(STYLES / "fonts")
    shutil.copy(STYLES / "lulea.toml", tmp_path / "style.toml")
    return tmp_path


def problems(folder: Path, old: str, new: str) -> list[Problem]:
    """Return what is wrong with the style after one change to its text."""
    path = folder / "style.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceProblem) as caught:
        read_style(path)
    return list(caught.value.problems)


def line_of(folder: Path, start: str, section: str) -> int:
    lines = (folder / "style.toml").read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(f"[{section}]"))
    return next(n for n, line in enumerate(lines[first:], start=first + 1) if line.startswith(start))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_style_that_ships_is_sound_and_named_after_its_file(path: Path) -> None:
    assert read_style(path).name == path.stem


def test_colours_and_fonts_are_used_by_name_and_lengths_are_numbers() -> None:
    style = read_style(STYLES / "lulea.toml")
    assert style.heading1.colour == style.colours.accent
    assert style.heading1.font is style.fonts.sans or style.heading1.font == style.fonts.sans
    assert isinstance(style.body.size, float)
    assert style.body.align is Align.LEFT


def test_faces_are_found_by_weight_and_slope() -> None:
    serif = read_style(STYLES / "lulea.toml").fonts.serif
    assert serif.face(bold=True, italic=True) == serif.bold_italic
    assert serif.face(bold=False, italic=True) == serif.italic


def test_an_unknown_key_is_named_with_its_line(folder: Path) -> None:
    (problem,) = problems(folder, "[body]\n", "[body]\nkerning = 1\n")
    assert "body.kerning" in problem.what
    assert problem.line == line_of(folder, "kerning", "body")


def test_an_unknown_section_is_named_with_its_line(folder: Path) -> None:
    (problem,) = problems(folder, "[body]\n", "[extra]\nsize = 1\n\n[body]\n")
    assert "extra" in problem.what
    assert problem.line == line_of(folder, "[extra]", "extra")


def test_a_missing_key_is_named_with_its_section(folder: Path) -> None:
    (problem,) = problems(folder, 'bullet = "•"\n', "")
    assert "list.bullet" in problem.what
    assert problem.line == line_of(folder, "[list]", "list")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("leading = 16\ncolour", 'leading = "16"\ncolour'),
        ("width = 595.28", "width = -1"),
        ("underline = true", "underline = 1"),
        ('bullet = "•"', "bullet = 8"),
        ('font = "serif"', 'font = "gothic"'),
        ('colour = "quiet"', 'colour = "grey"'),
        ("bold = true", 'bold = true\nalign = "justified"'),
        ("fonts/SourceSerifPro-It.ttf", "fonts/Missing.ttf"),
    ],
)
def test_a_value_of_the_wrong_kind_is_one_problem(folder: Path, old: str, new: str) -> None:
    (problem,) = problems(folder, old, new)
    assert problem.line
    assert problem.remedy


@pytest.mark.parametrize(
    ("old", "new", "section", "key"),
    [
        ("top = 96", "top = 700", "page", "top"),
        ("left = 100", "left = 500", "page", "left"),
        ("size = 27", "size = 0", "cover_title", "size"),
        ("leading = 33", "leading = 10", "cover_title", "size"),
    ],
)
def test_what_cannot_be_set_is_refused_with_its_line(folder: Path, old: str, new: str, section: str, key: str) -> None:
    (problem,) = problems(folder, old, new)
    assert problem.line == line_of(folder, key, section)


def test_every_problem_of_a_style_is_told_at_once(folder: Path) -> None:
    path = folder / "style.toml"
    text = path.read_text(encoding="utf-8").replace("underline = true", "underline = 1").replace('"•"', "8")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceProblem) as caught:
        read_style(path)
    assert len(caught.value.problems) == 2


def test_text_of_too_little_contrast_is_refused_with_its_line(folder: Path) -> None:
    (problem,) = problems(folder, 'quiet = "#55606a"', 'quiet = "#9aa5ae"')[:1]
    assert "2.5:1" in problem.what
    assert problem.line


def test_text_must_stand_out_from_the_fill_of_every_second_row_too(folder: Path) -> None:
    (problem,) = problems(folder, 'stripe = "paper"', 'stripe = "accent"')
    assert "table" in problem.what


def test_a_file_that_is_no_toml_cannot_be_read(folder: Path) -> None:
    (folder / "style.toml").write_text("[page", encoding="utf-8")
    with pytest.raises(UnreadableInput):
        read_style(folder / "style.toml")
    with pytest.raises(UnreadableInput):
        read_style(folder / "missing.toml")


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(Colour("#000000"), Colour("#ffffff")) == pytest.approx(21)
    assert contrast(Colour("#767676"), Colour("#ffffff")) == pytest.approx(4.54, abs=0.01)
