"""Whether a text speaks as authorities do or as people do every day, and what that means for its words."""

import re

import pytest

from pipeline.repair.candidate import Candidate
from pipeline.repair.letters import fold
from pipeline.repair.lexicon import EVERYDAY
from pipeline.repair.model import load
from pipeline.repair.register import Register

EVERYDAY_WORDS = re.findall(r"\w+", "mamma och pappa kom hem i går kväll men du vet hur dom är och jag sa inget")
STATUTE_WORDS = re.findall(r"\w+", "regeringen får meddela föreskrifter om verkställigheten av denna förordning")


def known(word):
    found = next(found for found in load().lexicon.of_fold(fold(word)) if found.text == word)
    return Candidate(word, found.logp, 0.0, "lexicon", found.in_context, found.is_name, everyday=found.everyday)


def register(words):
    return Register([known(word) for word in words])


def test_everyday_words_make_a_text_everyday():
    assert register(EVERYDAY_WORDS * 5).share > 3 * EVERYDAY


def test_words_of_statutes_make_it_one_of_authorities():
    assert register(STATUTE_WORDS * 5).share < EVERYDAY


def test_a_text_without_words_is_taken_for_the_usual_mixture():
    assert register([]).share == EVERYDAY


@pytest.mark.parametrize("word", ["mamma", "regeringen"])
def test_in_the_usual_mixture_no_word_gains(word):
    assert register([]).shift(known(word)) == pytest.approx(0.0, abs=0.15)


def test_a_word_of_the_home_gains_in_an_everyday_text_and_loses_in_a_statute():
    assert register(EVERYDAY_WORDS * 5).shift(known("mamma")) > 0.5
    assert register(STATUTE_WORDS * 5).shift(known("mamma")) < 0


def test_a_guessed_word_is_left_to_its_letters():
    assert register(EVERYDAY_WORDS).shift(Candidate("mammaledig", -30.0, 0.0, "novel")) == 0.0
