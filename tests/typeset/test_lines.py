"""Line breaking: no word is lost, no line is too wide, and hyphens are used where they help."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Align
from pipeline.typeset.pdf.faces import open_face
from pipeline.typeset.pdf.lines import Line, break_lines, least_width, natural_width, set_lines, shift
from pipeline.typeset.pdf.words import Span, atoms
from pipeline.typeset.style import Colour

FACE = open_face(Path(__file__).parents[2] / "styles/fonts/SourceSerifPro-Regular.ttf")
SPAN = Span(FACE, 11, Colour("#000000"), lang="sv-SE")

LONG_WORDS = ["i", "och", "kommunens", "samhällsutvecklingen", "tillgänglighetsredogörelserna", "årets", "partnerskap"]
WORDS = st.lists(st.text("abcdefghijklmnoprstuvåäö-–/.,§0123456789", min_size=1, max_size=24), max_size=60)


def read(line: Line) -> str:
    return "".join(glyph.text for run in line.runs for glyph in run.glyphs)


def lines(text: str, width: float, hyphenate: bool = True) -> list[str]:
    return [read(line) for line in break_lines(atoms([(SPAN, text)], hyphenate), width)]


@given(WORDS, st.floats(min_value=40, max_value=500), st.booleans())
@settings(deadline=None, max_examples=60)
def test_lines_hold_every_letter_in_order_and_none_is_too_wide(words: list[str], width: float, hyphenate: bool) -> None:
    text = " ".join(words)
    broken = break_lines(atoms([(SPAN, text)], hyphenate), width)
    assert "".join(map(read, broken)).replace("\u00ad", "") == text
    assert all(line.width <= width + 0.02 for line in broken)


def test_a_text_that_fits_stands_on_one_line() -> None:
    content = atoms([(SPAN, "En kort rad")])
    assert len(break_lines(content, natural_width(content))) == 1


def test_breaks_are_chosen_for_the_whole_paragraph_so_that_no_line_is_left_nearly_empty() -> None:
    text = "Kommunstyrelsen samordnar det internationella arbetet och följer upp det varje år med nämnderna. " * 3
    broken = break_lines(atoms([(SPAN, text)]), 180)
    assert all(line.width > 0.75 * 180 for line in broken[:-1])


def test_the_lines_of_a_heading_are_balanced_in_length() -> None:
    content = atoms([(SPAN, "Det här ska kommunen arbeta för fram till 2027")], hyphenate=False)
    width = natural_width(content) * 0.9
    first, second = break_lines(content, width, balanced=True)
    assert abs(first.width - second.width) < 0.25 * width


def test_long_words_are_hyphenated_as_swedish_does() -> None:
    assert lines("tillgänglighetsredogörelserna", 100)[0].endswith("\u00ad")
    parts = [part.rstrip("\u00ad") for part in lines("tillgänglighetsredogörelserna", 100)]
    assert "".join(parts) == "tillgänglighetsredogörelserna"


@given(st.lists(st.sampled_from(LONG_WORDS), max_size=40), st.floats(min_value=60, max_value=500))
@settings(deadline=None, max_examples=60)
def test_words_are_hyphenated_only_where_the_lines_gain_by_it(words: list[str], width: float) -> None:
    pieces = [(SPAN, " ".join(words))]
    made = set_lines(atoms(pieces, hyphenate=False), pieces, width)
    assert list(map(read, made)) == list(map(read, break_lines(atoms(pieces), width)))


def test_what_is_not_to_be_hyphenated_is_when_a_word_is_wider_than_the_measure() -> None:
    pieces = [(SPAN, "tillgänglighetsredogörelserna")]
    narrow, wide = (set_lines(atoms(pieces, hyphenate=False), pieces, width, hyphenate=False) for width in (100, 200))
    assert read(narrow[0]).endswith("\u00ad")
    assert "\u00ad" not in "".join(map(read, wide))


def test_names_short_words_and_foreign_addresses_are_not_hyphenated() -> None:
    for word in ("Hercegovina", "kommuner", "https://www.example.org/tillganglighet"):
        assert "\u00ad" not in "".join(lines(f"{word} " * 20, 90))


def test_without_hyphenation_no_hyphen_is_added() -> None:
    assert "\u00ad" not in "".join(lines("samhällsutvecklingsfrågor " * 20, 150, hyphenate=False))


def test_no_line_ends_within_a_paragraph_sign_a_number_or_a_span_of_years() -> None:
    for kept in ("§ 41", "1 310", "26 januari", "12 %", "180 000 kr", "2024 – 2027", "2024–2027"):
        for width in range(60, 200, 7):
            assert any(
                kept in line for line in lines(f"enligt beslutet i kommunfullmäktige {kept} gäller detta", width)
            )


def test_no_line_begins_with_a_dash() -> None:
    for width in range(60, 200, 7):
        assert not any(
            line.startswith("–") for line in lines("orter – som dessa – hör till nätverket sedan länge", width)
        )


def test_no_line_ends_within_a_span_of_months_that_fits_on_one() -> None:
    for width in range(110, 200, 7):
        broken = lines("utbyte med skolor i Kemi, februari–september, digitalt och Luleå–Kemi", width)
        assert any("februari–september," in line for line in broken)


def test_no_last_line_is_a_single_short_word_where_another_can_join_it() -> None:
    text = "Partner, finansiering, resor, uppföljning och beslut finns i Årlig aktivitetsplan 2026."
    assert lines(text, 403.28)[-1] == "aktivitetsplan 2026."


def test_a_forced_break_ends_the_line() -> None:
    assert lines("ett\ntvå", 500) == ["ett ", "två"]


def test_a_word_that_is_wider_than_the_measure_is_broken_anywhere() -> None:
    assert len(lines("x" * 200, 100)) > 5


def test_soft_hyphens_of_the_source_are_not_kept_inside_a_line() -> None:
    assert lines("sam\u00adarbete", 500) == ["samarbete"]


def test_the_least_width_is_that_of_the_longest_piece() -> None:
    content = atoms([(SPAN, "i samhällsutvecklingen")])
    assert least_width(content, hyphens=True) < least_width(content, hyphens=False) < natural_width(content)


def test_aligned_lines_are_moved_by_what_is_left() -> None:
    line = break_lines(atoms([(SPAN, "ord")]), 100)[0]
    left = 100 - line.width
    assert [shift(line, 100, align) for align in (Align.LEFT, Align.CENTER, Align.RIGHT)] == [0, left / 2, left]


def test_kerning_brings_letters_together_and_every_glyph_keeps_its_own_text() -> None:
    glyphs = FACE.shape("AVfi")
    assert [glyph.text for glyph in glyphs] == ["A", "V", "f", "i"]
    assert glyphs[0].advance < FACE.advance(glyphs[0].id)
