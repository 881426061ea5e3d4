"""Letters that became spaces (g ller f r): which spaces of a line are spaces is decided for all of them at once.

Every space of a stretch of letters and spaces is a space or a lost letter, at the edge of a word or inside one; of all
the ways to read the stretch the one with the likeliest words is taken (Viterbi, IEEE Trans. Inf. Theory 13, 1967).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pipeline.repair.channel import LOST
from pipeline.repair.encoding.rule import Vocabulary

MOST_LOST = 6
"""Letters that one word may have lost."""

MOST_FILLED = 4
"""Letters up to which all ways to fill a word are looked up."""

COMPOUND = 8
"""Letters; a longer word may be a compound that no lexicon lists."""

LOST_LETTER, GUESSED = -0.5, -8.0
"""Nats that a space costs which is a letter: of a known word, and of another."""

EMPTY = -4.0
"""Nats that a second space beside a space costs."""

NO_WORD, LETTER, LISTED, LEAST = -14.0, -1.2, -12.0, -26.0
"""Nats that a word costs which no lexicon has, and each of its letters; an own word or an acronym; at most, a compound.
"""

_STRETCH = re.compile(r"(?:(?<!\d) *| {2,})[^\W\d_]+(?: +[^\W\d_]+)*(?: *(?![ \d])| {2,}(?=\d))?")
"""Words and the spaces around; a single space beside a figure is no letter."""
_OPENING = frozenset("(”“\"'[/-–")
_CLOSING = frozenset(".,;:!?)”“\"'’]/-–")

_ABBREVIATIONS = "t o m, fr o m, t ex, o s v, s k, m m, m fl, bl a, d v s, f d, o d, p g a, i o m, f n, m a o, o dyl"
_ABBREVIATED = frozenset(
    f"{one}{LOST}{other}"
    for words in map(str.split, _ABBREVIATIONS.split(", "))
    for one, other in itertools.pairwise(words)
)
"""Neighbours in abbreviations that are written without stops: t o m, o s v."""


def marked(text: str, vocabulary: Vocabulary) -> str:
    """Return the text with U+FFFD for every space that was a letter."""
    if LOST in text:
        return text
    return _STRETCH.sub(lambda match: _read(match, vocabulary) if " " in match[0] else match[0], text)


def _read(match: re.Match[str], vocabulary: Vocabulary) -> str:
    """Return a stretch of letters and spaces as its likeliest words."""
    stretch = match[0]
    edges = [-1, *(at for at, letter in enumerate(stretch) if letter == " "), len(stretch)]
    scores, words = [0.0], [("", 0)]
    for number, end in enumerate(edges[1:], 1):
        best = (-1e9, "", 0)
        for first in range(max(0, number - 1 - MOST_LOST), number):
            word = stretch[edges[first] + 1 : end].replace(" ", LOST)
            cost = score(word, vocabulary) if word else _edge(match, edges[first], end)
            best = max(best, (scores[first] + cost, word, first))
        scores.append(best[0])
        words.append(best[1:])
    read, number = [], len(edges) - 1
    while number:
        word, number = words[number]
        read.append(word)
    return " ".join(reversed(read))


def _edge(match: re.Match[str], start: int, end: int) -> float:
    """Return what a space costs that stands beside a space, or at an end of the stretch: there it may well be one."""
    text = match.string
    if start < 0 and match.start():
        return 0.0 if text[match.start() - 1] not in _OPENING else EMPTY
    if end == len(match[0]) and match.end() < len(text):
        return 0.0 if text[match.end()] not in _CLOSING else EMPTY
    return EMPTY


def score(word: str, vocabulary: Vocabulary) -> float:
    """Return how likely a word is, in nats; U+FFFD in it stands for a lost letter."""
    lost, low = word.count(LOST), word.lower()
    if not lost:
        known = vocabulary.logp(word)
        return known if known > NO_WORD + 2 * LETTER else LISTED if vocabulary.knows(word) else _unknown(word)
    parts = [part for part in word.split(LOST) if part]
    has_capital_inside = word[1:] != low[1:] and not word.isupper()
    if low in _ABBREVIATED or has_capital_inside or lost > MOST_FILLED:
        return 2 * _unknown(word)
    known = max(map(vocabulary.logp, _filled(low, lost)))
    are_words = all(len(part) > 2 and vocabulary.knows(part) for part in parts)
    if known < LEAST and len(word) >= COMPOUND and not are_words:
        known = vocabulary.likelihood(word)
    if known > LEAST:
        return known + LOST_LETTER * lost
    pieces = itertools.pairwise(word.split(LOST))
    return _unknown(word) * (2 if any(min(map(len, pair)) > 2 for pair in pieces) else 1) + GUESSED * lost


def _unknown(word: str) -> float:
    return NO_WORD + LETTER * len(word)


def _filled(word: str, lost: int) -> Iterator[str]:
    parts = word.split(LOST)
    for letters in itertools.product("åäö", repeat=lost):
        yield "".join(itertools.chain.from_iterable(zip(parts, (*letters, ""), strict=True)))
