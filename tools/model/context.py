"""Fitting of the context model: which of the words that damage makes alike stands between these neighbours."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.classes import Classes
from pipeline.repair.context import BOUNDARY, ENDING, WEIGHT_STEP, WIDTH, Heard, context_keys, slots, tail
from pipeline.repair.letters import NUMBER, fold, key
from tools.model.corpus import Corpus
from tools.model.fitting import Batched, Plan, fit, rounded
from tools.model.lexicon import MOST_ALIKE, Words

BITS = 23
MOST = MOST_ALIKE + 1
NEVER = -1e9


def _alike(words: Words) -> dict[str, list[str]]:
    """Return the sets that damage makes alike, with the word i, which is read as the number 1."""
    lone = words.alike.get("i", ["i"])
    return {**words.alike, "i": [*lone[: MOST - 1], NUMBER], NUMBER: [NUMBER, "i"]}


def weights(corpus: Corpus, words: Words, classes: Classes) -> NDArray[np.int8]:
    """Return the table of weights that `pipeline.repair.context` reads."""
    numbers = {word: number for number, word in enumerate(corpus.words)}
    options, tails = (np.zeros((len(numbers), MOST), np.uint64) for _ in range(2))
    offsets = np.full((len(numbers), MOST), NEVER)
    asked = np.zeros(len(numbers), bool)
    shares = words.shares | {NUMBER: corpus.shares[NUMBER]}
    for word, group in _alike(words).items():
        if (number := numbers.get(word)) is not None:
            asked[number] = True
            options[number, : len(group)] = [key(other) for other in group]
            tails[number, : len(group)] = [key(tail(other)) for other in group]
            offsets[number, : len(group)] = [math.log(shares[other]) for other in group]
    folds = np.array([key(fold(word)) for word in corpus.words], dtype=np.uint64)
    endings = np.array([key("-" + fold(word)[-ENDING:]) for word in corpus.words], dtype=np.uint64)
    heard = Heard(folds, endings, classes.of(folds, endings))
    stream = np.pad(corpus.stream, WIDTH, constant_values=numbers[BOUNDARY])

    def batch(places: NDArray[np.int64]) -> Batched:
        around = stream[places[:, None] + np.arange(2 * WIDTH + 1)]
        chosen = corpus.stream[places]
        contexts = context_keys(Heard(*(keys[around] for keys in heard)))[:, None, :]
        found = slots(contexts, options[chosen], tails[chosen], BITS)
        return found, offsets[chosen], np.zeros(len(places), np.int64), np.ones(len(places))

    places = np.flatnonzero(asked[corpus.stream])
    fitted = fit(places, batch, BITS, Plan(epochs=4, batch=20_000, rate=0.35, bound=1.0))
    fitted[0] = 0.0
    return rounded(fitted, WEIGHT_STEP)
