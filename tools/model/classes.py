"""Word classes of the corpora: folds that stand beside the same common words are one class.

Each fold is the row of its neighbours on both sides, weighed by their positive pointwise mutual information (Church and
Hanks 1990) and made short by a truncated singular value decomposition (Schütze 1993); k-means on the sphere
(Dhillon and Modha 2001) parts the rows into classes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.classes import SHORT_BITS
from pipeline.repair.letters import fold, key
from tools.model.corpus import Corpus

MOST_FOLDS = 30_000
"""Folds that get a class: the most common ones."""

CLASSES = 600

BESIDE = 2_000
"""Folds that count as neighbours: the most common ones."""

SKETCH, AXES, ROUNDS = 120, 80, 25

Rows = NDArray[np.float32]


def arrays(corpus: Corpus) -> dict[str, NDArray[Any]]:
    """Return the arrays that `pipeline.repair.classes` reads."""
    names, stream, counts = _common(corpus)
    classes = _parted(_shortened(_informed(_beside(stream))), np.sqrt(counts).astype(np.float32))
    short = np.array([key(name) >> int(SHORT_BITS) for name in names], dtype=np.uint32)
    folds, first = np.unique(short, return_index=True)
    return {"folds": folds, "classes": classes[first].astype(np.uint16)}


def _common(corpus: Corpus) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """Return the most common folds, the corpora as a stream of their ranks (-1: none of them), and their counts."""
    numbers: dict[str, int] = {}
    of_word = np.array([numbers.setdefault(fold(word), len(numbers)) for word in corpus.words], dtype=np.int64)
    stream = of_word[corpus.stream]
    counts = np.bincount(stream, minlength=len(numbers))
    order = np.argsort(-counts, kind="stable")[:MOST_FOLDS]
    ranks = np.full(len(numbers), -1, dtype=np.int64)
    ranks[order] = np.arange(len(order))
    names = list(numbers)
    return [names[number] for number in order], ranks[stream], counts[order]


def _beside(stream: NDArray[np.int64]) -> Rows:
    """Return how often each fold has each common one on its left and on its right (folds, 2 * BESIDE)."""
    sides = []
    for one, other in ((stream[1:], stream[:-1]), (stream[:-1], stream[1:])):
        kept = (one >= 0) & (other >= 0) & (other < BESIDE)
        counts = np.bincount(one[kept] * BESIDE + other[kept], minlength=MOST_FOLDS * BESIDE)
        sides.append(counts.reshape(MOST_FOLDS, BESIDE).astype(np.float32))
    return np.concatenate(sides, axis=1)


def _informed(counts: Rows) -> Rows:
    """Return the positive pointwise mutual information of folds and neighbours."""
    rows, columns = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    ratio = counts * counts.sum() / np.maximum(rows * columns, 1e-9)
    return np.log(np.maximum(ratio, 1.0)).astype(np.float32)


def _shortened(rows: Rows) -> Rows:
    """Return each row in the axes along which the rows differ most (Halko et al. 2011), of length one."""
    sketch = rows @ np.random.default_rng(1).standard_normal((rows.shape[1], SKETCH)).astype(np.float32)
    for _ in range(3):
        sketch = rows @ (rows.T @ np.linalg.qr(sketch)[0])
    basis = np.linalg.qr(sketch)[0]
    inner = basis.T @ rows
    axes, sizes, _ = np.linalg.svd(inner @ inner.T)
    short = (basis @ axes)[:, :AXES] * sizes[:AXES] ** 0.25
    return (short / (np.linalg.norm(short, axis=1, keepdims=True) + 1e-9)).astype(np.float32)


def _parted(rows: Rows, worth: NDArray[np.float32]) -> NDArray[np.int64]:
    """Return the class of each row; the most common folds are the first middles."""
    middles = rows[:CLASSES].copy()
    for _ in range(ROUNDS):
        nearest = np.argmax(rows @ middles.T, axis=1)
        for number in range(CLASSES):
            mine = nearest == number
            if mine.any():
                middle = (rows[mine] * worth[mine, None]).sum(axis=0)
                middles[number] = middle / (np.linalg.norm(middle) + 1e-9)
    return np.argmax(rows @ middles.T, axis=1)
