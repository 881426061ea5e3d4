"""Which of a, å, ä and of o, ö stands at each place of a folded word that no lexicon has, judged by its letters.

A log-linear model over windows of folded letters around the place, with hashed weights as in `context`. Names and
foreign words are spelt by other habits than common words, so each short window counts once more for names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.context import hashed_slots

WINDOWS = (
    (-1, 1), (-2, 2), (-3, 3), (-2, 0), (0, 2), (-3, 0), (0, 3), (-4, 0), (0, 4), (-1, 2), (-2, 1), (-3, 1), (-1, 3),
    (-4, 2), (-2, 4), (-5, 0), (0, 5), (-3, 2), (-2, 3),
)  # fmt: skip
"""The windows that one weight speaks of: first and last letter, counted from the place."""

NAMED_WINDOWS = (0, 1, 3, 4, 5, 6)
"""The windows that count once more for names, by number."""

WEIGHT_STEP = 1 / 16
"""One step of a stored weight, in nats."""

MARGIN = 6
"""Empty places before and after a word."""

GAP = " " * MARGIN
"""What parts words that are weighed at once."""

AT_ONCE, MOST = 1_000, 50_000
"""Words that are weighed at once, and that are remembered."""

_SHIFTS = np.array(
    [
        [1 << 5 * (last - at) if first <= at <= last else 0 for first, last in WINDOWS]
        for at in range(-MARGIN, MARGIN + 1)
    ],
    dtype=np.uint64,
)
_AROUND = np.arange(-MARGIN, MARGIN + 1)
_KIND = np.array([0xC2B2AE3D27D4EB4F * (n + 1) % 2**64 for n in range(len(WINDOWS))], dtype=np.uint64)
_NAMED = np.array([0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64)


_CODES = bytes(max(0, byte - 96) if byte < 123 else 27 for byte in range(256))


def codes(folded: str) -> NDArray[np.uint8]:
    """Return a to z as 1 to 26 and anything else as 0 or 27, with the margin of zeros on both sides."""
    letters = folded.encode("latin-1", "replace").translate(_CODES)
    return np.frombuffer(bytes(MARGIN) + letters + bytes(MARGIN), np.uint8)


def place_keys(letters: NDArray[np.uint8], places: NDArray[np.int64], named: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Return an array (places, windows): one key for each window around each place; `named` is 0 or 1 per place."""
    windows = letters[places[:, None] + _AROUND].astype(np.uint64) @ _SHIFTS
    keys = (windows + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15) ^ _KIND
    return np.concatenate([keys, keys[:, NAMED_WINDOWS] ^ _NAMED[named][:, None]], axis=1)


Places = list[tuple[int, list[float]]]
"""A place in a word and the log-probability of each letter that may stand there, in the order of `CHOICES`."""

_LETTERS = np.arange(3, dtype=np.uint64)[None, :]


class Spelling:
    """The fitted weights."""

    def __init__(self, weights: NDArray[np.int8]) -> None:
        self._weights = weights
        self._bits = len(weights).bit_length() - 1
        self._found: dict[str, tuple[Places, Places]] = {}

    def places(self, folded: str) -> tuple[Places, Places]:
        """Return the log-probabilities of the letters that each a and o may be: in a common word, and in a name."""
        if folded not in self._found:
            self.weigh((folded,))
        return self._found[folded]

    def weigh(self, folds: Iterable[str]) -> None:
        """Weigh the places of many words at once, which takes a tenth of the time that it takes word by word."""
        if len(self._found) > MOST:
            self._found.clear()
        new = [folded for folded in folds if folded not in self._found][:MOST]
        for first in range(0, len(new), AT_ONCE):
            self._weigh(new[first : first + AT_ONCE])

    def _weigh(self, folds: Sequence[str]) -> None:
        text = GAP.join(folds)
        common, names = map(iter, self._logps(text, [at for at, letter in enumerate(text) if letter in "ao"]))
        for folded in folds:
            places = [at for at, letter in enumerate(folded) if letter in "ao"]
            self._found[folded] = [(at, next(common)) for at in places], [(at, next(names)) for at in places]

    def _logps(self, text: str, places: list[int]) -> tuple[list[list[float]], list[list[float]]]:
        """Return for each place the log-probabilities of its letters in a common word, and those in a name."""
        if not places:
            return [], []
        named = np.repeat((0, 1), len(places))
        keys = place_keys(codes(text), np.array(places + places) + MARGIN, named)
        scores = self._weights[hashed_slots(keys[:, None, :], _LETTERS, self._bits)].sum(-1) * WEIGHT_STEP
        scores[[text[place] == "o" for place in places + places], 2] = -99.0
        scores -= np.log(np.exp(scores - (top := scores.max(axis=1, keepdims=True))).sum(axis=1, keepdims=True)) + top
        rows = scores.tolist()
        return rows[: len(places)], rows[len(places) :]
