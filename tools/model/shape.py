"""Letter n-grams of folded words and of folded names, with interpolated probabilities (Witten and Bell)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.letters import ALPHABET, fold
from pipeline.repair.wordshape import LOGP_STEP, code_of
from tools.model.corpus import Corpus
from tools.model.lexicon import WORD, Words

UNSEEN_WORTH = 0.7
GAIN = 1.5
"""An n-gram is kept when it says so much more than the shorter one: nats times the root of its count."""


def arrays(corpus: Corpus, words: Words, dictionary: set[str]) -> dict[str, NDArray[Any]]:
    """Return the n-grams as `pipeline.repair.wordshape` reads them."""
    total = corpus.total
    common = [(fold(w), 1 + math.log2(total[w]) if total.get(w) else UNSEEN_WORTH) for w in words.shares]
    names = [
        (fold(word), 1 + math.log2(count))
        for word, count in corpus.capital.items()
        if count > corpus.small[word] and count >= 2 and WORD.fullmatch(word)
    ]
    names += [
        (fold(word.lower()), 1.0)
        for word in sorted(dictionary)
        if word[:1].isupper() and word[1:2].islower() and WORD.fullmatch(word.lower())
    ]
    return _grams("w", common, (0, 0, 2, 2, 3, 5)) | _grams("n", names, (0, 0, 2, 2, 2))


def _grams(name: str, items: Sequence[tuple[str, float]], least: Sequence[int]) -> dict[str, NDArray[Any]]:
    text = "".join(f"^{word}$" for word, _ in items)
    known = {letter: code_of(letter) for letter in set(text)} | {"^": 0, "$": ALPHABET.index("$")}
    codes = np.array([known[letter] for letter in text], dtype=np.int64)
    worth = np.repeat([value for _, value in items], [len(word) + 2 for word, _ in items])
    places = np.arange(len(codes))
    depth = places - np.maximum.accumulate(np.where(codes == 0, places, 0))
    found: dict[str, NDArray[Any]] = {}
    shorter: tuple[NDArray[np.int64], NDArray[np.float64]] | None = None
    for size in range(1, len(least) + 1):
        grams = np.zeros(len(codes), np.int64)
        for back in range(size - 1, -1, -1):
            grams = grams << 5 | np.roll(codes, back)
        there = depth >= max(size - 1, 1)
        used, where = np.unique(grams[there], return_inverse=True)
        counts = np.bincount(where, weights=worth[there])
        shares, lower = _interpolated(used, counts, size, shorter)
        if size == 2:
            pairs = np.full(1024, 255, np.uint8)
            pairs[used] = _cost(shares)
            found[f"{name}2p"] = pairs
        elif size > 2:
            kept = counts >= least[size - 1]
            if size > 3:
                kept &= np.abs(np.log(shares / lower)) * np.sqrt(counts) > GAIN
            found[f"{name}{size}"] = _delta(used[kept])
            found[f"{name}{size}p"] = _cost(shares[kept])
        shorter = used, shares
    return found


def _interpolated(
    grams: NDArray[np.int64],
    counts: NDArray[np.float64],
    size: int,
    shorter: tuple[NDArray[np.int64], NDArray[np.float64]] | None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the probability of each n-gram's last letter, and the same after one letter less."""
    _, where = np.unique(grams >> 5, return_inverse=True)
    seen, kinds = np.bincount(where, weights=counts)[where], np.bincount(where)[where]
    lower = np.full(len(grams), 1 / 31)
    if shorter is not None:
        lower = shorter[1][np.searchsorted(shorter[0], grams & (1 << 5 * (size - 1)) - 1)]
    return (counts + kinds * lower) / (seen + kinds), lower


def _cost(shares: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.minimum(255, np.round(-np.log(shares) / LOGP_STEP)).astype(np.uint8)


def _delta(numbers: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Return the differences of sorted numbers as four planes of bytes, which compress well."""
    steps = np.diff(numbers, prepend=0).astype("<u4")
    return np.ascontiguousarray(steps.view(np.uint8).reshape(-1, 4).T)
