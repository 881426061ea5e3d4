"""What the neighbours say: a log-linear model over the words that stand around a doubtful one.

A neighbour enters by its fold, which damage leaves alone, so no neighbour need be repaired before its neighbour is.
Each weight lives in one hashed table: slot = hash(which neighbours, their folds, the candidate word). Words that
share a slot learnt to share it. A long word has weights for its tail, too, which it shares with all words that end so:
they tell tjänsteman from tjänstemän where the word itself was seldom or never met. The weights were fitted to tell
the words apart that damage makes alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.repair.classes import Classes, Keys
from pipeline.repair.letters import key

NEAR = (
    "l1", "r1", "l2 l1", "r1 r2", "l1 r1", "l2", "r2", "l2 l1 r1", "l1 r1 r2",
    "-r1", "-l1", "l1 -r1", "-l1 r1", "-r1 -r2", "-l1 -r1",
    "+l1", "+r1", "+l1 +r1", "+l2 +l1", "+r1 +r2", "l1 +r1", "+l1 r1", "+l2 l1", "r1 +r2",
)  # fmt: skip
"""The groups of neighbours that one weight speaks of: l2 l1 WORD r1 r2; with a hyphen only the neighbour's ending,
with a plus its class."""

WIDTH = 8
"""Neighbours on each side that are heard."""

FAR = tuple(f"{side}{distance}" for side in "lr" for distance in range(3, WIDTH + 1))
"""The neighbours further off: one weight speaks of a word on this side, however far away in the same sentence."""

OF_TAIL = ("l1", "r1", "l2 l1", "r1 r2", "-l1", "-r1", "+l1", "+r1", "+l2 +l1", "+r1 +r2", "+l1 +r1")
"""The groups that also speak of a long word's tail, whatever it begins with: en …man, flera …män."""

NEIGHBOURS = (*NEAR, *FAR, *OF_TAIL)

TAIL = 5
"""Letters in a tail; a shorter word has none of its own."""

ENDING = 3
"""Letters in an ending."""

BOUNDARY = "."
"""What stands between sentences."""

WEIGHT_STEP = 0.1
"""One step of a stored weight, in nats."""

PLACE = {f"{side}{n}": WIDTH + sign * n for side, sign in (("l", -1), ("r", 1)) for n in range(1, WIDTH + 1)}
"""Where each neighbour stands among the tokens around a word."""

NOTHING = np.uint64(0)
"""The key of a place that nothing is heard from."""

_STOP = np.uint64(key(BOUNDARY))
_NO_TAIL = np.uint64(key(""))
_MIX = np.uint64(0x9E3779B97F4A7C15)
_KIND = [np.uint64(0xD6E8FEB86659FD93 * (n + 1) % 2**64) for n in range(len(NEAR))]
_SIDE = {"l": np.uint64(0xA0761D6478BD642F), "r": np.uint64(0xE7037ED1A0B428DB)}


class Heard(NamedTuple):
    """The keys of tokens: of their folds, of their endings, and of their classes."""

    folds: Keys
    endings: Keys
    classes: Keys

    def around(self, places: NDArray[np.int64]) -> Heard:
        """Return arrays (places, 2 * WIDTH + 1), from the first neighbour that is heard to the last; WIDTH pads."""
        window = places[:, None] + np.arange(2 * WIDTH + 1)
        return Heard(*(keys[window] for keys in self))


def context_keys(heard: Heard) -> Keys:
    """Return an array (places, groups): one key for each group of neighbours of each place, from `Heard.around`."""
    columns = []
    sides = {"-": heard.endings, "+": heard.classes}
    for kind, group in zip(_KIND, NEAR, strict=True):
        column = np.full(len(heard.folds), kind, dtype=np.uint64)
        for name in group.split():
            keys = sides.get(name[0], heard.folds)
            column = _mixed(column ^ keys[:, PLACE[name.lstrip("-+")]])
        columns.append(column)
    sentence = _sentence(heard.folds)
    for name in FAR:
        there, nearer = (sentence[:, PLACE[f"{name[0]}{int(name[1:]) - step}"]] for step in (0, 1))
        is_beyond = (there == _STOP) & (nearer == _STOP)
        columns.append(np.where(is_beyond, NOTHING, _mixed(there ^ _SIDE[name[0]])))
    return np.stack(columns, axis=1)


def _mixed(keys: Keys) -> Keys:
    mixed = keys * _MIX
    return mixed ^ mixed >> np.uint64(29)


def _sentence(folds: Keys) -> Keys:
    """Return the keys around each position with nothing but stops beyond the ends of its sentence."""
    outwards = folds[:, WIDTH - 1 :: -1], folds[:, WIDTH + 1 :]
    left, right = (np.where(np.logical_or.accumulate(side == _STOP, axis=1), _STOP, side) for side in outwards)
    return np.concatenate([left[:, ::-1], folds[:, WIDTH : WIDTH + 1], right], axis=1)


def tail(word: str) -> str:
    """Return the tail of a long word, with å, ä and ö, in a form that is no word; empty for a short one."""
    return f"~{word[-TAIL:]}" if len(word) > TAIL else ""


_TAIL_COLUMNS = [NEAR.index(group) for group in OF_TAIL]


def slots(contexts: Keys, words: Keys, tails: Keys, bits: int) -> NDArray[np.int64]:
    """Return the slots of each group of `NEIGHBOURS` for words and their tails (…), from `context_keys` (…, groups).

    Slot 0, whose weight is none, is that of what says nothing: a place beyond the sentence, and no tail.
    """
    of_words = np.where(contexts == NOTHING, 0, hashed_slots(contexts, words, bits))
    of_tails = hashed_slots(contexts[..., _TAIL_COLUMNS], tails, bits)
    return np.concatenate([of_words, np.where((tails == _NO_TAIL)[..., None], 0, of_tails)], axis=-1)


def hashed_slots(contexts: Keys, words: Keys, bits: int) -> NDArray[np.int64]:
    """Return the slots in a table of 2**bits weights for contexts (…, features) and words (…)."""
    mixed = (contexts ^ words[..., None]) * _MIX
    mixed ^= mixed >> np.uint64(31)
    return ((mixed * _MIX) >> np.uint64(64 - bits)).astype(np.int64)


class _Keys(dict[str, int]):
    """Keys of words and folds, remembered."""

    def __missing__(self, text: str) -> int:
        if len(self) > 200_000:
            self.clear()
        number = self[text] = key(text)
        return number


_KEYS = _Keys()


def keys_of(texts: Iterable[str]) -> Keys:
    """Return the keys of texts, which are remembered."""
    return np.array([_KEYS[text] for text in texts], dtype=np.uint64)


class Context:
    """The fitted table of weights, and the classes that some of them speak of."""

    def __init__(self, weights: NDArray[np.int8], classes: Classes) -> None:
        self.weights = weights
        self.classes = classes
        self.bits = len(weights).bit_length() - 1

    def hear(self, tokens: Sequence[str]) -> Heard:
        """Return the keys of folded tokens, as neighbours hear them."""
        folds, endings = keys_of(tokens), keys_of("-" + token[-ENDING:] for token in tokens)
        return Heard(folds, endings, self.classes.of(folds, endings))

    def parts(self, contexts: Keys, words: Sequence[str], known: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return what each group of neighbours (columns) says for each candidate word (rows), in nats.

        Of a word that the model does not know only the tail is heard.
        """
        keys, tails = keys_of(words), keys_of(map(tail, words))
        found = self.weights[slots(contexts, keys, tails, self.bits)].astype(np.float64) * WEIGHT_STEP
        found[~known, : -len(OF_TAIL)] = 0.0
        return found
