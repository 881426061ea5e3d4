"""Faces: each glyph is shown for a character of its own, and is read back as its text."""

from __future__ import annotations

from pathlib import Path

from pipeline.typeset.pdf.faces import open_face
from pipeline.typeset.pdf.words import SOFT_HYPHEN, added_hyphen

FONTS = Path(__file__).parents[2] / "styles/fonts"
FACE = open_face(FONTS / "SourceSerifPro-Regular.ttf")


def shown(text: str) -> str:
    return "".join(map(FACE.character, FACE.shape(text)))


def read_back(text: str) -> str:
    return "".join(FACE.texts.get(character, character) for character in shown(text))


def test_a_glyph_is_shown_for_its_own_character() -> None:
    assert shown("Åtgärd – 1") == "Åtgärd – 1"


def test_a_space_at_which_no_line_ends_is_read_back_as_one() -> None:
    assert shown("§\u00a041") != "§\u00a041"
    assert read_back("§\u00a041") == "§\u00a041"


def test_an_added_hyphen_looks_like_a_hyphen_and_is_read_back_as_a_soft_one() -> None:
    hyphen = added_hyphen(FACE)
    assert hyphen.id == FACE.shape("-")[0].id
    character = FACE.character(hyphen)
    assert FACE.texts.get(character, character) == SOFT_HYPHEN


def test_a_letter_that_the_font_composes_is_read_back_as_it_was_written() -> None:
    assert read_back("e\u0301") == "e\u0301"


def test_a_copy_of_a_font_is_the_same_face(tmp_path: Path) -> None:
    copy = tmp_path / "copy.ttf"
    copy.write_bytes((FONTS / "SourceSerifPro-Regular.ttf").read_bytes())
    assert open_face(copy) is FACE
