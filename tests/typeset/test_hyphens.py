"""Hyphenation: the places are Pyphen's own, found without reading all of its patterns."""

from __future__ import annotations

import doctest
from itertools import pairwise

import pyphen
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.typeset import hyphens
from pipeline.typeset.hyphens import compound_parts, dictionary, hyphen_places, hyphenator

LANGUAGES = ("sv-SE", "en", "de")
PARTED = ["klimat|omställning", "tur|operatörer", "transport|företag", "samarbets|partner", "besöks|näringen"]
PARTED += ["kompetens|försörjnings|frågor", "erfarenhets|utbyte", "stadsbyggnads|förvaltningen", "energi|användning"]
PARTED += ["kontakt|personer", "påverkans|mål", "undervisnings|tid"]


@pytest.mark.parametrize("lang", LANGUAGES)
@given(st.text("abcdefghijklmnopqrstuvwxyzåäöüéABCÅÄÖ", max_size=30))
@settings(deadline=None)
def test_the_places_are_those_that_pyphen_finds(lang: str, word: str) -> None:
    oracle = pyphen.Pyphen(lang=pyphen.language_fallback(lang.replace("-", "_")), left=3, right=4)
    assert hyphenator(lang).places(word, 3, 4) == [int(place) for place in oracle.positions(word)]


@pytest.mark.parametrize("lang", [*pyphen.LANGUAGES, "sv_SE", "en_AU", "de_CH_1901", "sr_Latn_RS", "se", "zxx"])
def test_the_patterns_of_a_language_are_those_that_pyphen_takes(lang: str) -> None:
    known = pyphen.LANGUAGES[pyphen.language_fallback(lang) or "sv"]
    assert dictionary(lang.replace("_", "-")) == known


@given(st.text("abcdefghijklmnopqrstuvwxyzåäö", max_size=30), st.sampled_from(LANGUAGES))
@settings(deadline=None)
def test_no_hyphen_cuts_off_a_single_letter(word: str, lang: str) -> None:
    places = hyphen_places(word, lang)
    assert all(after - before > 1 for before, after in pairwise([0, *places, len(word)])) or len(word) < 2
    assert places == sorted(set(places))


@pytest.mark.parametrize("parted", PARTED)
def test_a_compound_is_parted_where_its_last_word_begins(parted: str) -> None:
    word, start = parted.replace("|", ""), 0
    begins = []
    for part in parted.split("|")[:-1]:
        start += len(part)
        begins.append(start)
    assert compound_parts(word) == begins
    assert set(begins) <= set(hyphen_places(word, "sv-SE"))


@pytest.mark.parametrize(
    "wrong", ["turo-peratörer", "klimatom-ställning", "besöksnä-ringen", "teknikfö-retag", "kon-taktpersoner"]
)
def test_the_patterns_do_not_part_a_word_across_its_parts(wrong: str) -> None:
    assert wrong.index("-") not in hyphen_places(wrong.replace("-", ""), "sv-SE")


def test_a_short_part_of_a_compound_is_not_parted_itself() -> None:
    assert hyphen_places("turoperatörer", "sv-SE") == [3]
    assert hyphen_places("samarbetsorganisationer", "sv-SE") == [9, 13, 15, 17]


@pytest.mark.parametrize("word", ["kommunalråd", "föregångsman", "sammansvuren"])
def test_a_last_part_of_three_letters_follows_a_linking_s_and_is_no_chance_end(word: str) -> None:
    assert compound_parts(word) == []


@pytest.mark.parametrize("word", ["information", "förvaltningen", "kommunen", "internationella", "organisation"])
def test_what_is_no_compound_is_left_to_the_patterns(word: str) -> None:
    assert compound_parts(word) == []
    assert hyphen_places(word, "sv-SE") == hyphenator("sv-SE").places(word, 3, 4)


def test_other_languages_are_left_to_their_patterns() -> None:
    assert hyphen_places("bankorganisation", "de") == hyphenator("de").places("bankorganisation", 3, 4)


def test_swedish_compounds_are_parted_between_their_words() -> None:
    word = "samhällsutveckling"
    assert word.index("utveckling") in hyphenator("sv").places(word, 3, 4)


def test_a_language_without_patterns_is_hyphenated_as_swedish() -> None:
    assert hyphenator("fi").places("samhällsutveckling", 3, 4) == hyphenator("sv").places("samhällsutveckling", 3, 4)


def test_the_examples_in_the_module_hold() -> None:
    assert doctest.testmod(hyphens).failed == 0
