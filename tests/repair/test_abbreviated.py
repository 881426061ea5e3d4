"""Abbreviations that look like a damaged word are told by what stands beside them."""

import pytest

from pipeline.repair.abbreviated import with_abbreviations
from pipeline.repair.candidate import Candidate
from pipeline.repair.tokens import paragraph_tokens

DR, IS = Candidate("dr", -11.0, 0.0, "lexicon"), Candidate("är", -4.5, -2.8, "lexicon")
MD, MAY = Candidate("md", -14.0, 0.0, "lexicon"), Candidate("må", -9.6, -2.8, "lexicon")


def weighed(options, text, word):
    tokens = [None, *paragraph_tokens([text], [0]), None]
    at = next(number for number, token in enumerate(tokens) if token and token.text == word)
    return with_abbreviations(options, tokens[at - 1], tokens[at + 1])


@pytest.mark.parametrize(
    ("options", "beside", "alone"),
    [((DR, IS), "av dr Berg", "det dr sent"), ((MD, MAY), "16 md euro", "det md vara")],
)
def test_an_abbreviation_is_likelier_beside_what_belongs_to_it(options, beside, alone):
    abbreviation, other = options
    assert weighed(options, beside, abbreviation.text)[0].score > abbreviation.score
    assert weighed(options, alone, abbreviation.text)[0].score < abbreviation.score
    assert weighed(options, beside, abbreviation.text)[1] == other


def test_how_common_the_words_are_stays_as_it_is_told():
    found = weighed((DR, IS), "av dr Berg", "dr")
    assert [option.logp for option in found] == [DR.logp, IS.logp]
