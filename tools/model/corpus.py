"""The corpora as numbers: one stream of tokens, and what is counted in it."""

from __future__ import annotations

import lzma
import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SOURCES = {"g0v": 0.45, "sfs": 0.20, "ipq": 0.35}
"""The corpora and their weight: government pages, statutes, interpellations."""

TOKEN = re.compile(r"[^\W\d_]+|\d+|[.!?:;,()\"”–—§]")
WORD = re.compile(r"[^\W\d_]+")
STOPS = frozenset(".!?:")
_MARKS = {".": ".", "!": ".", "?": ".", "§": "§"}
HELD_OUT = 7
"""Words in the sequences by which paragraphs of the test texts are recognised and left out."""


BLOCK = 50
"""Paragraphs that are left out of the model, or taken into it, together: neighbours speak of the same matter."""

KEPT_OUT = {0: "fitting", 1: "test"}
"""Of 80 blocks one is kept out for fitting the channel and the decision, and one for tests."""


@dataclass(frozen=True)
class Corpus:
    """The vocabulary, the stream of its numbers, counts (corpora, words), and how words are capitalised."""

    words: list[str]
    stream: NDArray[np.int32]
    counts: NDArray[np.int64]
    small: Counter[str]
    capital: Counter[str]
    upper: Counter[str]

    @property
    def total(self) -> dict[str, int]:
        """Return how often each word occurs."""
        return dict(zip(self.words, self.counts.sum(axis=0).tolist(), strict=True))

    @property
    def shares(self) -> dict[str, float]:
        """Return the weighted relative frequency of each word."""
        weights = np.array(list(SOURCES.values()))[:, None]
        shares = (weights * self.counts / self.counts.sum(axis=1, keepdims=True)).sum(axis=0)
        return dict(zip(self.words, shares.tolist(), strict=True))


def read(folder: Path, held_out: list[Path]) -> Corpus:
    """Return the corpora in the folder, without the paragraphs that stand in the held-out texts."""
    barred = {run for path in held_out for run in _runs(path.read_text("utf-8"))}
    barred |= {run for part in KEPT_OUT.values() for line in kept_out(folder, part) for run in _runs(line)}
    vocabulary: dict[str, int] = {}
    stream, ends = array("i"), []
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for source in SOURCES:
        for line in _lines(folder / f"{source}.txt.xz", barred):
            stream.append(vocabulary.setdefault(".", len(vocabulary)))
            starts, shouts = True, line.isupper()
            for token in TOKEN.findall(line):
                if token[0].isalpha():
                    if token.isupper() and 2 <= len(token) <= 7 and not shouts:
                        upper[token] += 1
                    if not starts:
                        _count_case(token, small, capital)
                starts = token in STOPS
                stream.append(vocabulary.setdefault(_seen_as(token), len(vocabulary)))
        ends.append(len(stream))
    numbers = np.frombuffer(stream, dtype=np.int32)
    counts = np.stack([np.bincount(part, minlength=len(vocabulary)) for part in np.split(numbers, ends[:-1])])
    return Corpus(list(vocabulary), numbers, counts, small, capital, upper)


def kept_out(folder: Path, part: str) -> Iterator[str]:
    """Yield the paragraphs that are left out of the model for the part "fitting" or "test"."""
    for source in SOURCES:
        for name, line in _parted(folder / f"{source}.txt.xz"):
            if name == part:
                yield line


def _lines(path: Path, barred: set[str]) -> Iterator[str]:
    for part, line in _parted(path):
        runs = [] if part else _runs(line)
        if not part and (not runs or 4 * sum(run in barred for run in runs) <= len(runs)):
            yield line


def _parted(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a corpus, each with the part that it is kept out for, or with none."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            block = zlib.crc32(f"{path.name} {number // BLOCK}".encode())
            yield KEPT_OUT.get(block % 80, ""), line.replace("\xad", "")


def _runs(text: str) -> list[str]:
    words = WORD.findall(text.lower())
    return [" ".join(words[at : at + HELD_OUT]) for at in range(len(words) - HELD_OUT + 1)]


def _count_case(token: str, small: Counter[str], capital: Counter[str]) -> None:
    low = token.lower()
    if token == low:
        small[low] += 1
    elif token[0] != low[0] and len(token) > 1 and token[1:].islower():
        capital[low] += 1


def _seen_as(token: str) -> str:
    if token[0].isalpha():
        return token.lower()
    if token[0].isdigit():
        return "0"
    return _MARKS.get(token, ",")
