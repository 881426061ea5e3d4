"""Whether a text speaks as authorities do or as people do every day, judged by its surer words.

The lexicon's frequencies are a mixture: mostly those of authorities' texts, a little of everyday ones. A text that says
*mannen* and *mamma* is better served by more of the latter. The share is estimated as the mixture weight of the
two kinds that makes the text's surer words likeliest (Dempster, Laird and Rubin 1977).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from pipeline.repair.candidate import Candidate
from pipeline.repair.letters import fold
from pipeline.repair.lexicon import EVERYDAY, Lexicon

WORTH = 50.0
"""Words that the shipped mixture is worth beside those of the text."""

ROUNDS = 8
"""Rounds of the estimate."""

RAREST = 1e-10
"""The least relative frequency that a word has in authorities' texts."""


class Register:
    """The share of everyday Swedish in a text, and what it means for a word."""

    def __init__(self, lexicon: Lexicon, sure: Iterable[Candidate]) -> None:
        self._lexicon = lexicon
        known = [(word.logp, everyday) for word in sure if (everyday := self._everyday(word)) is not None]
        self.share = _mixture([_shares(*logps) for logps in known])

    @property
    def name(self) -> str:
        """Return the kind of Swedish that the text has more of than the shipped mixture."""
        return "everyday" if self.share > EVERYDAY else "official"

    def shift(self, candidate: Candidate) -> float:
        """Return what this register adds to the log-probability of a word, in nats."""
        everyday = self._everyday(candidate)
        if everyday is None:
            return 0.0
        other, daily = _shares(candidate.logp, everyday)
        return math.log((1 - self.share) * other + self.share * daily) - candidate.logp

    def _everyday(self, candidate: Candidate) -> float | None:
        """Return the word's log-probability in everyday Swedish, where the lexicon has it."""
        if candidate.source != "lexicon":
            return None
        words = self._lexicon.of_fold(fold(candidate.text))
        return next((word.everyday for word in words if word.text == candidate.text and word.everyday), None)


def _shares(logp: float, everyday: float) -> tuple[float, float]:
    """Return a word's frequencies in authorities' texts and in everyday Swedish, from the logarithms of the mixture."""
    mixed, daily = math.exp(logp), math.exp(everyday)
    return max(RAREST, (mixed - EVERYDAY * daily) / (1 - EVERYDAY)), daily


def _mixture(words: Sequence[tuple[float, float]]) -> float:
    """Return the share of everyday Swedish that makes these words likeliest, held to the shipped one."""
    share = EVERYDAY
    for _ in range(ROUNDS if words else 0):
        belongs = math.fsum(share * daily / (share * daily + (1 - share) * other) for other, daily in words)
        share = (WORTH * EVERYDAY + belongs) / (WORTH + len(words))
    return share
