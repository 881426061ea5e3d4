"""How likely a string is as a Swedish word, or as a name, letter by letter: for words no lexicon has."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.letters import ALPHABET, fold

LOGP_STEP = 1 / 16
"""One step of a stored log-probability, in nats."""

BACKOFF = 0.7
"""What each shorter context costs, in nats."""

_CODE = {letter: number for number, letter in enumerate(ALPHABET)}


def code_of(letter: str) -> int:
    """Return the letter's number in the letter model; an unknown letter counts as its base letter, or as q."""
    return _CODE.get(letter) or _CODE.get(fold(letter)[:1]) or _CODE["q"]


class WordShape:
    """A letter n-gram model: sorted n-grams, five bits a letter, each with the last letter's log-probability."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str, order: int) -> None:
        self._order = order
        self._heard = (1 << 5 * (order - 1)) - 1
        self._pairs = (arrays[f"{name}2p"].astype(np.float64) * -LOGP_STEP).tolist()
        self._grams = {n: _undo_delta(arrays[f"{name}{n}"]).data for n in range(3, order + 1)}
        self._costs = {n: arrays[f"{name}{n}p"].data for n in range(3, order + 1)}
        self.letter = lru_cache(maxsize=200_000)(self._letter)
        self.logp = lru_cache(maxsize=50_000)(self._logp)

    def _letter(self, before: int, letter: int, length: int) -> float:
        penalty = 0.0
        for n in range(min(self._order, length + 1), 2, -1):
            gram = (before & (1 << 5 * (n - 1)) - 1) << 5 | letter
            grams = self._grams[n]
            at = bisect_left(grams, gram)
            if at < len(grams) and grams[at] == gram:
                return penalty - self._costs[n][at] * LOGP_STEP
            penalty -= BACKOFF
        return penalty + float(self._pairs[(before & 31) << 5 | letter])

    def _logp(self, word: str) -> float:
        """Return the log-probability (nats) of the whole word."""
        before, total, longest = 0, 0.0, self._order - 1
        for length, letter in enumerate(word + "$", 1):
            code = _CODE.get(letter) or code_of(letter)
            total += self.letter(before, code, length if length < longest else longest)
            before = (before << 5 | code) & self._heard
        return total


def _undo_delta(planes: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the sorted numbers whose differences are stored as four planes of bytes, the lowest first."""
    steps = np.ascontiguousarray(planes.T).view("<u4").ravel()
    return np.cumsum(steps, dtype=np.uint32)
