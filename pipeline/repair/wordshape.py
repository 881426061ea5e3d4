"""How likely a string is as a Swedish word, or as a name, letter by letter: for words no lexicon has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.letters import ALPHABET, fold

LOGP_STEP = 1 / 16
"""One step of a stored log-probability, in nats."""

BACKOFF = 0.7
"""What each shorter context costs, in nats."""

AT_ONCE, MOST = 2_000, 50_000
"""Words that are weighed at once, and that are remembered."""

_CODE = {letter: number for number, letter in enumerate(ALPHABET)}


def code_of(letter: str) -> int:
    """Return the letter's number in the letter model; an unknown letter counts as its base letter, or as q."""
    return _CODE.get(letter) or _CODE.get(fold(letter)[:1]) or _CODE["q"]


class WordShape:
    """A letter n-gram model: sorted n-grams, five bits a letter, each with the last letter's log-probability."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str, order: int) -> None:
        self._order = order
        self._pairs = arrays[f"{name}2p"] * -LOGP_STEP
        self._grams = {n: _undo_delta(arrays[f"{name}{n}"]) for n in range(3, order + 1)}
        self._logps = {n: arrays[f"{name}{n}p"] * -LOGP_STEP for n in range(3, order + 1)}
        self._found: dict[str, float] = {}

    def logp(self, word: str) -> float:
        """Return the log-probability (nats) of the whole word."""
        if word not in self._found:
            self.weigh((word,))
        return self._found[word]

    def weigh(self, words: Iterable[str]) -> None:
        """Weigh many words at once, which takes much less time for each than it takes for one alone."""
        new = [word for word in dict.fromkeys(words) if word not in self._found]
        if len(self._found) > MOST:
            self._found.clear()
        for first in range(0, len(new), AT_ONCE):
            some = new[first : first + AT_ONCE]
            self._found.update(zip(some, self._weighed(some), strict=True))

    def _weighed(self, words: Sequence[str]) -> list[float]:
        sizes = np.array([len(word) + 1 for word in words])
        place = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        letters = np.array([_CODE.get(letter) or code_of(letter) for word in words for letter in word + "$"], np.uint32)
        grams = _grams(letters, place, self._order)
        logps, is_known = np.zeros(len(letters)), np.zeros(len(letters), np.bool_)
        for n in range(self._order, 2, -1):
            heard = np.flatnonzero(~is_known & (place >= n - 2))
            wanted = grams[heard] & np.uint32((1 << 5 * n) - 1)
            at = np.minimum(np.searchsorted(self._grams[n], wanted), len(self._grams[n]) - 1)
            is_there = self._grams[n][at] == wanted
            logps[heard] += np.where(is_there, self._logps[n][at], -BACKOFF)
            is_known[heard[is_there]] = True
        logps[~is_known] += self._pairs[grams[~is_known] & np.uint32(1023)]
        weighed: list[float] = np.bincount(np.repeat(np.arange(len(words)), sizes), logps).tolist()
        return weighed


def _grams(letters: NDArray[np.uint32], place: NDArray[np.int64], order: int) -> NDArray[np.uint32]:
    """Return for each letter the n-gram that ends with it; nothing, which is 0, stands before a word."""
    grams, padded = letters.copy(), np.concatenate([np.zeros(order, np.uint32), letters])
    for back in range(1, order):
        before = padded[order - back : len(padded) - back]
        grams |= np.where(place >= back, before << np.uint32(5 * back), np.uint32(0))
    return grams


def _undo_delta(planes: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the sorted numbers whose differences are stored as four planes of bytes, the lowest first."""
    steps = np.ascontiguousarray(planes.T).view("<u4").ravel()
    return np.cumsum(steps, dtype=np.uint32)
