"""Whether a text speaks as authorities do or as people do every day, judged by its surer words.

The lexicon's frequencies are a mixture: mostly those of authorities' texts, a little of everyday ones. A text that says
*mannen* and *mamma* is better served by more of the latter. The share is estimated as the mixture weight of the
two kinds that makes the text's surer words likeliest (Dempster, Laird and Rubin 1977).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from pipeline.repair.candidate import Candidate
from pipeline.repair.lexicon import EVERYDAY

WORTH = 50.0
"""Words that the shipped mixture is worth beside those of the text."""

ROUNDS = 8
"""Rounds of the estimate."""

RAREST = 1e-10
"""The least relative frequency that a word has in authorities' texts."""


class Register:
    """The share of everyday Swedish in a text, and what it means for a word."""

    def __init__(self, sure: Iterable[Candidate]) -> None:
        known = Counter((word.logp, word.everyday) for word in sure if _has_everyday(word))
        self.share = _mixture([_shares(*logps) for logps in known], list(known.values()))

    @property
    def name(self) -> str:
        """Return the kind of Swedish that the text has more of than the shipped mixture."""
        return "everyday" if self.share > EVERYDAY else "official"

    def shift(self, candidate: Candidate) -> float:
        """Return what this register adds to the log-probability of a word, in nats."""
        if not _has_everyday(candidate):
            return 0.0
        other, daily = _shares(candidate.logp, candidate.everyday)
        return math.log((1 - self.share) * other + self.share * daily) - candidate.logp


def _has_everyday(candidate: Candidate) -> bool:
    """Tell whether the lexicon has the word's log-probability in everyday Swedish."""
    return candidate.everyday != 0.0 and candidate.source == "lexicon"


def _shares(logp: float, everyday: float) -> tuple[float, float]:
    """Return a word's frequencies in authorities' texts and in everyday Swedish, from the logarithms of the mixture."""
    mixed, daily = math.exp(logp), math.exp(everyday)
    return max(RAREST, (mixed - EVERYDAY * daily) / (1 - EVERYDAY)), daily


def _mixture(words: Sequence[tuple[float, float]], times: Sequence[int]) -> float:
    """Return the share of everyday Swedish that makes words, met so many times, likeliest, held to the shipped one."""
    share, total = EVERYDAY, sum(times)
    other, daily = np.array(words).reshape(-1, 2).T
    for _ in range(ROUNDS if words else 0):
        belongs = float(times @ (share * daily / (share * daily + (1 - share) * other)))
        share = (WORTH * EVERYDAY + belongs) / (WORTH + total)
    return share
