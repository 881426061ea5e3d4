"""The words: a million Swedish forms with their frequency, found by fold.

The table holds no letters. Each entry is sixteen bits of its fold's key, the pattern that turns the fold into the
word, its log-probability and two marks. A key that is not in the lexicon is taken for one that is about once in ten
thousand look-ups; such a word has the lowest frequency, and the letter model does not support it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.letters import apply_pattern, scattered_key

BUCKET_BITS = 18
PRESENCE_BITS = 24
"""Bits of a key by which most folds that are no word are told at once."""

_BIT = 64 - PRESENCE_BITS
_BYTE = _BIT + 3

LOGP_STEP = 1 / 12
"""One step of a stored log-probability, in nats."""

EVERYDAY = 0.1
"""The share of everyday Swedish in the log-probabilities; the rest is that of authorities' texts."""

EVERYDAY_STEP = 1 / 4
"""One step of a stored log-probability in everyday Swedish, in nats; 0 stands where none is stored."""

MOST = 100_000
"""Folds that are remembered."""

_NAME, _CONTEXT = 1, 2
_PART_LOGP = [0.0, *(-4.0 - 0.55 * step for step in range(15))]


class Word(NamedTuple):
    """A word of the lexicon: its log-probability (nats), and whether the context model knows it.

    `first` and `last` are its log-probabilities as the first and as the last part of a compound; 0 when it is none.
    `everyday` is that in everyday Swedish, for common words and for those that have a rival; 0 for others.
    """

    text: str
    logp: float
    is_name: bool
    in_context: bool
    first: float
    last: float
    everyday: float = 0.0


class Lexicon:
    """Words by fold."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        counts, prints = arrays["counts"], arrays["prints"]
        starts = np.zeros(len(counts) + 1, dtype=np.uint32)
        np.cumsum(counts, dtype=np.uint32, out=starts[1:])
        self._starts, self._prints = starts.data, prints.data
        self._patterns, self._costs = arrays["pattern"].data, arrays["logp"].data
        self._parts, self._everyday = arrays["parts"].data, arrays["everyday"].data
        self._there = _presence(counts, prints)
        self._found: dict[str, tuple[Word, ...]] = {}

    def of_fold(self, folded: str) -> tuple[Word, ...]:
        """Return the words that have this fold."""
        known = self._found.get(folded)
        if known is not None:
            return known
        number = scattered_key(folded)
        if not self._there[number >> _BYTE] >> (number >> _BIT & 7) & 1:
            return ()
        if len(self._found) > MOST:
            self._found.clear()
        words = self._found[folded] = self._look_up(folded, number)
        return words

    def _look_up(self, folded: str, number: int) -> tuple[Word, ...]:
        bucket = number >> 64 - BUCKET_BITS
        wanted = number >> 48 - BUCKET_BITS & 0xFFFF
        first = self._starts[bucket]
        prints = self._prints[first : self._starts[bucket + 1]].tolist()
        if wanted not in prints:
            return ()
        words = [self._entry(folded, place) for place, seen in enumerate(prints, first) if seen == wanted]
        return tuple([word for word in words if word])

    def _entry(self, folded: str, place: int) -> Word | None:
        marks, pattern = divmod(self._patterns[place], 1 << 14)
        text = apply_pattern(folded, pattern)
        if text is None:
            return None
        first, last = divmod(self._parts[place], 16)
        logp = -self._costs[place] * LOGP_STEP
        everyday = -self._everyday[place] * EVERYDAY_STEP
        parts = _PART_LOGP[first], _PART_LOGP[last]
        return Word(text, logp, bool(marks & _NAME), bool(marks & _CONTEXT), *parts, everyday)


def _presence(counts: NDArray[np.uint8], prints: NDArray[np.uint16]) -> bytes:
    """Return a bit for each beginning of a key: whether any word's key begins so; as bytes they miss the cache."""
    there = np.zeros(1 << PRESENCE_BITS, dtype=np.uint8)
    buckets = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    more = PRESENCE_BITS - BUCKET_BITS
    there[buckets << more | prints >> 16 - more] = 1
    return np.packbits(there, bitorder="little").tobytes()
