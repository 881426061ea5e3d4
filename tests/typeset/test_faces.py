"""Faces: each glyph is shown for a character of its own, and is read back as its text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import uharfbuzz as hb
from reportlab.pdfbase.ttfonts import TTFont

from pipeline.typeset.pdf.faces import open_face
from pipeline.typeset.pdf.truetype import Font
from pipeline.typeset.pdf.words import SOFT_HYPHEN, added_hyphen
from pipeline.typeset.widths import FEATURES

FONTS = Path(__file__).parents[2] / "styles/fonts"
FILES = sorted(FONTS.glob("*.ttf"))
WORDS = sorted(set(re.findall(r"\S+", (FONTS.parents[1] / "sources/2024-2027/plan.md").read_text("utf-8"))))
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


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_read_as_reportlab_reads_it(path: Path) -> None:
    ours, known = Font(str(path)).face, TTFont(str(path), str(path)).face
    glyphs = {code: glyph for code, glyph in known.charToGlyph.items() if glyph}
    assert {code: glyph for code, glyph in ours.charToGlyph.items() if glyph} == glyphs
    assert {code: ours.getCharWidth(code) for code in glyphs} == {code: known.getCharWidth(code) for code in glyphs}
    assert (ours.glyphPos, ours.defaultWidth, ours.name) == (known.glyphPos, known.defaultWidth, known.name)
    own = {glyph: ours.hmetrics[glyph] for glyph in glyphs.values()}  # the others' last widths it scales twice
    assert own == {glyph: known.hmetrics[glyph] for glyph in glyphs.values()}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_words_that_are_put_together_from_pairs_are_kerned_as_whole_ones(path: Path) -> None:
    face = open_face(path)
    shaper = face.font.hbFont()
    shaper.scale = (1000, 1000)
    for word in (word for word in WORDS if face.characters.issuperset(word)):
        buffer = hb.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        hb.shape(shaper, buffer, FEATURES)
        whole = [(i.codepoint, p.x_advance) for i, p in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)]
        assert [(glyph.id, glyph.advance) for glyph in face.shape(word)] == whole, word
