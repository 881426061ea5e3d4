"""Damaged words amid sound ones: what somebody who mended a text by hand left over, or a text put together of two."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.repair.candidate import Candidate
from pipeline.repair.choice import Choice

SURELY = 7.0
"""Nats by which the likeliest reading of a word must lead, before its neighbours are asked, for it to be a leftover."""

SHORTEST = 3
"""Letters; what is shorter may be a part of a name, a code or an address."""

MIXED, FEWEST = 0.1, 2
"""A text of which so many of the words with å, ä or ö are leftovers, and not fewer than so many, is damaged."""

LIKELY = 0.95
"""How sure a word of a paragraph with a leftover is to have been another for it to be asked about, too."""

_WORDS = frozenset(("lexicon", "own", "genitive", "compound"))
_SWEDISH = frozenset("åäö")


def may_be_leftover(word: str) -> bool:
    """Tell whether a word is worth the search: it has none of å, ä and ö, and is no number, code or acronym."""
    return len(word) >= SHORTEST and word.isalpha() and word[1:].islower() and _SWEDISH.isdisjoint(word.lower())


def is_leftover(word: str, options: Sequence[Candidate]) -> bool:
    """Tell whether a word surely is one with å, ä or ö that damage has changed, given its candidates."""
    if not may_be_leftover(word) or len(options) < 2:
        return False
    best, second = sorted(options, key=lambda option: -option.score)[:2]
    return best.source in _WORDS and not _SWEDISH.isdisjoint(best.text) and best.score - second.score > SURELY


def is_mixed(choices: Sequence[Choice]) -> bool:
    """Tell whether of a paragraph's words with å, ä or ö so many are damaged that all of them may be."""
    left = sum(is_leftover(choice.token.text, choice.candidates) for choice in choices)
    swedish = sum(not _SWEDISH.isdisjoint(choice.candidates[0].text) for choice in choices)
    return left >= FEWEST and left >= MIXED * swedish


def asked_leftovers(choices: Sequence[Choice]) -> list[Choice]:
    """Return what a sound paragraph is asked about: its words that are likely to be left over, if one surely is.

    Of the municipality's own words there is no question.
    """
    if not any(is_leftover(choice.token.text, choice.candidates) for choice in choices):
        return []
    likely = filter(_is_likely, choices)
    return [choice._replace(amid_sound=choice.candidates[0].source != "own") for choice in likely]


def _is_likely(choice: Choice) -> bool:
    best = choice.candidates[0]
    return best.text != choice.token.text.lower() and choice.shares[0] > LIKELY and best.source in _WORDS


def is_left_in_english(choice: Choice) -> bool:
    """Tell whether a word of an English line surely is Swedish: Car of the Century-utmärkelserna."""
    return is_leftover(choice.token.text, choice.candidates) and _is_likely(choice)
