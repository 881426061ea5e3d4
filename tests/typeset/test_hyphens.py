"""Hyphenation: the places are Pyphen's own, found without reading all of its patterns."""

from __future__ import annotations

import doctest
from itertools import pairwise

import pyphen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.typeset import hyphens
from pipeline.typeset.hyphens import hyphen_places, hyphenator

LANGUAGES = ("sv-SE", "en", "de")


@pytest.mark.parametrize("lang", LANGUAGES)
@given(st.text("abcdefghijklmnopqrstuvwxyzåäöüéABCÅÄÖ", max_size=30))
@settings(deadline=None)
def test_the_places_are_those_that_pyphen_finds(lang: str, word: str) -> None:
    oracle = pyphen.Pyphen(lang=pyphen.language_fallback(lang.replace("-", "_")), left=3, right=4)
    assert hyphenator(lang).places(word, 3, 4) == [int(place) for place in oracle.positions(word)]


@given(st.text("abcdefghijklmnopqrstuvwxyzåäö", max_size=30))
@settings(deadline=None)
def test_no_hyphen_cuts_off_a_single_letter(word: str) -> None:
    places = hyphen_places(word, "sv-SE")
    assert set(places) <= set(hyphenator("sv-SE").places(word, 3, 4))
    assert all(following - place > 1 for place, following in pairwise([*places, len(word)]))


def test_swedish_compounds_are_parted_between_their_words() -> None:
    word = "samhällsutveckling"
    assert word.index("utveckling") in hyphenator("sv").places(word, 3, 4)


def test_a_language_without_patterns_is_hyphenated_as_swedish() -> None:
    assert hyphenator("fi").places("samhällsutveckling", 3, 4) == hyphenator("sv").places("samhällsutveckling", 3, 4)


def test_the_examples_in_the_module_hold() -> None:
    assert doctest.testmod(hyphens).failed == 0
