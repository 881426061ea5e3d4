"""How often words are met in everyday Swedish: subtitles, news, books and the web, counted by the package wordfreq."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Mapping

from pipeline.repair.letters import fold

PACKAGE = "wordfreq"

LEAST_PLAIN, LEAST_SWEDISH = 1e-7, 3e-8
"""The least frequency of a new word without å, ä and ö, and of one with them."""

SHORT_PLAIN, SHORT_SWEDISH = 3, 6
"""Letters; a new word this short is more often a slip than a word."""


_DRAWN_OUT = re.compile(r"(.)\1\1")
"""A letter three times over, as no word is spelt: tjaaa."""


def shares() -> dict[str, float]:
    """Return the relative frequency of each word; a letter alone is mostly what a cut left over."""
    frequencies: dict[str, float] = importlib.import_module(PACKAGE).get_frequency_dict("sv", wordlist="large")
    return {word: share for word, share in frequencies.items() if len(word) > 1 and not _DRAWN_OUT.search(word)}


def new_words(everyday: Mapping[str, float], known: Mapping[str, float]) -> Iterator[str]:
    """Yield the words that are not known and yet are no careless spelling of another one.

    Writers of everyday text leave out rings and dots: of words that are alike without them only the commonest counts.
    Most are names, and words of other languages.
    """
    commonest = _commonest([*known.items(), *everyday.items()])
    for word, share in sorted(everyday.items()):
        plain = fold(word)
        is_swedish = plain != word
        least, short = (LEAST_SWEDISH, SHORT_SWEDISH) if is_swedish else (LEAST_PLAIN, SHORT_PLAIN)
        is_best = is_swedish or commonest[plain] <= share
        if word not in known and len(word) > short and share >= least and is_best:
            yield word


def _commonest(words: Iterable[tuple[str, float]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for word, share in words:
        plain = fold(word)
        found[plain] = max(share, found.get(plain, 0.0))
    return found
