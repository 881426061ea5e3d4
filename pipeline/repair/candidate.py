"""A word that a damaged token may be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pipeline.repair.channel import UNHEARD_OF

IMPOSSIBLE = UNHEARD_OF + 2
"""Log-probability of damage; what is less likely is no candidate."""


class Candidate(NamedTuple):
    """A word that a token may be: log-probabilities of the word and of the damage, and where the word came from.

    `source` is "lexicon", "genitive", "compound", "novel", "slip", "split", "acronym", "own" or "as-is".
    `written` is what stands for each letter of the word, where that is known; `everyday` the log-probability of a word
    of the lexicon in everyday Swedish, where that has one, otherwise 0.
    """

    text: str
    logp: float
    damage: float
    source: str
    in_context: bool = False
    is_name: bool = False
    written: tuple[str, ...] = ()
    everyday: float = 0.0

    @property
    def score(self) -> float:
        """Return the log-probability of the word and its damage together."""
        return self.logp + self.damage


class Found:
    """The candidates found so far, the best of each word."""

    def __init__(self) -> None:
        self.words: dict[str, Candidate] = {}
        self.best = -99.0

    def is_confusable(self) -> bool:
        """Tell whether some word found is one that damage makes of another word."""
        return any(candidate.in_context for candidate in self.words.values())

    def is_listed(self, text: str) -> bool:
        """Tell whether a word was found otherwise than by its letters."""
        return text in self.words and self.words[text].source != "novel"

    def has_word(self, least: float) -> bool:
        """Tell whether some word of the lexicon found has more than this log-probability."""
        return any(word.source == "lexicon" and word.logp > least for word in self.words.values())

    def add(self, candidate: Candidate) -> None:
        """Keep the candidate, unless no damage explains it or the same word was found with less."""
        if candidate.damage < IMPOSSIBLE:
            return
        rival = self.words.get(candidate.text)
        if rival is None or rival.score < candidate.score:
            self.words[candidate.text] = candidate
            self.best = max(self.best, candidate.score)

    def add_all(self, candidates: Iterable[Candidate]) -> None:
        """Keep the best candidate of each word."""
        for candidate in candidates:
            self.add(candidate)
