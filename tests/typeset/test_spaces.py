"""Spaces at which no line ends: they are found where Swedish has them, and what Word was given is taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.typeset.spaces import NO_BREAK, held, released, unbroken

KEPT = ("§ 41", "3 kap. 2 §", "26 januari", "12 %", "1 310 kr", "10 st", "nr 7", "s. 12", "kl. 9", "2024 – 2027")
KEPT += ("J. Berg", "A. B. Cedersund", "t. ex.", "bl. a.", "d. v. s.", "20 °C", "Agenda 2030")

WORDS = st.lists(
    st.sampled_from([*" §%–-.\u00a0", "26", "3", "310", "januari", "kap.", "kr", "J.", "t.", "ex.", "ord"])
)


@pytest.mark.parametrize("words", KEPT)
def test_no_line_ends_within_what_is_read_as_one(words: str) -> None:
    assert unbroken(words) == words.replace(" ", NO_BREAK)


@pytest.mark.parametrize(
    "words", ["plan 5", "planr 5", "år 2020", "2020 års", "mål. Det", "i 3 städer", "3 procentenheter"]
)
def test_a_line_may_end_between_other_words(words: str) -> None:
    assert unbroken(words) == words


@given(WORDS)
def test_what_word_is_given_is_taken_back_when_it_is_read(words: list[str]) -> None:
    text = "".join(words).replace(NO_BREAK, " ")
    assert released(held(text)) == text


@given(WORDS)
def test_only_spaces_change_and_twice_is_once(words: list[str]) -> None:
    text = "".join(words)
    assert unbroken(text).replace(NO_BREAK, " ") == text.replace(NO_BREAK, " ")
    assert unbroken(unbroken(text)) == unbroken(text)


def test_thousands_are_left_to_the_text_itself() -> None:
    assert held("1 310 kr") == f"1 310{NO_BREAK}kr"
    assert released(f"1{NO_BREAK}310{NO_BREAK}kr") == f"1{NO_BREAK}310 kr"
