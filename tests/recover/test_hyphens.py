"""Words that a line's end broke: joined, or with their hyphen, by what the text itself shows."""

from __future__ import annotations

import pytest

from pipeline.recover.hyphens import Hyphens, runs_together


def joined(head: str, tail: str) -> tuple[str, float]:
    """Answer as a language that always joins, and is not sure."""
    return head.rstrip("-") + tail, 0.5


@pytest.mark.parametrize(
    ("head", "tail", "word"),
    [
        ("öst-", "västliga", "öst-västliga"),
        ("Novéant-", "sur-Moselle", "Novéant-sur-Moselle"),
        ("e-", "tjänsterna", "e-tjänsterna"),
        ("syd-", "västliga", "sydvästliga"),
        ("kommun-", "styrelsen.", "kommunstyrelsen."),
    ],
)
def test_a_broken_word_is_written_as_the_text_writes_it(head: str, tail: str, word: str) -> None:
    hyphens = Hyphens(["kommunens e-tjänster och kommunstyrelsen ska"], joined)
    assert hyphens.join(head, tail)[0] == word


def test_the_text_makes_sure_and_without_it_the_language_decides() -> None:
    assert Hyphens(["kommunstyrelsen är här"], joined).join("kommun-", "styrelsen") == ("kommunstyrelsen", 0.99)
    assert Hyphens([], joined).join("kommun-", "styrelsen") == ("kommunstyrelsen", 0.5)


def test_years_and_alternatives_run_together_but_dashes_between_words_do_not() -> None:
    assert runs_together("2024–", "2030") and runs_together("och/", "eller")
    assert not runs_together("Malmö –", "Lund") and not runs_together("–", "2030")
