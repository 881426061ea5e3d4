"""Counting of the channel: what an English OCR writes for å, ä and ö, from pages whose right text is known."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from pipeline.repair.letters import fold

SWEDISH = "åäö"

LEAST = 2
"""A way to write a letter that was seen less often than this is chance."""

KIN = {"å": "ä", "ä": "å"}
"""Letters that look alike: what one is written as, the other may be."""

AKIN, TWICE = 0.03, 0.05
"""The shares of what was seen for the kin only, and of a letter that is read twice, as two signs."""

LOOKALIKES = {"å": "4&@", "ä": "4&@", "ö": "06@¢"}
"""Signs with the outline of the letter, which some font makes it read as."""

LOOKALIKE = 0.001
"""The least share of such a sign."""

SIGN = 0.002
"""The share that a sign must have to be one of two."""

NEGLIGIBLE = 0.00005
"""Shares below this are left out."""

FLATTER = 0.9
"""The exponent that makes shares more alike: the next font is further off than any of those that were counted."""

UNLIKE = 0.65
"""Words whose alignment costs more than this a letter are not the same word."""

_LOST, _OTHER, _TWO = 2.5, 1.0, 1.3
"""What it costs that a letter left no trace, was written as another one, or as two."""

Table = dict[str, dict[str, float]]
"""For each letter, the share of each one or two characters (or none) that were written for it."""


def count(pages: Iterable[tuple[str, str]]) -> dict[str, Counter[str]]:
    """Return how often each of å, ä and ö was written as what, on pages (right text, damaged text)."""
    counts = {letter: Counter[str]() for letter in SWEDISH}
    for right, damaged in pages:
        for word, seen in word_pairs(right.split(), damaged.split()):
            for letter, written in letter_pairs(word, seen):
                if letter in SWEDISH:
                    counts[letter][written] += 1
    return counts


def table(counts: dict[str, Counter[str]]) -> Table:
    """Return the shares of what was written, flattened and smoothed, the most frequent first."""
    rows = {letter: _flat(seen) for letter, seen in counts.items()}
    return {letter: _ranked(_smoothed(letter, rows)) for letter in rows}


def _flat(seen: Counter[str]) -> dict[str, float]:
    return _shares({written: number**FLATTER for written, number in seen.items() if number >= LEAST})


def _smoothed(letter: str, rows: Table) -> dict[str, float]:
    """Return a row with what its kin is written as, and with each two signs of its own for the letter read twice."""
    row = rows[letter]
    alone = {written: share for written, share in row.items() if len(written) == 1 and share > SIGN}
    twice = _shares({a + b: alone[a] * alone[b] for a, b in itertools.permutations(alone, 2)})
    parts = [(1 - AKIN - TWICE, row), (AKIN, rows.get(KIN.get(letter, letter), row)), (TWICE, twice)]
    mixed = Counter(dict.fromkeys(LOOKALIKES[letter], LOOKALIKE))
    for worth, part in parts:
        mixed.update({written: worth * share for written, share in part.items()})  # type: ignore[arg-type]
    return dict(mixed)


def _shares(worth: dict[str, float]) -> dict[str, float]:
    total = sum(worth.values())
    return {written: share / total for written, share in worth.items()}


def _ranked(row: dict[str, float]) -> dict[str, float]:
    kept = _shares({written: share for written, share in row.items() if share >= NEGLIGIBLE})
    return {written: round(share, 6) for written, share in sorted(kept.items(), key=lambda item: (-item[1], item[0]))}


def word_pairs(right: Sequence[str], seen: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words that stand at the same place in both texts; joined and divided words are passed over."""
    mine, theirs = ([fold(word.lower()) for word in words] for words in (right, seen))
    for step in Levenshtein.opcodes(mine, theirs):
        size = step.src_end - step.src_start
        if size == step.dest_end - step.dest_start:
            yield from zip(right[step.src_start : step.src_end], seen[step.dest_start : step.dest_end], strict=True)


def letter_pairs(word: str, seen: str) -> list[tuple[str, str]]:
    """Return each letter of a word with the none, one or two characters that were written for it; [] for another word.

    A word in capitals tells nothing: its Å is read as A as surely as its A.
    """
    if word.isupper():
        return []
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for at, letter in enumerate(word):
        for end in range(max(0, at - 3), min(len(seen), at + 5) + 1):
            for took in (1, 2, 0):
                before = best.get((at, end - took))
                if before is None:
                    continue
                cost = before[0] + _cost(letter, seen[end - took : end])
                if cost < best.get((at + 1, end), (float("inf"), 0))[0]:
                    best[at + 1, end] = cost, took
    if best.get((len(word), len(seen)), (float("inf"), 0))[0] > UNLIKE * len(word):
        return []
    pairs, end = [], len(seen)
    for at in range(len(word), 0, -1):
        took = best[at, end][1]
        pairs.append((word[at - 1], seen[end - took : end]))
        end -= took
    return pairs[::-1]


def _cost(letter: str, written: str) -> float:
    if letter == written:
        return 0.0
    if len(written) != 1:
        return (_TWO if written else _LOST) + (letter not in SWEDISH)
    return 0.1 if fold(letter.lower()) == fold(written.lower()) else _OTHER + 0.5 * (letter not in SWEDISH)
